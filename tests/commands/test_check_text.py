"""Every finding of the link check on the command line: in words, and as JSON."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hmi.commands.check_json import check_json
from hmi.commands.check_text import check_text
from hmi.model.check.finding import Check, Finding
from hmi.model.state import State
from hmi.protocol.can.answers import Answer, Sign
from hmi.protocol.can.fingerprint import Fingerprint
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.ui.link_sentences import shared
from tests.model.known import ANALOG
from tests.model.on_bus import ALIVE, GROWATT, SMA, panel, says, sends_back
from tests.ui.link_states import FINDINGS, MORE

STATES = FINDINGS | MORE


def told(name: str, port: str | None = None, given: bool = False) -> dict[str, Any]:
    return check_json(STATES[name](), port, given)


@pytest.mark.parametrize(("name", "make"), STATES.items(), ids=STATES)
def test_every_finding_is_said_whole(name: str, make: Callable[[], State]) -> None:
    state = make()
    as_json = check_json(state, "/dev/serial0", given=False)
    assert json.loads(json.dumps(as_json, allow_nan=False)) == as_json
    assert name not in FINDINGS or as_json["finding"] == name
    text = check_text(as_json)
    for wrong in ("{", "None", "Answering.", "Holds."):
        assert wrong not in text
    assert as_json["sentence"] in text
    assert all(len(line) < 160 for line in text.splitlines())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tap_lost", "The CAN adapter is not plugged in."),
        ("mismatch", "PYLON is selected."),
        ("mixture", "PYLON and GROWATT at once"),
        ("inverter_speaks_other", "answers; 301: sign of life (GROWATT)"),
        ("high_voltage", "a high-voltage battery"),
        ("other_traffic", "of no protocol: "),
        ("two_batteries", "Two batteries speak"),
        ("not_taken_over", "takes over what it is told: no"),
        ("answer_late", "answers late"),
        ("disobeyed", " A of 5.0 A (announced), exceeded for "),
        ("obeyed", "heard yes   understood yes   obeyed yes"),
        ("bus_off", "bus off"),
        ("misfit", "does not fit"),
        ("misfit", "123456 error frames"),
        ("doubtful", "charge voltage limit     67.0 V"),
        ("different_values", "differs"),
        ("alarms", "under voltage, under temperature"),
        ("growatt", "recognised  GROWATT"),
    ],
)
def test_what_matters_is_in_words(name: str, words: str) -> None:
    assert words in check_text(told(name))


def test_a_current_that_is_too_high_is_told_in_amperes() -> None:
    as_json = told("disobeyed")
    side = as_json["obedience"]["discharge"]
    assert (side["holds"], side["limit_a"]) == ("no", 5.0)
    assert side["over_s"] > 5
    assert f"{side['now_a']:.1f} A flow, 5.0 A are allowed, for " in as_json["sentence"]


def test_a_current_that_was_too_high_is_told_as_past() -> None:
    one = panel("PYLON").speak(*says(Language.PYLON, discharge_current_limit_a=5.0), ALIVE, seconds=20)
    one.analog = replace(ANALOG, current=-3.0)
    state = one.passes(7).state
    assert (
        check_json(state, None, given=False)["sentence"] == "More current than allowed flowed until 7 s ago."
    )


def test_a_protocol_that_cannot_be_checked_is_named() -> None:
    assert told("not_checkable")["sentence"] == "LuxPower V01 on RS485 cannot be checked here."


def test_of_several_that_fit_the_one_that_is_selected_is_spoken() -> None:
    assert told("no_answer_known")["sentence"] == "The pack speaks SOFAR, which has no answer to check."
    assert told("selected_unknown")["sentence"].startswith("The pack speaks PYLON or GOODWE;")


def test_what_the_bms_is_set_to_has_a_source() -> None:
    assert told("understood")["selected"]["source"] == "bms"
    assert told("understood", given=True)["selected"]["source"] == "argument"
    assert told("selected_unknown")["selected"] == dict.fromkeys(("protocol", "name", "code", "source"))


def test_an_sma_inverter_that_will_stop_is_told() -> None:
    state = panel("SMA").speak(*SMA, *sends_back()).speak(*sends_back(), seconds=20).state
    assert "stops by itself in 40 s" in check_text(check_json(state, None, given=False))


def test_what_an_sma_inverter_sends_is_told_with_its_current_positive_while_it_charges() -> None:
    as_json = told("SMA sends")
    assert as_json["inverter"]["sends"] == {
        "inverter_battery_voltage_v": 52.8,
        "inverter_charging_current_a": -1234.5,
        "inverter_battery_temperature_c": -12.3,
        "inverter_soc_pct": 60.0,
        "inverter_charge_voltage_v": 55.0,
        "operating_state": "failure",
        "error_no": 952,
        "age_s": 6.0,
    }
    assert (
        "52.8 V, -1234.5 A (positive: charging), -12.3 °C, SOC 60.0 %, charges to 55.0 V, state: failure,"
        " error number 952; 6.0 s ago" in check_text(as_json)
    )


def test_what_an_inverter_does_not_send_is_null() -> None:
    assert told("understood")["inverter"]["sends"] is None
    measured, _ = sends_back()
    as_json = check_json(panel("SMA").speak(*SMA, measured).state, None, given=False)
    assert as_json["inverter"]["sends"]["error_no"] is None
    assert "SOC 60.0 %; 0.0 s ago" in check_text(as_json)


def test_a_sign_of_life_with_its_numbers_read_as_hexadecimal_is_noted() -> None:
    sign = CanFrame(0x301, bytes.fromhex("1122334455667788"))
    as_json = check_json(panel("GROWATT").speak(*GROWATT, sign).state, None, given=False)
    assert as_json["inverter"]["answers"][0]["sign"] == "growatt_301_hex"
    assert "301: sign of life, hex (GROWATT)" in check_text(as_json)


def test_identifiers_of_no_protocol_are_named_as_long_as_they_are_few() -> None:
    assert "and 3 more" not in check_text(told("other_traffic"))
    as_json = told("other_traffic")
    as_json["recognised"]["unknown_identifiers"] = [f"{number:03X}" for number in range(0x100, 0x10B)]
    assert "of no protocol: 100, 101, 102, 103, 104, 105, 106, 107 and 3 more" in check_text(as_json)


def test_an_inverter_that_answers_in_one_protocol_only_settles_what_the_battery_leaves_open() -> None:
    open_still = Fingerprint(fits=(Language.SMA, Language.SOFAR, Language.VICTRON))
    telemetry = Answer(Sign.TELEMETRY_305, (Language.SMA,), CanFrame(0x305, bytes(8)))
    check = Check(Finding.UNDERSTOOD, recognised=open_still)
    assert shared(check) == open_still.fits
    assert shared(replace(check, answers=(telemetry,))) == (Language.SMA,)
