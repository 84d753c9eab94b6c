"""What the frames of one bus tell together."""

import pytest

from hmi.protocol.can import tables
from hmi.protocol.can.language import Language
from hmi.protocol.can.told import Told, told
from tests.protocol.can.recorded import bus, heard


def told_on(name: str) -> Told:
    return told(tables.decode(recorded.language, recorded.frame) for recorded in bus(name))


ALLOWED = ("charge_enabled", "discharge_enabled")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "pylon-us5000-old",
            Told(53.2, 45.0, 480.0, 480.0, 88, 94, 49.86, -27.0, 36.3, (), (), ALLOWED, 6, "PYLON"),
        ),
        ("jk-goodwe", Told(67.0, 45.4, 38.0, 190.0, 99, 100, 57.15, 0.0, 30.6, (), (), ALLOWED, 1, "JK-BMS")),
        ("seplos-sma", Told(57.6, 51.2, 180.0, 180.0, 70, 100, 56.94, 0.0, 24.9, (), (), None, None, "SMA")),
        (
            "seplos-sofar",
            Told(57.6, 51.2, 180.0, 180.0, 70, 100, 56.14, 0.0, 24.9, (), (), None, None, "Sofar"),
        ),
        ("jk-growatt", Told(57.6, None, 38.0, 190.0, 86, 100, 57.07, 0.0, 31.8, (), (), ALLOWED, 1, "JK")),
        ("pytes", Told(56.8, 45.5, 100.0, 100.0, 51, 100, 52.62, -0.7, 18.0, (), (), None, 2, "PYTES")),
    ],
)
def test_a_recorded_bus(name: str, says: Told) -> None:
    assert told_on(name) == says


def test_nothing_heard_is_nothing_told() -> None:
    assert told(()) == Told()


def test_an_inverters_frames_tell_nothing_of_the_battery() -> None:
    assert told([heard(Language.SMA, "305", "0B026AFFFA00BC02")]) == Told()
    assert told([heard(Language.PYLON, "305", "00" * 8)]) == Told()


def test_alarms_of_several_frames_are_told_once_each() -> None:
    of_packs = heard(Language.GOODWE, "359", "0318002000000000")
    of_cells = heard(Language.GOODWE, "399", "3300020001000000")
    pairs = heard(Language.GOODWE, "35A", "0400000000010000")
    together = told([of_packs, of_cells, pairs])
    assert together.protections == (
        "relay_command",
        "over_voltage",
        "bms_internal",
        "cell_imbalance",
        "cell_over_voltage",
    )
    assert together.warnings == ("pack1_error", "cell_under_voltage", "under_temperature")


def test_empty_bytes_are_no_number_of_packs() -> None:
    assert told([heard(Language.GOODWE, "359", "00" * 8)]).packs is None
    assert told([heard(Language.GOODWE, "359", "00000000")]).packs is None
    assert told([heard(Language.PYLON, "359", "0000000000504E")]).packs == 0
    assert told([heard(Language.GROWATT, "312", "00" * 8)]).packs == 0


def test_a_blank_name_is_none() -> None:
    assert told([heard(Language.PYLON, "35E", "20" * 8)]).name is None


def test_the_fine_soc_stands_in_for_the_whole_one() -> None:
    assert told([heard(Language.SMA, "355", "FFFF6400761B")]).soc_pct == 70.3
    assert told([heard(Language.SMA, "355", "46006400761B")]).soc_pct == 70


def test_the_mean_temperature_comes_before_the_highest() -> None:
    highest = heard(Language.PYLON, "370", "1F001E00F20DEF0D")
    assert told([highest]).temperature_c == 31
    assert told([highest, heard(Language.PYLON, "356", "4C16000034010000")]).temperature_c == 30.8


def test_growatts_current_may_flow_if_both_frames_allow_it() -> None:
    outputs_on = heard(Language.GROWATT, "311", "0240017C076C0069")
    discharge_output_on = heard(Language.GROWATT, "311", "0240017C076C0029")
    enabled = heard(Language.GROWATT, "319", "C00DF30DEF010400")
    assert told([outputs_on]).requests == ALLOWED
    assert told([outputs_on, enabled]).requests == ALLOWED
    assert told([discharge_output_on, enabled]).requests == ("discharge_enabled",)
    assert told([heard(Language.GROWATT, "319", "300DF30DEF010400")]).requests == (
        "force_charge_1",
        "force_charge_2",
    )


def test_of_two_that_tell_the_same_the_first_one_counts() -> None:
    first = heard(Language.PYLON, "351", "1402C012C0120000")
    second = heard(Language.PYLON, "351", "3002C012C012C201")
    assert told([first, second]).charge_voltage_limit_v == 53.2
    assert told([first, second]).discharge_voltage_limit_v == 45.0
