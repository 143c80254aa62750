"""The search index of a published site: what the browser needs to find any phrase, offline.

Sphinx's own search cannot cut Chinese, and nothing may be requested from outside, so the site
carries its text as scripts and the browser searches them (`static/planforge-search.js`,
`docs/adr/0006-search.md`). This module writes those scripts. It knows records, not plans and not
Sphinx; whoever calls it leaves out what is marked 内部.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from planforge.frozen import dataclass
from planforge.i18n import DEFAULT_LANGUAGE, Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DATA_FOLDER: Final = "searchdata"
"""Folder of the scripts below the top of the site; the browser looks for it there."""
MANIFEST: Final = "index.js"
RESULTS_PAGE: Final = "search.html"
"""The page that holds `<div id="planforge-search-page">`."""
PART_BYTES: Final = 4_000_000
"""Size at which a part is closed and the next one begun; it is exceeded by less than one page."""
KIND: Final = "kind"
FACETS: Final = ("plan", KIND, "level", "unit")
"""Order in which the browser offers the facets; others follow by name."""
ORDERED_FACETS: Final = ("level",)
"""Facets shown in the order of their values; the others are shown by number of hits."""

JsonValue: TypeAlias = "str | int | float | list[JsonValue] | dict[str, JsonValue]"


@dataclass(frozen=True, slots=True)
class SearchSection:
    """What is found as one thing: a heading and the text below it, up to the next heading.

    Attributes:
        heading: As the page shows it; empty for text before the first heading of a page.
        anchor: Fragment of the page's address, without `#`; empty for the top.
        text: Blocks (paragraphs, table cells, list items) joined by line ends. A phrase is found
            within a block, never across two.
        facets: Values that replace those of the page, facet by facet.
    """

    heading: str
    anchor: str
    text: str
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One page.

    Attributes:
        title: Title of the page; it counts for every section of the page, but is found only where a
            section's heading or text holds it.
        url: Address relative to the top of the site.
        kind: What the page is (预案正文, 岗位, …), in the site's language; the facet “kind”.
        facets: Facet name (see `FACETS`) to values in the site's language.
        sections: In the order of the page.
    """

    title: str
    url: str
    kind: str
    facets: Mapping[str, tuple[str, ...]]
    sections: tuple[SearchSection, ...]


@dataclass(frozen=True, slots=True)
class SearchWords:
    """How people ask, put beside how plans are written.

    Attributes:
        synonyms: Everyday word to official words, any of which answers it as well as itself.
        intents: Question words to words that an answer is likely to hold (多久: 时限, 小时).
        stop: Phrases that say nothing about what is wanted.
        particles: Characters that bind words; a pair of characters with one of them counts less.
        kinds: Question words to the kinds of pages that answer them (电话: organisation, register).
        reach: Words beside a name that ask how to reach it (电话, 谁值班).
        implied: What a word for an event asks where it stands alone (怎么办).
    """

    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    intents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stop: tuple[str, ...] = ()
    particles: str = ""
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reach: tuple[str, ...] = ()
    implied: str = ""

    def extended(self, other: SearchWords) -> SearchWords:
        """Return these words and those of *other*, which wins where both know a phrase."""
        return SearchWords(
            synonyms={**self.synonyms, **other.synonyms},
            intents={**self.intents, **other.intents},
            stop=tuple(dict.fromkeys((*self.stop, *other.stop))),
            particles=self.particles + other.particles,
            kinds={**self.kinds, **other.kinds},
            reach=tuple(dict.fromkeys((*self.reach, *other.reach))),
            implied=other.implied or self.implied,
        )


def standard_words(language: str) -> SearchWords:
    """Return the words shipped for *language*; none for a language without a table."""
    path = Path(__file__).with_name(f"search_words.{language}.toml")
    if not path.is_file():
        return SearchWords()
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return SearchWords(
        synonyms={key: tuple(value) for key, value in table.get("synonyms", {}).items()},
        intents={key: tuple(value) for key, value in table.get("intents", {}).items()},
        stop=tuple(table.get("stop", ())),
        particles=table.get("particles", ""),
        kinds={key: tuple(value) for key, value in table.get("kinds", {}).items()},
        reach=tuple(table.get("reach", ())),
        implied=table.get("implied", ""),
    )


