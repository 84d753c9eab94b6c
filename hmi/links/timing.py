"""How long things take on the wire, and how long to wait for them (pace-v25, chapter 1)."""

from dataclasses import dataclass

from hmi.links.port import BITS

GAP_S = 0.05  # s, comfortable on a serial line


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """How the link is driven. Seconds, but for `baud` (bit/s)."""

    url: str = ""  # as the user knows the port
    baud: int = 9600
    period_s: float = 1.0  # between two readings of the pack on the wire
    pause_s: float = 0.1  # from the end of an answer to the next request; a BMS polled harder can lock up
    timeout_s: float = 0.5  # from the end of a request to the answer's first character
    gap_s: float = GAP_S  # between two characters of an answer
    address: int | None = None  # asked first, 0..15

    def wire_s(self, characters: int) -> float:
        """The time that so many characters take on the wire."""
        return characters * BITS / self.baud


LATENCY_S = 0.1  # until a BMS begins to answer; 0.05 to 0.2 in public logs
LATE_S = 1.0  # after a request, beyond which its answer is no longer to be feared
RESTRAINT_S = 0.2  # after an answer that does not fit, in which the right one may follow
SLACK = 1.06  # 1.1 ms instead of 1.04 for a character at 9600 baud
