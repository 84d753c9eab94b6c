"""Sentences over several parts of a page."""

import re

_END = re.compile(r"(?<=[.!?])\s+|(?<=[。])\s*")


def sentences(said: str) -> list[str]:
    """One by one."""
    return [one for one in _END.split(said) if one]


def portion(said: str, at: int, of: int) -> str:
    """One of so many portions of about as many sentences; none of none."""
    each = sentences(said)
    return " ".join(each[at * len(each) // of : (at + 1) * len(each) // of]) if of else ""