UI_MESSAGES: Final[Mapping[str, Message]] = {
    "label": msg("Search the plans"),
    "placeholder": msg("Words, a phrase or a whole question"),
    "hint": msg("Two characters or more are found exactly as typed; questions work too."),
    "keys": msg("↑↓ choose · Enter open · Esc close"),
    "submit": msg("Search"),
    "close": msg("Close"),
    "all": msg("All results"),
    "results": msg("Results"),
    "named": msg("What you asked for by name"),
    "exact": msg("Exact matches"),
    "related": msg("Related"),
    "aside": msg("Rules and help"),
    "count": msg("Exact matches: {exact}; related: {other}"),
    "count.exact": msg("Exact matches: {exact}"),
    "count.related": msg("No exact match; related: {other}"),
    "none": msg("Nothing found. Try fewer or other words."),
    "loading": msg("Loading…"),
    "failed": msg("The search data could not be loaded. Reload the page."),
    "more": msg("More results"),
    "filters": msg("Narrow down"),
    "facet.plan": msg("Plan"),
    "facet.kind": msg("Kind"),
    "facet.level": msg("Response level"),
    "facet.unit": msg("Unit"),
}
"""Texts of the search in the browser by key; `{exact}` and `{other}` are filled in there."""


def search_ui_texts(language: str = DEFAULT_LANGUAGE) -> dict[str, str]:
    """Return the texts that the browser shows, in *language*."""
    return {key: message.render(language) for key, message in UI_MESSAGES.items()}


def write_index(  # noqa: PLR0913 - the last two are for a corpus's own words and for tests
    records: Iterable[SearchRecord],
    out_dir: Path,
    language: str,
    ui_texts: Mapping[str, str],
    *,
    words: SearchWords | None = None,
    aside: Sequence[str] = (),
    kinds: Mapping[str, str] | None = None,
    shares: Mapping[str, float] | None = None,
    names: Mapping[str, Sequence[str]] | None = None,
    part_bytes: int = PART_BYTES,
) -> tuple[Path, ...]:
    """Write the scripts of the search into *out_dir* and return their paths, the manifest first.

    Equal records give equal bytes, whatever their order; the cost is linear in the text. Parts of
    an earlier build that are no longer needed are removed.

    Args:
        records: The pages; what must not be found is not among them.
        out_dir: The folder `DATA_FOLDER` at the top of the site.
        language: Language of the site, as Sphinx names it.
        ui_texts: What `search_ui_texts` gives, and “facet.<name>” for every facet beyond `FACETS`.
        words: Words of the corpus on top of the standard ones; `standard_words` if not given.
        aside: Kinds whose sections come after those of all others, such as rules and help.
        kinds: Kind as `SearchWords.kinds` names it → what the records call it.
        shares: Kind, so named → factor of the score of its sections; 1 where none is given.
        names: Address of a page → the registered names of what it is about; such a name leads there
            first, alone or with a word of `SearchWords.reach`.
        part_bytes: Size of a part, see `PART_BYTES`.
    """
    ordered = sorted(records, key=lambda record: (record.url, record.title))
    tags = _tags(ordered)
    parts = list(_parts(ordered, {tag: number for number, tag in enumerate(tags)}, part_bytes))
    versions = [hashlib.sha256(part.encode()).hexdigest()[:16] for part in parts]
    files = [f"part-{number}.js" for number in range(1, len(parts) + 1)]
    facets = list(dict.fromkeys(name for name, _ in tags))
    manifest = _json(
        {
            "language": language,
            "ui": dict(sorted(ui_texts.items())),
            "facets": list(facets),
            "ordered": list(ORDERED_FACETS),
            "aside": list(aside),
            "kinds": dict(sorted((kinds or {}).items())),
            "shares": dict(sorted((shares or {}).items())),
            "names": {url: [*own] for url, own in sorted((names or {}).items())},
            "tags": [[facets.index(name), value] for name, value in tags],
            "words": _words_json(standard_words(language) if words is None else words),
            "shards": [[name, version] for name, version in zip(files, versions, strict=True)],
            "loaded": {},
        }
    )
    _make_room(out_dir, files)
    scripts = {MANIFEST: f"window.PF_DATA = JSON.parse({script_string(manifest)});\n"}
    for name, version, part in zip(files, versions, parts, strict=True):
        target = f'window.PF_DATA.loaded["{version}"]'
        scripts[name] = f"{target} = JSON.parse({script_string(part)});\n"
    return tuple(_write(out_dir / name, text) for name, text in scripts.items())


