"""The CAN bus between a simulated stack and its inverter, by what is wrong there."""

from dataclasses import replace

from hmi.facts import load_facts
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.simulator.inverter.announced import Announced, announced
from hmi.simulator.inverter.on_bus import BUS_OFF, NOT_ACKNOWLEDGED, PROTOCOL_ERROR, OnBus, Repeater, Talker
from hmi.simulator.inverter.speaker import Speaker
from hmi.simulator.inverter.unit import Inverter
from hmi.simulator.peer import StackPeer
from hmi.simulator.scenarios import InverterFault

ERRORS = 50.0  # error frames a second
REPEATED = 500.0  # a second: one frame that nobody acknowledges
FLOOD = 4000.0  # a second: 500 kbit/s have no room for more
STRANGERS = range(0x100, 0x140)  # identifiers that none of the protocols has
BEHIND = 0.45  # s, of the second battery behind the first

_F = InverterFault


class InverterBus:
    """Whoever speaks there. It may be asked from any thread, and moves the stack on."""

    def __init__(self, peer: StackPeer) -> None:
        self._peer = peer
        self._fault = peer.stack.scenario.inverter
        self._talkers: list[Talker] = []
        self._inverter: Inverter | None = None

    @property
    def next_due(self) -> float:
        """When someone speaks next, s; on a silent bus never."""
        return min((talker.next_due for talker in self._talkers), default=float("inf"))

    def due(self, now: float) -> list[OnBus]:
        """Everything that is said up to now, in order of time."""
        with self._peer.lock:
            self._peer.pass_time(now)
            inverter = self._inverter = self._inverter or self._begun(now)
            sent = sorted(
                (said for talker in self._talkers for said in talker.due(now)), key=lambda one: one.at
            )
            for said in sent:
                if said.frame is not None:
                    inverter.hear(said.frame, said.at)
        return sent

    def hear(self, frame: CanFrame, now: float) -> None:
        """Someone else on the bus says this."""
        with self._peer.lock:
            if self._inverter is not None:
                self._inverter.hear(frame, now)

    def _begun(self, now: float) -> Inverter:
        """Everyone who speaks there begins to. The inverter has listened for long."""
        first = self._selected()
        another = Language.PYLON if first is Language.GROWATT else Language.GROWATT
        speaker = Speaker(
            now, (lambda: another) if self._fault is _F.BMS_OTHER else self._selected, self._values
        )
        match self._fault:
            case _F.WRONG_PROTOCOL:
                inverter = Inverter(now, lambda: another)
            case _F.BMS_OTHER:
                inverter = Inverter(now, lambda: first)
            case _:
                inverter = Inverter(now, self._selected, self._fault)
        for frame in speaker.whole_set():
            inverter.hear(frame, now)
        self._talkers = self._speaking(now, speaker, inverter)
        self._peer.stack.inverter = inverter
        return inverter

    def _speaking(self, now: float, speaker: Speaker, inverter: Inverter) -> list[Talker]:
        match self._fault:
            case _F.SWAPPED_WIRES:
                return []
            case _F.WRONG_BITRATE:
                return [Repeater(now, ERRORS, lambda _: PROTOCOL_ERROR)]
            case _F.BUS_OFF:
                return [Repeater(now, 1.0, lambda _: BUS_OFF)]
            case _F.UNHEARD:
                return self._unheard(now, speaker)
            case _F.TWO_MASTERS:
                return [speaker, Speaker(now + BEHIND, self._selected, self._other_values), inverter]
            case _F.FLOOD:
                return [speaker, inverter, Repeater(now, FLOOD, _stranger)]
            case _:
                return [speaker, inverter]

    def _unheard(self, now: float, speaker: Speaker) -> list[Talker]:
        """The first frame over and over, and the errors that its sender makes of it."""
        frames = speaker.whole_set()
        errors = Repeater(now, ERRORS, lambda _: NOT_ACKNOWLEDGED)
        return [Repeater(now, REPEATED, lambda _: frames[0]), errors] if frames else []

    def _selected(self) -> Language | None:
        """What the BMS is set to; None: nothing that is spoken on CAN."""
        return load_facts().speaks.get(self._peer.stack.wired.bms.protocol.can)

    def _values(self) -> Announced | None:
        stack = self._peer.stack
        return None if stack.wired.bms.asleep else announced(stack)

    def _other_values(self) -> Announced | None:
        """Of a second battery, which the first knows nothing of."""
        values = self._values()
        return values and replace(
            values,
            soc_pct=values.soc_pct - 35 if values.soc_pct > 50 else values.soc_pct + 35,
            soh_pct=max(0.0, values.soh_pct - 8),
            voltage_v=max(0.0, values.voltage_v - 0.8),
            current_a=-values.current_a / 2,
            charge_current_limit_a=values.charge_current_limit_a / 2,
            discharge_current_limit_a=values.discharge_current_limit_a / 2,
        )


def _stranger(count: int) -> CanFrame:
    return CanFrame(STRANGERS[count % len(STRANGERS)], count.to_bytes(8, "big"))
