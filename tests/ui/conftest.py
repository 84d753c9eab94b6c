"""One X server and one window for all tests of the user interface.

Kivy has one window a process; it takes each panel's size in turn. Kivy reads its environment while it is
imported, and other tests start programs of their own: each change of the environment is taken back at once.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from hmi.model.state import State
from hmi.ui import environment
from hmi.ui.panel import PANELS, REFERENCE, Panel
from tests.ui.screen import FINGER, Finger, x_server

if TYPE_CHECKING:
    from tests.ui.driver import Driver

with patch.dict(os.environ):
    environment.prepare(REFERENCE, "x11")

Start = Callable[[Panel, State], AbstractContextManager["Driver"]]


@pytest.fixture(scope="session")
def finger(pytestconfig: pytest.Config) -> Finger:
    """The finger on the window, which is open from now on, for other folders' tests too."""
    if FINGER not in pytestconfig.stash:
        pytestconfig.stash[FINGER] = _opened(pytestconfig)
    return pytestconfig.stash[FINGER]


def _opened(config: pytest.Config) -> Finger:
    with ExitStack() as stack:
        display = stack.enter_context(x_server())
        config.add_cleanup(stack.pop_all().close)
    with patch.dict(os.environ, DISPLAY=display, SDL_VIDEODRIVER="x11"):
        environment.prepare(REFERENCE, "x11")
        environment.require_window()
        from tests.ui import driver

        driver.start_loop()
    return Finger(display)


@pytest.fixture
def panel() -> Panel:
    """The smallest, for which everything is made first; how pages stand on others is looked at apart."""
    return PANELS["ctp28"]


@pytest.fixture(params=PANELS)
def each_panel(request: pytest.FixtureRequest) -> Panel:
    """Each panel."""
    return PANELS[request.param]


@pytest.fixture
def start(finger: Finger) -> Iterator[Callable[[Panel, State], "Driver"]]:
    """Starts the panel with a state; it ends with the test."""
    from tests.ui.driver import Driver

    with ExitStack() as stack:
        yield lambda panel, state: stack.enter_context(Driver(panel, state, finger).running())
