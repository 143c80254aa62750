"""Real plans as a yardstick: what a check says of them, and what a person made of it.

Each folder beside this module is a corpus with the facts of one public plan: names, numbers, limits
and who decides are those of the plan, the sentences are ours. What the plan does not tell (phones,
persons) is left out. `judged.yaml` in it judges every finding of the check:

    plan: 衡阳市防汛抗旱应急预案                 # its name in full
    source: 衡政办发〔2023〕26号                # how it is cited
    as_of: 2026-11-01                        # optional: the day of the check
    judged:
      - rule: LVL012
        verdict: true                        # true | unknown-here | noise
        why: §5.4.1(6) gives depth a number, but no number to “较严重”.
        at:                                  # file → a place or a list of places
          special/flood/plan.yaml:
            - 响应级别/Ⅳ级/启动条件/5/任一/1/研判
            - 预警 ×2                         # two findings of the rule at one place

`true`: the real plan has this defect or gap. `unknown-here`: the corpus lacks what a bureau has, as
phones, so that it is true of the corpus and says nothing of the plan. `noise`: wrong, or of no use
to the author. A place is the path of the finding with the names of list items for their numbers,
joined by “/”; in a file without a tree it is the text of the line. Findings that share verdict and
reason may share an entry. *why* is English and cites the section of the plan.

Where the plan was also read for what the check does not see, that is listed; else it is left out:

    missed:
      - §5.5.1(2) The level that a forecast has to reach is lower than the one already passed.

`python -m tests.yardstick.judging hengyang-flood` prints what is not judged yet, in this form.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from planforge.rules.engine import run
from planforge.rules.families import FAMILIES, family_of
from planforge.source.digests import iter_digests
from planforge.source.layout import survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planforge.report import Located
    from planforge.source.layout import Layout

HERE: Final = Path(__file__).parent
JUDGED: Final = "judged.yaml"
VERDICTS: Final = ("true", "unknown-here", "noise")
Where = tuple[str, str, str]
"""A finding as judged: rule, file, place."""
TIMES: Final = " ×"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person made of one finding.

    Attributes:
        where: Rule, file and place of the finding.
        verdict: One of `VERDICTS`.
        why: The reason, with the section of the plan.
    """

    where: Where
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The corpus of a real plan and what was made of each finding in it.

    Attributes:
        id: Name of its folder.
        plan: Full name of the plan.
        source: How the plan is cited.
        as_of: The day of the check.
        judgements: One for each finding.
        missed: Defects that a reader found and the check does not; None if nobody looked for them.
    """

    id: str
    plan: str
    source: str
    as_of: date | None
    judgements: tuple[Judgement, ...]
    missed: tuple[str, ...] | None


def ids() -> tuple[str, ...]:
    """Return the ids of the corpora, sorted."""
    return tuple(sorted(path.parent.name for path in HERE.glob("*/judged.yaml")))


def yardstick(corpus: str) -> Yardstick:
    """Return the judged corpus of that id."""
    text = (HERE / corpus / "judged.yaml").read_text("utf-8")
    data = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - words only: “true” is a word here
    day = data.get("as_of")
    return Yardstick(
        corpus,
        data["plan"],
        data["source"],
        date.fromisoformat(day) if day else None,
        tuple(j for entry in data["judged"] or () for j in _judgements(entry)),
        tuple(data["missed"]) if "missed" in data else None,
    )


def _judgements(entry: Mapping[str, object]) -> Iterator[Judgement]:
    rule, verdict, why, at = (entry[name] for name in ("rule", "verdict", "why", "at"))
    assert isinstance(rule, str)
    assert isinstance(at, dict)
    for file, places in at.items():
        for place in [places] if isinstance(places, str) else places:
            name, times, count = place.rpartition(TIMES)
            if not times:
                name, count = place, "1"
            for _ in range(int(count)):
                yield Judgement((rule, file, name), str(verdict), str(why))


def surveyed(corpus: str) -> Layout:
    """Return the files of the corpus; `judged.yaml` is none of them."""
    layout = survey(HERE / corpus)
    return replace(layout, findings=tuple(f for f in layout.findings if f.place.file != JUDGED))


@cache
def findings(corpus: str, as_of: date | None) -> tuple[Located, ...]:
    """Return what the check finds in the corpus."""
    layout = surveyed(corpus)
    return run(layout, tuple(iter_digests(layout)), as_of=as_of, strict=True).findings


def where(located: Located) -> Where:
    """Return how *located* is named in `judged.yaml`."""
    place = "/".join(located.about) or located.source_line.strip()
    return (located.finding.rule, located.file, place)


def counts(judgements: Iterable[Judgement]) -> Counter[str]:
    """Return how often each verdict was given."""
    return Counter(judgement.verdict for judgement in judgements)


WORDS: Final = {
    "zh_CN": {
        "family": ("规则", "共报", "属实", "缺资料", "误报", "准确率"),
        "plan": ("预案", "共报", "属实", "缺资料", "误报", "准确率", "漏报"),
        "all": "合计",
    },
    "en": {
        "family": ("Rules", "Findings", "True", "Unknown here", "Noise", "Precision"),
        "plan": ("Plan", "Findings", "True", "Unknown here", "Noise", "Precision", "Missed"),
        "all": "All",
    },
}


def tables(corpora: Iterable[Yardstick], language: str) -> str:
    """Return two Markdown tables in *language*: findings by family of rules, and by plan."""
    words = WORDS[language]
    corpora = tuple(corpora)
    everything = [j for corpus in corpora for j in corpus.judgements]
    by_family = [
        _cells(f"{family} {title.render(language)}", own)
        for family, title in FAMILIES.items()
        if (own := [j for j in everything if family_of(j.where[0]) == family])
    ]
    by_plan = [
        (
            *_cells(f"{c.plan}（{c.source}）", c.judgements),
            "—" if c.missed is None else _len(c.missed),
        )
        for c in corpora
    ]
    total = _cells(str(words["all"]), everything)
    missed = _len([defect for c in corpora for defect in c.missed or ()])
    return "\n\n".join(
        "\n".join(map(_row, (heads, ("---", *["---:"] * (len(heads) - 1)), *rows)))
        for heads, rows in (
            (words["family"], (*by_family, total)),
            (words["plan"], (*by_plan, (*total, missed))),
        )
    )


def _len(items: Sequence[str] | None) -> str:
    return "—" if items is None else str(len(items))


def _cells(title: str, judgements: Iterable[Judgement]) -> tuple[str, ...]:
    given = counts(judgements)
    decided = given["true"] + given["noise"]
    precision = f"{100 * given['true'] / decided:.0f}%" if decided else "—"
    return (title, str(given.total()), *(str(given[v]) for v in VERDICTS), precision)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def unjudged(corpus: str) -> str:
    """Return the findings without a judgement, in the form of `judged.yaml`, and those gone."""
    own = yardstick(corpus) if corpus in ids() else None
    known = Counter(j.where for j in own.judgements) if own else Counter[Where]()
    found = findings(corpus, own.as_of if own else None)
    now = Counter(where(f) for f in found)
    lines: list[str] = []
    for one in found:
        rule, file, place = here = where(one)
        if now[here] > known[here]:
            text = one.finding.message.render("en")
            lines += [
                f"  - rule: {rule}  # {one.finding.severity.value}: {text}",
                "    verdict: ",
                "    why: ",
                "    at:",
                f"      {file}: {place!r}",
            ]
    lines += [f"# gone: {' '.join(old)}" for old in (known - now)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{unjudged(sys.argv[1])}\n")
