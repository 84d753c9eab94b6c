"""What is asked next. Pure: it is told the time and what came, and says what to ask and when.

    find the pack (90H) ── host pack: 42H, 44H every period ── slow facts once ── other packs in turn
                                                            └─ 90H again every minute

The other packs are read one by one, or all with one COMMAND FFH once that has shown the same packs. COMMAND
02..0F goes to a master only: other packs answer it with a sound frame full of zeros (nkinnan #24).
"""

import math
from collections import deque

from hmi.links import poll, search
from hmi.links.outcome import Answered, Failed, Outcome
from hmi.links.pace import OTHERS_BETWEEN, Pace
from hmi.links.poll import FACTS, HOST_VISIT, PARAMETERS, RECOUNT, SEARCH, WHOLE_VISIT, Poll, Reading
from hmi.links.roster import HOST, LAST, MASTER, Roster
from hmi.links.timing import LinkSettings
from hmi.model.events import Trouble
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.identity import PackCount
from hmi.protocol.messages import Command

RECOUNT_S = 60.0  # s, between two looks at the number of packs
_PROBES = 2  # unanswered, and the link counts as lost
_FACT_TRIES = 2  # of a fact whose answer cannot be read


class Plan:
    """The plan for one open port, until the link is lost and again from the start.

    Ask what `next` says, tell `learn` what came of it. Times in s of the caller's clock.
    """

    def __init__(self, settings: LinkSettings) -> None:
        self._pace = Pace(settings)
        self._at_once = False  # whoever looks now shall not wait for what was planned at a slower pace
        self.address = settings.address  # 0..15, of the pack on the wire; None: not known yet
        self.unsupported: set[Command] = set()  # facts that this pack refused or left unanswered
        self._probes = 0
        self.search()

    def search(self) -> None:
        """Find the pack, on a port newly opened or after the link was lost; then read everything anew."""
        self.connected = False
        self._addresses = search.addresses(self.address)
        self._facts = deque((*FACTS, *PARAMETERS))
        self._fact_failures = 0
        self.unsupported.clear()
        self._meet(1)

    def _meet(self, count: int, recount_at: float = math.inf) -> None:
        """A stack of that many packs, none of them read yet."""
        self._roster = Roster(count)
        self._pending: deque[Poll] = deque()
        self._host_due = -math.inf
        self._recount_due = recount_at
        self._others_since = OTHERS_BETWEEN
        self._fact_is_next = False
        self._whole = False  # the whole stack is read by COMMAND FFH
        self._whole_to_try = count > 1

    @property
    def complete(self) -> bool:
        """Every pack and every fact was asked for at least once; to be looked at after `learn`."""
        return self.connected and not (self._facts_urgent or self._pending) and self._roster.surveyed

    @property
    def _facts_urgent(self) -> bool:
        return len(self._facts) > len(PARAMETERS)

    def period_of(self, slot: int) -> float:
        """How often (s) the pack in that slot is read."""
        return self._pace.period_of(slot, self._roster, self._whole)

    def pace(self, period_s: float) -> None:
        """The pack on the wire is read so often from now on, 0: as configured; at once if that is more often.

        It may come from another thread: what is being asked now tells the new period already.
        """
        before = self._pace.period_s
        self._pace.wished_s = period_s
        self._at_once |= self._pace.period_s < before

    def rest_s(self, now: float) -> float:
        """How long nothing is to be asked."""
        if self._at_once:
            self._at_once = False
            self._host_due, self._others_since = -math.inf, OTHERS_BETWEEN
            self._roster.hurry(now)
        if not self._pending:
            self._pending.extend(self._choose(now))
        if self._pending:
            return 0.0
        others = math.inf if self._whole else self._roster.due()
        return max(0.0, min(self._host_due, self._recount_due, others) - now)

    def next(self, now: float) -> Poll | None:
        """What to ask now, if anything."""
        return self._pending.popleft() if not self.rest_s(now) and self._pending else None

    def target(self) -> int:
        """The address for the next request, 0..15; while the pack is not found, another one each time."""
        return self.address if self.connected and self.address is not None else next(self._addresses)

    def _choose(self, now: float) -> list[Poll]:
        if not self.connected:
            return [SEARCH]
        seat = None if self._whole else self._roster.next(now)
        host_due = self._host_due <= now
        if self._recount_due <= now:
            self._recount_due = now + RECOUNT_S
            return [RECOUNT]
        if self._facts and (self._fact_is_next or (self._facts_urgent and not host_due)):
            self._fact_is_next = False
            return [Poll(self._facts[0])]
        if host_due and (seat is None or self._others_since >= OTHERS_BETWEEN):
            return self._visit_host(now)
        if self._whole_to_try and self._roster.surveyed:
            self._whole_to_try = False
            return list(WHOLE_VISIT) if self._roster.in_order else []
        if seat is not None:
            self._others_since += 1
            return poll.visit(seat.slot, seat.address)
        return []

    def _visit_host(self, now: float) -> list[Poll]:
        self._host_due = now + self._pace.period_s
        self._others_since = 0
        self._fact_is_next = True
        return list(WHOLE_VISIT if self._whole else HOST_VISIT)

    def learn(self, asked: Poll, outcome: Outcome, now: float) -> list[Reading]:
        """Take in what came of a request; return what it says of which pack."""
        if isinstance(outcome, Answered):
            self._pace.took(asked, outcome.characters)
        if asked.command is Command.PACK_COUNT:
            return self._counted(asked, outcome, now)
        if asked.asked is None:
            return self._told(asked, outcome, now)
        if asked.asked == WHOLE_STACK:
            return self._whole_came(asked, outcome, now)
        if asked.asked == HOST:
            return self._host_came(asked, outcome, now)
        return self._other_came(asked, outcome, now)

    def gives_up(self, asked: Poll, outcome: Outcome) -> bool:
        """Whether this outcome means that the link is lost; if so, the search for the pack begins anew."""
        if isinstance(outcome, Answered) or not asked.vital or outcome.trouble is None:
            self._probes = 0
            return False
        if self.connected:
            self.search()
            return True
        self._probes += 1
        return self._probes % _PROBES == 0

    def _counted(self, asked: Poll, outcome: Outcome, now: float) -> list[Reading]:
        """90H. A pack that refuses it is there all the same, and counts itself only."""
        address, count = outcome.address, 1
        if address is None or (asked is RECOUNT and isinstance(outcome, Failed)):
            return []
        if isinstance(outcome, Answered) and isinstance(outcome.message, PackCount) and address == MASTER:
            count = outcome.message.count
        if not self.connected or (address, min(count, LAST)) != (self.address, self._roster.count):
            self._meet(count, now + RECOUNT_S)
        self.connected, self.address = True, address
        return _readings(outcome)

    def _told(self, asked: Poll, outcome: Outcome, now: float) -> list[Reading]:
        """A slow fact. One that is refused or met with silence is not asked for again."""
        self._look_at_host_if_silent(outcome, now)
        if isinstance(outcome, Failed):
            self._fact_failures += 1
            if outcome.trouble is Trouble.GARBAGE and self._fact_failures < _FACT_TRIES:
                return []
            self.unsupported.add(asked.command)
        self._fact_failures = 0
        self._facts.popleft()
        return _readings(outcome)

    def _look_at_host_if_silent(self, outcome: Outcome, now: float) -> None:
        """Silence may concern one request only, or be the end of the link: the host pack will tell."""
        if isinstance(outcome, Failed) and outcome.trouble is not None:
            self._host_due, self._others_since = now, OTHERS_BETWEEN

    def _host_came(self, asked: Poll, outcome: Outcome, now: float) -> list[Reading]:
        if isinstance(outcome, Answered):
            if asked.command is Command.ANALOG:
                self._roster.host = outcome.message.packs[0]
            if outcome.address != self.address:
                self._recount_due = now
        return _readings(outcome)

    def _other_came(self, asked: Poll, outcome: Outcome, now: float) -> list[Reading]:
        self._look_at_host_if_silent(outcome, now)
        address = asked.asked or HOST
        seat = self._roster.seat(address)
        if seat is None:
            return []
        if asked.command is Command.ANALOG:
            analog = outcome.message.packs[0] if isinstance(outcome, Answered) else None
            self._roster.came(seat, analog, _silent(outcome), now, self._pace.period_s)
            if _silent(outcome) or (analog is not None and analog.no_data):
                self._pending.clear()
        return _readings(outcome, seat.slot, address)

    def _whole_came(self, asked: Poll, outcome: Outcome, now: float) -> list[Reading]:
        packs = outcome.message.packs if isinstance(outcome, Answered) else ()
        if not self._roster.fits(packs):
            self._pending.clear()
            if self._whole:
                self._meet(self._roster.count, recount_at=now)
            return []
        if asked.command is Command.ANALOG:
            self._roster.came_at_once(packs)
        else:
            self._whole = True
        return [
            Reading(slot, slot, pack)
            for slot, pack in enumerate(packs, HOST)
            if asked.command is Command.ANALOG or slot in self._roster.known
        ]


def _silent(outcome: Outcome) -> bool:
    return isinstance(outcome, Failed) and outcome.silent


def _readings(outcome: Outcome, slot: int | None = HOST, address: int | None = None) -> list[Reading]:
    if isinstance(outcome, Failed) or slot is None:
        return []
    message = outcome.message.packs[0] if isinstance(outcome.message, Blocks) else outcome.message
    return [Reading(slot, outcome.address if address is None else address, message)]
