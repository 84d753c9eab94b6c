"""The password gate."""

from dataclasses import dataclass

from hmi.model.digits import Digits


@dataclass(frozen=True, slots=True)
class CodeKey:
    """A digit of a code was touched."""

    digit: Digits  # one


@dataclass(frozen=True, slots=True)
class CodeErased:
    """The last digit of the code was taken back."""


@dataclass(frozen=True, slots=True)
class OwnCodeDeclined:
    """Not now: the factory's code stays in use."""


@dataclass(frozen=True, slots=True)
class LockNow:
    """The gate is to be closed."""


@dataclass(frozen=True, slots=True)
class ChangeCode:
    """A new code is wished."""
