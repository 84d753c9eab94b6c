"""One full reading of a stack: the link's plan, carried out once."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from hmi.links.plan import Plan
from hmi.links.port import Port, PortFailure
from hmi.links.session import Session
from hmi.links.timing import LinkSettings
from hmi.model.events import FromLink, Lost, Received, Unusable
from hmi.protocol.identity import Serials, Version
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import Command

_RETRY_S = 0.2  # s, between two attempts to find a pack


@dataclass(slots=True)
class StackReading:
    """What came, by command and slot; `trouble` if the pack on the wire could not be read."""

    received: dict[tuple[Command, int], Received] = field(default_factory=dict)
    unusable: dict[tuple[Command, int], Unusable] = field(default_factory=dict)
    trouble: Lost | None = None

    def take(self, event: FromLink) -> None:
        """Note what the link tells."""
        match event:
            case Received(command, _, slot):
                self.received[command, slot] = event
                self.unusable.pop((command, slot), None)
            case Unusable(command, slot):
                self.unusable[command, slot] = event

    def message(self, command: Command, slot: int = 1) -> Any:
        """The message of that command about that pack; None: it did not come."""
        received = self.received.get((command, slot))
        return received.message if received else None

    @property
    def version(self) -> Version | None:
        """Of the pack on the wire."""
        found = self.message(Command.VERSION)
        return found if isinstance(found, Version) else None

    @property
    def serials(self) -> Serials | None:
        """Of the pack on the wire."""
        found = self.message(Command.SERIALS)
        return found if isinstance(found, Serials) else None

    @property
    def protocol(self) -> InverterProtocol | None:
        """Of the pack on the wire."""
        found = self.message(Command.READ_INVERTER_PROTOCOL)
        return found if isinstance(found, InverterProtocol) else None

    @property
    def slots(self) -> range:
        """Every pack that the stack should have."""
        count = self.message(Command.PACK_COUNT)
        known = max((slot for _, slot in self.received), default=1)
        return range(1, max(known, count.count if count else 1) + 1)

    def address(self, slot: int) -> int:
        """The DIP address of that pack; where none was heard, the one it should have."""
        return next((one.address for (_, at), one in self.received.items() if at == slot), slot)

    @property
    def first_failure(self) -> Unusable | None:
        """The first thing that should have been read of a pack and cannot be used."""
        values = (Command.ANALOG, Command.STATUS)
        return next((one for one in self.unusable.values() if one.command in values), None)


def read_stack(
    open_port: Callable[[], Port],
    settings: LinkSettings,
    patience_s: float,
    clock: Callable[[], float] = time.monotonic,
) -> StackReading:
    """Read every pack and every fact once; give up when nothing sound came for `patience_s` seconds."""
    reading = StackReading()
    try:
        with closing(open_port()) as port:
            _read(port, reading, settings, patience_s, clock)
    except PortFailure as failure:
        reading.trouble = Lost(failure.trouble, failure.detail, clock())
    return reading


def _read(
    port: Port, reading: StackReading, settings: LinkSettings, patience_s: float, clock: Callable[[], float]
) -> None:
    plan = Plan(settings)
    session = Session(port, plan, settings, reading.take, clock)
    heard_at, heard = clock(), 0
    while True:
        lost = session.poll()
        if plan.complete:
            return
        came = len(reading.received) + len(reading.unusable)
        if came != heard:
            heard_at, heard = clock(), came
        if lost is not None and clock() - heard_at >= patience_s:
            reading.trouble = lost
            return
        time.sleep(session.rest_s if lost is None else _RETRY_S)
