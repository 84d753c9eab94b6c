"""The table of a model in words."""

from collections.abc import Callable, Mapping
from typing import Any

from hmi.model import model_choice, model_sheet, paper_pages
from hmi.model.explaining import Block, Heading, Part
from hmi.model.model_choice import Standing
from hmi.model.model_sheet import Line
from hmi.model.pack_model import Model
from hmi.model.state import State
from hmi.ui import text
from hmi.ui.facts_of import Fact
from hmi.ui.language import translator as _
from hmi.ui.marked import N_
from hmi.ui.told_blocks import ToldBlock, filled

NAMES = {
    Line.NAME: N_("Model"),
    Line.INVERTER: N_("Inverter settings"),
    Line.SET_CUT_OFF: N_("Discharge cut-off"),
    Line.SET_RECOVERY: N_("Discharge again from"),
    Line.SET_CHARGING: N_("Normal charging"),
    Line.SET_PROTECTION: N_("Over-voltage stop"),
    Line.SET_RELEASE: N_("Charge again below"),
    Line.SET_CUT_OFF_SOC: N_("Cut-off at SOC"),
    Line.CELLS: N_("Cells in series"),
    Line.ENERGY: N_("Nominal energy"),
    Line.USABLE: N_("Usable energy"),
    Line.VOLTAGE: N_("Nominal voltage"),
    Line.CAPACITY: N_("Capacity"),
    Line.CHARGE_VOLTAGE: N_("Charge voltage"),
    Line.CUT_OFF: N_("Lowest voltage"),
    Line.STANDARD_CHARGE: N_("Standard charge"),
    Line.MOST_CHARGE: N_("Most, charging"),
    Line.MOST_DISCHARGE: N_("Most, discharging"),
    Line.DEEPEST: N_("Discharged at most"),
    Line.CYCLES: N_("Cycles, at least"),
    Line.CONDITIONS: N_("at"),
    Line.CHARGING_AT: N_("To charge"),
    Line.DISCHARGING_AT: N_("To discharge"),
    Line.STORED_AT: N_("To store"),
    Line.HUMIDITY: N_("Humidity"),
    Line.ALTITUDE: N_("Altitude, at most"),
    Line.NOISE: N_("Noise, less than"),
    Line.PROTECTION: N_("Protection"),
    Line.COMMUNICATION: N_("Speaks"),
    Line.PARALLEL: N_("In parallel"),
    Line.ONE_PACK: N_("Inverter for one"),
    Line.WIRE: N_("Wires"),
    Line.BREAKER: N_("Circuit breaker"),
    Line.CLEARANCE: N_("Free at both sides"),
    Line.WALL_GAP: N_("Free behind it"),
    Line.COOLING: N_("Cooling"),
    Line.INSTALLATION: N_("Mounting"),
    Line.SIZE: N_("Size"),
    Line.WEIGHT: N_("Weight"),
    Line.PACKAGE: N_("Package"),
    Line.GROSS: N_("Gross weight"),
}
OWN = {
    Standing.CONFIGURED: N_("This pack"),
    Standing.PROPOSED: N_("Proposed"),
    Standing.OTHER: N_("Other model"),
    Standing.ONE_OF_ALL: N_("Model"),
}

HEADINGS = {Heading.MEANING: N_("To know"), Heading.CALL: N_("Told in")}

Say = Callable[[Model, Any], str]


def _unit(unit: str, most: int = 2) -> Say:
    """A number with as many decimals as it needs."""

    def say(model: Model, value: Any) -> str:
        digits = next((few for few in range(most) if abs(value - round(value, few)) < 1e-6), most)
        return f"{text.number(value, digits)} {unit}"

    return say


def _range(unit: str) -> Say:
    return lambda model, ends: f"{text.number(ends[0])} – {text.number(ends[1])} {unit}"


def _sides(model: Model, sides: Any) -> str:
    return f"{' × '.join(map(text.count, sides))} mm"


def _weight(model: Model, value: Any) -> str:
    said = _unit("kg", 1)(model, value)
    return _("about {value}").format(value=said) if model.weight_rounded else said


