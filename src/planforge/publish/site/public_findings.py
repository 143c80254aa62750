"""What a public site says of findings: their own words where these tell nothing internal.

The words of a finding may hold the name of something internal, a sentence of it, or a number that
was counted with it. So the rules are asked again, of the public part of the corpus: what they say
of that is made of public facts. A finding they make there too is shown in those words, with neutral
ones for internal names. Of any other only what its rule always says is shown, and neutral words.
"""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from planforge.corpus.neutral import is_neutral, neutral_of
from planforge.corpus.public import public_corpus
from planforge.fingerprint import fingerprint
from planforge.frozen import dataclass
from planforge.i18n import Message, msg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from planforge.corpus.corpus import Corpus
    from planforge.document.pages import FindingDoc, RuleDoc
    from planforge.findings import Finding
    from planforge.i18n import Argument
    from planforge.report import Located, Report
    from planforge.source.cache import Store

_PublicWords = dict[tuple[str, str, str], str]
"""Rule, file and what is wrong → what to do; of findings that are made of public facts."""
_SAID_ELSEWHERE: Final = msg(
    "What it is about in detail is internal; planforge check says it where the plans are kept"
)


def for_the_public(  # noqa: PLR0913 - what was found, and all that its words depend on
    findings: Iterable[FindingDoc],
    report: Report,
    rules: Iterable[RuleDoc],
    whole: Corpus,
    language: str,
    *,
    as_of: date | None,
    store: Store,
) -> tuple[FindingDoc, ...]:
    """Return *findings* as readers of a public site may have them, without those in internal files.

    Args:
        findings: One for each finding of *report*, in its order.
        report: What was found in the whole corpus.
        rules: Every rule, by whose titles findings are told that cannot be told otherwise.
        whole: The corpus with what is internal.
        language: Language of the site.
        as_of: The day of the check.
        store: Keeps what was found in the public part.
    """
    pairs = zip(findings, report.findings, strict=True)
    shown = [(doc, one) for doc, one in pairs if not doc.is_hidden]
    if not shown:
        return ()
    words = _Words(
        {rule.id: rule.title for rule in rules},
        _public_words(whole, [one for _, one in shown], language, as_of, store),
        _neutral(whole),
        language,
    )
    return tuple(words.told(doc, one) for doc, one in shown)


@dataclass(frozen=True, slots=True)
class _Words:
    """What may be said.

    Attributes:
        titles: Titles of the rules by id.
        public: What the rules say of public facts.
        neutral: Puts neutral words for internal names in a text about a file.
        language: Language of the site.
    """

    titles: Mapping[str, str]
    public: _PublicWords
    neutral: Callable[[str, str], str]
    language: str

    def told(self, doc: FindingDoc, located: Located) -> FindingDoc:
        """Return *doc*, made of *located*, in words that tell nothing internal."""
        if doc.element is not None:
            label = self.neutral(located.file, doc.element.text)
            doc = replace(doc, element=replace(doc.element, text=label))
        finding, own = located.finding, located.finding.hint
        text = self._neutral_words(finding.message, located.file)
        hint = self.public.get((finding.rule, located.file, text))
        if hint is not None:
            return replace(doc, text=located.with_keys(text), hint=located.with_keys(hint))
        text, hint = self.titles.get(finding.rule, ""), _SAID_ELSEWHERE.render(self.language)
        if self._tells_nothing(finding.message, located.file):
            text = located.with_keys(self._neutral_words(finding.message, located.file))
        if own is not None and self._tells_nothing(own, located.file):
            hint = located.with_keys(self._neutral_words(own, located.file))
        return replace(doc, text=text, hint=hint)

    def _neutral_words(self, message: Message, file: str) -> str:
        return self.neutral(file, self._neutral(message, file).render(self.language))

    def _neutral(self, message: Message, file: str) -> Message:
        """Return *message* with neutral words for the names and ids that it holds."""
        return Message(message.msgid, tuple((n, self._part(v, file)) for n, v in message.args))

    def _part(self, value: Argument, file: str) -> Argument:
        if isinstance(value, Message):
            return self._neutral(value, file)
        if isinstance(value, tuple):
            return tuple(self._part(item, file) for item in value)
        return self.neutral(file, value) if isinstance(value, str) else value

    def _tells_nothing(self, value: Argument, file: str) -> bool:
        """Whether *value* holds nothing of the corpus but names that have a neutral word."""
        if isinstance(value, Message):
            return all(self._tells_nothing(inner, file) for _, inner in value.args)
        if isinstance(value, tuple):
            return all(self._tells_nothing(item, file) for item in value)
        return isinstance(value, str) and is_neutral(self.neutral(file, value))


def _neutral(whole: Corpus) -> Callable[[str, str], str]:
    """Return what puts neutral words for internal names in a text about a file."""
    neutral = neutral_of(whole)
    if neutral is None:
        return lambda _file, text: text
    own = {view.file.rpartition("/")[0]: neutral.inside(view.plan) for view in whole.plans}
    return lambda file, text: own.get(file.rpartition("/")[0], neutral).text(text)


def _public_words(
    whole: Corpus,
    findings: Iterable[Located],
    language: str,
    as_of: date | None,
    store: Store,
) -> _PublicWords:
    """Return what the rules say of the public part of *whole*, where they found something."""
    folders = {one.file.rpartition("/")[0] for one in findings}
    files = sorted(v.file for v in whole.plans if v.file.rpartition("/")[0] in folders)
    seen = sha256(f"{whole.registry.digest} {as_of} {language} {files}\n".encode())
    for plan, digest in sorted(whole.digests.items()):
        seen.update(f"{plan}={digest}\n".encode())
    key = f"public-findings:{fingerprint()[:16]}:{seen.hexdigest()}"
    kept = store.get(key)
    if kept is None:
        from planforge.rules.found_again import found_in  # noqa: PLC0415 - enters every rule; slow

        found = [_line(one, language) for one in found_in(public_corpus(whole), files, as_of)]
        kept = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
        store.put(key, kept)
    return {(rule, file, text): hint for rule, file, text, hint in json.loads(kept)}


def _line(finding: Finding, language: str) -> tuple[str, str, str, str]:
    hint = finding.hint.render(language) if finding.hint else ""
    return finding.rule, finding.place.file, finding.message.render(language), hint


__all__ = ["for_the_public"]
