"""One of the BMS's own records: when, what was wrong, and the values of then."""

from dataclasses import dataclass

from hmi.model.bms_records import BmsRecords, Came
from hmi.model.intents import ReadBmsRecord
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.protocol.history import Record
from hmi.ui import names, text
from hmi.ui.alarm_lines import BETWEEN
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

NO_RECORDS = N_("This BMS keeps no records.")
SAID = {
    Came.READING: N_("Reading"),
    Came.NO_MORE: N_("There is no older record."),
    Came.REFUSED: NO_RECORDS,
    Came.UNREADABLE: N_("The record cannot be read."),
    Came.NO_LINK: N_("The battery does not answer."),
}
POWER_ON_BIT = 1  # of the cause
UNTOLD_CAUSE = 0xFFFF  # older firmwares


def title(state: State) -> str:
    """Which record, from the newest."""
    number = state.bms_records.number
    return _("Record {number}").format(number=number + 1) if number else _("Newest record")


def time(state: State) -> str:
    """When, by the clock of the BMS."""
    record = state.bms_records.record
    if record is None or record.time is None:
        return text.NOTHING
    return f"{text.short_day(record.time)} {text.time_of_day(record.time)}"


def wrong(state: State) -> tuple[str, ...]:
    """What was wrong then, the worst first, in ever fewer words; or why it was written."""
    record = state.bms_records.record
    if record is None or state.place.part:
        return ("",)
    kinds = (
        (Page.FAULT, record.faults),
        (Page.PROTECT, record.protections),
        (Page.WARNING, tuple(one for one in record.warnings if one not in record.protections)),
    )
    told = [f"{names.page(kind)}: {names.alarm(one)}" for kind, every in kinds for one in every]
    fewer = (("\n".join(told[:many]), len(told) - many) for many in range(len(told) - 1, 0, -1))
    return ("\n".join(told) or _cause(record), *(f"{words}, +{more}" for words, more in fewer))


def _cause(record: Record) -> str:
    powered = record.cause != UNTOLD_CAUSE and record.cause & POWER_ON_BIT
    return _("The BMS was switched on.") if powered else _("No alarm")


def values(state: State) -> str:
    """Current and voltage of then, and the lowest and highest cell."""
    record = state.bms_records.record
    if record is None:
        return ""
    cells = record.cell_voltages
    spread = f"{text.cell_volts(min(cells))}–{text.cell_volts(max(cells))} V" if cells else ""
    pack = (f"{text.signed_amps(record.current)} A", f"{text.volts(record.voltage)} V")
    return BETWEEN.join(filter(None, (*pack, spread)))


def said(state: State) -> str:
    """In place of a record: that it is being read, or why there is none."""
    looked = state.bms_records
    if looked.came is Came.TOLD:
        return ""
    none_at_all = looked.came is Came.NO_MORE and not looked.number
    return _(NO_RECORDS if none_at_all else SAID[looked.came])


@dataclass(frozen=True, slots=True)
class RecordStep:
    """To an older or a newer record, where there may be one."""

    words: str
    intent: ReadBmsRecord
    can: bool


def steps(state: State) -> tuple[RecordStep, ...]:
    """Both ways; neither, where there are no records at all."""
    looked = state.bms_records
    if not looked.number and looked.came not in (Came.TOLD, Came.READING):
        return ()
    return (
        RecordStep(_("Newer"), ReadBmsRecord(-1), looked.number > 0),
        RecordStep(_("Older"), ReadBmsRecord(1), _more(looked)),
    )


def _more(looked: BmsRecords) -> bool:
    return looked.came is not Came.NO_MORE
