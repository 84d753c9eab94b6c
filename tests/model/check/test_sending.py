"""What an SMA inverter sends."""

import pytest

from hmi.model.check.sending import CHARGING, SENT, sent
from tests.model.on_bus import ALIVE, PYLON, SMA, panel, sends_back


def test_an_sma_inverter_sends_what_it_measures_and_does() -> None:
    check = panel("SMA").speak(*SMA, *sends_back(error_no=952)).check
    values = {name: one.value for name, one in sent(check.answers, check.live).items()}
    assert values == dict(zip(SENT, (52.8, -20.0, 21.0, 60.0, 55.0, "operating", 952), strict=True))


@pytest.mark.parametrize(("as_sent", "charging"), [(-15.0, "15.0"), (15.0, "-15.0"), (0.0, "0.0")])
def test_a_current_that_charges_is_positive(as_sent: float, charging: str) -> None:
    check = panel("SMA").speak(*SMA, *sends_back(inverter_battery_current_a=as_sent)).check
    assert str(sent(check.answers, check.live)[CHARGING].value) == charging


def test_each_value_is_as_old_as_its_frame() -> None:
    measured, inverter = sends_back()
    one = panel("SMA").speak(*SMA, measured, inverter).speak(*SMA, measured, seconds=6)
    found = sent(one.check.answers, one.check.live)
    assert [one.now - found[name].heard.at for name in (CHARGING, "error_no")] == [0.0, 6.0]
    one.passes(5)
    assert "error_no" not in sent(one.check.answers, one.check.live)


def test_other_inverters_send_no_values() -> None:
    check = panel("PYLON").speak(*PYLON, ALIVE, sends_back()[1]).check
    assert sent(check.answers, check.live) == {}
