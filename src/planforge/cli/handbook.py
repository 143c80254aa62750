"""`planforge handbook`: books, cards, forms and tables of the plans, ready to print."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from planforge.cli.command import verb
from planforge.cli.extras import require_extras
from planforge.cli.folder import FOLDER
from planforge.cli.language import _, language
from planforge.cli.options import own_fonts
from planforge.i18n import DEFAULT_LANGUAGE, msg
from planforge.publish import kinds as books
from planforge.publish.kinds import FORMATS, FORMATS_OF, OrderProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planforge.publish.handbook import Made

TARGET: Final = Path("build") / "handbook"
KINDS: Final = tuple(FORMATS_OF)
_PLANS: Final = "--plan"
_ROLES: Final = "--role"
_FACTS: Final = "--fact"
_GIVEN: Final = "--given"
KNOWN_BY: Final[Mapping[str, tuple[str, ...]]] = {
    _PLANS: books.WITH_PLANS,
    _ROLES: books.WITH_ROLES,
    _FACTS: books.WITH_FACTS,
    _GIVEN: books.WITH_FACTS,
}
"""Option → the kinds that it says something to."""
_COLLECT_RARELY: Final = (100_000, 20, 50)
"""Trees of documents are many small objects; looking for cycles among them all the time is dear."""
AUDIENCES: Final = ("public", "internal")


class Several(click.ParamType[tuple[str, ...]]):
    """One or more of some words, with commas between."""

    name = "several"

    def __init__(self, choices: Sequence[str]) -> None:
        """Allow the words *choices*."""
        self.choices = choices

    def convert(
        self,
        value: str | tuple[str, ...],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, ...]:
        """Return the words, or end with what is wrong with them."""
        del param
        if isinstance(value, tuple):
            return value
        try:
            return books.chosen(
                (word for part in value.split(",") if (word := part.strip())), self.choices
            )
        except OrderProblem as problem:
            raise click.UsageError(problem.said(language()), ctx) from None


@verb(
    "handbook",
    help=_(
        "Make handbooks of the plans in FOLDER (default: plans): all plans in one volume, each as "
        "its own document, cards, forms, tables; as PDF, for Word and for Excel."
    ),
)
@click.argument("root", type=FOLDER, default="plans", metavar=_("[FOLDER]"))
@click.option(
    "--kind",
    "kinds",
    type=Several(KINDS),
    metavar=_("KINDS"),
    help=_(
        "What is made, with commas between: compilation (all plans in one volume), plan (each plan "
        "as its own document), cards, booklet (pocket size, and on A4 sheets to fold), posters, "
        "forms, registers (tables). By default the compilation; with "
        "--plan the plan, with --role the cards, with --fact the forms."
    ),
)
@click.option(
    "--plan",
    "plans",
    multiple=True,
    metavar=_("PLAN"),
    help=_("Only of this plan: id, full or short name; may be given several times."),
)
@click.option(
    "--role",
    "roles",
    multiple=True,
    metavar=_("NAME"),
    help=_("Only cards of this post, unit or group; may be given several times."),
)
@click.option(
    "--fact",
    "facts",
    multiple=True,
    metavar=_("INDICATOR=VALUE"),
    help=_(
        "What is known of the incident, as in “planforge assess”, e.g. 死亡人数=3: the forms of "
        "the plan are printed filled in. May be given several times."
    ),
)
@click.option(
    "--given",
    "holding",
    multiple=True,
    metavar=_("TEXT"),
    help=_("What people find to be so, as in “planforge assess”; for the forms."),
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="public",
    help=_("Who reads it: public leaves out what is marked 内部, internal prints it."),
)
@click.option(
    "--format",
    "formats",
    type=Several(FORMATS),
    default="pdf",
    metavar=_("FORMATS"),
    help=_("Files that are made, with commas between: pdf, docx, xlsx."),
)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=TARGET,
    metavar=_("FOLDER"),
    help=_("Folder of the files; build/handbook by default."),
)
@own_fonts
@click.option("-q", "--quiet", is_flag=True, help=_("Print problems only."))
def command(  # noqa: PLR0913, PLR0917 - one argument for each option
    root: Path,
    kinds: tuple[str, ...] | None,
    plans: tuple[str, ...],
    roles: tuple[str, ...],
    facts: tuple[str, ...],
    holding: tuple[str, ...],
    *,
    audience: str,
    formats: tuple[str, ...],
    out: Path,
    fonts: tuple[Path, ...],
    quiet: bool,
) -> int:
    """Make handbooks."""
    gc.set_threshold(*_COLLECT_RARELY)
    is_filled = bool(facts or holding)
    chosen_kinds = kinds or books.kinds_for(plans=bool(plans), roles=bool(roles), facts=is_filled)
    said = {_PLANS: plans, _ROLES: roles, _FACTS: facts, _GIVEN: holding}
    asked = _asked([option for option, words in said.items() if words], chosen_kinds, formats)
    require_extras(formats)
    from planforge.cli.output import visible

    chosen = _Chosen(plans, roles, facts, holding, audience == "public", fonts, quiet)
    made, problems, remarks = _made(root, asked, chosen)
    for line in problems:
        click.echo(visible(line), err=True)
    if problems:
        count = len(problems)
        text = msg("Nothing was written: {count} problems must be mended first.", count=count)
        click.secho(text.render(language()), fg="red", err=True)
        return 1
    for line in remarks:
        click.secho(visible(line), fg="yellow", err=True)
    _write(out, made, quiet=quiet)
    return 0


class _Chosen(NamedTuple):
    """What books are made of, for whom and how."""

    plans: tuple[str, ...]
    roles: tuple[str, ...]
    facts: tuple[str, ...]
    holding: tuple[str, ...]
    is_public: bool
    fonts: tuple[Path, ...]
    is_quiet: bool


def _made(
    root: Path, asked: list[tuple[str, str]], chosen: _Chosen
) -> tuple[list[Made], list[str], list[str]]:
    """Return the files, what keeps them from being written, and what else is to be said of them."""
    from planforge.cli import making
    from planforge.cli.prefix import shown_prefix
    from planforge.cli.progress import progress
    from planforge.corpus.load import load
    from planforge.document.pages.frame import Frame
    from planforge.findings import Severity
    from planforge.fingerprint import fingerprint
    from planforge.publish.flaws import told
    from planforge.source.cache import FolderStore, default_folder

    with FolderStore(default_folder()) as store:
        corpus, findings = load(root, store=store)
        if lines := making.unreadable(root, findings):
            return [], lines, []
        version = fingerprint()
        frame = Frame(corpus, language=DEFAULT_LANGUAGE, public=chosen.is_public, version=version)
        wanted = making.wanted(corpus, frame, chosen.plans, chosen.roles)
        wanted = making.with_facts(wanted, chosen.facts, chosen.holding)
        means = making.Means(root, corpus, store, chosen.fonts, progress(is_quiet=chosen.is_quiet))
        made = making.make(frame, wanted, asked, means)
        about = (root, shown_prefix(root), frame, made, language())
        lines = [*making.empty_places(frame, wanted, asked, means), *told(*about)]
        if lines:
            return made, lines, []
        remarks = told(*about, severity=Severity.WARNING)
        return made, [], [*remarks, *making.doubtful_numbers(frame, wanted, asked, means)]


def _asked(
    options: Sequence[str], kinds: Sequence[str], formats: Sequence[str]
) -> list[tuple[str, str]]:
    """Return each of *kinds* with each of *formats* that there is of it.

    Raises:
        click.UsageError: There is none, or one of *options* would do nothing.
    """
    try:
        for option in options:
            books.require_known(option, kinds, KNOWN_BY[option])
        return books.asked(kinds, formats)
    except OrderProblem as problem:
        raise click.UsageError(problem.said(language())) from None


def _write(out: Path, made: Sequence[Made], *, quiet: bool) -> None:
    """Write all files, and say where they are."""
    from planforge.cli.files import write_whole

    out.mkdir(parents=True, exist_ok=True)
    for one in made:
        write_whole(out / one.name, one.content)
        if quiet:
            continue
        file = str(out / one.name)
        text = msg("{file}: {pages} pages", file=file, pages=one.pages)
        click.echo((text if one.pages else msg("{file}", file=file)).render(language()))
