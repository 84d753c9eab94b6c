"""A human compares three values with what the inverter shows."""

from dataclasses import replace
from typing import TYPE_CHECKING

from hmi.model.check import allowed
from hmi.model.check.finding import Holds
from hmi.model.check.numbers import Number, Numbers, agreed, of_now
from hmi.model.check.obeying import Obedience
from hmi.model.intents import AnswerNumber

if TYPE_CHECKING:
    from hmi.model.state import State


def values(state: "State") -> tuple[tuple[Number, float | None], ...]:
    """What the inverter should show: as the tap hears it told, else as the BMS says it; None: not known.

    The charge limit is the manual's where `allowed.announced` is None.
    """
    told, total = state.check.told, state.total
    limits = allowed.announced(state) or allowed.by_manual(state)
    soc = total.soc if told.soc_pct is None else told.soc_pct
    voltage = total.voltage if told.voltage_v is None else told.voltage_v
    return (Number.SOC, soc), (Number.VOLTAGE, voltage), (Number.CHARGE_LIMIT, limits.charge_a)


def done(state: "State") -> bool:
    """Every value that is known was answered."""
    answers = dict(state.inverter.numbers.same) if of_now(state) else {}
    return (
        bool(answers) and {number for number, value in values(state) if value is not None} <= answers.keys()
    )


def parts(state: "State") -> int:
    """Over how many parts it goes: where room is scarce, either direction has one once it is watched."""
    watched = done(state) and agreed(state) is not Holds.NO
    return 3 if watched and state.room.asked < len(Number) else 1


def answered(state: "State", event: AnswerNumber) -> "State":
    """A human has compared one value; one that was gone when the finger came cannot have been compared."""
    if dict(values(state))[event.number] is None:
        return state
    old = state.inverter.numbers if of_now(state) else Numbers()
    numbers = Numbers(
        same=(*(pair for pair in old.same if pair[0] is not event.number), (event.number, event.same)),
        serial=state.identity.serial,
        protocol=state.identity.codes or old.protocol,
        at=state.now,
        estimated=allowed.announced(state) is None if event.number is Number.CHARGE_LIMIT else old.estimated,
    )
    return replace(state, inverter=replace(state.inverter, numbers=numbers))


def anew(state: "State") -> "State":
    """All of them shall be compared again."""
    link = replace(state.inverter, numbers=Numbers(), finding=None, verdict="")
    if link.obedience.estimated:  # the watch had begun with the answers
        link = replace(link, obedience=Obedience())
    return replace(state, inverter=link)
