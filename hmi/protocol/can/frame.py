"""One data frame of a CAN bus."""

from dataclasses import dataclass

MOST_DATA = 8  # bytes of a classic frame


@dataclass(frozen=True, slots=True)
class CanFrame:
    """An identifier and its data. Remote, error and FD frames are none: a listener counts them.

    `id`: 0..7FFH, of an extended frame 0..1FFFFFFFH: the same low bits are another address.
    """

    id: int
    data: bytes
    extended: bool = False

    @property
    def name(self) -> str:
        """The identifier as it is written: "351", of an extended frame "00000351"."""
        return f"{self.id:08X}" if self.extended else f"{self.id:03X}"
