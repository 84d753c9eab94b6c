"""GROWATT low voltage: D-GRO104 (V1.04), the very paper that the product names. Big-endian.

322H to 325H, 211H and 212H belong to later revisions, which JK and Seplos send.
"""

from dataclasses import dataclass
from typing import Any

from hmi.protocol.can.alarm import Alarm
from hmi.protocol.can.codings import alarms, be, field, flag, follows, hexadecimal, named, part, text
from hmi.protocol.can.entry import Entry, Undescribed
from hmi.protocol.can.fields import Coding
from hmi.protocol.can.packed_time import packed_time


@dataclass(frozen=True, slots=True)
class Limits:
    """311H. No discharge voltage limit. Currents are said to be unsigned and two's complement at once."""

    charge_voltage_limit_v: float | None = be.u16(0, per=10)
    charge_current_limit_a: float | None = be.s16(2, per=10)
    discharge_current_limit_a: float | None = be.s16(4, per=10)
    status_raw: int | None = be.u16(6)  # the fields below, and bits without a meaning
    state: str | None = named(7, 0, 2, "soft_start", "standby", "charging", "discharging")
    error_valid: bool | None = flag(7, 2)  # the alarms of 312H count
    balanced: bool | None = flag(7, 3)  # "in balance" or "balancing": the paper leaves it open
    sleeping: bool | None = flag(7, 4)
    output_discharge_enabled: bool | None = flag(7, 5)
    output_charge_enabled: bool | None = flag(7, 6)
    terminal_open: bool | None = flag(7, 7)
    operation_mode: str | None = named(6, 0, 2, "standalone", "parallel", "parallel_ready")
    inverter_state: str | None = named(6, 2, 2, "none", "standby", "charging", "discharging")


_TEMPERATURES = {
    12: Alarm.CHARGE_UNDER_TEMPERATURE,
    13: Alarm.DISCHARGE_UNDER_TEMPERATURE,
    14: Alarm.CHARGE_OVER_TEMPERATURE,
    15: Alarm.DISCHARGE_OVER_TEMPERATURE,
}
_PROTECTIONS = {
    0: Alarm.SOFT_START_FAIL,
    1: Alarm.MODULE_UNDER_VOLTAGE,
    2: Alarm.MODULE_OVER_VOLTAGE,
    3: Alarm.CELL_UNDER_VOLTAGE,
    4: Alarm.CELL_OVER_VOLTAGE,
    5: Alarm.SHORT_CIRCUIT,
    6: Alarm.CHARGE_OVER_CURRENT,
    7: Alarm.DISCHARGE_OVER_CURRENT,
    10: Alarm.DELTA_V_FAIL,
    11: Alarm.SYSTEM_ERROR,
} | _TEMPERATURES
_WARNINGS = {
    1: Alarm.MODULE_UNDER_VOLTAGE,
    2: Alarm.MODULE_OVER_VOLTAGE,
    3: Alarm.CELL_UNDER_VOLTAGE,
    4: Alarm.CELL_OVER_VOLTAGE,
    6: Alarm.CHARGE_OVER_CURRENT,
    7: Alarm.DISCHARGE_OVER_CURRENT,
    8: Alarm.INTERNAL_COMMUNICATION,
    9: Alarm.PACK_TURNING_OFF,
    10: Alarm.DELTA_V_FAIL,
} | _TEMPERATURES


@dataclass(frozen=True, slots=True)
class Alarms:
    """312H."""

    protections: tuple[Alarm, ...] | None = alarms(0, 2, _PROTECTIONS)
    warnings: tuple[Alarm, ...] | None = alarms(2, 2, _WARNINGS)
    packs: int | None = be.u8(4)
    maker_code: str | None = hexadecimal(5, 2)
    cells: int | None = be.u8(7)  # of all packs; JK sends 0


@dataclass(frozen=True, slots=True)
class Measurements:
    """313H. Charging is positive in one implementation; the paper does not say."""

    voltage_v: float | None = be.s16(0, per=100)
    current_a: float | None = be.s16(2, per=10)
    temperature_max_c: float | None = be.s16(4, per=10)
    soc_pct: int | None = be.u8(6)
    soh_pct: int | None = part(7, 0, 7)
    soh_flag: bool | None = flag(7, 7)  # unsafe to use (one implementation)


@dataclass(frozen=True, slots=True)
class Capacity:
    """314H."""

    remaining_ah: float | None = be.u16(0, per=100)
    full_ah: float | None = be.u16(2, per=100)
    cell_delta_mv: int | None = be.u16(4)
    cycles: int | None = be.u16(6)


