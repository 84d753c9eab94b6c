"""The power goes at every step of a write: what the panel, its record and the BMS say after the restart."""

import json
import os
import select
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from hmi.links.record import Record
from hmi.model import change
from hmi.model.job import Cause, Reason
from hmi.model.record import AS_FOUND, Kind, Mark, Row
from hmi.protocol.command import Command
from hmi.protocol.inverter_protocol import Choice, InverterProtocol
from tests.flows.battery import Battery, Cut, Moment
from tests.ui.screen import x_server

OLD = InverterProtocol(0x01, 0x01, Choice.AUTOMATIC)
NEW = replace(OLD, can=0x07)
TRIAL_S = 300.0
PATIENCE_S = 25.0
SIDE_BY_SIDE = 3
DONE = "Done. The BMS has it: read back"
REFUSED = "Refused. The panel stopped, the old value stays"
READ, WRITE = Command.READ_INVERTER_PROTOCOL, Command.WRITE_INVERTER_PROTOCOL


class Process:
    """A run of the panel."""

    def __init__(self, walk: str, port: str, directory: Path, display: str, ahead_s: float = 0.0) -> None:
        program = [sys.executable, "-m", "tests.flows.panel_process"]
        arguments = [*program, walk, port, str(directory), str(ahead_s)]
        self._process = subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            env=os.environ | {"DISPLAY": display, "SDL_VIDEODRIVER": "x11"},
        )

    def told(self) -> dict[str, Any]:
        """The next thing that it says."""
        assert self._process.stdout
        assert select.select([self._process.stdout], [], [], PATIENCE_S)[0], "it says nothing"
        line = self._process.stdout.readline()
        assert line, self.error()
        return dict(json.loads(line))

    def go_on(self) -> None:
        """It has waited for this."""
        assert self._process.stdin
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        """The power is off."""
        self._process.kill()
        self._process.wait(PATIENCE_S)

    def error(self) -> str:
        """Why it ended by itself."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.communicate(timeout=PATIENCE_S)[1].decode()
        return "still running"

    def ended(self) -> None:
        """It ends by itself, without a word of complaint."""
        _, error = self._process.communicate(timeout=PATIENCE_S)
        assert (self._process.returncode, error) == (0, b"")


@dataclass
class Bench:
    """A battery, a place for the record, a display, and one panel after the other on them."""

    battery: Battery
    directory: Path
    port: str
    display: str
    started: list[Process] = field(default_factory=list)

    def start(self, walk: str, ahead_s: float = 0.0) -> Process:
        process = Process(walk, self.port, self.directory, self.display, ahead_s)
        self.started.append(process)
        return process

    def rows(self) -> list[Row]:
        """What a panel that starts now would find: a row that was cut short is taken back first."""
        with TemporaryDirectory() as aside:
            copy = shutil.copytree(self.directory, Path(aside) / "state")
            return list(Record(copy).from_the_start())

    def cut_at(self, cut: Cut, walk: str = "choose") -> list[Row]:
        """The panel's walk up to that instant; the rows of the record then."""
        dead = threading.Event()
        panel = self.start(walk)
        assert panel.told()["at"] == "proposed"

        def end() -> None:
            panel.kill()
            dead.set()

        self.battery.cut_power(cut, end)
        panel.go_on()
        assert dead.wait(PATIENCE_S), "that request never came"
        return self.rows()

    def look(self, ahead_s: float = 0.0) -> "Looked":
        """What a new run of the panel finds and says."""
        panel = self.start("look", ahead_s)
        told = panel.told()
        panel.ended()
        return Looked(self.battery.bms.protocol, self.rows(), told)


@contextmanager
def bench(directory: Path) -> Iterator[Bench]:
    battery = Battery()
    with ExitStack() as stack:
        display = stack.enter_context(x_server())
        port = stack.enter_context(battery.served(directory / "port"))
        made = Bench(battery, directory / "state", port, display)
        try:
            yield made
        finally:
            for process in made.started:
                process.kill()


