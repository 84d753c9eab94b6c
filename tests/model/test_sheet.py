"""What the page of a change shows, row by row and part by part."""

from dataclasses import replace

import pytest

from hmi.model import change
from hmi.model.cautions import Caution
from hmi.model.change import Change
from hmi.model.job import Cause, Job, Reason, Result, Stage
from hmi.model.navigation import Page, Place
from hmi.model.record import Mark
from hmi.model.room import Room
from hmi.model.sheet import TIME, WHOLE, Note, Piece, Shows, changed, halves, parts, shown
from hmi.model.state import State
from hmi.protocol.identity import Clock
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.parameters import VoltageLimits
from hmi.protocol.status import PackStatus

CELLS = VoltageLimits(1, 3.6, 3.7, 3.38, 1.0)
HIGHER = replace(CELLS, alarm=3.55, release=3.4)
CELL_CHANGE = Change("cell_over_voltage", CELLS, HIGHER)
PYLON, SMA = InverterProtocol(1, 1, 1), InverterProtocol(7, 1, 1)
STATUS = PackStatus((0,) * 16, (0,) * 6, 0, 0, 0, 0, 0, 0x0E, 0x01, 0, 0, 0, 0, 0, b"")  # discharging
LARGE = Room(changes=200)
OFF = Change(change.OFF, None, None)


def job(*changes: Change, cause: Cause = Cause.CHOSEN, stage: Stage = Stage.PROPOSED) -> Job:
    return Job(changes, cause, "SN", stage)


def pieces(one: Job) -> list[Piece]:
    return [piece for part in parts(one, LARGE) for piece in part]


def notes(one: Job) -> list[Note | Caution | None]:
    return [piece.note for piece in pieces(one) if piece.shows is Shows.NOTE]


def test_a_group_is_a_title_and_the_values_that_change() -> None:
    assert pieces(job(CELL_CHANGE)) == [
        Piece(Shows.TITLE),
        Piece(Shows.LINE, field="alarm"),
        Piece(Shows.LINE, field="release"),
    ]


def test_what_is_only_switched_is_one_line() -> None:
    one = Change(change.BUZZER, True, False)
    assert changed(one) == (WHOLE,)
    assert pieces(job(one)) == [Piece(Shows.LINE)]


def test_two_times_take_two_rows() -> None:
    (piece,) = pieces(job(Change(change.CLOCK, None, Clock(25, 6, 1, 12, 0, 0))))
    assert (piece.shows, piece.field) == (Shows.LINE, TIME)
    assert halves(job(), piece, LARGE) == 2 * halves(job(), Piece(Shows.LINE), LARGE)


def test_old_and_new_protocol_stand_on_a_line_each_where_a_value_has_not_one_line_with_its_name() -> None:
    narrow = replace(LARGE, change_halves=3)
    (piece, *_notes) = pieces(job(Change(change.INVERTER_PROTOCOL, PYLON, SMA)))
    assert (halves(job(), piece, LARGE), halves(job(), piece, narrow)) == (2, 6)


def test_of_a_protocol_the_interface_that_changes_is_told() -> None:
    assert changed(Change(change.INVERTER_PROTOCOL, PYLON, SMA)) == ("can",)
    assert changed(Change(change.INVERTER_PROTOCOL, PYLON, replace(PYLON, rs485=3, choice=0))) == ("rs485",)


def test_of_an_unknown_old_value_every_field_changes() -> None:
    assert changed(Change("cell_over_voltage", None, CELLS)) == (
        "enable",
        "alarm",
        "protection",
        "release",
        "delay",
    )


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (job(), [Note.NOTHING]),
        (
            job(Change(change.INVERTER_PROTOCOL, PYLON, SMA)),
            [Note.GOES_BACK, Note.MATCHING, Note.RESTART],
        ),
        (
            job(Change(change.INVERTER_PROTOCOL, InverterProtocol(0xFF, 1, 1), SMA)),
            [Note.STAYS, Note.MATCHING, Note.RESTART],
        ),
        (
            job(Change(change.INVERTER_PROTOCOL, SMA, PYLON), cause=Cause.TRIAL_ENDED),
            [Note.MATCHING, Note.RESTART],
        ),
        (job(OFF), [Note.CUTS_ALL, Note.WAKES]),
        (job(Change(change.CHARGE_MOSFET, True, False)), [Note.CUTS_CHARGING]),
        (job(Change(change.DISCHARGE_MOSFET, True, False)), [Note.CUTS_DISCHARGING]),
        (job(Change(change.DISCHARGE_MOSFET, False, True)), []),
        (job(CELL_CHANGE), []),
    ],
)
def test_what_to_know_before_confirming(one: Job, expected: list[Note]) -> None:
    assert notes(one) == expected


