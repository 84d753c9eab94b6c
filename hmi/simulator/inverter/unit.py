"""The inverter: it hears the BMS on the CAN bus, answers as its protocol wants, and lets current flow."""

from collections.abc import Callable
from typing import Any

from hmi.protocol.can import tables
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.can.told import Told, told
from hmi.protocol.errors import ProtocolError
from hmi.simulator.inverter import heartbeat
from hmi.simulator.inverter.on_bus import LATE, OnBus
from hmi.simulator.scenarios import InverterFault

PATIENCE = 60.0  # s without limits until it stops (SMA; the other papers give no time)
TOO_MUCH = 1.3  # of the limit, at least, in scenario `disobeys`
SMA_CVL_V = (41.0, 63.0)  # limits with a voltage outside are dropped without a word (D-SMA10)
UNREACHED = (  # nothing that the BMS says arrives
    InverterFault.DEAF,
    InverterFault.SWAPPED_WIRES,
    InverterFault.WRONG_BITRATE,
    InverterFault.UNHEARD,
    InverterFault.BUS_OFF,
)


class Inverter:
    """One inverter on the bus; it lives by `due`."""

    def __init__(
        self, began: float, set_to: Callable[[], Language | None], fault: InverterFault | None = None
    ) -> None:
        """`set_to`: the protocol that it is set to; None: one that is not spoken on CAN."""
        self.next_due = began
        self._now = began
        self._set_to = set_to
        self._fault = fault
        self._language: Language | None = None  # of what it has heard
        self._heard: dict[int, Any] = {}  # identifier -> its last message
        self._told = Told()
        self._limits_at: float | None = None

    def due(self, now: float) -> list[OnBus]:
        """What it says up to now."""
        self._now = max(self._now, now)
        if now - self.next_due > LATE:
            self.next_due = now
        sent = []
        while self.next_due <= now:
            language = None if self._fault is InverterFault.DEAF else self._set_to()
            frames = heartbeat.frames(language, self._told, self._listens)
            sent += [OnBus(self.next_due, frame) for frame in frames]
            self.next_due += heartbeat.period(language)
        return sent

    def hear(self, frame: CanFrame, at: float) -> None:
        """Take what it understands."""
        language = self._set_to()
        if language is not self._language:
            self._language, self._heard = language, {}
        if language is None or self._fault in UNREACHED or not tables.known(language, frame):
            return
        try:
            message = tables.decode(language, frame)
        except ProtocolError:
            return
        cvl = told([message]).charge_voltage_limit_v
        if cvl is not None:
            if language is Language.SMA and not SMA_CVL_V[0] <= cvl <= SMA_CVL_V[1]:
                return
            self._limits_at = at
        self._heard[frame.id] = message
        self._told = told(self._heard.values())

    @property
    def _listens(self) -> bool:
        """Limits have come not too long ago."""
        return self._limits_at is not None and self._now - self._limits_at <= PATIENCE

    def taken(self, offered: float, recommended: float) -> float:
        """What it has flow of what sun and load offer. `hmi.simulator.stack.Inverter`."""
        wanted = abs(offered)
        if self._fault is InverterFault.DEAF:
            return min(wanted, recommended)
        if not self._listens:
            return 0.0
        told_a = self._told.charge_current_limit_a if offered > 0 else self._told.discharge_current_limit_a
        limit = abs(told_a or 0.0)
        if self._fault is InverterFault.DISOBEYS:
            return max(wanted, TOO_MUCH * limit)
        return min(wanted, recommended, limit)
