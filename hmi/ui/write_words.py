"""What is written to the BMS, and what came of it, in words: subjects, fields, values, outcomes, reasons."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_date, format_time

from hmi.model import change, offers
from hmi.model.change import Change
from hmi.model.facts import Interface
from hmi.model.job import Cause, Reason
from hmi.model.record import Kind, Mark
from hmi.model.sheet import TIME, WHOLE, changed
from hmi.model.state import State
from hmi.protocol.identity import Clock
from hmi.protocol.inverter_protocol import NONE, InverterProtocol
from hmi.ui import text
from hmi.ui.figures import figure, switched
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

SUBJECTS = {
    "cell_over_voltage": N_("Cell over-voltage"),
    "cell_under_voltage": N_("Cell under-voltage"),
    "pack_over_voltage": N_("Pack over-voltage"),
    "pack_under_voltage": N_("Pack under-voltage"),
    "charge_over_current": N_("Charge current"),
    "discharge_over_current": N_("Discharge current"),
    "fast_over_current": N_("Fast over-current"),
    "short_circuit_delay": N_("Short circuit"),
    "balancing": N_("Balancing"),
    "sleep": N_("Sleep"),
    "full_and_low_charge": N_("Full, low charge"),
    "cell_over_temperature": N_("Cells too hot"),
    "cell_under_temperature": N_("Cells too cold"),
    "mosfet_over_temperature": N_("MOSFET too hot"),
    "environment_temperature": N_("Ambient"),
    "limiter_start": N_("Charge limiter at"),
    change.INVERTER_PROTOCOL: N_("Inverter protocol"),
    change.CLOCK: N_("BMS clock"),
    change.OFF: N_("Shut down"),
    change.CHARGE_MOSFET: N_("Charge MOSFET"),
    change.DISCHARGE_MOSFET: N_("Discharge MOSFET"),
    change.BUZZER: N_("Buzzer"),
    change.LED_ALARM: N_("LED alarm"),
    change.CHARGE_LIMITER: N_("Charge limiter"),
    change.LOW_GEAR: N_("Low gear"),
    "code": N_("Password"),
}

FIELDS = {
    "enable": N_("Enabled"),
    "alarm": N_("Warning"),
    "protection": N_("Protection"),
    "release": N_("Release"),
    "delay": N_("Delay"),
    "charge_alarm": N_("Charge warning"),
    "charge_protection": N_("Charge protection"),
    "charge_release": N_("Charge release"),
    "discharge_alarm": N_("Disch. warning"),
    "discharge_protection": N_("Disch. protection"),
    "discharge_release": N_("Disch. release"),
    "low_alarm": N_("Cold warning"),
    "low_protection": N_("Cold protection"),
    "low_release": N_("Cold release"),
    "high_alarm": N_("Hot warning"),
    "high_protection": N_("Hot protection"),
    "high_release": N_("Hot release"),
    "discharge": N_("Discharge"),
    "discharge_delay": N_("Discharge delay"),
    "charge": N_("Charge"),
    "charge_delay": N_("Charge delay"),
    "start_voltage": N_("Cells above"),
    "start_difference": N_("Difference above"),
    "cell_voltage": N_("A cell below"),
    "delay_min": N_("For"),
    "full_voltage": N_("Full above"),
    "full_current": N_("Full below"),
    "low_soc": N_("Low below"),
    "current": N_("Starts above"),
}

MARKS = {
    Mark.BEGUN: N_("Begun"),
    Mark.DONE: N_("Done"),
    Mark.REFUSED: N_("Refused"),
    Mark.UNCONFIRMED: N_("Unconfirmed"),
    Mark.ATTEMPT: N_("Code entered"),
    Mark.RIGHT: N_("Opened"),
    Mark.WRONG: N_("Wrong code"),
    Mark.LOCK_SERVED: N_("Lock time over"),
    Mark.LOCKED: N_("Locked"),
    Mark.CODE_CHANGED: N_("Code changed"),
    Mark.CODE_KEPT: N_("Factory code kept"),
    Mark.CODE_RESET: N_("Code reset"),
    Mark.CONFIRMED: N_("Inverter works"),
    Mark.WENT_BACK: N_("Went back"),
    Mark.OVERTAKEN: N_("Replaced"),
    Mark.GIVEN: N_("Handed over"),
    Mark.GOOD: N_("Good"),
    Mark.NEUTRAL: N_("Not known"),
    Mark.BAD: N_("Wrong"),
    Mark.REGISTERED: N_("Registered"),
    Mark.TICKED: N_("Ticked off"),
    Mark.TAKEN_BACK: N_("Taken back"),
}

REASONS = {
    Reason.READ_BACK: N_("The BMS has it: read back"),
    Reason.FELL_SILENT: N_("The BMS does not answer any more"),
    Reason.BMS_REFUSED: N_("The BMS refused, the old value stays"),
    Reason.NOT_TAKEN: N_("The BMS kept the old value"),
    Reason.NOT_SENT: N_("Not readable, nothing was sent"),
    Reason.CHANGED_MEANWHILE: N_("Changed meanwhile, nothing was sent"),
    Reason.OTHER_PACK: N_("Another battery is connected"),
    Reason.NO_RECORD: N_("No record kept, nothing was sent"),
    Reason.INTERRUPTED: N_("The panel stopped, the old value stays"),
    Reason.OTHER_VALUE: N_("The BMS has another value"),
    Reason.NO_READ_BACK: N_("No answer after the write"),
    Reason.STILL_ANSWERS: N_("The BMS still answers"),
}

CAUSES = {
    Cause.CHOSEN: N_("By hand"),
    Cause.AS_FOUND: N_("Restore as found"),
    Cause.FACTORY: N_("Factory values"),
    Cause.TRIAL_ENDED: N_("Trial ended by hand"),
    Cause.TRIAL_OVER: N_("Trial over"),
    Cause.CUT_OFF: N_("After a restart"),
}

KINDS = {
    Kind.GATE: N_("Password"),
    Kind.WRITE: N_("Setting"),
    Kind.TRIAL: N_("Trial"),
    Kind.HANDOVER: N_("Handover"),
    Kind.CHECK: N_("Link check"),
    Kind.WARRANTY: N_("Warranty"),
    Kind.MAINTENANCE: N_("Maintenance"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One value that changes."""

    what: str
    old: str
    new: str