def test_a_shut_down_has_no_values() -> None:
    assert pieces(job(OFF)) == [
        Piece(Shows.NOTE, note=Note.CUTS_ALL),
        Piece(Shows.NOTE, note=Note.WAKES),
    ]


def test_the_second_confirm_names_what_is_guarded_no_more() -> None:
    unguarded = Change("pack_over_voltage", CELLS, replace(CELLS, enable=0))
    assert pieces(job(CELL_CHANGE, unguarded, stage=Stage.WARNED)) == [
        Piece(Shows.NOTE, note=Note.UNGUARDED),
        Piece(Shows.TITLE, 1),
    ]


def test_an_ended_change_tells_its_outcome_and_what_the_bms_has() -> None:
    results = (
        Result(CELL_CHANGE, Mark.DONE, Reason.READ_BACK, HIGHER),
        Result(OFF, Mark.UNCONFIRMED, Reason.STILL_ANSWERS),
    )
    assert pieces(replace(job(CELL_CHANGE, OFF, stage=Stage.ENDED), results=results)) == [
        Piece(Shows.VERDICT),
        Piece(Shows.REASON),
        Piece(Shows.LINE, field="alarm"),
        Piece(Shows.LINE, field="release"),
        Piece(Shows.VERDICT, 1),
        Piece(Shows.REASON, 1),
    ]


def test_what_does_not_fit_is_on_the_next_part_and_no_title_stands_alone() -> None:
    made = parts(job(CELL_CHANGE, replace(CELL_CHANGE, subject="cell_under_voltage")), Room(changes=8))
    assert [[piece.shows for piece in part] for part in made] == [
        [Shows.TITLE, Shows.LINE, Shows.LINE],
        [Shows.TITLE, Shows.LINE, Shows.LINE],
    ]


def test_a_sentence_takes_its_lines() -> None:
    room = Room(changes=8, lines_of=lambda _sentence, _across: 2)
    made = parts(job(Change(change.INVERTER_PROTOCOL, PYLON, SMA)), room)
    assert [[piece.shows for piece in part] for part in made] == [
        [Shows.LINE, Shows.NOTE],
        [Shows.NOTE, Shows.NOTE],
    ]


def test_the_page_shows_the_part_it_is_at() -> None:
    at = Place(Page.CHANGE, 1)
    state = State(room=Room(changes=4), job=job(CELL_CHANGE), place=at)
    assert state.places == (Place(Page.CHANGE), at)
    assert shown(state) == (Piece(Shows.LINE, field="release"),)


def test_what_the_bms_will_do_as_it_stands_now_is_told() -> None:
    off = job(Change(change.CHARGE_MOSFET, True, False))
    (part,) = parts(off, LARGE, STATUS)
    assert [piece.note for piece in part] == [None, Note.CUTS_CHARGING, Caution.REFUSED_DISCHARGING]


def test_why_it_is_written_stands_first_where_it_was_not_chosen() -> None:
    assert pieces(job(OFF, cause=Cause.FACTORY))[0] == Piece(Shows.CAUSE)


def test_an_outcome_that_the_record_could_not_take_says_so() -> None:
    lost = replace(job(OFF, stage=Stage.ENDED), noted=False)
    assert notes(lost) == [Note.UNNOTED]


def test_without_a_job_there_is_one_empty_part() -> None:
    assert parts(None, LARGE) == ((),)
    assert shown(State(place=Place(Page.CHANGE, 3))) == ()
