"""What is sent: where each value stands, and what is refused."""

from typing import Any

import pytest

from hmi.protocol.can import family, growatt, pylon, sma, sofar_hv, tables
from hmi.protocol.can.alarm import Alarm
from hmi.protocol.can.language import Language
from hmi.protocol.errors import LayoutError

PYLON, SMA, GOODWE = Language.PYLON, Language.SMA, Language.GOODWE
GROWATT, SOFAR_HV = Language.GROWATT, Language.SOFAR_HV
OVER_VOLTAGE = Alarm.OVER_VOLTAGE
TWICE: Any = 2  # no flag


def of_chemistry(word: str) -> growatt.Requests:
    return growatt.Requests(True, True, True, True, word)


@pytest.mark.parametrize(
    ("language", "identifier", "message", "length", "fault"),
    [
        (
            GOODWE,
            0x351,
            family.Limits(56.0, None, 90.0),
            None,
            "351 Limits.charge_current_limit_a told, came None",
        ),
        (
            GOODWE,
            0x351,
            family.Limits(56.0, 9.0, 90.0),
            8,
            "351 Limits.discharge_voltage_limit_v told, came None",
        ),
        (GOODWE, 0x351, family.Limits(56.0, 9.0, 90.0, 48.0), 7, "frame 351 of 2, 4, 6 or 8 bytes, came 7"),
        (GOODWE, 0x351, family.Limits(56.0, 9.0, 90.0, 48.0), 9, "frame 351 of 2, 4, 6 or 8 bytes, came 9"),
        (
            GOODWE,
            0x351,
            family.Limits(56.0, 9.0),
            2,
            "charge_current_limit_a that can be read back, came 9.0, read",
        ),
        (GOODWE, 0x351, family.Limits(), None, "frame 351 of 2, 4, 6 or 8 bytes, came 0"),
        (
            GOODWE,
            0x351,
            family.Limits(6553.6),
            None,
            "charge_voltage_limit_v that fits its field, came 6553.6",
        ),
        (GOODWE, 0x351, pylon.Limits(56.0), None, "expected Limits for frame 351 of GOODWE, came Limits"),
        (SMA, 0x351, sma.Limits(6553.5), None, "that can be read back, came 6553.5, read as None"),
        (PYLON, 0x351, pylon.Limits(56.0, 9.0, 9.0, 0.0), None, "read back, came 0.0, read as None"),
        (PYLON, 0x356, family.Measurements(5.0, 0.0, 0.0), None, "read back, came 5.0, read as 50.0"),
        (PYLON, 0x356, family.Measurements(200.0, 0.0, 0.0, True), None, "came 200.0, read as 20.0"),
        (PYLON, 0x35A, family.AlarmPairs((), (), (32,)), None, "cleared that fits its field"),
        (PYLON, 0x35A, family.AlarmPairs((), (), None, 1), None, "cleared_count that can be read back"),
        (PYLON, 0x35A, family.AlarmPairs((OVER_VOLTAGE,), (), (1,)), None, "read as ()"),
        (
            PYLON,
            0x359,
            pylon.Alarms((Alarm.GENERATOR,), (), 1, "PN"),
            None,
            "protections that fits its field",
        ),
        (PYLON, 0x359, pylon.Alarms((), (), 1, "PNX"), None, "tag that fits its field, came 'PNX'"),
        (
            PYLON,
            0x35C,
            family.Requests(True, True, False, TWICE, False),
            None,
            "force_charge_2 that fits its field",
        ),
        (PYLON, 0x35E, family.Name("PYLONTECH"), None, "manufacturer that fits its field"),
        (
            PYLON,
            0x35E,
            family.Name("PYLON"),
            4,
            "manufacturer that can be read back, came 'PYLON', read as 'PYLO'",
        ),
        (PYLON, 0x370, family.ProductName("X1"), None, "Extremes or ProductName for frame 370 of PYLON"),
        (PYLON, 0x305, family.InverterAlive(True), 4, "heartbeat that can be read back"),
        (
            GROWATT,
            0x315,
            growatt.Cells(5, (1, 2, 3, 4)),
            None,
            "first_cell that can be read back, came 5, read as 1",
        ),
        (GROWATT, 0x315, growatt.Cells(1, (1, 2, 3)), None, "cells_mv that fits its field"),
        (GROWATT, 0x319, of_chemistry("lead"), None, "chemistry that fits its field"),
        (GROWATT, 0x319, of_chemistry("unknown_0"), None, "chemistry that fits"),
        (GROWATT, 0x319, of_chemistry("unknown_4"), None, "chemistry that fits"),
        (GROWATT, 0x320, growatt.Identity("JK", 1, 2, None, "2009-01-01"), None, "read as None"),
        (
            GROWATT,
            0x320,
            growatt.Identity("JK", 1, 2, None, "1999-01-01"),
            None,
            "datetime that fits its field",
        ),
        (
            GROWATT,
            0x320,
            growatt.Identity("JK", 1, 2, 0, "2022-07-17"),
            None,
            "datetime_raw that can be read back",
        ),
        (GROWATT, 0x312, growatt.Alarms((), (), 1, "AABBCC", 16), None, "maker_code that fits its field"),
        (GROWATT, 0x301, growatt.InverterAlive(False), None, "heartbeat that fits its field, came False"),
        (
            SOFAR_HV,
            0x1355,
            sofar_hv.StateOfCharge(50, 99, pack=0),
            None,
            "00001355 StateOfCharge.pack that can",
        ),
    ],
)
def test_what_cannot_be_sent_is_refused_by_name(
    language: Language, identifier: int, message: Any, length: int | None, fault: str
) -> None:
    with pytest.raises(LayoutError) as refused:
        tables.encode(language, identifier, message, length)
    assert fault in str(refused.value)


