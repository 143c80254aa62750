"""Rules and findings as plain texts for the pages that show them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from planforge.document.pages import Elements, FindingDoc, RuleDoc
from planforge.fingerprint import fingerprint
from planforge.i18n import marks, msg

if TYPE_CHECKING:
    from planforge.corpus.corpus import Corpus
    from planforge.findings import Citation
    from planforge.report import Report
    from planforge.rules.rule import Option, Rule
    from planforge.source.cache import Store

_LISTS: Final = ("sources", "basis", "options")
"""Fields of a rule that hold several texts."""


def rule_docs(language: str, store: Store) -> tuple[RuleDoc, ...]:
    """Return every rule in *language*, with one wrong and one right example; kept in *store*.

    They stand in order of families, as a plan is read.
    """
    key = f"rule-docs:{fingerprint()}:{language}"
    kept = store.get(key)
    if kept is not None:
        return tuple(
            RuleDoc(**{**raw, **{name: tuple(raw[name]) for name in _LISTS}})
            for raw in json.loads(kept)
        )
    made = _rule_docs(language)
    store.put(key, json.dumps([asdict(doc) for doc in made], ensure_ascii=False).encode())
    return made


def _rule_docs(language: str) -> tuple[RuleDoc, ...]:
    from planforge.rules import engine as _engine  # noqa: F401, PLC0415 - enters every rule; slow
    from planforge.rules.families import FAMILIES, family_of  # noqa: PLC0415 - the same
    from planforge.rules.rule import rules  # noqa: PLC0415 - the same

    order = list(FAMILIES)
    found = sorted(rules(), key=lambda rule: (order.index(family_of(rule.id)), rule.id))
    names = {code: name.render(language) for code, name in FAMILIES.items()}
    return tuple(_rule_doc(rule, names[family_of(rule.id)], language) for rule in found)


def _rule_doc(rule: Rule, family: str, language: str) -> RuleDoc:
    from planforge.rules.cases import cases_of  # noqa: PLC0415 - with the rules
    from planforge.rules.grounds import ground_of  # noqa: PLC0415 - the same
    from planforge.rules.statutes import written  # noqa: PLC0415 - the same

    shown = {case.show: case.excerpt for case in reversed(cases_of(rule.id))}
    ground = ground_of(rule)
    own = (ground.render(language),) if ground else ()
    return RuleDoc(
        id=rule.id,
        slug=rule.slug,
        severity=rule.severity.value,
        title=rule.title.render(language),
        rationale=rule.rationale.render(language),
        sources=tuple(_citation(source, language) for source in rule.sources) or own,
        wrong=shown.get("wrong", ""),
        right=shown.get("right", ""),
        family=family,
        basis=tuple(written(source) for source in rule.sources) or own,
        is_verified=all(source.verified for source in rule.sources),
        options=tuple(_option(option, language) for option in rule.options),
        setting=_setting(rule),
        since=rule.since,
    )


def _option(option: Option, language: str) -> str:
    text = msg(
        "{name} ({english}): {meaning}; {default} by default, from {least} to {most}",
        name=option.name[0],
        english=option.name[1],
        meaning=option.meaning,
        default=option.default,
        least=option.least,
        most=option.most,
    )
    return text.render(language)


def _setting(rule: Rule) -> str:
    if not rule.options:
        return ""
    option = rule.options[0]
    return f"检查:\n  规则:\n    {rule.id}: {{参数: {{{option.name[0]}: {option.default}}}}}\n"


def finding_docs(
    report: Report, prefix: str, language: str, corpus: Corpus, *, public: bool
) -> tuple[FindingDoc, ...]:
    """Return the findings of *report* in *language*; files are shown below *prefix*.

    *corpus* is what was checked. Of a *public* edition, no finding leads to what is internal; what
    they say is not yet fit for its readers: see `for_the_public`.
    """
    elements = Elements(corpus, public)
    unread = {file.rpartition("/")[0] for file in corpus.system.unreadable}
    found = []
    for item in report.findings:
        finding, place = item.finding, item.finding.place
        view, folder = elements.plan_of(place.file), place.file.rpartition("/")[0]
        is_unread = view is None and folder in unread
        found.append(
            FindingDoc(
                rule=finding.rule,
                severity=finding.severity.value,
                file=prefix + item.file,
                line=item.span.line,
                column=item.span.column,
                text=item.said(finding.message, language),
                hint=item.said(finding.hint, language) if finding.hint else "",
                basis=tuple(_cited(source, language) for source in finding.basis),
                plan=view.plan.id if view else f"{folder}/" if is_unread else "",
                element=elements.at(place.file, place.pointer, item.span.line),
                is_hidden=elements.is_hidden(place.file) or (public and is_unread),
            )
        )
    return tuple(found)


_READ: Final = msg(" (checked against the text)")
_UNREAD: Final = msg(" (not verified)")


def _cited(source: Citation, language: str) -> str:
    """Return *source* as texts have it, marked if it was not read."""
    from planforge.rules.statutes import written  # noqa: PLC0415 - with the rules

    return written(source) + ("" if source.verified else _UNREAD.render(language))


def _citation(source: Citation, language: str) -> str:
    from planforge.rules.statutes import demands, numbered  # noqa: PLC0415 - with the rules

    text = numbered(source) + (_READ if source.verified else _UNREAD).render(language)
    demanded = demands(source)
    return marks(language).labelled(text, demanded) if demanded else text
