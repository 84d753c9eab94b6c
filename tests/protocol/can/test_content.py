"""What content alone decides: scales, text or numbers, signs of life, dates."""

import pytest

from hmi.protocol.can import family, growatt
from hmi.protocol.can.language import Language
from tests.protocol.can.recorded import heard

PYLON, GROWATT, VICTRON = Language.PYLON, Language.GROWATT, Language.VICTRON


def test_voltages_of_both_scales_are_told_apart() -> None:
    """Raw below 1000 is 0.1 V, whichever the sign; 0 is 0 V."""
    for raw, voltage, in_tenths in (
        ("E703", 99.9, True),
        ("E803", 10.0, False),
        ("19FC", -99.9, True),
        ("18FC", -10.0, False),
        ("0000", 0.0, False),
    ):
        message = heard(PYLON, "356", raw + "00000000")
        assert (message.voltage_v, message.voltage_in_tenths) == (voltage, in_tenths)


def test_fine_soc_is_absent_or_unused() -> None:
    assert heard(PYLON, "355", "00006400FFFF").soc_fine_pct is None
    assert heard(PYLON, "355", "010064000000").soc_fine_pct is None
    assert heard(PYLON, "355", "000064000000").soc_fine_pct == 0.0
    assert heard(PYLON, "355", "46006400761B").soc_fine_pct == 70.3


def test_extremes_are_text_tenths_or_hundredths_by_their_content() -> None:
    assert heard(PYLON, "370", "4A4B2D424D530000") == family.ProductName("JK-BMS")
    assert heard(PYLON, "370", "4A4B31320D000000").cell_max_mv == 13  # two letters, and no character
    assert heard(PYLON, "371", "3130304168000000") == family.ExtremePlaces(12337, 16688, 104, 0)
    assert heard(VICTRON, "371", "3130304168000000") == family.ProductNameRest("100Ah")
    assert heard(VICTRON, "371", "0000000000000000") == family.ProductNameRest("")
    assert heard(VICTRON, "371", "0400030001000600") == family.ExtremePlaces(4, 3, 1, 6)
    tenths = heard(PYLON, "370", "31015A00020DDA0C")
    assert (tenths.temperature_max_c, tenths.temperature_min_c, tenths.temperatures_in_tenths) == (
        30.5,
        9.0,
        True,
    )
    cold = heard(PYLON, "370", "9CFF9BFFC201FA00")
    assert (cold.temperature_max_c, cold.temperature_min_c) == (-10.0, -10.1)
    assert (cold.cell_max_mv, cold.cell_min_mv, cold.cells_in_hundredths) == (4500, 2500, True)


def test_a_heartbeat_is_one_in_its_protocols_form_only() -> None:
    assert heard(PYLON, "305", "00" * 8).heartbeat is True
    assert heard(PYLON, "305", "00" * 7).heartbeat is False
    assert heard(GROWATT, "301", "0B16212C37424D58") == growatt.InverterAlive(True, False)
    assert heard(GROWATT, "301", "1122334455667788") == growatt.InverterAlive(True, True)
    assert heard(GROWATT, "301", "0100000000000000") == growatt.InverterAlive(False, False)
    assert heard(VICTRON, "307", "0000").victron_gx is False


def test_a_word_that_the_paper_does_not_have_is_not_guessed() -> None:
    assert heard(Language.SOFAR, "30F", "0701").command == "unknown_263"
    assert heard(Language.SMA, "306", "64000A0200004002").operating_state == "unknown_2"


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("59E2D796", "2022-07-17T13:30:22"),
        ("3C420000", "2015-01-01T00:00:00"),
        ("38C20000", None),  # 2014: a clock that was not set
        ("58020000", None),  # month 0
        ("5B420000", None),  # month 13
        ("58440F00", None),  # minute 60
        ("00000000", None),
    ],
)
def test_only_a_plausible_date_is_one(raw: str, iso: str | None) -> None:
    assert heard(GROWATT, "320", "4A4B0102" + raw).datetime == iso


def test_names_are_cleaned() -> None:
    assert heard(PYLON, "35E", "5359004C4F4E2020").manufacturer == "SYLON"
    assert heard(PYLON, "35E", "FF53004D00410D0A").manufacturer == "ÿSMA"
