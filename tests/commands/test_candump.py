"""Lines of candump: both forms, with all that its options put around a frame."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.commands import candump
from hmi.commands.logged import Damaged, DamagedLineError, Kind, Line, Logged
from hmi.protocol.can.frame import CanFrame

LIMITS = CanFrame(0x351, bytes.fromhex("1402C012C012C201"))
REQUESTS = CanFrame(0x35C, bytes.fromhex("C000"))


def read(text: str, ended: bool = True) -> Logged:
    return candump.logged(Line(1, text + "\n" * ended, ended))


@pytest.mark.parametrize(
    "text",
    [
        "(1436509052.249713) can0 351#1402C012C012C201",
        "(1436509052.249713) can0 351#1402c012c012c201 R",
        "(1436509052.249713) can0 351#1402C012C012C201_9 T",
        "(1436509052.249713)  can0  351   [8]  14 02 C0 12 C0 12 C2 01",
        "(1436509052.249713)  can0  RX - -  351   [8]  14 02 C0 12 C0 12 C2 01",
        "(1436509052.249713)  can0  351   [8]  14 02 C0 12 C0 12 C2 01   '...P    '",
        "(1436509052.249713)  can0  351   [8]  14 02 C0 12 C0 12 C2 01\r",
    ],
)
def test_a_frame_in_every_form(text: str) -> None:
    assert read(text) == Logged(Kind.DATA, LIMITS, 1436509052.249713, "can0")


@pytest.mark.parametrize(
    ("text", "time_s"),
    [
        ("can0 35C#C000", None),
        ("  vcan0  35C   [2]  C0 00", None),
        ("(0.0) slcan0 35C#C000", 0.0),
        ("(2026-03-01 12:00:00.500000)  can0  35C   [2]  C0 00", datetime(2026, 3, 1, 12).timestamp() + 0.5),
    ],
)
def test_times_are_seconds_or_none(text: str, time_s: float | None) -> None:
    found = read(text)
    assert (found.frame, found.time_s) == (REQUESTS, time_s)


@pytest.mark.parametrize(
    ("text", "kind", "frame"),
    [
        ("can0 00000351#14", Kind.DATA, CanFrame(0x351, b"\x14", extended=True)),
        ("can0  1FFFFFFF   [0]", Kind.DATA, CanFrame(0x1FFFFFFF, b"", extended=True)),
        ("can0 351#R8", Kind.REMOTE, CanFrame(0x351, b"")),
        ("can0  351   [8]  remote request", Kind.REMOTE, CanFrame(0x351, b"")),
        ("can0 20000020#0000000000000000", Kind.ERROR, CanFrame(0x20, bytes(8), extended=True)),
        (
            "can0  20000020   [8]  00 00 00 00 00 00 00 00   ERRORFRAME",
            Kind.ERROR,
            CanFrame(0x20, bytes(8), True),
        ),
        ("can0 351##1" + "00" * 12, Kind.FD, CanFrame(0x351, bytes(12))),
        ("can0  351  [12]  " + "00 " * 12, Kind.FD, CanFrame(0x351, bytes(12))),
        ("can0  351  [08]  " + "00 " * 8, Kind.FD, CanFrame(0x351, bytes(8))),
    ],
)
def test_what_is_no_data_frame_is_said_to_be_so(text: str, kind: Kind, frame: CanFrame) -> None:
    assert read(text) == Logged(kind, frame, None, "can0")


@pytest.mark.parametrize(
    "text",
    [
        "rubbish",
        "can0",
        "can0 351",
        "can0 351#140",
        "can0 351#14XX",
        "can0 351#141414141414141414",  # nine bytes
        "can0 3510#14",
        "can0 FFF#14",
        "can0 5FFFFFFF#",
        "(soon) can0 351#14",
        "(1-2:3) can0 351#14",
        "(1.2.3) can0 351#14",
        "can0  351   [8]  14 02 C0",
        "can0  351   [2]  14 02 C0",
        "can0  351   [2]  14 0",
        "can0  351   [2]  14 02 and more",
        "can0  351   [8",
    ],
)
def test_a_line_that_is_no_frame_is_told_with_what_was_expected(text: str) -> None:
    with pytest.raises(DamagedLineError) as caught:
        read(text)
    assert caught.value.expected


@pytest.mark.parametrize("text", ["can0 351#1402C012", "can0 351#", "can0 351##1" + "00" * 4])
def test_a_last_line_without_an_end_may_be_cut(text: str) -> None:
    assert read(text).frame.id == 0x351
    with pytest.raises(DamagedLineError, match="the end of the line"):
        read(text, ended=False)


@pytest.mark.parametrize("text", ["can0 351#1402C012C012C201", "can0 351#R", "can0  351   [2]  14 02"])
def test_a_last_line_that_cannot_be_longer_is_whole_without_an_end(text: str) -> None:
    assert read(text, ended=False) == read(text)


def test_lines_are_told_by_their_number_and_empty_ones_passed_over() -> None:
    texts = ["can0 35C#C000", "", "   ", "rubbish " * 100, "can0 35C#C000"]
    first, damaged, last = candump.entries(Line(number, text) for number, text in enumerate(texts, 1))
    assert first == last == Logged(Kind.DATA, REQUESTS, None, "can0")
    assert isinstance(damaged, Damaged)
    assert damaged.line == 4
    assert len(damaged.came) == 80


@given(st.text(alphabet="can0 351#[8]12CRr()._:-\t'E", max_size=40))
def test_no_text_is_more_than_damaged(text: str) -> None:
    for entry in candump.entries([Line(1, text)]):
        assert isinstance(entry, Damaged) or len(entry.frame.data) <= 64
