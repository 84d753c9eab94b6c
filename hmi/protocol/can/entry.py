"""One line of a language's table: which messages an identifier carries, and who sends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hmi.protocol.can.codings import hexadecimal


@dataclass(frozen=True, slots=True)
class Entry:
    """The message of an identifier; where there are two, `is_other` tells the second one from the data."""

    message: type[Any]
    from_inverter: bool = False
    other: type[Any] | None = None
    is_other: Callable[[bytes], bool] | None = None

    @property
    def messages(self) -> tuple[type[Any], ...]:
        """Every message that can stand under the identifier."""
        return (self.message,) if self.other is None else (self.message, self.other)

    def pick(self, data: bytes) -> type[Any]:
        """The message that these data are."""
        return self.other if self.other and self.is_other and self.is_other(data) else self.message


@dataclass(frozen=True, slots=True)
class Undescribed:
    """A frame that belongs to the language and that no source describes, or none that can be trusted."""

    content_hex: str | None = hexadecimal(0, 8, may_end_early=True)
