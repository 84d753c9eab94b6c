"""States on the way of a write: the keypad, old -> new, what goes on, what came of it, a trial."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from hmi.model import change
from hmi.model.access import Access, Purpose, Said
from hmi.model.change import Change
from hmi.model.digits import Digits
from hmi.model.job import Cause, Job, Reason, Result, Stage, Trial
from hmi.model.navigation import Page, Place
from hmi.model.record import Logbook, Mark
from hmi.model.state import State
from hmi.protocol.identity import Clock
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.parameters import (
    CellTemperatureLimits,
    EnvironmentTemperatureLimits,
    FastCurrentLimits,
    FullAndLowCharge,
    MosfetTemperatureLimits,
    ShortCircuitDelay,
    VoltageLimits,
)
from tests.ui.states import NOW, day, single

MARKS = {
    Reason.READ_BACK: Mark.DONE,
    Reason.FELL_SILENT: Mark.DONE,
    Reason.OTHER_PACK: Mark.UNCONFIRMED,
    Reason.OTHER_VALUE: Mark.UNCONFIRMED,
    Reason.NO_READ_BACK: Mark.UNCONFIRMED,
    Reason.STILL_ANSWERS: Mark.UNCONFIRMED,
}
PYLON = InverterProtocol(1, 1, 1)
CHANGES: tuple[Change, ...] = (
    Change(
        "pack_under_voltage", VoltageLimits(1, 44.8, 40, 46.4, 1), VoltageLimits(0, 44.825, 40.001, 46.5, 2)
    ),
    Change(
        "cell_under_temperature",
        CellTemperatureLimits(1, 0, -5, 0, -15, -20, -15),
        CellTemperatureLimits(1, -10, -12.5, -10.5, -25, -32.5, -22.5),
    ),
    Change(
        "environment_temperature",
        EnvironmentTemperatureLimits(1, -20, -25, -20, 65, 70, 65),
        EnvironmentTemperatureLimits(1, -21, -26, -21, 66, 71, 66),
    ),
    Change(
        "mosfet_over_temperature",
        MosfetTemperatureLimits(1, 90, 110, 85),
        MosfetTemperatureLimits(1, 95, 115, 86),
    ),
    Change(
        "fast_over_current", FastCurrentLimits(150, 0.1, 150, 0.1), FastCurrentLimits(155, 0.025, 300, 0.2)
    ),
    Change("full_and_low_charge", FullAndLowCharge(56, 2.0, 5), FullAndLowCharge(56.5, 2.5, 10)),
    Change("short_circuit_delay", ShortCircuitDelay(0.0003), ShortCircuitDelay(0.00025)),
)
PROTOCOLS = Change(change.INVERTER_PROTOCOL, PYLON, InverterProtocol(0x10, 1, 1))
LONGEST_NAMES = Change(
    change.INVERTER_PROTOCOL, InverterProtocol(0x04, 0x19, 1), InverterProtocol(0x04, 0x03, 1)
)


def base() -> State:
    """Three packs, and a record that takes rows."""
    return replace(day(), record=Logbook(ready=True))


def at(page: Page, state: State | None = None, **known: Any) -> State:
    """On this page, entered from SYSTEM."""
    return replace(state or base(), place=Place(page), trail=(Place(Page.PASSWORD),), **known)


def keypad(**access: Any) -> State:
    """The keypad."""
    return at(Page.KEYPAD, access=Access(**access))


def proposed(*changes: Change, cause: Cause = Cause.CHOSEN, stage: Stage = Stage.PROPOSED) -> State:
    """The page of a change."""
    return at(Page.CHANGE, job=Job(changes, cause, base().identity.serial, stage))


def ended(reason: Reason, mark: Mark, *changes: Change) -> State:
    """Every change has come to this."""
    results = tuple(Result(one, mark, reason, one.old) for one in changes)
    state = proposed(*changes, stage=Stage.ENDED)
    return replace(state, job=replace(state.job or Job((), Cause.CHOSEN, ""), results=results))


def on_trial(page: Page = Page.TRIAL, left_s: float = 271.0, state: State | None = None) -> State:
    """A protocol on trial, with the longest names."""
    state = state or base()
    trial = Trial(5, state.identity.serial, LONGEST_NAMES.old, LONGEST_NAMES.new, NOW + left_s)
    return at(page, state, trial=trial)


PICTURES: dict[str, Callable[[], State]] = {
    "keypad": lambda: keypad(entry=Digits("472")),
    "keypad wrong": lambda: keypad(said=Said.WRONG, failures=2),
    "keypad locked": lambda: keypad(failures=9, locked_until=NOW + 3599.0),
    "keypad own code": lambda: keypad(purpose=Purpose.NEW, open=True, offering=True, said=Said.DIFFERENT),
    "keypad weak": lambda: keypad(purpose=Purpose.NEW, open=True, offering=True, said=Said.WEAK_EQUAL),
    "keypad again": lambda: keypad(purpose=Purpose.AGAIN, said=Said.NOT_KEPT, detail="disk full"),
    "password closed": lambda: replace(base(), place=Place(Page.PASSWORD)),
    "password open": lambda: replace(
        base(), place=Place(Page.PASSWORD), access=Access(open=True, own_code=True, offered=True)
    ),
    "home factory code": lambda: replace(base(), place=Place(Page.HOME), access=Access(offered=True)),
    "protocol proposed": lambda: proposed(PROTOCOLS),
    "protocol with the longest names": lambda: proposed(LONGEST_NAMES),
    "nothing to change": proposed,
    "many changes": lambda: proposed(*CHANGES, cause=Cause.FACTORY),
    "unguarding": lambda: proposed(*CHANGES, stage=Stage.WARNED),
    "shut down": lambda: proposed(Change(change.OFF, None, None)),
    "clock": lambda: proposed(
        Change(
            change.CLOCK, Clock.of(datetime(2025, 12, 27, 23, 58)), Clock.of(datetime(2025, 12, 28, 22, 57))
        )
    ),
    "MOSFET": lambda: proposed(Change(change.DISCHARGE_MOSFET, True, False)),
    **{f"under way, {stage}": partial(proposed, *CHANGES, stage=stage) for stage in list(Stage)[2:-1]},
    **{
        f"ended, {reason}": partial(ended, reason, MARKS.get(reason, Mark.REFUSED), LONGEST_NAMES, CHANGES[0])
        for reason in Reason
    },
    "ended, done": lambda: ended(Reason.READ_BACK, Mark.DONE, PROTOCOLS),
    "ended, refused": lambda: ended(
        Reason.BMS_REFUSED, Mark.REFUSED, Change(change.DISCHARGE_MOSFET, True, False)
    ),
    "trial": on_trial,
    "trial over": lambda: on_trial(left_s=-1.0),
    "trial, from the sofa": lambda: on_trial(Page.MIN_STATE),
    "trial, on HOME": lambda: on_trial(Page.HOME, state=replace(single(), record=Logbook(ready=True))),
}