@dataclass
class Looked:
    """After the restart: the BMS, the record, the screen."""

    protocol: InverterProtocol
    rows: list[Row]
    told: dict[str, Any]
    restored: list[bool] = field(default_factory=list)  # group by group

    @property
    def writes(self) -> list[tuple[str, str]]:
        """Outcome and reason of every write; each that was begun has ended once."""
        rows = [row for row in self.rows if row.entry.kind is Kind.WRITE]
        begun = [row.id for row in rows if row.entry.mark is Mark.BEGUN]
        ends = [row.entry for row in rows if row.entry.mark is not Mark.BEGUN]
        assert [end.act for end in ends] == begun
        return [(end.mark, end.reason) for end in ends]

    @property
    def trials(self) -> list[str]:
        return [row.entry.mark for row in self.rows if row.entry.kind is Kind.TRIAL]

    def says(self, page: str, *words: str) -> bool:
        shown = "\n".join(self.told[page])
        return all(word in shown for word in words)

    def trial_runs(self) -> bool:
        """The screen says what is left of the trial by the record."""
        (row,) = [row for row in self.rows if row.entry.kind is Kind.TRIAL]
        left_s = TRIAL_S - (self.told["at"] - row.at.timestamp())
        (shown,) = [text for text in self.told["home"] if text.startswith("Trial ")]
        minutes, seconds = shown.removeprefix("Trial ").split(":")
        assert -1 <= 60 * int(minutes) + int(seconds) - left_s <= 3, (shown, left_s)
        return self.says("trial", "CAN SMA", "Does the inverter work?", "Else back to CAN PYLON")

    def no_trial(self) -> bool:
        return not self.told["trial"] and not [text for text in self.told["home"] if "Trial" in text]


# Each run has its own battery, record and display, so they go side by side.
Run = Callable[[Bench], Looked]


def not_confirmed(on: Bench) -> Looked:
    panel = on.start("choose")
    assert panel.told()["at"] == "proposed"
    panel.kill()
    return on.look()


def at(cut: Cut) -> Run:
    def run(on: Bench) -> Looked:
        rows = on.cut_at(cut)
        begun = [row.entry for row in rows if row.entry.kind is Kind.WRITE and row.entry.mark is Mark.BEGUN]
        assert [(one.old, one.new) for one in begun] == [(change.spelled(OLD), change.spelled(NEW))]
        return on.look()

    return run


def on_trial(on: Bench) -> None:
    panel = on.start("choose")
    panel.told()
    panel.go_on()
    assert panel.told()["at"] == "ended"
    panel.kill()


def during_the_trial(on: Bench) -> Looked:
    """Killed once it is concluded, and again a little later."""
    on_trial(on)
    panel = on.start("wait")
    texts = panel.told()["texts"]
    panel.kill()
    assert [text for text in texts if text.startswith("Trial 4:5")]
    assert "Result" not in texts  # it was told before
    return on.look(ahead_s=100.0)


def after_the_trial(on: Bench) -> Looked:
    on_trial(on)
    return on.look(ahead_s=TRIAL_S + 1)


def going_back(on: Bench) -> Looked:
    """Killed again while it goes back."""
    on_trial(on)
    dead = threading.Event()
    panel: list[Process] = []

    def end() -> None:
        panel[0].kill()
        dead.set()

    on.battery.cut_power(Cut(WRITE, 1, Moment.CARRIED_OUT), end)
    panel.append(on.start("look", ahead_s=TRIAL_S + 1))
    assert dead.wait(PATIENCE_S)
    return on.look(ahead_s=TRIAL_S + 2)


def restored(cut: Cut) -> Run:
    """Back to what was found in two groups, which somebody has changed since."""

    def run(on: Bench) -> Looked:
        settings = on.battery.bms.settings
        as_found = {group: settings.read(Command[f"READ_{group.upper()}"]) for group in TWO_GROUPS}
        kept = {"groups": {group: change.spelled(value) for group, value in as_found.items()}}
        Record(on.directory).keep(on.battery.serial, AS_FOUND, json.dumps(kept))
        for group, value in as_found.items():
            settings.write(Command[f"WRITE_{group.upper()}"], CHANGED[group](value))
        on.cut_at(cut, "restore")
        looked = on.look()
        now = [settings.read(Command[f"READ_{group.upper()}"]) for group in TWO_GROUPS]
        looked.restored = [has == value for has, value in zip(now, as_found.values(), strict=True)]
        return looked

    return run


TWO_GROUPS = ("cell_over_voltage", "cell_under_voltage")
CHANGED = {
    "cell_over_voltage": lambda group: replace(group, alarm=3.5),
    "cell_under_voltage": lambda group: replace(group, alarm=2.95),
}

