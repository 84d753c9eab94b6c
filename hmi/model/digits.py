"""Digits of a password code: whatever prints them prints none."""

from dataclasses import dataclass, field

LENGTH = 6


@dataclass(frozen=True, slots=True)
class Digits:
    """So much of a code as was typed."""

    typed: str = field(default="", repr=False)

    def __len__(self) -> int:
        return len(self.typed)

    @property
    def complete(self) -> bool:
        """All six are there."""
        return len(self.typed) == LENGTH
