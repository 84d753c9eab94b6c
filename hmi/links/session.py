"""One open port: asks what is wanted and what the plan says, one request at a time, and tells what came."""

import time
from collections.abc import Callable

from hmi.links.exchange import Exchange
from hmi.links.outcome import Answered, Failed, Question
from hmi.links.plan import Plan
from hmi.links.poll import FACTS, PARAMETERS, Poll
from hmi.links.port import Port
from hmi.links.roster import HOST
from hmi.links.timing import LinkSettings
from hmi.model.events import NOT_SENT, FromLink, Lost, Received, Unusable
from hmi.model.wanted import Send
from hmi.protocol.blocks import Blocks
from hmi.protocol.control import Empty
from hmi.protocol.messages import Command

_ONCE = frozenset((*FACTS, *PARAMETERS))
_NEVER_S = float("inf")  # period of what is read once
_CHANGING = frozenset(
    (
        *(one for one in Command if one.name.startswith("WRITE_")),
        Command.SWITCH,
        Command.CHARGE_MOSFET,
        Command.DISCHARGE_MOSFET,
        Command.SHUT_DOWN,
    )
)


class Session:
    """Raises PortFailure when the port fails. `emit` is called in the caller's thread."""

    def __init__(
        self,
        port: Port,
        plan: Plan,
        settings: LinkSettings,
        emit: Callable[[FromLink], None],
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._plan = plan
        self._pause_s = settings.pause_s
        self._emit = emit
        self._clock = clock
        self._sleep = sleep
        self._exchange = Exchange(port, settings, clock)
        self._serials: object = None  # as last told

    @property
    def rest_s(self) -> float:
        """The time (s) until the plan has something to ask."""
        return self._plan.rest_s(self._clock())

    def send(self, wanted: Send) -> None:
        """Ask what the panel wants; refuse while no pack is found, as a write must not come late."""
        changing = wanted.command in _CHANGING
        if not self._plan.connected or (changing and not self._same_battery()):
            refuse(wanted, self._emit, self._clock())
            return
        poll = Poll(wanted.command)
        self._pause()
        outcome = self._exchange.ask(Question(wanted.command, wanted.message, self._plan.target()))
        if isinstance(outcome, Answered):
            self._tell(poll, HOST, outcome.address, of_host(outcome.message), outcome.at, wanted.ask)
        else:
            self._complain(poll, outcome, wanted.ask)

    def _same_battery(self) -> bool:
        """Whether the battery is still the one that was told: a cable may be moved without a silence.

        Another one is told, and everything is read anew. One that tells no serial number is not asked.
        """
        if self._serials is None:
            return True
        self._pause()
        outcome = self._exchange.ask(Question(Command.SERIALS, Empty(), self._plan.target()))
        if not isinstance(outcome, Answered):
            return False
        if outcome.message == self._serials:
            return True
        self._tell(Poll(Command.SERIALS), HOST, outcome.address, outcome.message, outcome.at)
        self._plan.search()
        return False

    def poll(self) -> Lost | None:
        """Ask the next request of the plan, if one is due; say so if the link is lost by its outcome."""
        poll = self._plan.next(self._clock())
        if poll is None:
            return None
        self._pause()
        outcome = self._exchange.ask(poll.question(self._plan.target()), poll.tries)
        readings = self._plan.learn(poll, outcome, self._clock())
        for reading in readings:
            self._tell(poll, reading.slot, reading.address, reading.message, outcome.at)
        return self._lost(poll, outcome) if isinstance(outcome, Failed) else None

    def _lost(self, poll: Poll, outcome: Failed) -> Lost | None:
        trouble = outcome.trouble
        if self._plan.gives_up(poll, outcome) and trouble is not None:
            return Lost(trouble, outcome.detail, outcome.at)
        if trouble is None or not poll.vital:
            self._complain(poll, outcome)
        return None

    def _pause(self) -> None:
        """Leave the BMS its pause, counted from its last character."""
        left = self._exchange.heard_at + self._pause_s - self._clock()
        if left > 0:
            self._sleep(left)

    def _tell(self, poll: Poll, slot: int, address: int, message: object, at: float, ask: int = 0) -> None:
        if poll.command is Command.SERIALS:
            self._serials = message
        period = self._period_of(poll.command, slot)
        self._emit(Received(poll.command, message, slot, address, at, period, ask))

    def _period_of(self, command: Command, slot: int) -> float:
        return _NEVER_S if command in _ONCE else self._plan.period_of(slot)

    def _complain(self, poll: Poll, outcome: Failed, ask: int = 0) -> None:
        if poll.slot is not None:
            kind, detail, at, code = outcome.kind, outcome.detail, outcome.at, outcome.code
            self._emit(Unusable(poll.command, poll.slot, kind, detail, at, code, ask))


def of_host(message: object) -> object:
    """The one pack of an answer about the pack on the wire; any other message as it is."""
    return message.packs[0] if isinstance(message, Blocks) else message


def refuse(wanted: Send, emit: Callable[[FromLink], None], at: float) -> None:
    """Tell that a request was not sent, as there is no pack to send it to."""
    emit(Unusable(wanted.command, HOST, NOT_SENT, "no pack is connected", at, ask=wanted.ask))
