"""A reading of a stack as JSON, and as a table for people."""

from collections.abc import Iterable
from typing import Any

from hmi.commands.as_json import Json, analog_json, message_json, status_json
from hmi.commands.stack_reading import StackReading
from hmi.protocol.analog import PackAnalog
from hmi.protocol.messages import Command
from hmi.protocol.status import PackStatus

# Every pack has these, null where not known.
PACK_KEYS = (
    "address",
    "present",
    "cell_voltages_v",
    "temperatures_c",
    "current_a",
    "voltage_v",
    "remaining_ah",
    "full_ah",
    "design_ah",
    "cycles",
    "soc_pct",
    "soh_pct",
    "protections",
    "warnings",
    "faults",
    "balancing_cells",
    "charge_mosfet",
    "discharge_mosfet",
    "charging",
    "discharging",
    "serial_number",
    "version",
    "can_protocol",
    "rs485_protocol",
)
_HEADS = ("pack", "V", "A", "SOC %", "SOH %", "Ah", "full Ah", "cycles", "state", "alarms")
_OF_WIRED_PACK = (Command.SERIALS, Command.VERSION, Command.READ_INVERTER_PROTOCOL)


def stack_json(reading: StackReading) -> list[Json]:
    """Every pack of the stack."""
    return [_pack_json(reading, slot) for slot in reading.slots]


def _pack_json(reading: StackReading, slot: int) -> Json:
    told: Json = dict.fromkeys(PACK_KEYS) | {"address": reading.address(slot), "present": False}
    analog, status = reading.message(Command.ANALOG, slot), reading.message(Command.STATUS, slot)
    if isinstance(analog, PackAnalog):
        told |= analog_json(analog)
    if isinstance(status, PackStatus):
        told |= status_json(status) | {"present": True}
    for command in _OF_WIRED_PACK:
        message = reading.message(command, slot)
        told |= message_json(message) if message else {}
    failures = {
        one.command.name.lower(): {"kind": one.kind, "reason": one.detail}
        for one in reading.unusable.values()
        if one.slot == slot
    }
    return told | ({"unusable": failures} if failures else {})


def stack_table(packs: list[Json], title: str) -> str:
    """The packs for people: first what this is, a row for each pack, then cells and temperatures."""
    rows = [_HEADS, *(_row(pack) for pack in packs)]
    lines = [title, "", *_aligned(rows)]
    present = [pack for pack in packs if pack["cell_voltages_v"]]
    lines += ["", "cells, mV", *_aligned(_cells(pack) for pack in present)]
    lines += ["", "temperatures, °C", *_aligned(_temperatures(pack) for pack in present)]
    return "\n".join([*lines, "", *_facts(packs[0]), *_failures(packs)])


def _row(pack: Json) -> tuple[str, ...]:
    if not pack["present"]:
        return (str(pack["address"]), "no data")
    current = pack["current_a"]
    return (
        str(pack["address"]),
        _text(pack["voltage_v"], ".3f"),
        "--" if current is None else f"{current:+.2f}",
        *(_text(pack[key], ".1f") for key in ("soc_pct", "soh_pct", "remaining_ah", "full_ah")),
        _text(pack["cycles"], "d"),
        _state(pack),
        _alarms(pack),
    )


def _text(value: Any, form: str) -> str:
    return "--" if value is None else format(value, form)


def _state(pack: Json) -> str:
    if pack["charging"] is None:
        return "--"
    moving = "charging" if pack["charging"] else "discharging" if pack["discharging"] else "resting"
    off = [name for name in ("charge", "discharge") if not pack[f"{name}_mosfet"]]
    return moving + (f" ({' and '.join(off)} switched off)" if off else "")


def _alarms(pack: Json) -> str:
    kinds = (("faults", "fault"), ("protections", "protection"), ("warnings", "warning"))
    named = [f"{kind} {name}" for key, kind in kinds for name in pack[key] or ()]
    return "--" if pack["warnings"] is None else ", ".join(named) or "none"


def _cells(pack: Json) -> tuple[str, ...]:
    balancing = pack["balancing_cells"] or ()
    volts = enumerate(pack["cell_voltages_v"], 1)
    return (str(pack["address"]), *(f"{1000 * v:.0f}{'*' if n in balancing else ''}" for n, v in volts))


def _temperatures(pack: Json) -> tuple[str, ...]:
    return (str(pack["address"]), *(_text(celsius, ".1f") for celsius in pack["temperatures_c"]))


def _facts(pack: Json) -> list[str]:
    names = {
        "serial_number": "serial number",
        "version": "version",
        "can_protocol": "CAN protocol",
        "rs485_protocol": "RS485 protocol",
    }
    return [f"{name}: {pack[key] or '--'}" for key, name in names.items()]


def _failures(packs: list[Json]) -> list[str]:
    return [
        f"pack {pack['address']}, {command}: {failure['reason']}"
        for pack in packs
        for command, failure in pack.get("unusable", {}).items()
    ]


def _aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Columns to the right, the last two of a long row to the left."""
    table = list(rows)
    columns = max(map(len, table), default=0)
    widths = [max(len(row[column]) for row in table if column < len(row)) for column in range(columns)]
    words = columns - 2 if table and table[0] is _HEADS else columns
    return [
        "  ".join(
            cell.rjust(width) if column < words else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=False))
        ).rstrip()
        for row in table
    ]
