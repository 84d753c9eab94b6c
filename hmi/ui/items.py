"""What a page repeats, one frozen item for each tile, in the order in which it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from hmi.model import alarms
from hmi.model.alarm.name import Priority
from hmi.model.capacity import cell_charges
from hmi.model.differing import differing
from hmi.model.freshness import Freshness
from hmi.model.intents import Go
from hmi.model.navigation import Page
from hmi.model.stack import Flow, Pack
from hmi.model.state import State
from hmi.protocol.status import Unsure
from hmi.ui import because_words, names, text
from hmi.ui.differing_words import on_tile
from hmi.ui.language import translator as _

LONG_CAPTION = 13  # wide letters on a line of a tile
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class CellTile:
    """One cell: its number, its value, and whether it is the highest, the lowest, or being balanced."""

    number: str
    value: str
    unit: str  # where it is not that of the page
    volts: str
    extreme: int  # 1: the highest, -1: the lowest
    balancing: bool
    sure: bool  # that it is this cell which is being balanced
    marked: bool  # the BMS has an alarm code on it
    fresh: Freshness


def cells(state: State) -> tuple[CellTile, ...]:
    """The cells on the present part of the cell page, in mV off the mean; far off ones in V."""
    mean = state.pack.mean_cell_voltage
    if mean is None:
        return ()
    values = [text.off_mean(volts, mean) for volts in state.pack.cell_voltages]
    return _on_this_part(state, _cell_tiles(state.pack, values), state.room.cells)


def cell_capacities(state: State) -> tuple[CellTile, ...]:
    """The same cells with what each holds, Ah, estimated."""
    analog = state.pack.analog
    if analog is None:
        return ()
    values = [(text.number(charge), "") for charge in cell_charges(analog)]
    return _on_this_part(state, _cell_tiles(state.pack, values), state.room.cells)


def _cell_tiles(pack: Pack, values: Sequence[tuple[str, str]]) -> list[CellTile]:
    voltages, status = pack.cell_voltages, pack.status
    balancing = status.balancing_cells if status else ()
    codes = status.cell_codes if status else ()
    return [
        CellTile(
            number=str(number),
            value=value,
            unit=unit,
            volts=f"{text.cell_volts(volts)} V",
            extreme=_extreme(volts, voltages),
            balancing=number in balancing,
            sure=status is not None and Unsure.BALANCING_CELLS not in status.unsure,
            marked=any(codes[number - 1 : number]),
            fresh=pack.analog_fresh,
        )
        for number, (volts, (value, unit)) in enumerate(zip(voltages, values, strict=True), 1)
    ]


def cell_rows(state: State, columns: int) -> int:
    """Rows of a full part of the cell page, so that the last part looks like the others."""
    return _rows(len(state.pack.cell_voltages), state.room.cells, columns)


def _rows(things: int, room: int, columns: int) -> int:
    return max(1, -(-min(things, room) // columns))


def _extreme(volts: float, of: tuple[float, ...]) -> int:
    """1 for the highest, -1 for the lowest, 0 for another or when all are the same."""
    highest, lowest = max(of), min(of)
    return (volts == highest) - (volts == lowest) if highest > lowest else 0


@dataclass(frozen=True, slots=True)
class FigureTile:
    """One value with its caption and unit; `intent`: what a touch asks about it."""

    caption: str
    value: str
    unit: str
    fresh: Freshness
    marked: bool = False  # the BMS has an alarm code on it
    intent: Go | None = None


def overview(state: State) -> tuple[FigureTile, ...]:
    """The selected pack's main values; "Im" is the original panel's name of the current."""
    pack = state.pack
    flow = names.flow(pack.flow) or _("Power")
    long = state.room.columns // state.room.figure_columns >= LONG_CAPTION
    values = (
        (_("Pack voltage"), text.volts(pack.voltage), "V", None),
        (_("Current Im"), text.signed_amps(pack.current), "A", None),
        (flow, text.power(pack.power), text.power_unit(pack.power), Go(Page.WHAT_IF)),
        (_("State of charge") if long else _("SOC"), text.percent(pack.soc), "%", Go(Page.SURE)),
        (_("State of health") if long else _("SOH"), text.percent(pack.soh), "%", Go(Page.WEAK_CELL)),
        (_("Cycles"), text.count(pack.cycles), "", None),
    )
    tiles = [
        FigureTile(caption, value, unit, pack.analog_fresh, intent=intent)
        for caption, value, unit, intent in values
    ]
    first, end = (_figures_before(state, state.place.part + on) for on in (0, 1))
    return tuple(tiles[first:end])


def because(state: State) -> str:
    """The overview's sentence on what limits or stops this pack, on the part on which the current is."""
    return "" if state.place.part else because_words.of_pack(state)


