"""The panel as a process of its own, to be killed: walks where it is told, and says what is on the screen.

Arguments: what to do, port, state directory, and by how much (s) its clocks run ahead. Each thing that it
has to say is one line of JSON; it goes on when it reads a line.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hmi.links.adapter import Opener
from hmi.ui import environment
from hmi.ui.panel import PANELS

PANEL = PANELS["ctp35"]

environment.prepare(PANEL, "x11")
environment.require_window()

from hmi.model.access import FACTORY_CODE  # noqa: E402
from hmi.model.intents import Go  # noqa: E402
from hmi.model.job import Stage  # noqa: E402
from hmi.model.navigation import Page  # noqa: E402
from hmi.ui import names  # noqa: E402
from tests.flows.live import LivePanel  # noqa: E402
from tests.flows.taps import BEFORE, HOME  # noqa: E402
from tests.ui import driver  # noqa: E402
from tests.ui.screen import Finger  # noqa: E402

FOR_EVER_S = 60.0


def tell(**facts: Any) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def choose(panel: LivePanel) -> None:
    """Another CAN protocol, then wait for the end."""
    panel.walk([HOME, "PROTOCOL", "SMA"])
    confirm(panel)


def restore(panel: LivePanel) -> None:
    """What was found, then wait for the end."""
    panel.until(lambda: len(panel.state.parameters.groups) == len(panel.state.facts.parameters))
    panel.walk([HOME, "SYSTEM"])
    panel.on_to(Page.CONTROLS)
    panel.walk([BEFORE, "Restore as found"])
    confirm(panel)


def confirm(panel: LivePanel) -> None:
    panel.walk([*FACTORY_CODE.typed, "Later"])
    panel.until(lambda: panel.page is Page.CHANGE)
    tell(at="proposed", texts=panel.texts())
    sys.stdin.readline()
    panel.walk(["Write"])
    panel.until(lambda: panel.state.job and panel.state.job.stage is Stage.ENDED)
    tell(at="ended", texts=panel.texts())
    panel.turn(lambda: False, FOR_EVER_S)


def wait(panel: LivePanel) -> None:
    """It has found everything again; wait for the end."""
    tell(at="rest", texts=panel.texts())
    panel.turn(lambda: False, FOR_EVER_S)


def look(panel: LivePanel) -> None:
    """What the panel says after a restart, page by page."""
    panel.walk([HOME])
    at_home, at = panel.texts(), panel.utc().timestamp()
    change, trial = [], []
    if panel.state.job:
        panel.walk(["SYSTEM"])
        change = panel.texts_of_all_parts()
        panel.walk(["OK"])
    if panel.state.trial:
        panel.walk([names.page(panel.page)])
        trial = panel.texts()
    panel.app.do(Go(Page.RECORD))
    panel.until(panel.rows_are_there)
    tell(at=at, home=at_home, change=change, trial=trial, record=panel.texts_of_all_parts())


WALKS: dict[str, Callable[[LivePanel], None]] = {
    "choose": choose,
    "restore": restore,
    "wait": wait,
    "look": look,
}

if __name__ == "__main__":
    walk, port, directory, ahead = sys.argv[1:]
    driver.start_loop()
    finger = Finger(os.environ["DISPLAY"])
    with LivePanel(PANEL, finger, Opener(port, 9600), Path(directory), ahead=float(ahead)).live() as panel:
        WALKS[walk](panel)