def _make_room(out_dir: Path, files: Sequence[str]) -> None:
    """Make *out_dir*, and remove from it the parts of an earlier build that are not in *files*."""
    out_dir.mkdir(parents=True, exist_ok=True)
    for stale in sorted(set(out_dir.glob("part-*.js")) - {out_dir / name for name in files}):
        stale.unlink()


_ESCAPES: Final = {
    "\\": "\\\\",
    "'": "\\'",
    "\n": "\\n",
    "\r": "\\r",
    "<": "\\x3c",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_ESCAPED: Final = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")


def script_string(text: str) -> str:
    """Return *text* as a JavaScript string; it closes neither itself nor a `<script>` element."""
    return "'" + _ESCAPED.sub(lambda found: _ESCAPES[found.group()], text) + "'"


_SPACE: Final = re.compile(r"[ \t\r\f\v]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _plain(text: str) -> str:
    """Return *text* with tidy white space and without halves of characters: no file holds them."""
    lines = (_SPACE.sub(" ", line).strip(" ") for line in text.split("\n"))
    return _SURROGATE.sub("\ufffd", "\n".join(line for line in lines if line))


def _tags(records: Sequence[SearchRecord]) -> list[tuple[str, str]]:
    """Return every facet value that occurs, in the order in which it is offered."""
    found = {
        (name, value)
        for record in records
        for facets in (_page_facets(record), *(section.facets for section in record.sections))
        for name, values in facets.items()
        for value in values
    }
    rank = {name: number for number, name in enumerate(FACETS)}
    return sorted(found, key=lambda tag: (rank.get(tag[0], len(rank)), tag))


def _page_facets(record: SearchRecord) -> dict[str, tuple[str, ...]]:
    kind = {KIND: (record.kind,)} if record.kind else {}
    return {**kind, **record.facets}


def _tag_numbers(
    facets: Mapping[str, tuple[str, ...]], numbers: Mapping[tuple[str, str], int]
) -> list[JsonValue]:
    found = {numbers[name, value] for name, values in facets.items() for value in values}
    return [*sorted(found)]


def _parts(
    records: Sequence[SearchRecord], numbers: Mapping[tuple[str, str], int], part_bytes: int
) -> Iterator[str]:
    """Yield JSON arrays of pages, each closed once it holds *part_bytes*; at least one."""
    pages: list[str] = []
    size = 0
    for record in records:
        page = _json(_page(record, numbers))
        pages.append(page)
        size += len(page.encode())
        if size >= part_bytes:
            yield "[" + ",".join(pages) + "]"
            pages, size = [], 0
    if pages or not records:
        yield "[" + ",".join(pages) + "]"


def _page(record: SearchRecord, numbers: Mapping[tuple[str, str], int]) -> JsonValue:
    facets = _page_facets(record)
    title = _plain(record.title).replace("\n", " ")
    sections: list[JsonValue] = []
    for section in record.sections:
        heading = _plain(section.heading).replace("\n", " ")
        row: list[JsonValue] = [heading, section.anchor, _plain(section.text)]
        if section.facets:
            row.append(_tag_numbers({**facets, **section.facets}, numbers))
        sections.append(row)
    return [title, record.url, _tag_numbers(facets, numbers), sections]


def _words_json(words: SearchWords) -> JsonValue:
    return {
        "synonyms": {key: list(value) for key, value in sorted(words.synonyms.items())},
        "intents": {key: list(value) for key, value in sorted(words.intents.items())},
        "stop": [*sorted(set(words.stop))],
        "particles": "".join(sorted(set(words.particles))),
        "kinds": {key: list(value) for key, value in sorted(words.kinds.items())},
        "reach": [*sorted(set(words.reach))],
        "implied": words.implied,
    }


def _json(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, text: str) -> Path:
    """Write *text* whole or not at all; a file that already holds it is left alone."""
    content = text.encode()
    if path.is_file() and path.read_bytes() == content:
        return path
    draft = path.with_suffix(".tmp")
    draft.write_bytes(content)
    draft.replace(path)
    return path
