"""The because line as a sentence, and each measure in words."""

from dataclasses import replace

import pytest

from hmi.model.alarm.name import Priority
from hmi.model.alarm.standing import Evidence
from hmi.model.facts import Measure
from hmi.model.reason import Reason, Side, Why
from hmi.model.state import State
from hmi.protocol.status import Alarm
from hmi.ui import because_words
from hmi.ui.language import translator
from tests.model.known import ANALOG, QUIET
from tests.model.test_because import HIGH, NO_CHARGE, PROTECTED, WARM, state, telling, told

CHARGING = (Side.CHARGING,)
CELL = Reason(
    CHARGING,
    Why.ALARM,
    20.0,
    1,
    True,
    Priority.WARNING,
    Alarm.CELL_OVER_VOLTAGE,
    Measure.HIGHEST_CELL,
    Evidence(7, 3.52, None, "V"),
    "cell_over_voltage.release",
    3.45,
)
STOPPED = replace(CELL, to_a=0.0, slot=2)
LIMITED = "Charging limited to 20 A because cell 7 is at 3.52 V; ends below 3.45 V"


def plain(words: str) -> str:
    """With spaces like any other; those between a value and its unit hold them together."""
    return words.replace("\N{NO-BREAK SPACE}", " ")


def sentence(known: State) -> str:
    return plain(because_words.sentence(known))


def of_pack(known: State) -> str:
    return plain(because_words.of_pack(known))


@pytest.fixture(autouse=True)
def english() -> None:
    translator.choose("en")


def test_the_sentence_of_a_limit_has_its_value_its_reason_and_its_end() -> None:
    known = telling(20.0, status=WARM, analog=HIGH).state
    assert sentence(known) == of_pack(known) == LIMITED
    assert plain(because_words.in_short(known)) == "Charging limited to 20 A because cell 7 is at 3.52 V"
    assert {sentence(state((QUIET, ANALOG))), of_pack(state()), because_words.in_short(state())} == {""}


def test_of_several_packs_the_one_that_is_the_reason_is_named() -> None:
    both = state(PROTECTED, PROTECTED)
    assert sentence(both) == "Charging stopped because of pack 1: cell 7 is at 3.52 V; ends below 3.45 V"
    assert of_pack(both) == "Charging stopped because cell 7 is at 3.52 V; ends below 3.45 V"
    one = state((QUIET, ANALOG), PROTECTED)
    assert sentence(one) == "Pack 2: charging stopped because cell 7 is at 3.52 V"
    assert of_pack(replace(one, selected=2)) == "Charging stopped because cell 7 is at 3.52 V"


@pytest.mark.parametrize(
    ("system", "control", "words"),
    [
        (NO_CHARGE, 0x02, "Charging seems switched off"),
        (NO_CHARGE, 0, "Charging stopped: the BMS does not say why"),
        (0x00, 0, "Charging and discharging stopped: the BMS does not say why"),
    ],
)
def test_a_mosfet_that_is_off_without_a_protection_is_told(system: int, control: int, words: str) -> None:
    assert sentence(state((told(system, control=control), ANALOG))) == words


@pytest.mark.parametrize(
    ("reason", "alone", "of_several"),
    [
        (
            replace(CELL, why=Why.LIMITER, measure=None, evidence=None, name=None, ends="", whole=False),
            "Charging seems limited to 20 A",
            "Pack 1: charging seems limited to 20 A",
        ),
        (
            Reason(CHARGING, Why.FULL, 0.0, 2, False),
            "Fully charged: charging pauses",
            "Pack 2 is fully charged: its charging pauses",
        ),
        (
            Reason(CHARGING, Why.TOLD, 12.0),
            "Charging limited to 12 A: the BMS tells the inverter so",
            "Charging limited to 12 A: the BMS tells the inverter so",
        ),
        (
            replace(STOPPED, name=Alarm.SHORT_CIRCUIT, measure=None, evidence=None, ends=""),
            "Charging stopped: Short circuit",
            "Charging stopped because of pack 2: Short circuit",
        ),
        (
            replace(
                STOPPED,
                name=Alarm.CELL_UNDER_VOLTAGE,
                ends="full_and_low_charge.low_soc",
                ends_at=5,
                measure=Measure.SOC,
                evidence=Evidence(value=3.4, unit="%"),
            ),
            "Charging stopped because only 3 % are left; ends above 5 %",
            "Charging stopped because of pack 2: only 3 % are left; ends above 5 %",
        ),
        (
            replace(
                STOPPED,
                whole=False,
                ends="",
                measure=Measure.CURRENT,
                evidence=Evidence(value=-131.0, unit="A"),
            ),
            "Charging stopped because the current was 131 A",
            "Pack 2: charging stopped because the current was 131 A",
        ),
    ],
)
def test_each_reason_has_its_words(reason: Reason, alone: str, of_several: str) -> None:
    assert [plain(because_words.said(reason, names_pack)) for names_pack in (False, True)] == [
        alone,
        of_several,
    ]


def test_a_value_stays_with_its_unit() -> None:
    assert "3.52\N{NO-BREAK SPACE}V" in because_words.said(CELL, False)
