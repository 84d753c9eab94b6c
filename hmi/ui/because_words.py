"""The because line: one sentence whenever something limits or stops charging or discharging."""

from hmi.model.alarm.standing import Evidence
from hmi.model.because import because, because_of_pack
from hmi.model.facts import Measure
from hmi.model.reason import Reason, Side, Why
from hmi.model.state import State
from hmi.ui import names, text
from hmi.ui.figures import figure
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

BOTH = (Side.CHARGING, Side.DISCHARGING)
# What is so: of the battery, and of one pack of several.
STOPPED = {
    (Side.CHARGING,): (N_("Charging stopped"), N_("Pack {pack}: charging stopped")),
    (Side.DISCHARGING,): (N_("Discharging stopped"), N_("Pack {pack}: discharging stopped")),
    BOTH: (N_("Charging and discharging stopped"), N_("Pack {pack}: charging and discharging stopped")),
}
SWITCHED_OFF = {
    (Side.CHARGING,): (N_("Charging seems switched off"), N_("Pack {pack}: charging seems switched off")),
    (Side.DISCHARGING,): (
        N_("Discharging seems switched off"),
        N_("Pack {pack}: discharging seems switched off"),
    ),
    BOTH: (
        N_("Charging and discharging seem switched off"),
        N_("Pack {pack}: charging and discharging seem switched off"),
    ),
}
FULL = (N_("Fully charged: charging pauses"), N_("Pack {pack} is fully charged: its charging pauses"))
LIMITER = (N_("Charging seems limited to {amps} A"), N_("Pack {pack}: charging seems limited to {amps} A"))
LIMITED = {
    Side.CHARGING: N_("Charging limited to {amps} A"),
    Side.DISCHARGING: N_("Discharging limited to {amps} A"),
}
MEASURED = {
    Measure.HIGHEST_CELL: N_("cell {number} is at {value}"),
    Measure.LOWEST_CELL: N_("cell {number} is at {value}"),
    Measure.PACK_VOLTAGE: N_("its voltage is {value}"),
    Measure.CURRENT: N_("the current was {value}"),
    Measure.HOTTEST_CELL_SENSOR: N_("cell sensor {number} is at {value}"),
    Measure.COLDEST_CELL_SENSOR: N_("cell sensor {number} is at {value}"),
    Measure.MOSFET_SENSOR: N_("its MOSFETs are at {value}"),
    Measure.ENVIRONMENT_SENSOR: N_("it is {value} around it"),
    Measure.SOC: N_("only {value} are left"),
}
DIGITS = {"V": 2, "A": 0, "°C": 1, "%": 0}


def sentence(state: State) -> str:
    """Of the whole stack; empty while nothing limits it, or nothing is known."""
    reason = because(state)
    return said(reason, state.pack_count > 1) if reason else ""


def of_pack(state: State) -> str:
    """Of the selected pack; what holds for the whole stack is its too."""
    reason = because_of_pack(state)
    if reason is None:
        return ""
    names_pack = reason.slot not in (None, state.selected)
    return said(reason, names_pack) if state.room.reason_ends else _because(reason, names_pack)


def in_short(state: State) -> str:
    """Of the whole stack, without where it ends: for one line."""
    reason = because(state)
    return _because(reason, state.pack_count > 1) if reason else ""


def said(reason: Reason, names_pack: bool) -> str:
    """A reason in words; `names_pack`: it may be another pack's than the one that is shown."""
    words = _because(reason, names_pack)
    if not reason.ends:
        return words
    shape = _("{sentence}; ends above {value}") if reason.from_below else _("{sentence}; ends below {value}")
    group, _dot, field = reason.ends.partition(".")
    return shape.format(sentence=words, value=_on_one_line(figure(group, field, reason.ends_at)))


def _because(reason: Reason, names_pack: bool) -> str:
    """What is so, and why."""
    what, why = _what(reason, names_pack), _why(reason)
    if not why:
        return what
    if names_pack and reason.whole and reason.slot is not None:
        shape = _("{what} because of pack {pack}: {why}")
    elif reason.evidence is None:
        shape = _("{what}: {why}")
    else:
        shape = _("{what} because {why}")
    return shape.format(what=what, why=why, pack=reason.slot)


def _what(reason: Reason, names_pack: bool) -> str:
    of_one = names_pack and not reason.whole
    amps = text.number(reason.to_a)
    match reason.why:
        case Why.LIMITER:
            return _(LIMITER[of_one]).format(pack=reason.slot, amps=amps)
        case Why.FULL:
            return _(FULL[of_one]).format(pack=reason.slot)
        case Why.SWITCHED_OFF:
            return _(SWITCHED_OFF[reason.sides][of_one]).format(pack=reason.slot)
    if reason.stops:
        return _(STOPPED[reason.sides][of_one]).format(pack=reason.slot)
    return _(LIMITED[reason.sides[0]]).format(amps=amps)


def _why(reason: Reason) -> str:
    if reason.why is Why.MOSFET_OFF:
        return _("the BMS does not say why")
    if reason.why is Why.TOLD:
        return _("the BMS tells the inverter so")
    if reason.measure is not None and reason.evidence is not None:
        return _(MEASURED[reason.measure]).format(
            number=reason.evidence.number, value=_value(reason.evidence)
        )
    return names.alarm(reason.name) if reason.name is not None else ""


def _value(evidence: Evidence) -> str:
    size = abs(evidence.value or 0.0) if evidence.unit == "A" else evidence.value
    return _on_one_line(f"{text.number(size, DIGITS[evidence.unit])} {evidence.unit}")


def _on_one_line(value: str) -> str:
    """A value and its unit are not parted."""
    return value.replace(" ", "\N{NO-BREAK SPACE}")