def rows(state: State) -> int:
    """Rows of figures on the overview: fewer on the first part where that sentence stands there."""
    room = state.room
    return (room.figures - (room.reason if because(state) else 0)) // room.figure_columns


def _figures_before(state: State, part: int) -> int:
    """How many figures stand on the parts before."""
    return max(0, part * state.room.figures - (state.room.reason if because_words.of_pack(state) else 0))


def temperatures(state: State) -> tuple[FigureTile, ...]:
    """The sensors that are fitted. The roles of the fifth and sixth are known for six sensors only."""
    pack = state.pack
    codes = pack.status.temperature_codes if pack.status else ()
    count = len(pack.temperatures)
    tiles = [
        FigureTile(
            caption=_sensor(number, count),
            value=text.degrees(celsius),
            unit="",
            fresh=pack.analog_fresh,
            marked=any(codes[number - 1 : number]),
        )
        for number, celsius in enumerate(pack.temperatures, 1)
        if celsius is not None
    ]
    return _on_this_part(state, tiles, state.room.temperatures)


def sensor_rows(state: State, columns: int) -> int:
    """Rows of a full part of the temperature page."""
    return _rows(len(state.pack.temperatures), state.room.temperatures, columns)


def _sensor(number: int, count: int) -> str:
    if count == 6 and number == 5:
        return _("MOSFET")
    if count == 6 and number == 6:
        return _("Ambient")
    return _("Cells {number}").format(number=number) if count == 6 else f"T{number}"


@dataclass(frozen=True, slots=True)
class PackTile:
    """One pack of the stack: SOC in %, or in words why there is none."""

    slot: int
    value: str
    words: str
    flow: Flow
    worst: Priority | None
    fresh: Freshness
    differs: str  # in what it differs most from the others; empty: it does not


def packs(state: State) -> tuple[PackTile, ...]:
    """The packs on the present part of the page, also those that give no data."""
    known, found = {pack.slot: pack for pack in state.packs}, differing(state.packs)
    slots = range(1, state.pack_count + 1)
    tiles = [_pack_tile(state, known.get(slot, Pack(slot)), on_tile(found, slot)) for slot in slots]
    return _on_this_part(state, tiles, state.room.packs)


def _pack_tile(state: State, pack: Pack, differs: str) -> PackTile:
    return PackTile(
        slot=pack.slot,
        value="" if pack.absent else text.percent(pack.soc),
        words=_("no data") if pack.absent else names.flow(pack.flow),
        flow=pack.flow or Flow.RESTING,
        worst=alarms.worst(alarm for alarm in state.alarms if alarm.slot == pack.slot),
        fresh=pack.analog_fresh,
        differs=differs,
    )


def pack_columns(state: State, across: float) -> int:
    """How many packs stand side by side on a page so many times as wide as high: so that they are large."""
    shown, most = min(state.pack_count, state.room.packs), state.room.pack_columns
    room = -(-state.room.packs // most)
    down = {columns: max(1, -(-shown // columns)) for columns in range(1, most + 1)}
    fitting = [columns for columns in down if down[columns] <= room]
    return max(fitting, key=lambda columns: (min(across / columns, 1 / down[columns]), -columns))


def _on_this_part(state: State, things: Sequence[Item], room: int) -> tuple[Item, ...]:
    first = state.place.part * room
    return tuple(things[first : first + room])