def subject(name: str) -> str:
    """What is written, as a short title; the name itself where it has none, as in an old record."""
    return _(SUBJECTS[name]) if name in SUBJECTS else name


def field(name: str) -> str:
    """A value of a parameter group, in a word or two."""
    return _(FIELDS[name])


def protocol(state: State, interface: Interface, code: int | None) -> str:
    """A protocol by its name; what the manual does not list with its code, as names look alike there."""
    if code is None:
        return text.NOTHING
    if code == NONE:
        return _("None set")
    name = offers.name(state, interface, code).split(" / ")[0]
    if any(one.code == code for one in state.facts.protocols.get(interface, ())):
        return name
    return f"{name} {code:02X}H".strip()


def clock(time: datetime | None) -> str:
    """Date and time, to the second."""
    if time is None:
        return text.NOTHING
    return f"{format_date(time, 'short', _.locale)} {format_time(time, 'medium', locale=_.locale)}"


def value(state: State, of: str, value: Any) -> str:
    """The whole value of a subject on one line."""
    if value is None or isinstance(value, bool):
        return switched(value)
    if isinstance(value, Clock):
        return clock(value.time)
    if isinstance(value, InverterProtocol):
        names: tuple[str, ...] = tuple(Interface)
    else:
        names = tuple(one.name for one in dataclasses.fields(value))
    return ", ".join(" ".join(told(state, of, name, value)) for name in names)


def line(state: State, one: Change, name: str) -> Line:
    """One value that a change changes: a field of it, or WHOLE."""
    what, old = told(state, one.subject, name, one.old)
    return Line(what, old, told(state, one.subject, name, one.new)[1])


def lines(state: State, one: Change) -> tuple[Line, ...]:
    """What a change changes, value by value."""
    return tuple(line(state, one, name) for name in changed(one))


def told(state: State, of: str, name: str, has: Any) -> tuple[str, str]:
    """What a value of a subject is called, and what it is; `name`: of the field, or WHOLE."""
    if name == WHOLE:
        return subject(of), value(state, of, has)
    if name == TIME:
        return _("Clock"), clock(has.time if has else None)
    if of == change.INVERTER_PROTOCOL:
        interface = Interface(name)
        return name.upper(), protocol(
            state, interface, None if has is None else offers.code_of(has, interface)
        )
    return field(name), figure(of, name, getattr(has, name, None))


def mark(name: Mark) -> str:
    """How it stands, in a word or two."""
    return _(MARKS[name])


def reason(name: Reason) -> str:
    """Why, in a sentence."""
    return _(REASONS[name])


def cause(name: Cause) -> str:
    """What led to a write."""
    return _(CAUSES[name])


def kind(name: Kind) -> str:
    """What a row of the record is about."""
    return _(KINDS[name])
