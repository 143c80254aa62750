"""Warnings of a scenario in the Common Alerting Protocol (OASIS CAP 1.2), marked as an exercise.

Every message has `status` Exercise and `scope` Restricted, and names the drill in its note: a
system that takes it for a real warning would be at fault. No message is made for a moment of the
scenario that the drill skips. All times are those of the drill, so that none lies in another month
than the message; what the clock of the scenario shows stands in the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from planforge.frozen import dataclass
from planforge.i18n import marks, msg
from planforge.model.base import Kind
from planforge.model.registers import Indicator
from planforge.model.scales import IndicatorType, Nature, WarningColour
from planforge.publish.drills.calendar import ZONE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from planforge.corpus.assess import Fact
    from planforge.corpus.names import Entity
    from planforge.drill.kit.values import Kit
    from planforge.model.drill import Development

NAMESPACE: Final = "urn:oasis:names:tc:emergency:cap:1.2"
_SEVERITY: Final[Mapping[WarningColour, str]] = {
    WarningColour.RED: "Extreme",
    WarningColour.ORANGE: "Severe",
    WarningColour.YELLOW: "Moderate",
    WarningColour.BLUE: "Minor",
}
_CATEGORIES: Final = (
    ("Fire", ("火",)),
    ("CBRNE", ("危险化学品", "危化", "核", "辐射")),
    ("Infra", ("停电", "供水", "供气", "通信")),
    ("Health", ("疫", "卫生")),
    ("Geo", ("地质", "地震", "山洪", "洪水", "内涝")),
    ("Met", ("雨", "台风", "风", "雷", "雪", "冰", "雾", "寒潮", "高温", "干旱")),
)
"""Categories of CAP by what names of warnings have in them; the first that fits."""
_WARNING: Final = "预警"
_SENTENCES: Final = re.compile("(?<=[。；！？])")


@dataclass(frozen=True, slots=True)
class AlertFile:
    """A message.

    Attributes:
        id: Its identifier, unique among all drills of a bureau.
        at: Second of the scenario.
        content: The file.
    """

    id: str
    at: int
    content: bytes


@dataclass(frozen=True, slots=True)
class _Change:
    """A warning that is given, changed or lifted; no colour for lifted.

    It holds until it changes again, or the drill ends.
    """

    indicator: Entity
    colour: WarningColour | None
    step: Development | None
    at: int
    until: int


def alerts(kit: Kit, language: str) -> tuple[AlertFile, ...]:
    """Return the warnings of the scenario of *kit* in order of time.

    A warning that changes or ends refers to the message before it. Equal kits give equal bytes.
    """
    found: list[AlertFile] = []
    before: dict[str, str] = {}
    for change in _changes(kit):
        sent = _sent(kit, change.at)
        if sent is None:
            continue
        id_ = f"{kit.rehearsal.view.drill.id}.{change.indicator.id}.{change.at:06}"
        sender = _sender(kit, change.indicator)
        tree = _alert(kit, language, change, (id_, sender, _stamp(sent)), before)
        before[change.indicator.id] = f"{sender},{id_},{_stamp(sent)}"
        if change.colour is None:
            del before[change.indicator.id]
        ET.indent(tree)
        text = ET.tostring(tree, encoding="utf-8", xml_declaration=True)
        found.append(AlertFile(id_, change.at, text + b"\n"))
    return tuple(found)


def _changes(kit: Kit) -> Iterator[_Change]:
    """Yield the changes of all warnings in order of time."""
    later: dict[str, int] = {}
    found: list[_Change] = []
    for one in reversed(tuple(_told(kit))):
        until = later.get(one.indicator.id, kit.timeline.pieces[-1].end)
        later[one.indicator.id] = one.at
        found.append(replace(one, until=until))
    yield from reversed(found)


def _told(kit: Kit) -> Iterator[_Change]:
    view = kit.rehearsal.view
    known: dict[str, WarningColour] = {}
    entities: dict[str, Entity] = {}
    steps: list[Development | None] = [None, *view.drill.developments]
    for step, state in zip(steps, view.states, strict=True):
        at = step.at.seconds if step else 0
        now: dict[str, WarningColour] = {}
        for fact in state.values():
            colour = _colour(fact)
            if colour is not None:
                now[fact.indicator.id] = colour
                entities[fact.indicator.id] = fact.indicator
        for id_ in sorted(known.keys() | now.keys()):
            if known.get(id_) is not now.get(id_):
                yield _Change(entities[id_], now.get(id_), step, at, at)
        known = now


def _colour(fact: Fact) -> WarningColour | None:
    entry = fact.indicator.of(Indicator)
    if entry.type is not IndicatorType.WARNING:
        return None
    return next((one for one in WarningColour if one.label("zh_CN") == fact.value), None)


def _sent(kit: Kit, at: int) -> datetime | None:
    """Return when a message goes out in the drill; by the scenario's clock if its hour is open."""
    timeline = kit.timeline
    if timeline.drill_second(at) is None:
        return None
    return (timeline.drill_moment(at) or timeline.moment(at)).replace(tzinfo=ZONE)


def _passed(kit: Kit, second: int) -> datetime | None:
    """Return when this second of the scenario has passed in the drill, at a jump with it."""
    after = kit.timeline.jump_after(second)
    return _sent(kit, second if after is None else after)


