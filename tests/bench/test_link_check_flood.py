"""The panel on the page of the link check while the bus is saturated: frames lost, CPU, press to picture.

Three processes: `pack-hmi` as it is, in its window on an X server; who speaks on udp_multicast; and this one,
which has the battery on a pseudo terminal, presses a tile by XTEST and looks at the pixels of its edge. First
the bus is as it is on a usual day, then flooded as in the scenario, so that the ratio is of one run. CPU is a
share of one core.

For longer: python -m tests.bench.test_link_check_flood 60
"""

import json
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

from Xlib import X, display
from Xlib.error import BadDrawable, BadWindow

SECONDS = 6.0  # of each bus
GROUP = "239.74.163.47"
STEP_S = 0.002  # between two batches of frames
WIDTH, HEIGHT = 480, 320  # of the panel
CORNER = 12  # px, of the square that is looked at
LOOK_S = 0.0005
BETWEEN_S = 0.15, 0.35  # two presses
PATIENCE_S = 30.0


def speak(scenario: str, going: threading.Event) -> int:
    """BMS, inverter and whoever else is there, until it is over; how many frames were sent."""
    import can

    from hmi.simulator import inverter_bus, simulated_wire
    from hmi.simulator.inverter.line import message

    bus, sent = inverter_bus(simulated_wire(scenario=scenario)), 0
    with can.Bus(interface="udp_multicast", channel=GROUP) as node:
        while going.is_set():
            for said in bus.due(time.monotonic()):
                node.send(message(said))
                sent += 1
            time.sleep(STEP_S)
    return sent


