"""What a page repeats, one frozen item for each tile, in the order in which it is shown."""

from dataclasses import dataclass
from typing import TypeVar

from hmi.model import alarms
from hmi.model.alarms import Priority
from hmi.model.capacity import cell_charges
from hmi.model.freshness import Freshness
from hmi.model.stack import Flow, Pack
from hmi.model.state import State
from hmi.ui import names, text
from hmi.ui.language import translator as _

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class CellTile:
    """One cell: its number, its value, and whether it is the highest, the lowest, or being balanced."""

    number: str
    value: str
    highest: bool
    lowest: bool
    balancing: bool
    marked: bool  # the BMS has an alarm code on it
    fresh: Freshness


def cells(state: State) -> tuple[CellTile, ...]:
    """The cells on the present part of the cell page, in mV off the mean."""
    mean = state.pack.mean_cell_voltage
    if mean is None:
        return ()
    values = [text.millivolts_off(volts, mean) for volts in state.pack.cell_voltages]
    return _on_this_part(state, _cell_tiles(state.pack, values), state.room.cells)


def cell_capacities(state: State) -> tuple[CellTile, ...]:
    """The same cells with what each holds, Ah, estimated."""
    analog = state.pack.analog
    if analog is None:
        return ()
    values = [text.number(charge) for charge in cell_charges(analog)]
    return _on_this_part(state, _cell_tiles(state.pack, values), state.room.cells)


def _cell_tiles(pack: Pack, values: list[str]) -> list[CellTile]:
    voltages = pack.cell_voltages
    status = pack.status
    balancing = status.balancing_cells if status else ()
    codes = status.cell_codes if status else ()
    differ = max(voltages) > min(voltages)
    return [
        CellTile(
            number=str(number),
            value=value,
            highest=differ and volts == max(voltages),
            lowest=differ and volts == min(voltages),
            balancing=number in balancing,
            marked=any(codes[number - 1 : number]),
            fresh=pack.analog_fresh,
        )
        for number, (volts, value) in enumerate(zip(voltages, values, strict=False), 1)
    ]


@dataclass(frozen=True, slots=True)
class FigureTile:
    """One value with its caption and unit."""

    caption: str
    value: str
    unit: str
    fresh: Freshness
    marked: bool = False  # the BMS has an alarm code on it


def overview(state: State) -> tuple[FigureTile, ...]:
    """The selected pack's main values; "Im" is the original panel's name of the current."""
    pack = state.pack
    values = (
        (_("Pack voltage"), text.volts(pack.voltage), "V"),
        (_("Current Im"), text.signed_amps(pack.current), "A"),
        (names.flow(pack.flow) or _("Power"), text.power(pack.power), text.power_unit(pack.power)),
        (_("State of charge"), text.percent(pack.soc), "%"),
        (_("State of health"), text.percent(pack.soh), "%"),
        (_("Cycles"), text.count(pack.cycles), ""),
    )
    tiles = [FigureTile(caption, value, unit, pack.analog_fresh) for caption, value, unit in values]
    return _on_this_part(state, tiles, state.room.figures)


def temperatures(state: State) -> tuple[FigureTile, ...]:
    """The sensors that are fitted. The roles of the fifth and sixth are known for six sensors only."""
    pack = state.pack
    codes = pack.status.temperature_codes if pack.status else ()
    count = len(pack.temperatures)
    tiles = [
        FigureTile(
            _sensor(number, count),
            text.celsius(celsius),
            "°C",
            pack.analog_fresh,
            any(codes[number - 1 : number]),
        )
        for number, celsius in enumerate(pack.temperatures, 1)
        if celsius is not None
    ]
    return _on_this_part(state, tiles, state.room.temperatures)


def _sensor(number: int, count: int) -> str:
    if count == 6 and number == 5:
        return _("MOSFET")
    if count == 6 and number == 6:
        return _("Surroundings")
    return _("Cells {number}").format(number=number) if count == 6 else f"T{number}"


@dataclass(frozen=True, slots=True)
class PackTile:
    """One pack of the stack."""

    slot: int
    caption: str
    value: str
    flow: Flow
    worst: Priority | None
    fresh: Freshness


def packs(state: State) -> tuple[PackTile, ...]:
    """The packs on the present part of the page, also those that give no data."""
    known = {pack.slot: pack for pack in state.packs}
    tiles = [_pack_tile(state, known.get(slot, Pack(slot))) for slot in range(1, state.pack_count + 1)]
    return _on_this_part(state, tiles, state.room.packs)


def _pack_tile(state: State, pack: Pack) -> PackTile:
    return PackTile(
        slot=pack.slot,
        caption=str(pack.slot),
        value=text.percent(pack.soc),
        flow=pack.flow or Flow.RESTING,
        worst=alarms.worst(alarm for alarm in state.alarms if alarm.slot == pack.slot),
        fresh=pack.analog_fresh,
    )


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One alarm of one pack."""

    words: str
    where: str
    priority: Priority


def alarm_lines(state: State, priority: Priority) -> tuple[AlarmLine, ...]:
    """The alarms of that priority on the present part of their page."""
    lines = [
        AlarmLine(names.alarm(alarm.name), _("Pack {number}").format(number=alarm.slot), alarm.priority)
        for alarm in alarms.of_priority(state.alarms, priority)
    ]
    return _on_this_part(state, lines, state.room.alarms)


def _on_this_part(state: State, things: list[Item], room: int) -> tuple[Item, ...]:
    first = state.place.part * room
    return tuple(things[first : first + room])
