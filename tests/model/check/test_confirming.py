"""What an SMA inverter sends back, and when it stops."""

import pytest

from hmi.model.check.finding import Finding, Holds
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from tests.model.on_bus import ALIVE, PYLON, SMA, panel, says, sends_back

WITHOUT_SOC = tuple(one for one in SMA if one.id != 0x355)


@pytest.mark.parametrize(
    ("other", "confirmed"),
    [
        ({"inverter_soc_pct": 61.5}, True),
        ({"inverter_soc_pct": 61.6}, False),
        ({"inverter_soc_pct": 0.0}, False),
        ({"inverter_charge_voltage_v": 56.1}, True),
        ({"inverter_charge_voltage_v": 56.2}, False),
        ({"error_no": 952}, False),
    ],
)
def test_what_comes_back_proves_whether_it_was_taken_over(other: dict[str, float], confirmed: bool) -> None:
    one = panel("SMA").speak(*SMA, *sends_back(**other), seconds=6)
    assert one.check.taken_over is (Holds.YES if confirmed else Holds.NO)
    assert (one.check.finding is Finding.UNDERSTOOD) == confirmed
    one.passes(1)
    refused = (Finding.NOT_TAKEN_OVER, Holds.NO)
    assert (one.check.finding, one.check.understood) == (
        (Finding.UNDERSTOOD, Holds.YES) if confirmed else refused
    )


def test_an_inverter_that_has_not_taken_over_yet_is_waited_for_before_either_is_said() -> None:
    one = panel("SMA").speak(*SMA, *sends_back(inverter_soc_pct=0.0))
    assert (one.check.finding, one.check.understood) == (Finding.LISTENING, Holds.UNKNOWN)
    assert one.speak(*SMA, *sends_back(), seconds=1).check.finding is Finding.UNDERSTOOD


def test_the_soc_alone_proves_it_and_nothing_is_proven_without_it() -> None:
    measured, _ = sends_back()
    one = panel("SMA").speak(*SMA, measured)
    assert (one.check.taken_over, one.check.finding) == (Holds.YES, Finding.UNDERSTOOD)
    one = panel("SMA").speak(*WITHOUT_SOC, *sends_back())
    assert (one.check.taken_over, one.check.finding) == (Holds.UNKNOWN, Finding.LISTENING)


def test_an_inverter_state_that_cannot_be_read_says_nothing() -> None:
    measured, _ = sends_back()
    one = panel("SMA").speak(*SMA, measured, CanFrame(0x306, b"\x64\x00\x0a"))
    assert one.check.taken_over is Holds.YES


def test_other_inverters_send_nothing_back() -> None:
    assert panel("PYLON").speak(*PYLON, ALIVE).check.taken_over is Holds.UNKNOWN


def test_a_limit_that_is_not_told_is_not_confirmed() -> None:
    untold = says(Language.SMA, charge_voltage_limit_v=None)
    one = panel("SMA").speak(*untold, *sends_back(inverter_charge_voltage_v=62.0))
    assert one.check.taken_over is Holds.YES


def test_the_time_until_an_inverter_stops_is_counted_down_once_the_soc_is_missing() -> None:
    one = panel("SMA").speak(*SMA, *sends_back())
    assert one.check.stops_in_s is None
    one.speak(*WITHOUT_SOC, *sends_back(), seconds=10)
    assert one.check.stops_in_s is None
    assert one.passes(1).check.stops_in_s == 49.0
    assert one.passes(49).check.stops_in_s == 0.0
    assert one.passes(1).check.stops_in_s is None


def test_the_countdown_is_that_of_sma_inverters_alone() -> None:
    one = panel("PYLON").speak(*PYLON, ALIVE).speak(ALIVE, seconds=20)
    assert one.check.stops_in_s is None
    one = panel("PYLON").speak(*PYLON, *sends_back()).speak(*sends_back(), seconds=20)
    assert one.check.stops_in_s == 40.0
    assert panel("SMA").passes(20).check.stops_in_s is None
