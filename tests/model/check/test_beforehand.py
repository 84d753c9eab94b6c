"""What cannot work with these packs."""

from dataclasses import replace

import pytest

from hmi.model import sheet
from hmi.model.cautions import Caution
from hmi.model.change import INVERTER_PROTOCOL, Change
from hmi.model.check.beforehand import Hindrance, cannot_work, cells
from hmi.model.facts import Interface
from hmi.model.job import Cause, Job
from hmi.model.state import State
from hmi.protocol.inverter_protocol import InverterProtocol
from tests.model.known import ANALOG, EMPTY, reading
from tests.model.on_bus import panel

SMA, SCHNEIDER, PYLON = 0x07, 0x04, 0x01
OF_8_CELLS = replace(ANALOG, cell_voltages=(3.3,) * 8, voltage=26.4)


def with_cells(count: int) -> State:
    return panel(analog=replace(ANALOG, cell_voltages=(3.3,) * count)).state


@pytest.mark.parametrize(
    ("count", "works"), [(8, False), (10, False), (11, True), (15, True), (16, True), (21, True), (22, False)]
)
def test_sma_takes_charge_voltages_that_packs_of_some_cells_never_have(count: int, works: bool) -> None:
    state = with_cells(count)
    choice = state.facts.choice(Interface.CAN, "SMA")
    assert choice is not None
    assert choice.code == SMA
    for code in (SMA, SCHNEIDER):
        assert cannot_work(state, Interface.CAN, code) is (None if works else Hindrance.VOLTAGE)
    assert cannot_work(state, Interface.CAN, PYLON) is None
    assert cannot_work(state, Interface.RS485, SMA) is None


def test_the_cells_are_those_that_are_read_else_those_of_the_configured_model() -> None:
    state = panel(analog=None).state
    assert (cells(state), cannot_work(state, Interface.CAN, SMA)) == (None, None)
    configured = replace(state, model="ES25.6-100LP")
    assert (cells(configured), cannot_work(configured, Interface.CAN, SMA)) == (8, Hindrance.VOLTAGE)
    assert cells(replace(configured, readings=(reading(analog=ANALOG),))) == 16
    assert cells(replace(configured, readings=(reading(analog=None),))) == 8
    assert cells(replace(state, readings=(reading(analog=EMPTY),))) == 16


def test_it_is_said_where_the_protocol_is_to_be_written() -> None:
    codes = InverterProtocol(1, 0xFF, 1), InverterProtocol(SMA, 0xFF, 1)
    job = Job((Change(INVERTER_PROTOCOL, *codes),), Cause.CHOSEN, "SN")
    for analog, expected in ((OF_8_CELLS, True), (ANALOG, False)):
        state = replace(panel(analog=analog).state, job=job)
        notes = [piece.note for part in sheet.parts_of(state) for piece in part]
        assert (Caution.NEVER_WORKS in notes) == expected
