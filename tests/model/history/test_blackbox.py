"""The black box: the last ten minutes as they were, as bytes and back; nothing else passes for one."""

import json
import zlib
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.model.events import Lost, Opened, Trouble, Unusable
from hmi.model.history import frames
from hmi.model.history.blackbox import packed, unpacked
from hmi.model.history.frames import Frame
from hmi.model.stack import Reading
from hmi.model.state import State
from hmi.protocol.identity import PackCount
from hmi.protocol.messages import Command
from tests.model.history.known import live, run, serial, tick, values
from tests.model.known import ANALOG, PROTECTED, QUIET, heard
from tests.protocol import strategies

TIMES = st.integers(-700_000, 0).map(lambda milliseconds: milliseconds / 1000)


@st.composite
def readings(draw: st.DrawFn, slot: int) -> Reading:
    analog = draw(st.none() | strategies.analog(draw(st.sampled_from((8, 16))), 4, 8))
    status = draw(st.none() | strategies.status(16, 6, 2))
    period = draw(st.sampled_from((1.0, 6.5)))
    return Reading(
        slot=slot,
        address=draw(st.integers(0, 15)),
        period=period,
        usual=period,
        analog=analog,
        analog_at=None if analog is None else draw(TIMES),
        status=status,
        status_at=None if status is None else draw(TIMES),
    )


@st.composite
def boxes(draw: st.DrawFn) -> tuple[Frame, ...]:
    """Packs that stay as they were, change, come and go."""
    known: dict[int, Reading] = {}
    told = []
    for before_s in sorted(draw(st.lists(st.integers(0, 600), max_size=6)), reverse=True):
        for slot in draw(st.sets(st.integers(1, 15), max_size=3)):
            known[slot] = draw(readings(slot))
        for slot in draw(st.sets(st.integers(1, 15), max_size=2)):
            known.pop(slot, None)
        told.append(Frame(float(before_s), tuple(known[slot] for slot in sorted(known))))
    return tuple(told)


@given(boxes())
@settings(max_examples=20, deadline=None)
def test_what_is_unpacked_is_what_was_packed(box: tuple[Frame, ...]) -> None:
    assert unpacked(frames.pack(box)) == box


def test_a_message_that_stayed_the_same_is_one_value_again() -> None:
    state, _ = run(live(), *(event for at in range(1, 5) for event in values(at)))
    first, *_, last = unpacked(packed(state))
    assert first.readings[0].analog is last.readings[0].analog


def test_it_holds_what_came_within_ten_minutes() -> None:
    came = [replace(ANALOG, current=at / 10) for at in range(800)]
    state, _ = run(live(), *(heard(one, 1, float(at)) for at, one in enumerate(came)), tick(799.5))
    box = unpacked(packed(state))
    assert [frame.before_s for frame in box] == [799.5 - at for at in range(200, 800)]
    assert [frame.readings[0].analog for frame in box] == came[200:]
    assert box[-1].readings[0].analog_at == -0.5


def test_within_a_second_the_newest_readings_count() -> None:
    state, _ = run(live(), heard(PROTECTED, 1, 0.9), tick(1.0))
    (frame,) = unpacked(packed(state))
    assert frame == Frame(1.0, (Reading(1, 1, 1.0, 1.0, ANALOG, -1.0, PROTECTED, -0.1),))


def test_ten_minutes_in_which_nothing_came_leave_nothing() -> None:
    state, _ = run(live(), Lost(Trouble.SILENT, "", 1.0), tick(601.0))
    assert unpacked(packed(state)) == ()
    assert unpacked(packed(State())) == ()


def test_the_same_battery_again_goes_on_after_a_lost_link() -> None:
    lost = (Lost(Trouble.SILENT, "", 1.0), Opened("x", 5.0))
    state, _ = run(live(), *lost, *values(6.0), serial(at=7.0), tick(8.0))
    assert [frame.before_s for frame in unpacked(packed(state))] == [8.0, 2.0]