def _stamp(moment: datetime) -> str:
    """Return *moment* as CAP asks for it (3.2.1: with the offset, no fractions)."""
    return moment.isoformat(timespec="seconds")


def _sender(kit: Kit, indicator: Entity) -> str:
    """Return who seems to send it: no blanks, no commas (CAP 3.2.1), unique by its ids."""
    issuer = _issuer(kit, indicator)
    house, _ = _house(kit)
    return f"{issuer.id if issuer else house}@{house}.exercise"


def _house(kit: Kit) -> tuple[str, str]:
    """Return id and name of the jurisdiction; those of the drill if no file names it."""
    view = kit.rehearsal.view
    house = view.registry.jurisdiction
    return (house.id, house.name) if house else (view.drill.id, view.drill.name)


def _issuer(kit: Kit, indicator: Entity) -> Entity | None:
    """Return the unit that observes the warning and makes it known."""
    entry = indicator.of(Indicator)
    names = kit.rehearsal.view.registry.names
    units = (names.get(name, (Kind.ORGANISATION,)) for name in entry.observer)
    return next(filter(None, units), None)


def _alert(
    kit: Kit, language: str, change: _Change, head: tuple[str, str, str], before: Mapping[str, str]
) -> ET.Element:
    """Return a message; *head* are its identifier, its sender and when it is sent.

    Elements stand in the order of the schema (CAP 1.2, 3.2 and appendix B).
    """
    drill = kit.rehearsal.view.drill
    former = before.get(change.indicator.id)
    kind = "Cancel" if change.colour is None else "Update" if former else "Alert"
    restriction = msg("Only for those who take part in the drill").render(language)
    note = msg("{phrase}: {name} ({id})", phrase=drill.phrase, name=drill.name, id=drill.id)
    id_, sender, sent = head
    alert = ET.Element("alert", {"xmlns": NAMESPACE})
    texts = (
        ("identifier", id_),
        ("sender", sender),
        ("sent", sent),
        ("status", "Exercise"),
        ("msgType", kind),
        ("scope", "Restricted"),
        ("restriction", restriction),
        ("note", note.render(language)),
        ("references", former if kind != "Alert" else None),
        ("incidents", drill.id),
    )
    for name, text in texts:
        if text:
            ET.SubElement(alert, name).text = text
    alert.append(_info(kit, language, change))
    return alert


def _info(kit: Kit, language: str, change: _Change) -> ET.Element:
    view, (_, house) = kit.rehearsal.view, _house(kit)
    entry = change.indicator.of(Indicator)
    issuer = _issuer(kit, change.indicator)
    forecast = entry.nature is Nature.FORECAST
    colour, lifted = change.colour, change.colour is None
    begins, ends = _sent(kit, change.at), None if lifted else _passed(kit, change.until)
    described = (view.drill.phrase, _moment(kit, language, change.at), *_said(kit, change))
    texts = (
        ("language", "zh-CN"),
        ("category", _category(change.indicator.name)),
        ("event", change.indicator.name),
        ("responseType", "AllClear" if lifted else "Monitor" if forecast else "Execute"),
        ("urgency", "Past" if lifted else "Expected" if forecast else "Immediate"),
        ("severity", "Unknown" if colour is None else _SEVERITY[colour]),
        ("certainty", "Likely" if forecast else "Observed"),
        ("onset", _stamp(begins) if begins else None),
        ("expires", _stamp(ends) if ends else None),
        ("senderName", issuer.name if issuer else house),
        ("headline", _headline(kit, language, change)),
        ("description", marks(language).clauses(described) or None),
    )
    info = ET.Element("info")
    for name, text in texts:
        if text:
            ET.SubElement(info, name).text = text
    area = ET.SubElement(info, "area")
    regions = view.drill.regions or (house,)
    ET.SubElement(area, "areaDesc").text = marks(language).listed(regions)
    return info


def _moment(kit: Kit, language: str, second: int) -> str:
    """Return what the clock of the scenario shows, with its day."""
    when = f"{kit.timeline.moment(second):%Y-%m-%d %H:%M}"
    return msg("{scenario} of the scenario", scenario=when).render(language)


def _said(kit: Kit, change: _Change) -> Iterator[str]:
    """Yield what the development says of this warning: no sentence that is on another one."""
    said = change.step.text or change.step.title if change.step else ""
    sentences = [one.strip("。；") for one in _SENTENCES.split(said) if one.strip("。；")]
    own = change.indicator.name.removesuffix(_WARNING)
    others = {
        name
        for fact in kit.rehearsal.view.facts
        if (name := fact.name.partition("@")[0].removesuffix(_WARNING)) != own
        and fact.name.endswith(_WARNING)
    }
    mine = [one for one in sentences if own in one]
    yield from mine or [one for one in sentences if not any(name in one for name in others)]


def _headline(kit: Kit, language: str, change: _Change) -> str:
    drill, warning = kit.rehearsal.view.drill, change.indicator.name
    if change.colour is None:
        return msg("[{phrase}] {warning} lifted", phrase=drill.phrase, warning=warning).render(
            language
        )
    return msg(
        "[{phrase}] {warning}: {colour}",
        phrase=drill.phrase,
        warning=warning,
        colour=change.colour.label(language),
    ).render(language)


def _category(name: str) -> str:
    return next((code for code, words in _CATEGORIES if any(w in name for w in words)), "Other")


__all__ = ["NAMESPACE", "AlertFile", "alerts"]
