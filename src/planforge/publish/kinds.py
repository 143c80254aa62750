"""Which kinds of handbooks there are and what narrows each, and what is meant by what is asked for.

Nothing of the makers of books is imported here, so that what cannot be made is refused at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planforge.i18n import Message, msg
from planforge.nearest import among

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planforge.corpus.corpus import Corpus
    from planforge.corpus.plan_view import PlanView

FORMATS: Final = ("pdf", "docx", "xlsx")
FORMATS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "compilation": ("pdf", "docx", "xlsx"),
    "plan": ("pdf", "docx", "xlsx"),
    "cards": ("pdf", "docx"),
    "booklet": ("pdf",),
    "posters": ("pdf",),
    "forms": ("pdf", "docx"),
    "registers": ("xlsx",),
}
"""Kind → the formats that there are of it, as in `planforge.publish.handbook.KINDS`."""
WITH_PLANS: Final = ("plan", "cards", "booklet", "posters", "forms")
"""Kinds that are made of some plans only if some are named."""
WITH_ROLES: Final = ("cards",)
"""Kinds that are made for some roles only if some are named."""
WITH_FACTS: Final = ("forms",)
"""Kinds that tell what is known of an incident."""


class OrderProblem(Exception):  # noqa: N818 - says what is the case
    """What was asked for is not there, or would do nothing: a matter of who asks, no plan's.

    Attributes:
        message: What is the case.
    """

    def __init__(
        self, message: Message, name: str = "", known: Iterable[str] = (), shown: Iterable[str] = ()
    ) -> None:
        """Keep *message*; *name* was not understood, *known* are the names that are.

        Args:
            message: What is the case.
            name: What was mistyped, if anything.
            known: Every name that would be understood.
            shown: One name of each thing, to be listed if there are few.
        """
        super().__init__(message.render("en"))
        self.message = message
        self._hint = name, tuple(known), tuple(shown)

    def said(self, language: str) -> str:
        """Return what is the case, and what was probably meant."""
        name, known, shown = self._hint
        return self.message.render(language) + (among(name, known, language, shown) if name else "")


def kinds_for(*, plans: bool, roles: bool, facts: bool) -> tuple[str, ...]:
    """Return the kinds that are meant where none is said, by what else was said."""
    if facts:
        return ("forms",)
    if roles:
        return ("cards",)
    return ("plan",) if plans else ("compilation",)


def require_known(option: str, kinds: Sequence[str], others: Sequence[str]) -> None:
    """Refuse *option* if it would do nothing to one of *kinds*, being for *others* only.

    What is narrowed is narrowed in all of *kinds*, or somebody gets more than was asked for; what
    is known of an incident is for the forms among them.

    Raises:
        OrderProblem: One of *kinds* cannot be narrowed so, or none of them takes facts.
    """
    strangers = [kind for kind in kinds if kind not in others]
    if not strangers or (others == WITH_FACTS and len(strangers) < len(kinds)):
        return
    raise OrderProblem(
        msg(
            "{option} is nothing to “{kind}”, only to: {others}. "
            "Leave it out, or print only what it is for.",
            option=option,
            kind=strangers[0],
            others=tuple(others),
        )
    )


def asked(kinds: Sequence[str], formats: Sequence[str]) -> list[tuple[str, str]]:
    """Return each of *kinds* with each of *formats* that there is of it.

    Raises:
        OrderProblem: There is none of one of them.
    """
    found: list[tuple[str, str]] = []
    for kind in kinds:
        there = [one for one in formats if one in FORMATS_OF[kind]]
        if not there:
            raise OrderProblem(
                msg(
                    "“{kind}” is not made as {formats}, only as {others}.",
                    kind=kind,
                    formats=tuple(formats),
                    others=FORMATS_OF[kind],
                )
            )
        found += [(kind, one) for one in there]
    return found


def chosen(words: Iterable[str], choices: Iterable[str]) -> tuple[str, ...]:
    """Return *words*, each once.

    Raises:
        OrderProblem: One of them is none of *choices*.
    """
    known = tuple(choices)
    found = tuple(dict.fromkeys(words))
    for word in found:
        if word not in known:
            text = msg("There is no “{word}” to choose here.", word=word)
            raise OrderProblem(text, word, known)
    return found


def named_plan(corpus: Corpus, name: str) -> PlanView:
    """Return the plan called *name*, by id, full or short name.

    Raises:
        OrderProblem: There is no such plan, or more than one.
    """
    view = corpus.plan(name)
    if view is not None:
        return view
    text = msg("There is no plan “{plan}”.", plan=name)
    known = [n for one in corpus.plans for n in (one.plan.name, *one.plan.short_names)]
    known += [one.plan.id for one in corpus.plans]
    shown = [(*one.plan.short_names, one.plan.name)[0] for one in corpus.plans]
    raise OrderProblem(text, name, known, shown)


__all__ = [
    "FORMATS",
    "FORMATS_OF",
    "WITH_FACTS",
    "WITH_PLANS",
    "WITH_ROLES",
    "OrderProblem",
    "asked",
    "chosen",
    "kinds_for",
    "named_plan",
    "require_known",
]
