"""How often a pack is read, and how long that takes: by it its values are judged to be old."""

import math

from hmi.links.poll import REQUEST_CHARACTERS, Poll
from hmi.links.roster import EMPTY_S, HOST, Roster
from hmi.links.timing import LATENCY_S, LinkSettings
from hmi.protocol.blocks import WHOLE_STACK
from hmi.protocol.messages import Command

OTHERS_BETWEEN = 2  # visits to other packs between two to the host pack, when time is short
_CHARACTERS = {Command.ANALOG: 140, Command.STATUS: 94}  # of a 16-cell pack, until its own answer came


class Pace:
    """The nominal time of each exchange, from the lengths of the answers so far."""

    def __init__(self, settings: LinkSettings) -> None:
        self._settings = settings
        self.wished_s = 0.0  # the period wished for; not less than the one configured
        self._characters: dict[tuple[Command, bool], int] = {}

    @property
    def period_s(self) -> float:
        """Between two readings of the pack on the wire, where there is time for it."""
        return max(self._settings.period_s, self.wished_s)

    def took(self, poll: Poll, characters: int) -> None:
        """The answer to this request had that many characters."""
        self._characters[poll.command, poll.asked == WHOLE_STACK] = characters

    def visit_s(self, whole: bool = False) -> float:
        """Analog values and status: requests, waiting, answers and pauses."""
        settings = self._settings
        return sum(
            settings.wire_s(REQUEST_CHARACTERS + self._characters.get((command, whole), characters))
            + LATENCY_S
            + settings.pause_s
            for command, characters in _CHARACTERS.items()
        )

    def period_of(self, slot: int, roster: Roster, whole: bool) -> float:
        """How often (s) the pack in that slot is read; never less than the period asked for."""
        if whole:
            return max(self.period_s, self.visit_s(whole=True))
        if any(seat.slot == slot and seat.empty for seat in roster.seats):
            return EMPTY_S
        others = len(roster.present)
        between = min(OTHERS_BETWEEN, others) if slot == HOST else others - 1
        hosts = 1 if slot == HOST else math.ceil(others / OTHERS_BETWEEN)
        own = 0 if slot == HOST else 1
        return max(self.period_s, self.visit_s() * (own + between + hosts))
