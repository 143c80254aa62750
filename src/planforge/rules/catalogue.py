"""Every rule of planforge: importing this module lets all families enter the registry."""

from planforge.rules import rule

__all__ = ["rule"]
