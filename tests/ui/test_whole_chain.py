"""From a simulated battery to a pixel: wire, link, model and screen as they really are, in one process."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from hmi.links.port import PortFailure
from hmi.links.timing import LinkSettings
from hmi.links.uart import Uart
from hmi.model.events import Trouble
from hmi.model.navigation import Page
from hmi.model.state import Phase, State
from hmi.simulator import simulated_wire
from hmi.simulator.port import InProcessPort
from hmi.simulator.scenarios import WireFault
from hmi.simulator.wire import Wire
from hmi.ui import names
from hmi.ui.panel import PANELS, Panel
from tests.ui import states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
QUICK = LinkSettings(url="simulation", period_s=0.2, pause_s=0.0, timeout_s=0.1)


@pytest.fixture
def linked(start: Start) -> "Callable[[Wire], tuple[Driver, Uart]]":
    """The panel on this wire, in real time."""

    def connect(wire: Wire) -> "tuple[Driver, Uart]":
        now = time.monotonic()
        driver = start(PANELS["ctp35"], State(now=now, started=now, touched=now, embedded=True))
        driver.keep_time()
        return driver, Uart(lambda: InProcessPort(wire), driver.app.inbox.put, QUICK)

    return connect


def test_three_simulated_packs_show_their_values(linked: "Callable[[Wire], tuple[Driver, Uart]]") -> None:
    driver, uart = linked(simulated_wire(packs=3, baud=0))
    uart.start()
    try:
        driver.turn(lambda: driver.state.total.counted == 3, most_s=10)
        driver.turn(
            lambda: driver.state.identity.serials and driver.state.identity.inverter_protocol, most_s=10
        )
        driver.go(Page.MIN_STATE)
        soc = driver.state.total.soc
        assert soc is not None
        assert f"{soc:.0f}" in driver.texts()
        driver.go(Page.PACKS)
        assert len([one for one in driver.widgets() if type(one).__name__ == "PackTile"]) == 3
        driver.go(Page.CELLS)
        assert "3.3" in " ".join(driver.texts())
        driver.go(Page.SERIAL_NUMBER)
        assert driver.shape("QrCode").text.startswith("SIM")
        assert "SIMULATED" in driver.texts()
    finally:
        uart.stop()


def test_a_wire_that_falls_silent_is_said_and_comes_back(
    linked: "Callable[[Wire], tuple[Driver, Uart]]",
) -> None:
    wire = simulated_wire(baud=0)
    driver, uart = linked(wire)
    uart.start()
    try:
        driver.turn(lambda: driver.state.total.counted, most_s=10)
        driver.go(Page.MIN_STATE)
        wire.fault = WireFault.SILENT
        driver.turn(lambda: driver.state.link.trouble is Trouble.SILENT, most_s=10)
        driver.turn()
        assert names.trouble(Trouble.SILENT) in driver.texts()
        wire.fault = None
        driver.turn(lambda: driver.state.link.phase is Phase.LIVE and "--" not in driver.texts(), most_s=10)
    finally:
        uart.stop()


def test_a_port_that_is_not_there_is_said(start: Start) -> None:
    def open_port() -> InProcessPort:
        raise PortFailure(Trouble.NO_PORT, "No such file or directory")

    driver = start(PANELS["ctp28"], states.start())
    uart = Uart(open_port, driver.app.inbox.put, LinkSettings(url="/dev/ttyUSB0"))
    driver.keep_time()
    uart.start()
    try:
        driver.go(Page.NOTICES)
        driver.turn(lambda: names.trouble(Trouble.NO_PORT) in driver.texts(), most_s=10)
        assert "No such file or directory" in "\n".join(driver.texts())
    finally:
        uart.stop()
