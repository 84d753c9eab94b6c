"""Logs of a CAN bus in every format that python-can writes: whole, cut, damaged and of another kind."""

import gzip
import io
import os
import threading
from contextlib import suppress
from pathlib import Path

import can
import pytest

from hmi.commands.can_log import STDIN, CanLog
from hmi.commands.logged import Damaged, Entry, Kind, Logged, UnreadableError
from hmi.protocol.can.frame import CanFrame
from tests.commands.can_logs import WRITABLE, captured, message, messages, write

PYLON = captured("pylon-us5000-old")
OTHERS = [
    can.Message(timestamp=100.6, is_error_frame=True),
    can.Message(timestamp=100.7, arbitration_id=0x351, is_extended_id=False, is_remote_frame=True, dlc=8),
    can.Message(timestamp=100.8, arbitration_id=0x351, is_extended_id=False, is_fd=True, data=bytes(12)),
    message(CanFrame(0x351, bytes(8), extended=True), 100.9),
]


def entries(file: Path) -> list[Entry]:
    with CanLog(str(file), io.BytesIO()) as log:
        found = list(log)
        assert list(log) == found  # as often as it is wanted
    return found


def frames(found: list[Entry]) -> list[CanFrame]:
    return [entry.frame for entry in found if isinstance(entry, Logged)]


def damages(found: list[Entry]) -> list[Damaged]:
    return [entry for entry in found if isinstance(entry, Damaged)]


@pytest.mark.parametrize("suffix", WRITABLE)
def test_frames_are_read_as_they_were_written(tmp_path: Path, suffix: str) -> None:
    found = entries(write(tmp_path / f"log{suffix}", messages(PYLON)))
    assert frames(found) == PYLON
    assert all(isinstance(entry, Logged) and entry.kind is Kind.DATA for entry in found)
    times = [entry.time_s or 0.0 for entry in found if isinstance(entry, Logged)]
    assert [round(time_s - times[0], 3) for time_s in times] == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]


@pytest.mark.parametrize("suffix", [".log", ".asc", ".blf", ".csv", ".db", ".LOG", ".txt", ""])
def test_frames_of_other_kinds_are_told_apart(tmp_path: Path, suffix: str) -> None:
    written = write(tmp_path / f"log{suffix if suffix in WRITABLE else '.log'}", OTHERS)
    found = entries(written.rename(tmp_path / f"log{suffix}"))
    kinds = [entry.kind for entry in found if isinstance(entry, Logged)]
    assert sorted(kinds) == sorted((Kind.ERROR, Kind.REMOTE, Kind.FD, Kind.DATA)) or suffix in (".csv", ".db")
    assert kinds[:2] == [Kind.ERROR, Kind.REMOTE]
    assert frames(found)[-1] == CanFrame(0x351, bytes(8), extended=True) or suffix not in (".blf",)


TRC = """\
;$FILEVERSION=1.1
;$STARTTIME=41548.5
;   Message Number
     1)      1059.9  Rx         0351  8  14 02 C0 12 C0 12 C2 01
     2)      1183.0  Error      0008  4  00 19 08 08
     3)      1283.0  Warng  FFFFFFFF  4  00 00 00 08  BUSHEAVY
     4)      1383.0  Rx         035C  2  C0
     5)      1483.0  Rx         035C  2  C0 00
"""


def test_what_pcan_view_writes_beside_frames(tmp_path: Path) -> None:
    file = tmp_path / "log.trc"
    file.write_text(TRC)
    limits, error, damaged, requests = entries(file)
    assert isinstance(error, Logged)
    assert error.kind is Kind.ERROR
    assert isinstance(damaged, Damaged)
    assert (damaged.line, damaged.came[:2]) == (7, "4)")
    assert frames([limits, requests]) == [PYLON[0], PYLON[4]]


ASC = """\
date Tue May 27 04:09:35.000 pm 2014
base hex  timestamps absolute
   0.100000 1  351             Rx   d 8 14 02 C0 12 C0 12 C2 01  Length = 0 BitCount = 64
   0.150000 1  Statistic: D 1 R 0 XD 0 XR 0 E 0 O 0 B 1.0%
   0.200000 1  355             Rx   d 4 58 00 5E
   0.300000 1  356             Rx   d 6 7A XX F2 FE 6B 01
   0.400000 1  35C             Rx   d 2 C0 00
"""


def test_a_line_that_is_damaged_is_told_and_the_log_is_read_on(tmp_path: Path) -> None:
    file = tmp_path / "log.asc"
    file.write_text(ASC)
    found = entries(file)
    assert frames(found) == [PYLON[0], PYLON[4]]  # also the first one, where nothing is said about events
    assert [(one.line, one.expected[:7]) for one in damages(found)] == [(5, "4 bytes"), (6, "a line ")]


