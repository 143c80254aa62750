"""What to say when planforge itself, or the machine under it, fails."""

from __future__ import annotations

import errno
from typing import Final

from planforge.cli.language import language
from planforge.fingerprint import VERSION
from planforge.i18n import Message, msg

_REASONS: Final = {
    errno.EACCES: msg("there is no permission"),
    errno.EPERM: msg("there is no permission"),
    errno.EROFS: msg("it can only be read, not written"),
    errno.ENOSPC: msg("the disk is full"),
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: msg("the disk is full"),
    errno.ENOENT: msg("it does not exist"),
    errno.ENOTDIR: msg("it is not a folder"),
    errno.EISDIR: msg("it is a folder"),
    errno.EEXIST: msg("a file of this name is in the way"),
    errno.ENAMETOOLONG: msg("its name is too long"),
    errno.EMFILE: msg("too many files are open"),
}


def explain(error: Exception) -> str:
    """Return what happened and what to do, in the language of this run."""
    if isinstance(error, OSError):
        return _of_the_machine(error).render(language())
    what = f"{type(error).__name__}: {error}"
    return msg(
        "planforge {version} made a mistake of its own: {what}\n"
        "Your plans were not changed. Please run the same command with --debug and give all that "
        "it prints to the colleague who looks after planforge. What to add: see the README, "
        "“If the program fails”.",
        version=VERSION,
        what=" ".join(what.split()),
    ).render(language())


def _of_the_machine(error: OSError) -> Message:
    reason = _REASONS.get(error.errno or 0) or msg("{reason}", reason=str(error.strerror or error))
    if error.filename is None:
        return msg("Error: the output cannot be written: {reason}.", reason=reason)
    return msg("Error: “{file}” cannot be used: {reason}.", file=str(error.filename), reason=reason)
