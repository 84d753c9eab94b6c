"""The password gate against whoever guesses: how often one may, and that nothing tells a code."""

import argparse
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from hmi.commands import log
from hmi.links.disk import Disk
from hmi.links.gatekeeper import lock_s
from hmi.links.record_file import NAME
from hmi.model.digits import Digits
from hmi.model.events import FromDisk, Judged, Tick
from hmi.model.facts import Interface
from hmi.model.intents import ChooseProtocol, CodeKey, Touched
from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.wanted import Judge, Wanted
from hmi.ui.panel import PANELS
from tests.ui.screen import Finger

if TYPE_CHECKING:
    from tests.flows.live import LivePanel

WRONG, OWN = "903714", "271828"
DAY_S = 24 * 3600.0
MOST_IN_A_YEAR = 9000
IN_A_WEEK = 177  # without a restart
CHEAP = 2  # scrypt's n
PATIENCE_S = 10.0


def test_real_touches_guess_no_faster_than_the_locks_leave(panel: "LivePanel") -> None:
    for failures in range(1, 13):
        panel.walk(["PROTOCOL", "SMA"] if panel.page is Page.HOME else [])
        panel.walk([*WRONG])
        panel.until(lambda: not panel.state.access.judging)
        assert panel.state.access.failures == failures
        lock = lock_s(failures)
        if not lock:
            assert panel.says("Wrong code, ")
            continue
        left = [f"Locked, {s // 60}:{s % 60:02} left" for s in range(int(lock) - 5, int(lock) + 1)]
        panel.until(lambda left=left: any(map(panel.says, left)))  # type: ignore[misc]
        for key in "1290←":
            assert not panel.ready(key)
        panel.tap("1")
        assert len(panel.state.access.entry) == 0
        panel.pass_time(lock - 5)
        assert panel.state.access.locked_s(panel.state.now) > 0
        panel.pass_time(6)
        if panel.page is Page.SLEEP:
            panel.wake()
    assert not panel.state.access.open


class Guesser:
    """Guesses as soon as it may, without looking: the panel's one way in, and its disk. Time is driven."""

    def __init__(self, directory: Path) -> None:
        self.now = 1000.0
        self.guesses = 0
        self._directory = directory
        self._told: SimpleQueue[FromDisk] = SimpleQueue()
        self.start()

    def start(self) -> None:
        """A run of the panel."""
        from hmi.ui.app import PanelApp

        self._disk = Disk(
            self._directory, self._told.put, lambda: self.now, lambda: datetime(2026, 1, 1, tzinfo=UTC), CHEAP
        )
        panel = PANELS["ctp28"]
        state = State(now=self.now, started=self.now, touched=self.now, room=panel.room())
        self._app = PanelApp(panel, state, self._carry_out)
        self._disk.start()
        self._app.do(self._told.get(timeout=PATIENCE_S))

    def close(self) -> None:
        """The end of this run."""
        self._disk.stop()

    @property
    def state(self) -> State:
        return self._app.state

    def _carry_out(self, wanted: Wanted) -> None:
        if isinstance(wanted, Judge):
            self.guesses += 1
            assert self.guesses <= MOST_IN_A_YEAR
            self._disk.put(wanted)
            judged = self._told.get(timeout=PATIENCE_S)
            assert isinstance(judged, Judged)
            self._app.do(judged)

    def guess(self) -> None:
        """Touch the panel awake, wish for something that is guarded, and type."""
        self._app.do(Tick(self.now), Touched(self.now), ChooseProtocol(Interface.CAN, 0x07))
        assert self.state.place.page is Page.KEYPAD
        self._app.do(*(CodeKey(Digits(digit)) for digit in WRONG))

    def pass_lock(self) -> None:
        """Until the panel takes a code again."""
        self.now += self.state.access.locked_s(self.now)

    def guess_too_early(self) -> None:
        """Just before, it takes none."""
        before = self.guesses
        self.now += max(0.0, self.state.access.locked_s(self.now) - 0.5)
        if self.state.access.locked_s(self.now):
            self.guess()
            assert self.guesses == before


@pytest.fixture
def guesser(finger: Finger) -> Iterator[Guesser]:
    """On a disk that takes no time."""
    memory = Path("/dev/shm")
    with (
        TemporaryDirectory(dir=memory if memory.is_dir() else None) as directory,
        closing(Guesser(Path(directory))) as guesser,
    ):
        yield guesser


def test_a_month_of_guesses(guesser: Guesser) -> None:
    end = guesser.now + 30 * DAY_S
    while guesser.now <= end:
        guesser.guess()
        guesser.pass_lock()
    assert guesser.guesses == guesser.state.access.failures == 729
    assert 12 * guesser.guesses <= MOST_IN_A_YEAR


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_restart_gains_no_guess(guesser: Guesser, share: float) -> None:
    """Restarted after so much of each lock."""
    end = guesser.now + 7 * DAY_S
    while guesser.now <= end:
        guesser.guess()
        guesser.now += share * guesser.state.access.locked_s(guesser.now)
        guesser.close()
        guesser.start()
        guesser.guess_too_early()
        guesser.pass_lock()
        assert guesser.guesses <= IN_A_WEEK
    assert guesser.guesses == guesser.state.access.failures


def told_nowhere(words: str) -> None:
    """No code stands in them, whole or half; but digits of a longer number may be the same."""
    for typed in (WRONG, OWN, "123456", WRONG[:4], OWN[:4], "1234"):
        assert not re.search(rf"(?<![\d.]){typed}(?!\d)", words), typed


def test_nothing_tells_a_code(
    panel: "LivePanel",
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    states: list[str] = []
    panel.app.bind(state=lambda _, state: states.append(repr(vars(state))))
    with caplog.at_level(logging.DEBUG):
        panel.walk(["PROTOCOL", "SMA", *WRONG])
        panel.until(lambda: panel.says("Wrong code"))
        panel.walk([*"123456"])
        panel.until(lambda: panel.says("Choose your own code"))
        panel.walk([*OWN, *OWN])
        panel.until(lambda: panel.page is Page.CHANGE)
    assert states
    told_nowhere("\n".join(states))
    told_nowhere(caplog.text)
    assert log.run(argparse.Namespace(state=tmp_path, json=True)) == 0
    printed = capsys.readouterr()
    assert '"code_changed"' in printed.out
    told_nowhere(printed.out + printed.err)
    told_nowhere((tmp_path / NAME).read_bytes().decode("latin-1"))
    told_nowhere("\n".join(panel.texts()))


def test_no_crash_report_tells_a_code(panel: "LivePanel") -> None:
    panel.walk(["PROTOCOL", "SMA", *WRONG[:5]])
    with pytest.raises(AttributeError) as caught:
        panel.app.do(CodeKey(None))  # type: ignore[arg-type]
    report = traceback.TracebackException.from_exception(caught.value, capture_locals=True, limit=-5)
    words = "".join(report.format())
    assert "entry=Digits()" in words  # the state stands in it, the digits do not
    told_nowhere(words)
