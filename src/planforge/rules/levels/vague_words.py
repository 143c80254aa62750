"""Words in conditions that say no number, where a figure could stand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from planforge.corpus.written import tables_of
from planforge.findings import Place, Severity
from planforge.i18n import msg
from planforge.model.trigger import Table
from planforge.patterns import late
from planforge.rules.levels.declared import RESPONSE_LEVELS
from planforge.rules.rule import Hit, plan_rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.corpus.written import Written
    from planforge.findings import Pointer
    from planforge.i18n import Message
    from planforge.model.plan import Termination
    from planforge.model.trigger import Row

_HELD: Final = ("较", "大量", "大范围", "大面积", "一定", "严重")
_VAGUE: Final = late(
    r"数量较多|人数较多|大量|损失较大|影响较大|范围较大|较大范围|大范围|较长时间|一定数量|一定范围|"
    r"较为严重|比较严重|较严重|情况严重|灾情严重|危害较大|面积较大|"
    r"较多(?=的?(?:人员|群众|居民|房屋|住房|民房|农田|伤亡|死亡|失踪))|"
    r"大面积(?=农?作物|农田|耕地|受旱|受淹|受灾)|"
    r"(?:人口|人员|人数|群众|用户|伤亡|损失|灾情|险情|旱情|汛情|疫情)较[多重大]|(?:灾|险|旱|汛|疫)情较?严重",
    holds=_HELD,
)
_VAGUE_ENDS: Final = late(
    rf"{_VAGUE.pattern}|(?:灾|险|旱|汛|疫|情况|影响|范围|损失)[^，。；]{{0,3}}(?:较[轻小]|明显好转)"
    "|(?:有所|明显|有?较大|逐步|逐渐)(?:减弱|缓解|缓和|回落|下降|好转|减轻|减少|消退|消落)"
    "|基本(?:缓解|缓和|稳定|平稳|平息)",
    holds=(*_HELD, "好转", "有所", "明显", "较大", "逐步", "逐渐", "基本"),
)
_AT_WILL: Final = late(r"必要时|视情况?|酌情|适时")
_NUMBER: Final = late(r"\d|[一二三四五六七八九十百千两]+[个人处户天]")
_OPEN: Final = late(r"其他|另行|认为|未达到|需要.*的$")


@plan_rule(
    "LVL012",
    "level.vague-word",
    Severity.ADVICE,
    title=msg("Vague word where a number would help"),
    rationale=msg("“大量” means another number to everybody; at night nobody dares to decide."),
    sources=(RESPONSE_LEVELS,),
    follows=("LVL005", "LVL010"),
)
def vague_word(view: PlanView) -> Iterator[Hit]:
    """Judgements that rest on a vague word, with neither cell nor number nor open clause.

    Asked of what starts a level or a warning and of what limits it (限定), and of the words for a
    change, an end or a hand-over of a level; likewise wording that puts such a word in the place of
    the figures of its row, and grades, where other grades of the plan have figures.
    """
    for pointer, _, word in vague_rows(view):
        yield _vague(view, (*pointer, "judgement"), word)
    for pointer, row in _judged_rows(view):
        around = _ROUND.search(row.judgement) if row.judgement and not row.cells else None
        if around and not _OPEN.search(row.judgement or "") and pointer[0] != "grades":
            at = Place(view.file, (*pointer, "judgement"), chars=around.span())
            yield Hit(at, msg("“{words}” is no bound", words=around[0]), FIGURES)
        vague = _VAGUE.search(row.text) if row.text and pointer[0] != "grades" else None
        if vague and not _NUMBER.search(vague.string) and _has_figures(row):
            yield _vague(view, (*pointer, "text"), vague, _WITH_FIGURES)
    for pointer, text in _limits(view):
        vague = _VAGUE.search(text)
        if vague and not _NUMBER.search(text):
            yield _vague(view, pointer, vague)
    for pointer, text in _worded(view):
        ends = _VAGUE_ENDS if "termination" in pointer else _VAGUE
        vague = ends.search(text) or _AT_WILL.search(text)
        if vague and not _NUMBER.search(text):
            yield _vague(view, pointer, vague)


FIGURES: Final = msg("Use a registered indicator with a value, or say who judges by what")
_WITH_FIGURES: Final = msg(
    "Write the figures of the row, or leave 表述 out: it is then made from the cells"
)


def _has_figures(row: Row) -> bool:
    return any(isinstance(cell, str) and any(map(str.isdigit, cell)) for cell in row.cells.values())


def _vague(view: PlanView, pointer: Pointer, word: re.Match[str], remedy: Message = FIGURES) -> Hit:
    place = Place(view.file, pointer, chars=word.span())
    return Hit(place, msg("“{word}” says no number", word=word[0]), remedy)


def _limits(view: PlanView) -> Iterator[tuple[Pointer, str]]:
    """Yield what limits rows and tables that start something (限定)."""
    for table in tables_of(view):
        if _starts(table):
            yield from ((((*at, "scope"), row.scope) for at, row in table.rows if row.scope))
            for i, item in enumerate(table.items):
                if isinstance(item, Table) and item.scope:
                    yield (*table.pointer, i, "scope"), item.scope


def _worded(view: PlanView) -> Iterator[tuple[Pointer, str]]:
    """Yield what the plan says in words on end, change and hand-over of levels, without figures."""
    ends: list[tuple[Pointer, Termination | None]] = [
        (("levels", name, "termination"), level.termination)
        for name, level in view.plan.levels.items()
    ]
    ends.append((("termination",), view.plan.termination))
    for at, end in ends:
        if end is not None and not end.when:
            yield from (((*at, "conditions", i), text) for i, text in enumerate(end.conditions))
    for name, level in view.plan.levels.items():
        if level.takeover is not None:
            yield ("levels", name, "takeover", "when"), level.takeover.when
    for i, step in enumerate(view.plan.transitions):
        if not step.when:
            at = ("transitions", i, "conditions")
            yield from (((*at, j), text) for j, text in enumerate(step.conditions))


def _judged_rows(view: PlanView) -> Iterator[tuple[Pointer, Row]]:
    for table in tables_of(view):
        if _starts(table):
            yield from table.rows


def _starts(table: Written) -> bool:
    """Whether *table* says when a level, a warning or a grade begins."""
    at = table.pointer
    return at[0] in {"warnings", "grades"} or (at[0] == "levels" and at[-1] == "triggers")


_VAGUE_IN_GRADES: Final = late(
    f"{_VAGUE.pattern}|(?:特别)?(?:较?严重|较?重大|较大|巨大|惨重)的?(?:人员)?(?:经济|财产)?(?:损失|伤亡)",
    holds=(*_HELD, "重大", "巨大", "惨重"),
)


_VAGUE_IN_STARTS: Final = late(
    rf"{_VAGUE.pattern}|多人(?=伤亡|死亡|受伤|受困|被困|失踪|失联|中毒|感染)|一定(?=程度|规模|影响)|(?:降?雨量?|水位|流量|风力|强度|积水|时间|可能|涨幅|面)较[大高广快]|较[深长强快]|若干(?!意见|规定)"
    r"|多[个处条座段](?=县|区|乡|镇|村|街道|社区|路|河|水库|堤|点|下穿|发生|出现|渗)|严重|大面积(?!停电)|明显|显著|偏多|众多"
    r"|接近(?:警戒|保证|设计|防洪|汛限|历史)|少数|[数几]个|部分(?=[村乡镇县]|街道|社区|地区|区域|[路堤河]段|群众|居民|用户|农田)|长时间|短时间|巨大|居高不下|[暴猛]涨"
    r"|形势(?:紧急|严峻|危急)|持续(?=[强大暴高降上干])|可能(?![^，。；]{0,4}(?:特别重大|重大|较大|一般|大面积停电))",
    holds=(
        *(*_HELD, "若干", "多", "接近", "明显", "显著", "少数", "个", "部分", "时间", "巨大"),
        *("居高", "涨", "形势", "持续", "可能", "一定"),
    ),
)
_ROUND: Final = late(
    r"(?:大?约(?:为|有)?|将近|近) ?\d[\d.]* ?[^，。；\d]{0,4}"
    r"|\d[\d.]* ?[^，。；\d]{0,6}(?:左右|上下)(?!游)"
    r"|(?:达|至|为|近|接近)[^，。；\d]{2,8}(?:左右|上下)(?!游)",
    holds=("约", "近", "左右", "上下"),
)
"""Figures that are about right only: 约1万人, 保证水位左右."""


@lru_cache(maxsize=2)  # two rules ask it of one plan
def vague_rows(view: PlanView) -> tuple[tuple[Pointer, Row, re.Match[str]], ...]:
    """Return the rows that rest on a vague word alone, with the word.

    Of grades only those in which it stands where other grades have figures.
    """
    tables = tables_of(view)
    figures = {
        table.pointer[1]
        for table in tables
        if table.pointer[0] == "grades" and any(_has_figures(row) for _, row in table.rows)
    }
    found: list[tuple[Pointer, Row, re.Match[str]]] = []
    for pointer, row in _judged_rows(view):
        text = row.judgement
        if not text or row.cells or _NUMBER.search(text) or _OPEN.search(text):
            continue
        if pointer[0] == "grades":
            vague = _VAGUE_IN_GRADES.search(text) if figures - {pointer[1]} else None
        else:
            vague = _VAGUE_IN_STARTS.search(text)
        if vague is not None:
            found.append((pointer, row, vague))
    return tuple(found)


__all__ = ["FIGURES", "vague_rows", "vague_word"]