RUNS: dict[str, Run] = {
    "not confirmed": not_confirmed,
    "begun": at(Cut(READ, 1, Moment.ARRIVED)),
    "checked": at(Cut(READ, 1, Moment.ANSWERED)),
    "write arrived": at(Cut(WRITE, 1, Moment.ARRIVED)),
    "written": at(Cut(WRITE, 1, Moment.CARRIED_OUT)),
    "acknowledged": at(Cut(READ, 2, Moment.ARRIVED)),
    "read back": at(Cut(READ, 2, Moment.ANSWERED)),
    "during the trial": during_the_trial,
    "after the trial": after_the_trial,
    "going back": going_back,
    "between two groups": restored(Cut(Command.READ_CELL_UNDER_VOLTAGE, 1, Moment.ARRIVED)),
    "within the first group": restored(Cut(Command.WRITE_CELL_OVER_VOLTAGE, 1, Moment.CARRIED_OUT)),
}
Looks = dict[str, Future[Looked]]


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looks]:
    """Every run, under way."""

    def run(name: str) -> Looked:
        with bench(tmp_path_factory.mktemp("bench")) as on:
            return RUNS[name](on)

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        yield {name: pool.submit(run, name) for name in RUNS}


def test_what_was_not_confirmed_never_happened(looks: Looks) -> None:
    after = looks["not confirmed"].result()
    assert (after.protocol, after.writes, after.trials) == (OLD, [], [])
    assert after.no_trial()
    assert not after.told["change"]
    assert not after.says("record", "Write", "Begun")


@pytest.mark.parametrize("cut", ["begun", "checked", "write arrived"])
def test_a_write_that_never_arrived_is_refused(looks: Looks, cut: str) -> None:
    after = looks[cut].result()
    assert after.protocol == OLD
    assert after.writes == [(Mark.REFUSED, Reason.INTERRUPTED)]
    assert after.trials == []
    assert after.no_trial()
    assert after.says("home", "Result")
    assert after.says("change", "After a restart", REFUSED, "now PYLON")
    assert after.says("record", "Refused", "CAN: PYLON → SMA")


@pytest.mark.parametrize("cut", ["written", "acknowledged"])
def test_a_write_that_arrived_is_done_and_on_trial(looks: Looks, cut: str) -> None:
    after = looks[cut].result()
    assert after.protocol == NEW
    assert after.writes == [(Mark.DONE, Reason.READ_BACK)]
    assert after.trials == [Mark.BEGUN]
    assert after.trial_runs()
    assert after.says("home", "Result")
    assert after.says("change", "After a restart", DONE, "now SMA")
    assert after.says("record", "Done", "CAN: PYLON → SMA")


def test_a_read_back_without_its_row_is_done_either_way(looks: Looks) -> None:
    after = looks["read back"].result()
    assert (after.protocol, after.writes, after.trials) == (
        NEW,
        [(Mark.DONE, Reason.READ_BACK)],
        [Mark.BEGUN],
    )
    assert after.trial_runs()
    assert bool(after.told["change"]) == after.says("home", "Result")


def test_what_was_concluded_is_not_told_again_and_its_trial_runs_on(looks: Looks) -> None:
    after = looks["during the trial"].result()
    assert (after.protocol, after.writes, after.trials) == (
        NEW,
        [(Mark.DONE, Reason.READ_BACK)],
        [Mark.BEGUN],
    )
    assert after.trial_runs()
    assert not after.told["change"]


@pytest.mark.parametrize("cut", ["after the trial", "going back"])
def test_a_trial_that_ended_while_the_panel_was_off_goes_back(looks: Looks, cut: str) -> None:
    after = looks[cut].result()
    assert after.protocol == OLD
    assert after.writes == [(Mark.DONE, Reason.READ_BACK)] * 2
    assert after.trials == [Mark.BEGUN, Mark.WENT_BACK]
    assert after.no_trial()
    assert after.says("home", "Result", "PYLON")
    assert after.says("change", DONE, "now PYLON")
    causes = [row.entry.reason for row in after.rows if row.entry.kind is Kind.WRITE and not row.entry.act]
    assert causes == [Cause.CHOSEN, Cause.TRIAL_OVER]


def test_of_two_groups_each_is_told_for_what_it_is(looks: Looks) -> None:
    after = looks["between two groups"].result()
    assert after.restored == [True, False]
    assert after.writes == [(Mark.DONE, Reason.READ_BACK), (Mark.REFUSED, Reason.INTERRUPTED)]
    assert after.says("change", "Cell under-voltage", REFUSED)
    assert not after.says("change", "Cell over-voltage")  # it had ended, and was told


def test_a_group_cut_off_after_its_write_and_one_never_sent(looks: Looks) -> None:
    after = looks["within the first group"].result()
    assert after.restored == [True, False]
    assert after.writes == [(Mark.DONE, Reason.READ_BACK), (Mark.REFUSED, Reason.INTERRUPTED)]
    assert after.says("change", "Cell over-voltage", DONE)
    assert after.says("change", "Cell under-voltage", REFUSED)
