"""Whole parts of a plan that are not there: blocks of `plan.yaml`, and directives without facts.

A line that is left out contradicts what stands beside it; a block that is left out takes along all
that could contradict its absence.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from planforge.findings import Place, Severity
from planforge.frozen import dataclass
from planforge.i18n import Message, msg
from planforge.model.keys import label
from planforge.model.plan import Plan
from planforge.model.scales import PlanClass
from planforge.patterns import late
from planforge.rules.contents.data import CONTENTS, STATUTORY_FIVE, needs_the_five
from planforge.rules.contents.demands import demands_on, has_chapter, place_of
from planforge.rules.contents.printed import PRINTS, headings_above, key_of, own_pieces, printing
from planforge.rules.prose.text import headings, parts
from planforge.rules.reports.hops import is_response_plan
from planforge.rules.rule import Hit, cite, plan_rule

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

    from planforge.corpus.plan_view import PlanView
    from planforge.findings import Citation
    from planforge.rules.prose.text import Piece

    _Holds = Callable[[PlanView], bool]

_RULES: Final = "突发事件应急预案管理办法"
_OF_MASTER: Final = cite(_RULES, "第八条")
_OF_CITIES: Final = cite(_RULES, "第十条第四款")
_REVIEWED: Final = cite(_RULES, "第二十四条第一项")
_ENOUGH: Final = 80
"""Characters of a section's own text that say something of a matter, and do not merely lead in."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of `plan.yaml` that articles want.

    Attributes:
        field: Its field in the model.
        what: What it lays down.
        headings: Pattern of the headings of sections that may lay it down in words.
        content: Code of the content of the response law that it is, or is part of; may be empty.
        excuse: Pattern of words in `plan.md` that say why there is none.
        any_purpose: Whether plans want it that are not for events.
    """

    field: str
    what: Message
    headings: re.Pattern[str]
    content: str = ""
    excuse: re.Pattern[str] | None = None
    any_purpose: bool = False


_NO_WARNING: Final = late(
    r"(?:难以|无法|不能|不可|不具备|没有)[^，。；]{0,6}(?:预警|预报|预测|监测)"
)
_BLOCKS: Final = (
    _Block(
        "command",
        msg("command and duties (组织指挥体系与职责)"),
        late(
            r"^(?!.*(?:现场指挥|办公室$|以下|下级|基层|县级|县（[区市]））))"
            r".*(?:指挥部|指挥机构|领导机构|组织机构|委员会|领导小组)"
        ),
        "command",
        any_purpose=True,
    ),
    _Block("monitoring", msg("monitoring (监测)"), late("监测"), "prevention", _NO_WARNING),
    _Block("warnings", msg("warning (预警)"), late("预警"), "prevention", _NO_WARNING),
    _Block(
        "actions",
        msg("procedure of the response (处置程序)"),
        late("响应措施|应急处置|处置措施|处置程序"),
        "procedure",
        any_purpose=True,
    ),
    _Block(
        "guarantees",
        msg("support (应急保障措施)"),
        late("^(?:应急)?保障(?:措施)?$|应急保障|保障措施"),
        "support",
        any_purpose=True,
    ),
    _Block(
        "recovery",
        msg("recovery (事后恢复与重建措施)"),
        late("重建|善后|后期处置|后期工作|事后|灾后|恢复与|恢复生产"),
        "recovery",
    ),
    _Block(
        "grades",
        msg("categories and grades of incidents (突发事件分类分级)"),
        late("事件分级|分类分级|分级标准"),
    ),
    _Block("basis", msg("the law it rests on (编制依据)"), late("依据"), any_purpose=True),
)


def _missing(view: PlanView) -> Iterator[_Block]:
    """Yield the blocks that articles want in such a plan, empty and not laid down in words."""
    if not needs_the_five(view.plan):
        return
    for block in _BLOCKS:
        if (
            not getattr(view.plan, block.field)
            and (block.any_purpose or is_response_plan(view))
            and (block.field != "grades" or view.plan.plan_class is PlanClass.MASTER)
            and not _in_words(view, block)
            and not _is_told_by_chapter(view, block)
        ):
            yield block


def _in_words(view: PlanView, block: _Block) -> bool:
    """Whether sections with such headings have text of their own, or the plan says why none do.

    What stands around a directive that should print the block only adds to it.
    """
    prose = view.prose or ""
    titles = {line: title for line, _, title in headings(prose)}
    prints = headings_above(printing(view, block.field), titles)
    texts: dict[int, int] = defaultdict(int)
    current = 0
    for text in parts(prose)[1]:
        if text.number in titles:
            current = text.number
        else:
            texts[current] += len(text.line.strip())
            if block.excuse is not None and block.excuse.search(text.line):
                return True
    own = [
        texts[line]
        for line, title in titles.items()
        if line not in prints and block.headings.search(title)
    ]
    return max(own, default=0) >= _ENOUGH


def _is_told_by_chapter(view: PlanView, block: _Block) -> bool:
    """Whether another rule says that the plan has neither facts nor a chapter of the kind."""
    content = CONTENTS.get(block.content)
    if content is None or has_chapter(view, content):
        return False
    return not any(getattr(view.plan, field) for field in content.fields)


def _articles(view: PlanView, block: _Block) -> tuple[Citation, ...]:
    """Return the articles that want *block* in such a plan."""
    if block.field == "basis":
        return (_REVIEWED,)
    is_master = view.plan.plan_class is PlanClass.MASTER
    if block.field == "grades":
        return (_OF_MASTER,)
    if block.field == "recovery" and not is_master:
        return (STATUTORY_FIVE,)
    own = _OF_MASTER if is_master else _OF_CITIES
    return (STATUTORY_FIVE, own) if is_response_plan(view) else (STATUTORY_FIVE,)


def _in_article(articles: tuple[Citation, ...]) -> tuple[str, ...]:
    return tuple(f"《{one.document}》{one.article}" for one in articles)


@plan_rule(
    "CNT030",
    "content.block-missing",
    Severity.WARNING,
    title=msg("Part of the plan that is not there as a whole"),
    rationale=msg(
        "Of a block that was left out or deleted nothing is checked, shown on pages or practised, "
        "though the law wants it in the plan."
    ),
    sources=(STATUTORY_FIVE, _OF_MASTER, _OF_CITIES, _REVIEWED),
)
def block_missing(view: PlanView) -> Iterator[Hit]:
    """Command, monitoring, warning, actions, support, recovery, grades, basis: none of it there.

    Left out: what a section of `plan.md` of that name lays down in words of its own, without a
    directive that should print the block.
    """
    for block in _missing(view):
        articles = _articles(view, block)
        key, _ = label(Plan, (block.field,))
        yield Hit(
            view.at("name"),
            msg(
                "The plan lays down nothing on {what}, which {articles} want: 「{key}」 is empty "
                "and no section of plan.md says it",
                what=block.what,
                articles=_in_article(articles),
                key=key,
            ),
            msg("Write 「{key}」 in plan.yaml, and the section of plan.md that shows it", key=key),
            _nothing_at(view, printing(view, block.field)),
            basis=articles,
        )


def _nothing_at(view: PlanView, pieces: Iterable[Piece]) -> tuple[tuple[Place, Message], ...]:
    """Return the places of directives that print nothing either."""
    text = msg("This directive prints nothing")
    return tuple((Place(view.prose_file, span=piece.span), text) for piece in pieces)


_TOLD: Final = frozenset({"levels", "reports", "public_information", "management"})
"""Blocks whose absence from a plan for events other rules report."""


@plan_rule(
    "CNT031",
    "content.directive-without-facts",
    Severity.WARNING,
    title=msg("Directive that prints nothing"),
    rationale=msg(
        "Where the table should stand, the printed plan has a heading and nothing below it."
    ),
    sources=(cite(_RULES, "第二十四条第三项"),),
)
def directive_without_facts(view: PlanView) -> Iterator[Hit]:
    """Directives of `plan.md` whose facts are not in `plan.yaml`; each block once.

    Left out: blocks that another rule calls missing.
    """
    told: set[str] | None = None
    for piece, _ in own_pieces(view):
        path, holds = PRINTS[piece.value]
        if holds(view):
            continue
        block = path.partition(".")[0]
        if told is None:
            told = {one.field for one in _missing(view)} | _told_by_others(view)
        if block in told:
            continue
        others: tuple[Piece, ...] = ()
        if path == block or not getattr(view.plan, block):
            told.add(block)
            others = tuple(one for one in printing(view, block) if one is not piece)
        yield Hit(
            Place(view.prose_file, span=piece.span),
            _prints_nothing(view, piece.value, path),
            msg("Write 「{key}」 in plan.yaml, or delete the section", key=key_of(path)),
            _nothing_at(view, others),
        )


def _prints_nothing(view: PlanView, directive: str, path: str) -> Message:
    """Return that *directive* prints nothing, with the article that wants what it would print.

    Where sentences of the plan lay that down, the article has what it wants.
    """
    block = path.partition(".")[0]
    for demand in demands_on(view):
        for code in demand.contents:
            if block in CONTENTS[code].fields and place_of(view, CONTENTS[code]) is None:
                return msg(
                    "The directive “{directive}” prints nothing: plan.yaml has no 「{key}」, and "
                    "{article} wants {what}",
                    directive=directive,
                    key=key_of(path),
                    article=f"《{demand.article.document}》{demand.article.article}",
                    what=CONTENTS[code].what,
                )
    return msg(
        "The directive “{directive}” prints nothing: plan.yaml has no 「{key}」",
        directive=directive,
        key=key_of(path),
    )


def _told_by_others(view: PlanView) -> set[str]:
    if not is_response_plan(view):
        return set()
    return {field for field in _TOLD if not getattr(view.plan, field)}


__all__ = ["block_missing", "directive_without_facts"]
