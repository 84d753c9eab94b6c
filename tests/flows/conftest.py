"""The one window of the user interface's tests with the finger on it, and the panel in it as it really is."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hmi.simulator.port import InProcessPort
from hmi.ui.panel import PANELS
from tests.flows.battery import Battery
from tests.ui.conftest import finger  # noqa: F401
from tests.ui.screen import Finger

if TYPE_CHECKING:
    from tests.flows.house import House
    from tests.flows.live import LivePanel


@pytest.fixture
def battery() -> Battery:
    """At the other end."""
    return Battery()


@pytest.fixture
def restart(
    finger: Finger,  # noqa: F811
    battery: Battery,
    tmp_path: Path,
) -> "Iterator[Callable[[], LivePanel]]":
    """Starts the panel anew on the same battery and the same record."""
    from tests.flows.live import LivePanel

    running = ExitStack()

    def start(ahead: float = 0.0, name: str = "ctp35") -> LivePanel:
        running.close()
        panel = LivePanel(PANELS[name], finger, lambda: InProcessPort(battery.wire()), tmp_path, ahead=ahead)
        live: AbstractContextManager[LivePanel] = panel.live()
        return running.enter_context(live)

    with running:
        yield start


@pytest.fixture
def panel(restart: "Callable[[], LivePanel]") -> "LivePanel":
    """It has found the battery; nobody has ever unlocked it."""
    return restart()


@pytest.fixture
def house(finger: Finger, tmp_path: Path) -> "Iterator[House]":  # noqa: F811
    """Without a panel as yet."""
    from tests.flows.house import House

    with ExitStack() as running:
        yield House(finger, tmp_path, running)
