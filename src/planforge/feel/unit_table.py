"""The table of units: dimension, exact factor, word for readers, spellings, canonical one first."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from planforge.i18n import msg

if TYPE_CHECKING:
    from collections.abc import Callable

    from planforge.i18n import Message

_WAN: Final = Fraction(10_000)
_YI: Final = Fraction(100_000_000)
_MU: Final = Fraction(2000, 3)
"""One 亩 in square metres: fifteen are one hectare."""


def _number(value: int | str) -> Fraction:
    return Fraction(value)


def _thousand(unit: Message) -> Message:
    return msg("thousand {unit}", unit=unit)


def _ten_thousand(unit: Message) -> Message:
    return msg("ten thousand {unit}", unit=unit)


def _hundred_million(unit: Message) -> Message:
    return msg("hundred million {unit}", unit=unit)


MULTIPLIERS: Final[tuple[tuple[str, Fraction, Callable[[Message], Message]], ...]] = (
    ("千", Fraction(1000), _thousand),
    ("万", _WAN, _ten_thousand),
    ("亿", _YI, _hundred_million),
)
"""Prefixes of counted things: 万人 is ten thousand people."""

_N = _number
_COUNTED: Final[tuple[tuple[Message, tuple[str, ...]], ...]] = (
    (msg("people"), ("人", "名")),
    (msg("person-times"), ("人次",)),
    (msg("households"), ("户",)),
    (msg("rooms"), ("间",)),
    (msg("items"), ("个",)),
    (msg("incidents"), ("起",)),
    (msg("structures"), ("座",)),
    (msg("lines"), ("条",)),
    (msg("places"), ("处",)),
    (msg("times"), ("次",)),
    (msg("ships"), ("艘",)),
    (msg("vehicles"), ("辆",)),
    (msg("aircraft"), ("架",)),
    (msg("institutions"), ("所",)),
    (msg("tents"), ("顶",)),
    (msg("patients"), ("例",)),
    (msg("firms"), ("家",)),
    (msg("buildings"), ("栋", "幢")),
    (msg("head of livestock"), ("头",)),
    (msg("animals"), ("只",)),
    (msg("birds"), ("羽",)),
    (msg("machines"), ("台",)),
    (msg("sets"), ("套",)),
    (msg("pieces"), ("件",)),
    (msg("beds"), ("张",)),
    (msg("teams"), ("支",)),
    (msg("trains"), ("列",)),
)

TABLE: Final[tuple[tuple[str, Fraction, Message, tuple[str, ...]], ...]] = (
    ("length", _N("0.001"), msg("millimetres"), ("mm", "毫米", "㎜")),
    ("length", _N("0.01"), msg("centimetres"), ("cm", "厘米", "㎝")),
    ("length", _N(1), msg("metres"), ("m", "米")),
    ("length", _N(1000), msg("kilometres"), ("km", "公里", "千米", "㎞")),
    ("area", _N(1), msg("square metres"), ("m2", "平方米", "m²", "㎡")),
    ("area", _MU, msg("mu"), ("亩",)),
    ("area", _MU * _WAN, msg("ten thousand mu"), ("万亩",)),
    ("area", _WAN, msg("hectares"), ("公顷", "hm2", "hm²", "ha")),
    ("area", _WAN * _WAN, msg("ten thousand hectares"), ("万公顷",)),
    ("area", _N(1_000_000), msg("square kilometres"), ("km2", "平方公里", "平方千米", "km²", "㎢")),
    ("volume", _N("0.001"), msg("litres"), ("L", "升")),
    ("volume", _N(1), msg("cubic metres"), ("m3", "立方米", "方", "m³", "㎥")),
    ("volume", _WAN, msg("ten thousand cubic metres"), ("万m3", "万立方米", "万方", "万m³")),
    ("volume", _YI, msg("hundred million cubic metres"), ("亿m3", "亿立方米", "亿方", "亿m³")),
    ("flow", _N(1), msg("cubic metres per second"), ("m3/s", "立方米每秒", "立方米/秒", "m³/s")),
    ("flow", Fraction(1, 86_400), msg("cubic metres per day"), ("m3/d", "立方米/日", "m³/d")),
    ("time", _N(1), msg("seconds"), ("秒", "s")),
    ("time", _N(60), msg("minutes"), ("分钟", "分", "min")),
    ("time", _N(3600), msg("hours"), ("小时", "h", "时")),
    ("time", _N(86_400), msg("days"), ("天", "日", "d")),
    ("time", _N(604_800), msg("weeks"), ("周", "星期")),
    ("calendar", _N(1), msg("months"), ("个月", "月")),
    ("calendar", _N(3), msg("quarters"), ("季度",)),
    ("calendar", _N(12), msg("years"), ("年",)),
    ("money", _N(1), msg("yuan"), ("元",)),
    ("money", _WAN, msg("ten thousand yuan"), ("万元",)),
    ("money", _YI, msg("hundred million yuan"), ("亿元",)),
    ("mass", _N("0.001"), msg("grams"), ("g", "克")),
    ("mass", _N(1), msg("kilograms"), ("kg", "千克", "公斤", "㎏")),
    ("mass", _N(1000), msg("tonnes"), ("吨", "t")),
    ("mass", _N(1000) * _WAN, msg("ten thousand tonnes"), ("万吨",)),
    ("speed", _N(1), msg("metres per second"), ("m/s", "米每秒", "米/秒")),
    (
        "speed",
        Fraction(5, 18),
        msg("kilometres per hour"),
        ("km/h", "公里/小时", "公里每小时", "千米每小时"),
    ),
    ("rain rate", _N(1), msg("millimetres per hour"), ("mm/h", "毫米每小时", "毫米/小时")),
    ("power", _N(1), msg("kilowatts"), ("kW", "千瓦")),
    ("power", _N(1000), msg("megawatts"), ("MW", "兆瓦")),
    ("power", _WAN, msg("ten thousand kilowatts"), ("万kW", "万千瓦")),
    ("energy", _N(1), msg("kilowatt hours"), ("kWh", "千瓦时", "千瓦·时")),
    ("energy", _WAN, msg("ten thousand kilowatt hours"), ("万kWh", "万千瓦时")),
    ("voltage", _N(1), msg("volts"), ("V", "伏")),
    ("voltage", _N(1000), msg("kilovolts"), ("kV", "千伏")),
    ("pressure", _N(100), msg("hectopascals"), ("hPa", "百帕")),
    ("pressure", _N(1000), msg("kilopascals"), ("kPa", "千帕")),
    ("pressure", _N(1_000_000), msg("megapascals"), ("MPa", "兆帕")),
    ("share", _N(1), msg("per cent"), ("%", "％", "百分比", "个百分点")),
    ("share", _N("0.1"), msg("per mille"), ("‰", "千分比")),
    ("grade", _N(1), msg("degrees of the scale"), ("级",)),
    ("temperature", _N(1), msg("degrees Celsius"), ("℃", "度", "摄氏度", "°C")),
    (
        "concentration",
        _N("0.000001"),
        msg("micrograms per cubic metre"),
        ("μg/m3", "微克/立方米", "微克每立方米", "µg/m3", "μg/m³", "µg/m³"),
    ),
    (
        "concentration",
        _N("0.001"),
        msg("milligrams per cubic metre"),
        ("mg/m3", "毫克/立方米", "毫克每立方米", "mg/m³"),
    ),
    ("concentration", _N(1), msg("milligrams per litre"), ("mg/L", "毫克/升", "毫克每升", "mg/l")),
    ("volume fraction", _N(1), msg("parts per million"), ("ppm",)),
    ("sound level", _N(1), msg("decibels"), ("dB", "分贝")),
    *(("count:" + names[0], _N(1), label, names) for label, names in _COUNTED),
)