@pytest.mark.parametrize(
    ("language", "identifier", "message", "name", "data"),
    [
        (PYLON, 0x351, pylon.Limits(53.2, 480.0, 480.0), "351", "1402C012C0120000"),
        (GOODWE, 0x351, family.Limits(53.2, 480.0, -480.0), "351", "1402C01240ED"),
        (PYLON, 0x355, family.StateOfCharge(88, 94), "355", "58005E0000000000"),
        (PYLON, 0x355, family.StateOfCharge(0, 94), "355", "00005E00FFFF0000"),
        (SMA, 0x355, sma.StateOfCharge(88, 94), "355", "58005E00FFFF0000"),
        (SMA, 0x351, sma.Limits(None, 100.0), "351", "FFFFE8030080FFFF"),
        (SMA, 0x00F, sma.QuickStop(), "00F", ""),
        (PYLON, 0x356, family.Measurements(52.0, -5.6, 25.0), "356", "5014C8FFFA000000"),
        (PYLON, 0x356, family.Measurements(52.0, -5.6, 25.0, True), "356", "0802C8FFFA000000"),
        (PYLON, 0x35A, family.AlarmPairs((OVER_VOLTAGE,), (), (0, 31)), "35A", "0600000000000080"),
        (PYLON, 0x370, family.Extremes(30.5, 9.0, 3330, 3290, True), "370", "31015A00020DDA0C"),
        (PYLON, 0x370, family.Extremes(31, 30, 3330, 3290, False, True), "370", "1F001E004D014901"),
        (GROWATT, 0x301, growatt.InverterAlive(True), "301", "0B16212C37424D58"),
        (GROWATT, 0x301, growatt.InverterAlive(True, True), "301", "1122334455667788"),
        (
            GROWATT,
            0x320,
            growatt.Identity("ES", 1, 2, None, "2022-07-17T13:30:22"),
            "320",
            "4553010259E2D796",
        ),
        (GROWATT, 0x318, growatt.Cells(None, (3300, 3301, 3302, 3303)), "318", "0CE40CE50CE60CE7"),
        (SOFAR_HV, 0x1355, sofar_hv.StateOfCharge(49, 100, None, 24.6, 1), "00001355", "31006400FFFFF600"),
    ],
)
def test_what_is_sent_stands_where_the_paper_has_it(
    language: Language, identifier: int, message: Any, name: str, data: str
) -> None:
    frame = tables.encode(language, identifier, message)
    assert (frame.name, frame.data.hex().upper()) == (name, data)
