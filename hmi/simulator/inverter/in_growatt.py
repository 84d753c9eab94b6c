"""The stack's figures in the frames of GROWATT (D-GRO104): identifier -> message."""

from collections.abc import Callable, Mapping
from typing import Any

from hmi.protocol.can import growatt
from hmi.protocol.can.language import Language
from hmi.simulator.bms import FLOWING
from hmi.simulator.inverter import alarms
from hmi.simulator.inverter.announced import Announced
from hmi.simulator.inverter.extremes import cells_mv, temperatures_c
from hmi.simulator.inverter.in_family import amperes

MAKER, VERSION = "PC", 1
LARGEST_AH = 655.35  # in two bytes of 10 mAh
CELLS_EACH = 4
_STANDBY, _CHARGING, _DISCHARGING = 1, 2, 3
_ERROR_VALID, _BALANCED, _DISCHARGE_ON, _CHARGE_ON = 1 << 2, 1 << 3, 1 << 5, 1 << 6
_PARALLEL = 1 << 8


def _flow(values: Announced) -> int:
    if abs(values.current_a) < FLOWING:
        return _STANDBY
    return _CHARGING if values.current_a > 0 else _DISCHARGING


def _limits(values: Announced) -> Any:
    flow = _flow(values)
    status = flow | _BALANCED | flow << 10
    status |= _ERROR_VALID * bool(alarms.protections(Language.GROWATT, values))
    status |= _DISCHARGE_ON * values.discharge_enabled | _CHARGE_ON * values.charge_enabled
    status |= _PARALLEL * (len(values.packs) > 1)
    return growatt.Limits(
        values.charge_voltage_limit_v, values.charge_current_limit_a, values.discharge_current_limit_a, status
    )


def _alarms(values: Announced) -> Any:
    cells = sum(len(bms.sensed.cells) for bms in values.packs)
    acting = alarms.protections(Language.GROWATT, values)
    told = alarms.warnings(Language.GROWATT, values)
    return growatt.Alarms(acting, told, len(values.packs), "0000", cells)


def _measurements(values: Announced) -> Any:
    warmest = temperatures_c(values)[1][0]
    return growatt.Measurements(
        values.voltage_v,
        amperes(values.current_a),
        warmest,
        round(values.soc_pct),
        round(values.soh_pct),
        False,
    )


def _capacity(values: Announced) -> Any:
    lowest, highest = (value for value, _ in cells_mv(values))
    cycles = max(bms.counter.cycles for bms in values.packs)
    remaining, full = (min(LARGEST_AH, ah) for ah in (values.remaining_ah, values.full_ah))
    return growatt.Capacity(remaining, full, round(highest - lowest), cycles)


def _requests(values: Announced) -> Any:
    (lowest, lowest_no), (highest, highest_no) = cells_mv(values)
    return growatt.Requests(
        values.charge_enabled,
        values.discharge_enabled,
        values.force_charge_1,
        False,  # not used, by the paper
        "lfp",
        round(highest),
        round(lowest),
        highest_no,
        lowest_no,
        0,
    )


def _cells(group: int) -> Callable[[Announced], Any]:
    def build(values: Announced) -> Any:
        cells = values.packs[0].sensed.cells[CELLS_EACH * group : CELLS_EACH * (group + 1)]
        return growatt.Cells(CELLS_EACH * group + 1, tuple(round(1000 * volts) for volts in cells))

    return build


FRAMES: Mapping[int, Callable[[Announced], Any]] = {
    0x311: _limits,
    0x312: _alarms,
    0x313: _measurements,
    0x314: _capacity,
    0x319: _requests,
    0x320: lambda _: growatt.Identity(MAKER, VERSION, VERSION, 0),
    0x321: lambda _: growatt.Upgrade(False, "normal", "normal", 0, 0, 0),
}
OF_CELLS: Mapping[int, Callable[[Announced], Any]] = {0x315 + group: _cells(group) for group in range(4)}