def speaking(scenario: str) -> Callable[[], int]:
    """From another process, from now on; what is returned ends it and says how many frames it sent."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            going = threading.Event()
            going.set()
            signal.signal(signal.SIGTERM, lambda *_: going.clear())
            os.write(writable, str(speak(scenario, going)).encode())
        finally:
            os._exit(0)

    def ended() -> int:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
        os.close(writable)
        with os.fdopen(readable) as told:
            return int(told.read())

    return ended


def panel(arguments: list[str]) -> int:
    """`pack-hmi`, which besides says how it stands, as a line of JSON for every line that it is sent."""
    from hmi.__main__ import main
    from hmi.commands import panel as command
    from hmi.commands.inverter_tap import inverter_tap
    from hmi.model.events import BusHeard

    heard: list[BusHeard] = []

    def listening(keys: Any, emit: Callable[[Any], None]) -> Any:
        def told(event: Any) -> None:
            if isinstance(event, BusHeard):
                heard[:] = [event]
            emit(event)

        return inverter_tap(keys, told)

    def answer() -> None:
        for _ in sys.stdin:
            print(json.dumps({**counts(heard), **shown()}), flush=True)

    threading.Thread(target=answer, daemon=True).start()
    with mock.patch.object(command, "inverter_tap", listening):
        return main(arguments)


def counts(heard: list[Any]) -> dict[str, Any]:
    """Of the tap as last told, and CPU times, s."""
    tap = next((thread for thread in threading.enumerate() if thread.name == "tap"), None)
    if not heard or tap is None or tap.ident is None:
        return {}
    traffic = heard[0].traffic
    return {
        "frames": traffic.frames,
        "missed": traffic.errors.missed,
        "at": time.monotonic(),
        "cpu": time.process_time(),
        "tap_cpu": time.clock_gettime(time.pthread_getcpuclockid(tap.ident)),
    }


def shown() -> dict[str, Any]:
    """The page, its finding and where its tiles are; any other page is left for it."""
    from kivy.app import App
    from kivy.clock import Clock

    from hmi.model.intents import Go
    from hmi.model.navigation import Page

    told: dict[str, Any] = {}
    looked = threading.Event()

    def look(_: float) -> None:
        app: Any = App.get_running_app()
        if app and app.root and app.state.place.page is not Page.LINK_CHECK:
            app.do(Go(Page.LINK_CHECK))
        elif app and app.root:
            tiles = [one for one in app.root.walk() if type(one).__name__ == "LinkPress"]
            where = [[*one.to_window(*one.pos), *one.size] for one in tiles]
            told.update(finding=app.state.check.finding, tiles=where)
        looked.set()

    Clock.schedule_once(look)
    looked.wait(PATIENCE_S)
    return told


class Desk:
    """The panel's process, a finger on its window, and an eye on its pixels."""

    def __init__(self, process: "subprocess.Popen[str]", name: str) -> None:
        from tests.ui.screen import Finger

        self._process = process
        self._finger = Finger(name)
        self._display = display.Display(name)
        self._until(self._finds_window)
        windows = self._display.screen().root.query_tree().children
        shape = (WIDTH, HEIGHT)
        self._window = next(
            one for one in windows if (one.get_geometry().width, one.get_geometry().height) == shape
        )

    def _finds_window(self) -> bool:
        with suppress(BadWindow, BadDrawable):  # SDL opens and closes others at first
            return self._finger.find_window(WIDTH, HEIGHT)
        return False

    def told(self) -> dict[str, Any]:
        """How the panel stands."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))

    def until(self, condition: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """How it stands as soon as it is so."""
        told: dict[str, Any] = {}

        def holds() -> object:
            told.clear()
            told.update(self.told())
            return condition(told)

        self._until(holds, 0.1)
        return told

    def _until(self, condition: Callable[[], object], pause_s: float = LOOK_S) -> None:
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, self._process.poll()
            time.sleep(pause_s)

    def press(self, tile: list[float]) -> float:
        """The time, s, from the press to the first picture of it. The finger strays off before it lets go."""
        left, bottom, width, height = tile
        x, y = left + width / 2, bottom + height / 2
        before = self._corner(tile)
        self._finger.move(x, y)
        began = time.monotonic()
        self._finger.down()
        self._until(lambda: self._corner(tile) != before)
        took = time.monotonic() - began
        self._finger.move(x + width, y)
        self._finger.up()
        self._until(lambda: self._corner(tile) == before)
        return took

    def _corner(self, tile: list[float]) -> bytes:
        """The pixels at the left edge of a tile, where no words are."""
        left, bottom, _, height = tile
        top = HEIGHT - bottom - height / 2 - CORNER / 2
        image = self._window.get_image(round(left) + 2, round(top), CORNER, CORNER, X.ZPixmap, 0xFFFFFFFF)
        return bytes(image.data)


@contextmanager
def started(folder: Path) -> Iterator[Desk]:
    """The panel on a battery, with its tap on the group."""
    from tests.flows.battery import Battery
    from tests.ui.screen import x_server

    config = folder / "config.toml"
    config.write_text(f'[inverter_can]\ninterface = "udp_multicast"\nchannel = "{GROUP}"\n')
    with x_server() as name, Battery().served(folder / "bms") as port:
        arguments = ["panel", "--panel", "ctp35", "--config", str(config), "--link", port]
        process = subprocess.Popen(
            [sys.executable, "-m", __spec__.name, *arguments],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "DISPLAY": name, "SDL_VIDEODRIVER": "x11", "STATE_DIRECTORY": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Desk(process, name)
        finally:
            process.terminate()
            process.wait(10)


@dataclass
class Measured:
    """With one bus. Times in s, shares of one core."""

    sent: int
    seconds: float
    dropped: int
    missed: int
    cpu: float
    tap_cpu: float
    presses: list[float]

    @property
    def p50(self) -> float:
        return statistics.median(self.presses)

    @property
    def p99(self) -> float:
        return sorted(self.presses)[round(0.99 * (len(self.presses) - 1))]

    def __str__(self) -> str:
        return (
            f"{self.sent} frames in {self.seconds:.1f} s, {self.sent / self.seconds:.0f} a second, "
            f"dropped {self.dropped} (told {self.missed}); "
            f"panel's CPU {self.cpu:.1%}, its tap's {self.tap_cpu:.1%}; "
            f"press -> picture p50 {1e3 * self.p50:.1f} ms, p99 {1e3 * self.p99:.1f} ms, "
            f"most {1e3 * max(self.presses):.1f} ms ({len(self.presses)} presses)"
        )


def measured(desk: Desk, scenario: str, finding: str, seconds: float) -> Measured:
    """While this goes on, from when the page says so."""
    before = desk.until(lambda told: "frames" in told and "tiles" in told)
    ended = speaking(scenario)
    began = time.monotonic()
    first = desk.until(lambda told: told.get("finding") == finding)
    presses, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        presses.append(desk.press(first["tiles"][0]))
        time.sleep(random.uniform(*BETWEEN_S))
    last = desk.told()
    spoke = time.monotonic() - began
    sent = ended()
    counted = 0

    def settled(told: dict[str, Any]) -> bool:
        nonlocal counted
        counted, same = told["frames"], told["frames"] == counted
        return bool(same and told["at"] - last["at"] > 1)

    after = desk.until(settled)
    took = last["at"] - first["at"]
    return Measured(
        sent=sent,
        seconds=spoke,
        dropped=sent - (after["frames"] - before["frames"]),
        missed=after["missed"] - before["missed"],
        cpu=(last["cpu"] - first["cpu"]) / took,
        tap_cpu=(last["tap_cpu"] - first["tap_cpu"]) / took,
        presses=presses,
    )


def compared(seconds: float) -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder, started(Path(folder)) as desk:
        usual = measured(desk, "day", "understood", seconds)
        print(f"\nusual: {usual}")
        flooded = measured(desk, "flood", "flooded", seconds)
        print(f"flooded: {flooded}")
        p50, p99 = flooded.p50 / usual.p50, flooded.p99 / usual.p99
        print(f"press -> picture, flooded to usual: p50 {p50:.2f}, p99 {p99:.2f}")


def test_the_panel_on_a_saturated_bus() -> None:
    compared(SECONDS)


if __name__ == "__main__":
    if sys.argv[1] == "panel":
        sys.exit(panel(sys.argv[2:]))
    compared(float(sys.argv[1]))