@dataclass(frozen=True, slots=True)
class Cells:
    """315H to 318H: four cells each, of a single pack."""

    first_cell: int | None = follows(lambda frame: 4 * (frame.id - 0x315) + 1)
    cells_mv: tuple[float, ...] | None = be.several(4, signed=False)


@dataclass(frozen=True, slots=True)
class Requests:
    """319H. Seplos calls an LFP pack ternary."""

    charge_enabled: bool | None = flag(0, 7)
    discharge_enabled: bool | None = flag(0, 6)
    force_charge_1: bool | None = flag(0, 5)
    force_charge_2: bool | None = flag(0, 4)
    chemistry: str | None = named(0, 0, 2, "lfp", "ternary", "titanate")
    cell_max_mv: int | None = be.u16(1)
    cell_min_mv: int | None = be.u16(3)
    cell_max_no: int | None = be.u8(5)  # counted on through all packs
    cell_min_no: int | None = be.u8(6)
    protect_pack_id: int | None = be.u8(7)


@dataclass(frozen=True, slots=True)
class Identity:
    """320H. The byte order of the time is taken as the others'."""

    maker: str | None = text(0, 2)
    hardware_version: int | None = be.u8(2)
    software_version: int | None = be.u8(3)
    datetime_raw: int | None = be.u32(4)
    datetime: str | None = packed_time(4)


_UPGRADE = ("normal", "programming", "done", "failed")


@dataclass(frozen=True, slots=True)
class Upgrade:
    """321H."""

    upgrade_active: bool | None = flag(0, 0)
    master_update: str | None = named(0, 1, 2, *_UPGRADE)
    slave_update: str | None = named(0, 3, 2, *_UPGRADE)
    progress_pct: int | None = be.u8(1)
    pack_id: int | None = be.u8(2)
    updated_count: int | None = be.u8(3)


@dataclass(frozen=True, slots=True)
class Extremes:
    """322H (captures). JK leaves the lowest temperature 0."""

    temperature_max_c: float | None = be.s16(0, per=10)
    temperature_min_c: float | None = be.s16(2, per=10)
    temperature_max_no: int | None = be.u8(4)
    temperature_min_no: int | None = be.u8(5)
    soc_max_pct: int | None = be.u8(6)
    soc_min_pct: int | None = be.u8(7)


@dataclass(frozen=True, slots=True)
class MoreAlarms:
    """323H (one implementation)."""

    cells: int | None = be.u8(0)
    protection3_raw: int | None = be.u8(4)
    protection4_raw: int | None = be.u8(5)
    protection5_raw: int | None = be.u8(6)
    warning3_raw: int | None = be.u8(7)


HEARTBEAT = bytes((11, 22, 33, 44, 55, 66, 77, 88))
HEX_MISTAKE = bytes.fromhex("11 22 33 44 55 66 77 88")


def _heartbeat() -> Any:
    def write(value: bool, message: Any) -> int:
        if value is not True:
            raise ValueError
        return int.from_bytes(HEX_MISTAKE if message.hex_mistake else HEARTBEAT, "little")

    return field(
        Coding(
            0,
            8,
            lambda frame: frame.data in (HEARTBEAT, HEX_MISTAKE),
            write,
            (1 << 64) - 1,
            may_end_early=True,
        )
    )


@dataclass(frozen=True, slots=True)
class InverterAlive:
    """301H. The paper calls its bytes decimal; read as hexadecimal they are a sign of life too."""

    heartbeat: bool | None = _heartbeat()
    hex_mistake: bool = follows(lambda frame: frame.data == HEX_MISTAKE, False)


FRAMES = {
    0x311: Entry(Limits),
    0x312: Entry(Alarms),
    0x313: Entry(Measurements),
    0x314: Entry(Capacity),
    **dict.fromkeys(range(0x315, 0x319), Entry(Cells)),
    0x319: Entry(Requests),
    0x320: Entry(Identity),
    0x321: Entry(Upgrade),
    0x322: Entry(Extremes),
    0x323: Entry(MoreAlarms),
    0x324: Entry(Undescribed),
    0x325: Entry(Undescribed),
    0x211: Entry(Undescribed, from_inverter=True),
    0x212: Entry(Undescribed, from_inverter=True),
    0x301: Entry(InverterAlive, from_inverter=True),
}
