"""The link check in words: its sentence, what is told to the inverter, codes and requests."""

from collections.abc import Iterable

from hmi.model.alarm.name import Unnamed
from hmi.model.check import lines
from hmi.model.check.finding import Check, Finding
from hmi.model.facts import Advice, Interface
from hmi.model.state import State
from hmi.protocol.can.language import Language
from hmi.protocol.status import Alarm
from hmi.ui import link_sentences as sentences
from hmi.ui import names, text
from hmi.ui import write_words as words
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

# Fields of what is told and their units. The short names are those of inverters and papers in every language.
FIELDS = {
    "charge_voltage_limit_v": ("CVL", "V"),
    "discharge_voltage_limit_v": ("DVL", "V"),
    "charge_current_limit_a": ("CCL", "A"),
    "discharge_current_limit_a": ("DCL", "A"),
    "soc_pct": ("SOC", "%"),
    "soh_pct": ("SOH", "%"),
    "voltage_v": (N_("Voltage"), "V"),
    "current_a": (N_("Current"), "A"),
    "temperature_c": (N_("Temp."), "°C"),
    "protections": (N_("Protections"), ""),
    "warnings": (N_("Warnings"), ""),
    "requests": (N_("Requests"), ""),
    "packs": (N_("Packs"), ""),
    "name": (N_("Name"), ""),
}

# Codes of protections and warnings; those that the BMS tells on the UART too have their names from there.
CODES: dict[str, Alarm | Unnamed | str] = {
    "over_voltage": N_("Over-voltage"),
    "under_voltage": N_("Under-voltage"),
    "over_temperature": N_("Too hot"),
    "under_temperature": N_("Too cold"),
    "charge_over_temperature": Alarm.CHARGE_OVER_TEMPERATURE,
    "charge_under_temperature": Alarm.CHARGE_UNDER_TEMPERATURE,
    "discharge_over_temperature": Alarm.DISCHARGE_OVER_TEMPERATURE,
    "discharge_under_temperature": Alarm.DISCHARGE_UNDER_TEMPERATURE,
    "charge_over_current": Alarm.CHARGE_OVER_CURRENT,
    "discharge_over_current": Alarm.DISCHARGE_OVER_CURRENT,
    "short_circuit": Alarm.SHORT_CIRCUIT,
    "cell_over_voltage": Alarm.CELL_OVER_VOLTAGE,
    "cell_under_voltage": Alarm.CELL_UNDER_VOLTAGE,
    "module_over_voltage": Alarm.PACK_OVER_VOLTAGE,
    "module_under_voltage": Alarm.PACK_UNDER_VOLTAGE,
    "cell_imbalance": N_("Cells apart"),
    "delta_v_fail": N_("Voltages apart"),
    "contactor": N_("Contactor"),
    "relay_command": N_("Relay command"),
    "soft_start_fail": N_("Soft start failed"),
    "bms_internal": N_("BMS internal"),
    "internal_communication": N_("Internal link"),
    "system_error": N_("System error"),
    "general": N_("General alarm"),
    "generator": N_("Generator"),
    "pack_turning_off": N_("Pack turns off"),
    "pack1_error": N_("Pack 1 failed"),
    "pack2_error": N_("Pack 2 failed"),
}

REQUESTS = {
    "charge_enabled": N_("May charge"),
    "discharge_enabled": N_("May discharge"),
    "force_charge_1": N_("Force charge 1"),
    "force_charge_2": N_("Force charge 2"),
    "full_charge_requested": N_("Full charge wanted"),
}


def sentence(state: State) -> str:
    """The one sentence that matters."""
    check, obedience = state.check, state.inverter.obedience
    chosen, exceeded = sentences.chosen(state), obedience.exceeded
    return _(chosen).format(
        heard=all_of(sentences.shared(check)) if chosen is sentences.SAME_ON_THE_WIRE else heard(check),
        selected=selected(state),
        inverter=any_of(check.answers[0].languages if check.answers else ()),
        rate=text.number(state.inverter.tap.traffic.rate),
        now_a=text.number(exceeded.now_a if exceeded else None, 1),
        limit_a=text.number(exceeded.limit_a if exceeded else None, 1),
        time=text.duration(sentences.lasted_s(state)),
        seconds=text.number(check.stops_in_s),
    )


def heard(check: Check) -> str:
    """What is spoken: what is selected where that fits, else all that it can be; or what is mixed."""
    found = check.recognised
    if found.mixed:
        return all_of(found.mixed)
    return check.selected if check.selected in found.fits else any_of(found.fits)


def any_of(languages: Iterable[Language]) -> str:
    """One of these, it is not known which."""
    return _joined(languages, _("{some} or {last}"))


def all_of(languages: Iterable[Language]) -> str:
    """All of these."""
    return _joined(languages, _("{some} and {last}"))


def _joined(languages: Iterable[Language], last_two: str) -> str:
    *some, last = [language.replace("_", " ") for language in languages] or [text.NOTHING]
    return last_two.format(some=", ".join(some), last=last) if some else last


def selected(state: State) -> str:
    """What the BMS says that it speaks to the inverter."""
    if state.check.selected is not None:
        return state.check.selected
    protocol, code = state.identity.inverter_protocol, state.check.selected_code
    if state.check.finding is Finding.NOT_CHECKABLE and protocol is not None:
        return words.protocol(state, Interface.RS485, protocol.rs485)
    return words.protocol(state, Interface.CAN, code)


def in_short(finding: Finding) -> str:
    """A finding in a few words."""
    return _(sentences.IN_SHORT[finding])


def what(field: str) -> str:
    """What a line of the values is about: a field, or a code of one, as "protections.over_voltage"."""
    name, _dot, code = field.partition(".")
    if code in REQUESTS:
        return _(REQUESTS[code])
    return alarm(code) if code else _(FIELDS[name][0])


def alarm(code: str) -> str:
    """A code of protections or warnings."""
    named = CODES[code]
    return names.alarm(named) if isinstance(named, Alarm | Unnamed) else _(named)


def unit(field: str) -> str:
    """The unit of a field; none of a code."""
    return FIELDS[field][1] if field in FIELDS else ""


def advice_title(state: State) -> str:
    """What the page of advice is about; where room is scarce, it is the first of its lines."""
    found = _advice(state)
    return _(found.title) if found and state.room.check_parts == 1 else ""


def advice(state: State) -> str:
    """What to do, a line a step, on the present part."""
    parts = lines.advice(state)
    found = _advice(state)
    return "\n".join(
        _(sentence) if found and sentence == found.title else f"· {_(sentence)}"
        for sentence in parts[min(state.place.part, len(parts) - 1)]
    )


def _advice(state: State) -> Advice | None:
    suspect = state.inverter.advice
    return state.facts.link_check.advice.get(suspect) if suspect else None
