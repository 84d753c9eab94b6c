"""A model of packs as its manual describes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from hmi.protocol.analog import PackAnalog

SAME_CAPACITY = 0.05  # a model is proposed for packs whose design capacity differs less than that


@dataclass(frozen=True, slots=True)
class InverterSettings:
    """What a manual recommends to set on the inverter for one pack or a stack of them."""

    discharge_cut_off_v: float
    over_discharge_recovery_v: float
    charging_v: float
    over_voltage_protection_v: float
    over_voltage_recovery_v: float
    discharge_cut_off_soc_pct: int


@dataclass(frozen=True, slots=True)
class Model:
    """One pack model as its manual describes it."""

    name: str
    cells: int  # in series
    nominal_v: float
    capacity_ah: float
    energy_kwh: float
    charge_v: float
    discharge_cut_off_v: float
    max_charge_a: float  # continuous
    max_discharge_a: float  # continuous
    cycle_life: int
    cycle_life_conditions: str
    charge_c: tuple[float, float]  # operating temperature, lowest and highest
    discharge_c: tuple[float, float]
    most_parallel: int
    # What follows is None or empty where the manual does not tell it.
    standard_charge_a: float | None = None
    inverter: InverterSettings | None = None
    capacity_computed: bool = False  # from energy and nominal voltage
    usable_kwh: float | None = None
    most_discharge_pct: int | None = None
    storage_c: tuple[float, float] | None = None  # lowest and highest
    humidity_pct: tuple[int, int] | None = None  # of the air, lowest and highest
    highest_m: int | None = None  # altitude
    noise_dba: int | None = None  # less than that
    protection: str = ""  # such as "IP54"
    communication: tuple[str, ...] = ()
    size_mm: tuple[int, ...] = ()  # in the order of `size_order`
    package_mm: tuple[int, ...] = ()
    size_order: str = ""
    weight_kg: float | None = None
    gross_kg: float | None = None
    weight_rounded: bool = False
    wire_mm2: float | None = None  # recommended
    wire_awg: int | None = None
    breaker: str = ""  # recommended, such as "2P-125A"
    most_inverter_kw: float | None = None  # for one pack alone: less than that
    clearance_mm: int | None = None  # at the openings on both sides
    wall_gap_mm: tuple[int, int] | None = None
    cooling: str = ""
    installation: str = ""
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def model_like(analog: PackAnalog, models: Iterable[Model]) -> Model | None:
    """The first model with these cells in series and this capacity; None: there is none."""
    for model in models:
        same = abs(analog.design - model.capacity_ah) <= SAME_CAPACITY * model.capacity_ah
        if same and model.cells == len(analog.cell_voltages):
            return model
    return None