@pytest.mark.parametrize("suffix", [".log", ".asc", ".csv", ".trc"])
@pytest.mark.parametrize(
    "rubbish", ["rubbish\n", "1 2 3 4 5 6 7 8 9\n", "1.0 1 35x Rx d 8 1\n", "\0\xff" * 5000]
)
def test_rubbish_between_frames_costs_no_frame(tmp_path: Path, suffix: str, rubbish: str) -> None:
    file = write(tmp_path / f"log{suffix}", messages(PYLON))
    lines = file.read_text().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if "355" in line)
    file.write_text("".join([*lines[:at], rubbish, *lines[at:]]))
    found = entries(file)
    ending = 0 if rubbish.endswith("\n") else 1  # its line is part of the rubbish
    assert frames(found) == [*PYLON[:1], *PYLON[1 + ending :]]
    told = [one.line for one in damages(found)]
    assert told == [at + 1] or (suffix == ".asc" and not told)  # such a log has lines of many other kinds


@pytest.mark.parametrize("suffix", WRITABLE)
def test_a_cut_log_gives_what_is_whole_and_nothing_else(tmp_path: Path, suffix: str) -> None:
    whole = write(tmp_path / f"whole{suffix}", messages(PYLON)).read_bytes()
    cut = tmp_path / f"cut{suffix}"
    step = max(1, len(whole) // 150)
    for size in range(0, len(whole), step):
        cut.write_bytes(whole[:size])
        found: list[Entry] = []
        with suppress(UnreadableError):
            found = entries(cut)
        assert frames(found) == PYLON[: len(frames(found))]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("log.xyz", b"", "expected a name that ends in .asc, .blf"),
        ("log.blf", b"rubbish" * 100, "expected a .blf log: "),
        ("log.blf", b"", "expected a .blf log: "),
        ("log.db", b"rubbish" * 100, "expected a .db log: "),
        ("log.mf4", b"rubbish" * 100, "expected a .mf4 log: "),
        ("log.log.gz", b"rubbish" * 100, "gzip"),
        ("log.db.gz", b"rubbish" * 100, "expected a .db log: "),
        (
            "log.trc",
            b";$FILEVERSION=1.1\n;$STARTTIME=soon\n" + b"1) 1.0 Rx 0351 0\n" * 2,
            "expected a .trc log: ",
        ),
        ("log.trc", b";$FILEVERSION=2.0\n", "no column"),
        ("log.xyz.gz", b"", "expected a name that ends in"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(UnreadableError, match=words):
        entries(file)
    assert file.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "words"), [("missing.db", "No such file"), (".", "directory"), ("", "directory")]
)
def test_a_file_that_is_not_there(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        entries(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_cut_archive_gives_what_came(tmp_path: Path) -> None:
    lines = b"".join(b"(%d.0) can0 35C#C0%02X\n" % (number, number % 256) for number in range(20000))
    file = tmp_path / "log.log.gz"
    packed = gzip.compress(lines)
    file.write_bytes(packed[: len(packed) // 2])
    found = entries(file)
    assert len(frames(found)) > 5000
    assert [one.expected for one in damages(found)][-1] == "the rest of the log"


def test_a_binary_log_whose_rest_is_missing_says_so(tmp_path: Path) -> None:
    file = write(tmp_path / "log.blf", messages(PYLON, rounds=3000))
    file.write_bytes(file.read_bytes()[:-100])
    found = entries(file)
    assert len(frames(found)) > 1000
    (damaged,) = damages(found)
    assert "it should have" in damaged.came


def test_stdin_is_candumps_and_can_be_read_twice() -> None:
    with CanLog(STDIN, io.BytesIO(b"can0 35C#C000\nrubbish\n")) as log:
        assert frames(list(log)) == frames(list(log)) == [PYLON[4]]


def test_ctrl_c_ends_a_pipe_and_what_came_counts() -> None:
    class Interrupted(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            piece = super().read(size)
            if not piece:
                raise KeyboardInterrupt
            return piece

    with CanLog(STDIN, Interrupted(b"can0 35C#C000\n")) as log:
        assert frames(list(log)) == [PYLON[4]]


@pytest.mark.parametrize("name", ["pipe", "pipe.gz"])
def test_a_named_pipe(tmp_path: Path, name: str) -> None:
    pipe = tmp_path / name
    os.mkfifo(pipe)
    text = b"can0 35C#C000\n"
    content = gzip.compress(text) if name.endswith(".gz") else text
    writing = threading.Thread(target=pipe.write_bytes, args=[content])
    writing.start()
    assert frames(entries(pipe)) == [PYLON[4]]
    writing.join()


def test_a_pipe_of_a_format_that_is_read_by_python_can_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.asc"
    os.mkfifo(pipe)
    writing = os.open(pipe, os.O_RDWR)
    with pytest.raises(UnreadableError, match="a pipe"):
        entries(pipe)
    os.close(writing)
