"""The BMS's own records (A1H), read one by one while they are looked at."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from hmi.model.events import NOT_SENT, FromLink, Lost, Received, Unusable
from hmi.model.intents import ReadBmsRecord
from hmi.model.navigation import Page
from hmi.model.wanted import Send
from hmi.protocol.command import Command
from hmi.protocol.errors import ReturnCodeError
from hmi.protocol.history import Record, RecordNumber

if TYPE_CHECKING:
    from hmi.model.effect import Effect
    from hmi.model.state import State

MOST = 0xFFFF  # a number has 16 bits


class Came(StrEnum):
    """What came of asking for a record."""

    READING = "reading"  # nothing yet
    TOLD = "told"
    NO_MORE = "no_more"  # there is none of this number; of number 0: there are none at all
    REFUSED = "refused"  # this firmware does not know the request
    UNREADABLE = "unreadable"  # damaged, of another layout, or never answered
    NO_LINK = "no_link"


_FAILURES = {ReturnCodeError.kind: Came.REFUSED, NOT_SENT: Came.NO_LINK}


@dataclass(frozen=True, slots=True)
class BmsRecords:
    """The record that is looked at, 0 the newest. An answer does not say of which record: its Send does."""

    number: int = 0
    came: Came = Came.READING
    record: Record | None = None
    ask: int = 0  # of the Send that reads it


def asked(state: "State", event: ReadBmsRecord) -> "Effect":
    """An older or a newer record; while one is being read, or where there is none, nothing."""
    looked = state.bms_records
    number = looked.number + event.older
    further = event.older < 0 or looked.came is not Came.NO_MORE
    if looked.came is Came.READING or not further or not 0 <= number <= MOST:
        return state, ()
    return _read(state, number)


def settled(before: "State", state: "State") -> "Effect":
    """The newest one is read when the page is entered, and when it is about another battery by now."""
    page = Page.BMS_RECORD
    if state.place.page is not page:
        return state, ()
    battery = state.link.battery
    other = battery is not None and battery != before.link.battery
    return _read(state, 0) if other or before.place.page is not page else (state, ())


def _read(state: "State", number: int) -> "Effect":
    ask = state.asks + 1
    state = replace(state, asks=ask, bms_records=BmsRecords(number, ask=ask))
    return state, (Send(Command.READ_RECORD, RecordNumber(number), ask),)


def answered(state: "State", event: FromLink) -> "State":
    """What came of the request for a record; of anything else, nothing."""
    looked = state.bms_records
    match event:
        case Received() if event.ask == looked.ask and event.command is Command.READ_RECORD:
            record = event.message if isinstance(event.message, Record) else None
            came = Came.TOLD if record else Came.NO_MORE
        case Unusable() if event.ask == looked.ask and event.command is Command.READ_RECORD:
            record, came = None, _FAILURES.get(event.kind, Came.UNREADABLE)
        case Lost() if looked.came is Came.READING:
            record, came = None, Came.NO_LINK
        case _:
            return state
    return replace(state, bms_records=replace(looked, came=came, record=record))
