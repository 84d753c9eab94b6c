"""A panel on the desk: its UART, a tap, and a bus on which real frames go round, second by second."""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta
from typing import Any

from hmi.facts import load_facts
from hmi.model.check.finding import Check
from hmi.model.check.inverter_link import InverterLink
from hmi.model.check.traffic import Errors, Heard, Silent, Traffic
from hmi.model.events import BusHeard, Event, Noted, NotNoted, TapOpened, Tick
from hmi.model.navigation import Page, Place
from hmi.model.record import Entry, Kind, Logbook
from hmi.model.state import Identity, Link, Phase, State
from hmi.model.step import step
from hmi.model.wanted import Note
from hmi.protocol.analog import PackAnalog
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.can.tables import MESSAGES, decode, encode
from hmi.protocol.identity import Serials
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.status import PackStatus
from tests.model.known import ANALOG, QUIET, heard
from tests.protocol.can.recorded import RECORDED, bus

CLOCK = datetime(2025, 6, 21, 13, 0)
SERIAL = "ES512100LP2411000123"
CODE = {"PYLON": 0x01, "SMA": 0x07, "SOFAR": 0x0A, "GOODWE": 0x08, "GROWATT": 0x02, "VICTRON": 0x03}
NOT_SET = 0xFF


@dataclass
class Panel:
    """`now`: s of the steady clock. `bus`: the last frame of each identifier, when it came and how often."""

    state: State
    now: float = 100.0
    analog: PackAnalog | None = ANALOG
    status: PackStatus = QUIET
    frames: tuple[CanFrame, ...] = ()  # that go round now
    period_s: float = 1.0
    more: dict[str, Any] = field(default_factory=dict)  # of Traffic
    errors: Errors = Errors()  # noqa: RUF009 - frozen
    alternations: dict[int, int] = field(default_factory=dict)
    rates: dict[int, float] = field(default_factory=dict)
    bus: dict[tuple[int, bool], Heard] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    opened: float = 100.0
    refused: bool = False  # the record takes nothing
    clock_set: bool = True

    @property
    def check(self) -> Check:
        return self.state.check

    @property
    def entries(self) -> list[Entry]:
        return [entry for note in self.notes for entry in note.entries if entry.kind is Kind.CHECK]

    def tell(self, *events: Event) -> None:
        for event in events:
            self.state, wanted = step(self.state, event)
            for note in (one for one in wanted if isinstance(one, Note)):
                self.notes.append(note)
                answer: Event = Noted(note.ask, (len(self.notes),), self.now)
                self.tell(NotNoted(note.ask, "disk full", self.now) if self.refused else answer)

    def speak(self, *frames: CanFrame, seconds: float = 4) -> "Panel":
        """From now on these go round, and nothing else."""
        self.frames = frames
        return self.passes(seconds)

    def passes(self, seconds: float) -> "Panel":
        for _ in range(round(seconds)):
            self.now += 1.0
            self._uart()
            if self.state.inverter.tap.name:
                self.tell(BusHeard(self._traffic()))
            clock = CLOCK + timedelta(seconds=self.now - 100.0)
            self.tell(Tick(self.now, clock if self.clock_set else None))
        return self

    def _uart(self) -> None:
        if self.analog is not None:
            self.tell(heard(self.analog, at=self.now), heard(self.status, at=self.now))

    def _traffic(self) -> Traffic:
        for frame in self.frames:
            before = self.bus.get((frame.id, frame.extended))
            count = 1 + (before.count if before else 0)
            rate = self.rates.get(frame.id, 1 / self.period_s)
            self.bus[frame.id, frame.extended] = Heard(
                frame, count, self.now, self.period_s if before else None, rate
            )
        one_of = {key: self.alternations.get(key[0], 0) for key in self.bus}
        all_heard = tuple(
            replace(self.bus[key], alternations=one_of[key], rate=self._rate(key)) for key in sorted(self.bus)
        )
        rate = sum(one.rate for one in all_heard)
        total = sum(one.count for one in all_heard)
        made = Traffic(self.now, self.opened, all_heard, total, rate, self.errors)
        return replace(made, **self.more)

    def _rate(self, key: tuple[int, bool]) -> float:
        one = self.bus[key]
        return one.rate if self.now - one.at < 3 else 0.0