def _capacity(model: Model, value: Any) -> str:
    said = _unit("Ah", 1)(model, value)
    return _("about {value}").format(value=said) if model.capacity_computed else said


def _wire(model: Model, value: Any) -> str:
    said = _unit("mm²", 1)(model, value)
    return f"{said} (AWG {model.wire_awg})" if model.wire_awg else said


VALUES: Mapping[Line, Say] = {
    Line.NAME: lambda model, value: value,
    Line.INVERTER: lambda model, value: "" if value else _("none recommended"),
    **dict.fromkeys((line for line in Line if line.endswith("_v")), _unit("V")),
    **dict.fromkeys((line for line in Line if line.endswith("_a")), _unit("A")),
    **dict.fromkeys((line for line in Line if line.endswith("_kwh")), _unit("kWh")),
    **dict.fromkeys((line for line in Line if line.endswith("_c")), _range("°C")),
    **dict.fromkeys((Line.SIZE, Line.PACKAGE), _sides),
    **dict.fromkeys((Line.WEIGHT, Line.GROSS), _weight),
    **dict.fromkeys((Line.CELLS, Line.CYCLES), lambda model, value: text.count(value)),
    **dict.fromkeys((Line.CONDITIONS, Line.COOLING, Line.INSTALLATION), lambda model, value: _(value)),
    **dict.fromkeys((Line.PROTECTION, Line.BREAKER), lambda model, value: value),
    **dict.fromkeys((Line.SET_CUT_OFF_SOC, Line.DEEPEST), _unit("%")),
    Line.CAPACITY: _capacity,
    Line.HUMIDITY: _range("%"),
    Line.ALTITUDE: _unit("m"),
    Line.NOISE: _unit("dB(A)"),
    Line.COMMUNICATION: lambda model, value: ", ".join(value),
    Line.PARALLEL: lambda model, value: _("up to {count}").format(count=value),
    Line.ONE_PACK: lambda model, value: _("less than {value}").format(value=_unit("kW")(model, value)),
    Line.WIRE: _wire,
    Line.CLEARANCE: _unit("mm"),
    Line.WALL_GAP: _range("mm"),
}


def facts(state: State) -> tuple[Fact, ...]:
    """The lines on the present part of the page."""
    model, room = paper_pages.model_shown(state), state.room.facts
    if model is None:
        return ()
    first = state.place.part * room
    return tuple(_fact(state, model, line) for line in model_sheet.lines(model)[first : first + room])


def _fact(state: State, model: Model, line: Line) -> Fact:
    value = VALUES[line](model, model_sheet.value(model, line))
    if line is Line.NAME:
        return Fact(_(OWN[model_choice.standing(state, model)]), value)
    if line in (Line.SIZE, Line.PACKAGE):
        return Fact(f"{_(NAMES[line])} {model.size_order}" if line is Line.SIZE else _(NAMES[line]), value)
    return Fact(_(NAMES[line]), value)


def remarks(state: State) -> tuple[ToldBlock, ...]:
    """After the lines: what is to be remarked, and where all of it is told."""
    return filled(ToldBlock(_(HEADINGS[one.heading]), _said(one), one.lines) for one in _part(state))


def _part(state: State) -> Part:
    parts = paper_pages.remarks(state)
    first = paper_pages.model(state) - len(parts)
    return parts[state.place.part - first] if first <= state.place.part < first + len(parts) else ()


def _said(block: Block) -> str:
    """Sources stand as they are: titles of manuals and numbers of chapters."""
    if block.heading is Heading.CALL:
        return " ".join(block.sentences)
    return "\n".join(_(sentence) for sentence in block.sentences)


def name(state: State) -> str:
    """The model whose table is shown; marked where it is proposed."""
    model = paper_pages.model_shown(state)
    if model is None:
        return ""
    return f"{model.name}?" if model_choice.standing(state, model) is Standing.PROPOSED else model.name


def tile(state: State) -> str:
    """The packs' model in short: what tells it from the others."""
    own = state.pack_model
    if own is None:
        return text.NOTHING
    return own.name.removeprefix("ES").removesuffix("LP")