@pytest.mark.parametrize("other", [(serial("PACK-2", 20.0),), values(20.0, cell_voltages=(3.3,) * 15)])
def test_another_battery_begins_it_anew(other: tuple[Any, ...]) -> None:
    state, _ = run(live(), *values(10.0), *other, *values(21.0, cell_voltages=(3.3,) * 15), tick(22.0))
    told = unpacked(packed(state))
    assert told
    assert all(frame.before_s <= 2.0 for frame in told)


def test_a_pack_that_was_taken_off_is_gone_from_then_on() -> None:
    state, _ = run(live(), *values(0.5, 2), heard(PackCount(1), 1, 2.0, address=1), tick(4.0))
    assert [len(frame.readings) for frame in unpacked(packed(state))] == [2, 1]


def test_what_brings_no_reading_adds_no_frame() -> None:
    complaint = Unusable(Command.ANALOG, 1, "layout", "", 5.0)
    state, _ = run(live(), complaint, tick(6.0))
    assert len(unpacked(packed(state))) == 1


def spelled(**changed: Any) -> bytes:
    """The smallest box, with something of it changed."""
    box = json.loads(
        zlib.decompress(frames.pack((Frame(1.0, (Reading(1, 1, 1.0, 1.0, ANALOG, -1.0, QUIET, -1.0),)),)))
    )
    return zlib.compress(json.dumps(box | changed).encode())


def reading(place: int, value: Any) -> bytes:
    """With another value in this place of its only reading."""
    (frame,) = json.loads(zlib.decompress(spelled()))["frames"]
    frame[1][0][place] = value
    return spelled(frames=[frame])


def analog(place: int, value: Any) -> bytes:
    (frame,) = json.loads(zlib.decompress(spelled()))["frames"]
    frame[1][0][3][place] = value
    return spelled(frames=[frame])


@pytest.mark.parametrize(
    ("box", "told"),
    [
        (b"", "expected compressed JSON, came 0 bytes"),
        (b"not a box", "expected compressed JSON"),
        (spelled()[:-9], "expected compressed JSON"),
        (zlib.compress(b"[]"), "expected a table, came list"),
        (zlib.compress(b"[" * 100_000), "expected compressed JSON"),
        (spelled(frames=7), "frames: expected a list, came int"),
        (spelled(frames=[7]), "frame 0"),
        (spelled(frames=[[1.0, [], [4]]]), "frame 0: 4"),
        (spelled(frames=[["1", [], []]]), "frame 0: expected a number, came '1'"),
        (spelled(analog=["current"]), "analog: expected cell_voltages"),
        (spelled(status=None), "status: expected a list"),
        (spelled(frames=[[1.0, [[1, 2]], []]]), "frame 0: not enough values"),
        (reading(0, 1.5), "slot: expected int, came 1.5"),
        (reading(2, True), "expected a number, came True"),
        (reading(2, float("nan")), "expected a number, came NaN"),
        (reading(3, [1]), "frame 0: zip()"),
        (analog(0, 3.3), "cell_voltages: expected tuple, came 3.3"),
        (analog(0, ["a"]), "expected a number, came 'a'"),
        (analog(2, "20"), "current: expected float, came '20'"),
        (analog(2, True), "current: expected float, came True"),
        (analog(9, "zz"), "frame 0"),
    ],
)
def test_a_damaged_box_says_what_is_wrong(box: bytes, told: str) -> None:
    with pytest.raises(ValueError, match=r"^black box: ") as raised:
        unpacked(box)
    assert told in str(raised.value)


def test_a_field_that_is_not_known_any_more_is_left_out() -> None:
    box = json.loads(zlib.decompress(spelled()))
    box["analog"].append("humidity")
    box["frames"][0][1][0][3].append(55)
    (frame,) = unpacked(zlib.compress(json.dumps(box).encode()))
    assert frame.readings[0].analog == ANALOG


@given(st.binary(max_size=400), st.integers(0, 300))
@settings(max_examples=100, deadline=None)
def test_bytes_that_were_changed_raise_no_other_error(noise: bytes, at: int) -> None:
    box = spelled()
    with suppress(ValueError):
        assert isinstance(unpacked(box[:at] + noise + box[at + len(noise) :]), tuple)