def panel(
    can: str | int | None = "PYLON",
    rs485: int = NOT_SET,
    *,
    tap: bool = True,
    silent: Silent = Silent.YES,
    analog: PackAnalog | None = ANALOG,
    packs: int = 1,
    opened: float = 100.0,
) -> Panel:
    """A panel on one pack, whose BMS is set to speak this on CAN; None: it does not tell."""
    code = CODE.get(can, NOT_SET) if isinstance(can, str) else can
    state = State(
        now=100.0,
        started=100.0,
        place=Place(Page.LINK_CHECK),
        clock=CLOCK,
        facts=load_facts(),
        record=Logbook(ready=True),
        inverter=InverterLink(),
        link=Link(Phase.LIVE, battery=SERIAL),
        identity=Identity(
            pack_count=packs,
            serials=Serials("BMS1", SERIAL),
            inverter_protocol=None if code is None else InverterProtocol(code, rs485, 1),
        ),
    )
    made = Panel(state, analog=analog, opened=opened)
    made._uart()
    if tap:
        made.tell(TapOpened("virtual:test", silent, opened))
    return made


# What the pack of `known` should tell the inverter.
TOLD: dict[str, Any] = {
    "charge_voltage_limit_v": 56.0,
    "charge_current_limit_a": 100.0,
    "discharge_current_limit_a": 100.0,
    "discharge_voltage_limit_v": 45.0,
    "soc_pct": 60,
    "soh_pct": 100,
    "voltage_v": 52.8,
    "current_a": -20.0,
    "temperature_c": 21.4,
    "temperature_max_c": 22.0,
    "protections": (),
    "warnings": (),
    "modules": 1,
    "packs": 1,
    "tag": "PN",
    "charge_enabled": True,
    "discharge_enabled": True,
    "output_charge_enabled": True,
    "output_discharge_enabled": True,
    "cell_max_mv": 3310,
    "cell_min_mv": 3290,
}
NAMES = {Language.SMA: "SMA", Language.SOFAR: "Sofar", Language.GOODWE: "GoodWe"}
SETS = {
    Language.PYLON: (0x351, 0x355, 0x356, 0x359, 0x35C, 0x35E),
    Language.GOODWE: (0x351, 0x355, 0x356, 0x359, 0x35C, 0x35E),
    Language.SMA: (0x351, 0x355, 0x356, 0x35A, 0x35E, 0x35F),
    Language.SOFAR: (0x351, 0x355, 0x356, 0x35A, 0x35E, 0x35F),
    Language.GROWATT: (0x311, 0x312, 0x313, 0x319),
}


def captured(name: str) -> tuple[CanFrame, ...]:
    """The frames of one bus that was listened to."""
    return tuple(dict.fromkeys(one.frame for one in bus(name)))


def _captured_first(language: Language) -> dict[int, CanFrame]:
    ours = [one for one in RECORDED if one.language is language and not one.frame.extended]
    return {one.frame.id: one.frame for one in reversed(ours)}


CAPTURED = {language: _captured_first(language) for language in Language}


def frame(language: Language, identifier: int, **values: Any) -> CanFrame:
    """A frame as it was captured, but for these values where it has them."""
    known = CAPTURED[language].get(identifier)
    message = decode(language, known) if known else MESSAGES[language][identifier].message()
    told = {one.name: values[one.name] for one in fields(message) if one.name in values}
    return encode(language, identifier, replace(message, **told))


def says(language: Language, **other: Any) -> tuple[CanFrame, ...]:
    """A whole set of the language: what the pack should tell, but for these values."""
    values = {"manufacturer": NAMES.get(language, "PYLON"), **TOLD, **other}
    return tuple(frame(language, identifier, **values) for identifier in SETS[language])


def sends_back(**other: Any) -> tuple[CanFrame, ...]:
    """What an SMA inverter sends that has taken over what it was told."""
    values = {
        "inverter_battery_voltage_v": 52.8,
        "inverter_battery_current_a": 20.0,
        "inverter_battery_temperature_c": 21.0,
        "inverter_soc_pct": 60.0,
        "inverter_soh_pct": 100,
        "charging_procedure": 10,
        "operating_state": "operating",
        "error_no": 0,
        "inverter_charge_voltage_v": 55.0,
    }
    return tuple(frame(Language.SMA, identifier, **(values | other)) for identifier in (0x305, 0x306))


ALIVE = frame(Language.PYLON, 0x305, heartbeat=True)
GROWATT_ALIVE = frame(Language.GROWATT, 0x301, heartbeat=True)
PYLON, GOODWE, SMA, SOFAR, GROWATT = (says(language) for language in SETS)
