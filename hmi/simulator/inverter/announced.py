"""What the BMS tells an inverter about the whole stack: the same figures in every language, CAN and RS485."""

from dataclasses import dataclass

from hmi.protocol.bits import Alarm
from hmi.simulator import readings
from hmi.simulator.bms import Bms
from hmi.simulator.stack import Stack
from hmi.simulator.warmth import SENSORS_ON_CELLS

FORCE_1_SOC = 9.0  # %, up to which charging is demanded from any source (Voltronic 2020-03-25, register 74H)
FORCE_2_SOC = 14.0  # %, up to which it is asked for


@dataclass(frozen=True, slots=True)
class Announced:
    """The stack as one battery, as the wired pack reports its packs on the UART."""

    packs: tuple[Bms, ...]  # those that report
    charge_voltage_limit_v: float
    discharge_voltage_limit_v: float
    charge_current_limit_a: float
    discharge_current_limit_a: float
    soc_pct: float
    soh_pct: float
    voltage_v: float  # mean
    current_a: float  # sum, positive: charging
    temperature_c: float  # mean of the sensors on the cells
    remaining_ah: float
    full_ah: float
    protections: frozenset[Alarm]
    warnings: frozenset[Alarm]

    @property
    def charge_enabled(self) -> bool:
        """No pack forbids it (Voltronic 2020-03-25, register 74H)."""
        return bool(self.packs) and all(bms.charge_path for bms in self.packs)

    @property
    def discharge_enabled(self) -> bool:
        """Not every pack forbids it (the same)."""
        return any(bms.discharge_path for bms in self.packs)

    @property
    def force_charge_1(self) -> bool:
        """Charge now, from any source."""
        return self.soc_pct <= FORCE_1_SOC

    @property
    def force_charge_2(self) -> bool:
        """Charge soon."""
        return FORCE_1_SOC < self.soc_pct <= FORCE_2_SOC

    @property
    def requests(self) -> tuple[str, ...]:
        """The names of those four that are made, as the RS485 protocols call them."""
        every = ("charge_enabled", "discharge_enabled", "force_charge_1", "force_charge_2")
        return tuple(name for name in every if getattr(self, name))


def announced(stack: Stack) -> Announced:
    """What a stack tells now. A pack that is asleep or missing tells nothing and adds nothing."""
    numbers = range(1, len(stack.packs) + 1)
    return announced_by(stack, *(pack.bms for number in numbers if (pack := stack.slot(number)) is not None))


def announced_by(stack: Stack, *packs: Bms) -> Announced:
    """What these packs of a stack tell together.

    Every measured value is rounded as 42H rounds it, so that both ways tell the same to the last figure.
    """
    model, allowed = stack.model, stack.scenario.allowed
    count = max(1, len(packs))
    remaining = sum(round(bms.counter.remaining, 2) for bms in packs)
    full = sum(round(bms.counter.full, 2) for bms in packs)
    design = sum(bms.counter.design for bms in packs)
    sensors = [celsius for bms in packs for celsius in readings.sensors(bms)[:SENSORS_ON_CELLS]]
    sensed = [round(celsius, 1) for celsius in sensors if celsius is not None]
    return Announced(
        packs=packs,
        charge_voltage_limit_v=model.charge_v,
        discharge_voltage_limit_v=model.discharge_cut_off_v,
        charge_current_limit_a=allowed
        * model.max_charge_a
        * len(packs)
        * all(bms.charge_path for bms in packs),
        discharge_current_limit_a=allowed * model.max_discharge_a * sum(bms.discharge_path for bms in packs),
        soc_pct=min(100.0, 100 * remaining / full) if full else 0.0,
        soh_pct=min(100.0, 100 * full / design) if design else 0.0,
        voltage_v=sum(round(bms.sensed.voltage, 3) for bms in packs) / count,
        current_a=sum(round(readings.current(bms), 2) for bms in packs),
        temperature_c=sum(sensed) / max(1, len(sensed)),
        remaining_ah=remaining,
        full_ah=full,
        protections=frozenset(alarm for bms in packs for alarm in bms.protections),
        warnings=frozenset(alarm for bms in packs for alarm in bms.warnings),
    )
