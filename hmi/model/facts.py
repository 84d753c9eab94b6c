"""The facts that the panel goes by, as values; hmi.facts reads them from assets/facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hmi.model.alarm.name import Name, Priority
from hmi.model.check.finding import Finding, Suspect
from hmi.model.check.numbers import Number
from hmi.model.lamp_table import LampTable
from hmi.model.pack_model import Model
from hmi.protocol.can.language import Language
from hmi.protocol.status import Unsure


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field of a BMS parameter group: the editor's range, and its factory value by model."""

    least: float
    most: float
    step: float
    factory: float | None = None
    per_cell: float | None = None
    above_continuous: float | None = None  # A
    of_continuous: float | None = None

    def factory_for(self, model: Model, charging: bool) -> float:
        """The factory value; `charging` says which of the model's continuous currents counts."""
        continuous = model.max_charge_a if charging else model.max_discharge_a
        if self.per_cell is not None:
            return round(self.per_cell * model.cells, 3)
        if self.above_continuous is not None:
            return continuous + self.above_continuous
        if self.of_continuous is not None:
            return min(self.most, self.of_continuous * continuous)
        return self.factory or 0.0

    def admits(self, value: float) -> bool:
        """True if the value lies in the range; the rounding of the wire is forgiven."""
        return self.least - 1e-6 <= value <= self.most + 1e-6


class Interface(StrEnum):
    """The two ways in which the BMS speaks to the inverter."""

    CAN = "can"
    RS485 = "rs485"


@dataclass(frozen=True, slots=True)
class ProtocolChoice:
    """One of the eight protocols of the original panel, the document that it follows, and its code in EBH."""

    name: str
    document: str
    code: int


@dataclass(frozen=True, slots=True)
class Wire:
    """One wire between the plugs; the pack's side may offer the same signal on two pins."""

    signal: str  # such as "CAN-H"
    inverter_pin: int | None  # 1..8; None: the manual does not tell
    pack_pins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Brand:
    """An inverter brand of the manuals: how it is wired, and what to choose for it."""

    name: str
    interface: Interface
    protocol: str  # name of a ProtocolChoice of that interface
    wires: tuple[Wire, ...]
    source: str  # which manual and table
    modules: int | None = None  # packs in parallel; None: the manual does not tell
    setting: str = ""  # what is known of the setting on the inverter
    note: str = ""  # what is odd, or not told


@dataclass(frozen=True, slots=True)
class Settled:
    """A firmware for which a contested group is settled, so that it may be written; with the evidence."""

    group: str
    firmware: str  # exactly as C1H tells it
    evidence: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do where something is suspected of a link that does not work, one sentence a step."""

    title: str
    sentences: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class LinkAdvice:
    """What may be behind a finding of the link check, the likeliest first, and what to do about it."""

    suspects: Mapping[Finding, tuple[Suspect, ...]] = field(default_factory=dict)
    of_number: Mapping[Number, tuple[Suspect, ...]] = field(default_factory=dict)  # that differs
    advice: Mapping[Suspect, Advice] = field(default_factory=dict)


_NO_ADVICE = LinkAdvice()
_NO_LAMPS = LampTable()


class Measure(StrEnum):
    """What is measured of that which an alarm is about."""

    HIGHEST_CELL = "highest_cell"  # V
    LOWEST_CELL = "lowest_cell"  # V
    PACK_VOLTAGE = "pack_voltage"  # V
    CURRENT = "current"  # A
    HOTTEST_CELL_SENSOR = "hottest_cell_sensor"  # degC
    COLDEST_CELL_SENSOR = "coldest_cell_sensor"  # degC
    MOSFET_SENSOR = "mosfet_sensor"  # degC
    ENVIRONMENT_SENSOR = "environment_sensor"  # degC
    SOC = "soc"  # %


@dataclass(frozen=True, slots=True)
class Explanation:
    """What one alarm means and what to do, one sentence an entry, in plain words."""

    meaning: str
    causes: tuple[str, ...]  # the likeliest first
    now: tuple[str, ...]  # what to do, in order
    call: str  # when to call someone, and whom
    sources: tuple[str, ...]  # manual and row
    measure: Measure | None = None
    limit: str = ""  # GROUP.FIELD of the parameter with the limit that was passed; empty: there is none
    ends: str = ""  # GROUP.FIELD of the parameter at which it is over


@dataclass(frozen=True, slots=True)
class Topic:
    """A question that a householder asks, and the answer."""

    name: str
    title: str
    causes: tuple[str, ...]
    now: tuple[str, ...]
    call: str
    sources: tuple[str, ...]
    urgent: bool = False  # what to do comes before what may be behind it


@dataclass(frozen=True, slots=True)
class Task:
    """Something that the manuals want done from time to time."""

    name: str
    title: str
    steps: tuple[str, ...]
    every_months: int
    sources: tuple[str, ...]
    models: tuple[str, ...] = ()  # whose manual wants it
    in_storage: bool = False  # only while the battery is not in use


@dataclass(frozen=True, slots=True)
class SocRates:
    """How fast the doubt about a counted SOC grows. Estimates; assets/facts/soc.toml says why."""

    top_pct: float  # % of SOC, right after a full charge
    passed_pct: float  # % of the Ah that went in and out since
    idle_a: float  # A that no counter sees
    self_discharge_pct_month: float  # % of the capacity
    capacity_pct: float  # % of what is missing from full, while the capacity was never measured
    measured_pct: float  # the same right after a calibration
    fades_pct_year: float  # and how much more each year after it


@dataclass(frozen=True, slots=True)
class Facts:
    """All of them."""

    models: tuple[Model, ...] = ()
    parameters: Mapping[str, Mapping[str, Parameter]] = field(default_factory=dict)  # group -> field
    protocols: Mapping[Interface, tuple[ProtocolChoice, ...]] = field(default_factory=dict)
    brands: tuple[Brand, ...] = ()
    settled: tuple[Settled, ...] = ()
    speaks: Mapping[int, Language] = field(default_factory=dict)  # code of CAN in EBH -> what it speaks
    link_check: LinkAdvice = _NO_ADVICE
    explanations: Mapping[tuple[Priority, Name], Explanation] = field(default_factory=dict)
    contested: Mapping[Unsure, Explanation] = field(default_factory=dict)  # states that papers disagree about
    topics: tuple[Topic, ...] = ()
    tasks: tuple[Task, ...] = ()
    lamps: LampTable = _NO_LAMPS
    soc: SocRates | None = None

    def choice(self, interface: Interface, name: str) -> ProtocolChoice | None:
        """The protocol of that name."""
        return next((one for one in self.protocols.get(interface, ()) if one.name == name), None)

    def model(self, name: str | None) -> Model | None:
        """The model of that name, whatever its case."""
        return next((one for one in self.models if name and one.name.casefold() == name.casefold()), None)
