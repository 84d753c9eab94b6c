"""Every state of the check, from real frames on a bus and real answers on the UART."""

from dataclasses import replace

import pytest

from hmi.model.check.finding import Answering, Finding, Grade, Holds, Suspect
from hmi.model.check.numbers import Number
from hmi.model.check.traffic import Errors, Silent, Tap, TapPhase, TapTrouble
from hmi.model.events import Lost, TapLost, TapOpened, Trouble
from hmi.model.intents import AnswerNumber
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.inverter_protocol import InverterProtocol
from tests.model.known import ANALOG, heard
from tests.model.on_bus import (
    ALIVE,
    GOODWE,
    GROWATT,
    GROWATT_ALIVE,
    NOT_SET,
    PYLON,
    SMA,
    SOFAR,
    Panel,
    captured,
    panel,
    says,
    sends_back,
)

YES, NO, UNKNOWN = Holds.YES, Holds.NO, Holds.UNKNOWN
NOT_ACKNOWLEDGED = Errors(error_frames=900, error_rate=300.0, not_acknowledged=900)
BAD_FRAMES = Errors(error_frames=900, error_rate=300.0)


def found(one: Panel) -> tuple[Finding, Holds, Holds]:
    check = one.check
    return check.finding, check.heard, check.understood


def answer(one: Panel, **same: bool) -> Panel:
    one.tell(*(AnswerNumber(Number(name), said) for name, said in same.items()))
    return one


def agree(one: Panel) -> Panel:
    return answer(one, soc=True, voltage=True, charge_limit=True)


# The bus, the battery and the inverter.


@pytest.mark.parametrize(
    ("can", "frames"),
    [
        ("PYLON", (*PYLON, ALIVE)),
        ("GOODWE", (*PYLON, ALIVE)),
        ("GOODWE", (*GOODWE, ALIVE)),
        ("GROWATT", (*GROWATT, GROWATT_ALIVE)),
        ("SMA", (*SMA, *sends_back())),
    ],
)
def test_where_both_speak_what_is_selected_they_understand_each_other(
    can: str, frames: tuple[CanFrame, ...]
) -> None:
    check = panel(can).speak(*frames).check
    assert (check.finding, check.heard, check.understood) == (Finding.UNDERSTOOD, YES, YES)
    assert check.grade is Grade.GOOD
    assert (check.answering, check.selected) == (Answering.YES, Language(can))
    assert not any(one.differs or one.doubtful for one in check.comparisons)
    assert check.misfits == check.suspects == ()


@pytest.mark.parametrize(
    ("can", "name"),
    [
        ("GROWATT", "jk-growatt"),
        ("PYLON", "jk-pylon"),
        ("GOODWE", "jk-goodwe"),
        ("GOODWE", "jk-pylon"),
        ("PYLON", "pylon-us5000-old"),
        ("SMA", "seplos-sma"),
        ("SOFAR", "hyd6000es"),
        ("VICTRON", "byd-victron"),
    ],
)
def test_what_was_captured_matches_what_was_selected_there(can: str, name: str) -> None:
    one = panel(can, analog=None).speak(*captured(name))
    assert one.check.selected in one.check.recognised.fits
    assert one.check.grade is not Grade.WRONG


def test_one_language_is_not_the_other_and_the_one_that_was_heard_is_named() -> None:
    check = panel("PYLON").speak(*SMA, ALIVE).check
    assert (check.finding, check.heard, check.understood) == (Finding.MISMATCH, YES, NO)
    assert check.recognised.fits[0] is Language.SMA
    assert check.suspects[0] is Suspect.PROTOCOL
    assert check.told.soc_pct == 60
    assert found(panel("GROWATT").speak(*captured("jk-pylon")))[0] is Finding.MISMATCH


def test_an_inverter_that_answers_in_another_language_is_told_by_its_answer() -> None:
    check = panel("PYLON").speak(*PYLON, GROWATT_ALIVE).check
    assert (check.finding, check.heard, check.understood) == (Finding.INVERTER_SPEAKS_OTHER, YES, NO)
    assert check.answers[0].languages == (Language.GROWATT,)
    assert check.suspects[0] is Suspect.INVERTER_SETTING
    too_little = panel("PYLON").speak(*PYLON[:3], GROWATT_ALIVE)
    assert found(too_little)[0] is Finding.INVERTER_SPEAKS_OTHER


def test_of_two_answers_the_one_that_fits_what_the_battery_speaks_comes_first() -> None:
    for frames, sign in ((PYLON, ALIVE), (GROWATT, GROWATT_ALIVE), (SMA, sends_back()[0])):
        check = panel().speak(*frames, ALIVE, GROWATT_ALIVE).speak(*frames, sign, seconds=1).check
        assert check.answers[0].frame == sign


def test_an_inverter_of_one_of_two_languages_that_fit_is_understood() -> None:
    new_pylon = says(Language.SMA, manufacturer="PYLON")
    one = panel("PYLON").speak(*new_pylon, *sends_back())
    assert {Language.PYLON, Language.SMA} <= set(one.check.recognised.fits)
    assert found(one) == (Finding.UNDERSTOOD, YES, YES)


def test_an_inverter_that_does_not_answer_is_no_fault_and_nothing_is_claimed() -> None:
    one = panel("PYLON").speak(*PYLON)
    assert found(one) == (Finding.NO_ANSWER, UNKNOWN, UNKNOWN)
    assert (one.check.answering, one.check.grade) == (Answering.MISSING, Grade.NEUTRAL)


def test_an_answer_is_late_after_three_seconds_and_missing_after_ten() -> None:
    one = panel("PYLON").speak(*PYLON, ALIVE)
    assert found(one.speak(*PYLON, seconds=3))[0] is Finding.UNDERSTOOD
    assert found(one.passes(1)) == (Finding.ANSWER_LATE, YES, YES)
    assert found(one.passes(6))[0] is Finding.ANSWER_LATE
    assert found(one.passes(1)) == (Finding.NO_ANSWER, UNKNOWN, UNKNOWN)


def test_of_a_language_without_an_answer_that_is_what_is_said() -> None:
    one = panel("SOFAR").speak(*SOFAR)
    assert found(one) == (Finding.NO_ANSWER_KNOWN, UNKNOWN, UNKNOWN)
    assert one.check.answering is Answering.NONE_KNOWN


def test_zeros_on_a_sofar_bus_are_somebody_and_nothing_more() -> None:
    assert found(panel("SOFAR").speak(*SOFAR, ALIVE)) == (Finding.NO_ANSWER_KNOWN, YES, UNKNOWN)
    assert found(panel("SOFAR").speak(*SOFAR, GROWATT_ALIVE))[0] is Finding.INVERTER_SPEAKS_OTHER


@pytest.mark.parametrize("can", [None, NOT_SET, 0x05])
def test_where_the_selection_is_not_known_what_is_spoken_is(can: int | None) -> None:
    one = panel(can).speak(*PYLON, ALIVE)
    assert found(one) == (Finding.SELECTED_UNKNOWN, YES, UNKNOWN)
    assert (one.check.selected, one.check.selected_code) == (None, can)
    assert one.check.recognised.fits[0] is Language.PYLON


def test_a_kin_of_a_language_is_known_by_its_code() -> None:
    assert found(panel(0x10).speak(*PYLON, ALIVE))[0] is Finding.UNDERSTOOD


def test_an_inverter_alone_is_told_from_a_battery() -> None:
    one = panel("PYLON").speak(ALIVE)
    assert found(one) == (Finding.BMS_SILENT, NO, UNKNOWN)
    assert (one.check.answering, one.check.told.soc_pct) == (Answering.YES, None)
    assert one.check.suspects[0] is Suspect.PROTOCOL


def test_nothing_on_the_bus() -> None:
    one = panel("PYLON").passes(4)
    assert found(one) == (Finding.SILENT, UNKNOWN, UNKNOWN)
    assert one.check.suspects[0] is Suspect.PINS


def test_a_bus_that_falls_silent_is_silent_when_its_values_are_gone() -> None:
    one = panel("PYLON").speak(*PYLON, ALIVE)
    assert found(one.speak(seconds=10))[0] is Finding.ANSWER_LATE
    assert found(one.passes(1)) == (Finding.SILENT, UNKNOWN, UNKNOWN)
    assert one.check.live == ()


def test_too_little_is_said_to_be_so() -> None:
    one = panel("PYLON").speak(*PYLON[:3], ALIVE)
    assert found(one)[0] is Finding.TOO_LITTLE
    assert one.check.told.soc_pct == 60


def test_high_voltage_batteries_and_strangers_are_told_apart() -> None:
    assert found(panel("SOFAR").speak(*captured("sofar-hv")))[0] is Finding.HIGH_VOLTAGE
    stranger = CanFrame(0x123, bytes(8))
    assert found(panel("SOFAR").speak(stranger)) == (Finding.OTHER_TRAFFIC, UNKNOWN, UNKNOWN)


def test_two_framings_at_once_are_a_mixture() -> None:
    one = panel("PYLON").speak(*PYLON, *GROWATT)
    assert found(one)[0] is Finding.MIXTURE
    assert set(one.check.recognised.mixed) == {Language.PYLON, Language.GROWATT}


def test_after_a_change_of_protocol_the_old_frames_are_no_mixture_for_long() -> None:
    one = panel("PYLON").speak(*PYLON, ALIVE)
    assert found(one.speak(*GROWATT, GROWATT_ALIVE, seconds=1))[0] is Finding.MIXTURE
    one.state = replace(
        one.state, identity=replace(one.state.identity, inverter_protocol=InverterProtocol(2, 255, 1))
    )
    assert found(one.passes(3))[0] is Finding.UNDERSTOOD


def test_what_the_bms_was_set_to_before_its_link_was_lost_is_no_mismatch_any_more() -> None:
    one = panel("PYLON").speak(*PYLON, ALIVE)
    one.tell(Lost(Trouble.SILENT, "", one.now))
    assert found(one.passes(1)) == (Finding.UNDERSTOOD, YES, YES)
    one.analog = None
    assert found(one.speak(*SMA, *sends_back(), seconds=12)) == (Finding.SELECTED_UNKNOWN, YES, UNKNOWN)
    assert (one.check.selected, one.check.told.soc_pct) == (None, 60)
    one.analog = ANALOG
    one.tell(heard(one.state.identity.serials, at=one.now))
    assert found(one.passes(1))[0] is Finding.MISMATCH


# Two batteries.


def test_two_batteries_are_told_by_values_that_come_in_turns() -> None:
    one = panel("PYLON")
    one.alternations = {0x355: 5}
    assert found(one.speak(*PYLON, ALIVE)) == (Finding.TWO_BATTERIES, YES, UNKNOWN)
    one.alternations = {0x355: 2, 0x370: 5}
    assert found(one.passes(1))[0] is Finding.UNDERSTOOD


def test_a_load_that_pulsates_is_no_second_battery_unless_its_frames_are_twice_as_many() -> None:
    one = panel("PYLON")
    one.alternations = {0x356: 5}
    assert found(one.speak(*PYLON, ALIVE))[0] is Finding.UNDERSTOOD
    one.rates = {0x356: 2.0}
    assert found(one.passes(1))[0] is Finding.TWO_BATTERIES


def test_cells_under_a_load_that_pulsates_are_no_second_battery_either() -> None:
    one = panel("GROWATT")
    one.alternations = {0x314: 5, 0x319: 5}
    assert found(one.speak(*GROWATT, GROWATT_ALIVE))[0] is Finding.UNDERSTOOD
    one.rates = {0x319: 2.0}
    assert found(one.passes(1))[0] is Finding.TWO_BATTERIES
    one.rates = {0x314: 5.6, 0x319: 5.6}  # as one JK sends them
    assert found(one.passes(1))[0] is Finding.UNDERSTOOD


def test_frames_of_29_bits_are_not_taken_for_two_batteries() -> None:
    one = panel("PYLON")
    extended = tuple(replace(frame, extended=True) for frame in PYLON)
    one.alternations = {0x355: 5}
    assert found(one.speak(*extended))[0] is not Finding.TWO_BATTERIES


def test_one_battery_that_sends_fast_is_one() -> None:
    one = panel("GROWATT")
    one.period_s = 0.18
    assert found(one.speak(*GROWATT, GROWATT_ALIVE))[0] is Finding.UNDERSTOOD


# The bus itself.


def test_errors_and_nothing_else() -> None:
    one = panel("PYLON")
    one.errors = BAD_FRAMES
    assert found(one.passes(4)) == (Finding.ONLY_ERRORS, UNKNOWN, UNKNOWN)
    assert Suspect.PINS in one.check.suspects


@pytest.mark.parametrize("silent", [Silent.YES, Silent.UNKNOWN])
def test_a_frame_that_is_repeated_without_pause_is_acknowledged_by_nobody(silent: Silent) -> None:
    one = panel("PYLON", silent=silent)
    one.rates = {0x351: 3800.0}
    assert found(one.speak(PYLON[0])) == (Finding.NOT_ACKNOWLEDGED, NO, UNKNOWN)
    one.rates = {0x351: 3800.0, 0x355: 2000.0}
    assert found(one.speak(*PYLON[:2]))[0] is Finding.FLOODED


def test_an_inverter_that_is_switched_off_acknowledges_nothing_from_then_on() -> None:
    one = panel("PYLON").speak(*PYLON, ALIVE)
    one.rates = {0x351: 1900.0}
    assert found(one.speak(PYLON[0], seconds=3))[0] is not Finding.NOT_ACKNOWLEDGED
    assert found(one.passes(1)) == (Finding.NOT_ACKNOWLEDGED, NO, UNKNOWN)


def test_an_adapter_that_acknowledges_cannot_know_whether_anybody_else_does() -> None:
    one = panel("PYLON", silent=Silent.NO)
    one.rates = {0x351: 900.0}
    assert found(one.speak(PYLON[0]))[0] is Finding.TOO_LITTLE
    assert found(panel("PYLON", silent=Silent.NO).speak(*PYLON)) == (Finding.NO_ANSWER, UNKNOWN, UNKNOWN)
    one.errors = NOT_ACKNOWLEDGED
    assert found(one.passes(1))[0] is Finding.TOO_LITTLE


def test_error_frames_that_say_so_mean_that_nobody_acknowledges_unless_an_inverter_answers() -> None:
    one = panel("PYLON")
    one.errors = NOT_ACKNOWLEDGED
    assert found(one.passes(4)) == (Finding.NOT_ACKNOWLEDGED, NO, UNKNOWN)
    assert found(one.speak(*PYLON, ALIVE))[0] is Finding.UNDERSTOOD
    one.errors = replace(NOT_ACKNOWLEDGED, error_rate=0.3)  # now and then one, and the set goes through
    assert found(one.speak(*PYLON, seconds=11))[0] is Finding.NO_ANSWER


def test_a_bus_that_the_errors_drove_the_adapter_from_is_off_at_once() -> None:
    one = panel("PYLON")
    one.errors = Errors(error_frames=1, error_rate=1.0, bus_off=True)
    assert found(one.passes(1))[0] is Finding.BUS_OFF


def test_a_flood_outdoes_what_is_said_in_it() -> None:
    one = panel("PYLON")
    one.rates = {0x123: 1500.0, 0x124: 1500.0}
    one.speak(*PYLON, ALIVE, CanFrame(0x123, b""), CanFrame(0x124, b""))
    assert found(one) == (Finding.FLOODED, YES, UNKNOWN)


# The tap.


def test_a_verdict_needs_a_window_of_three_seconds() -> None:
    assert found(panel("PYLON").passes(2)) == (Finding.LISTENING, UNKNOWN, UNKNOWN)
    assert found(panel("PYLON").speak(*SMA, seconds=2)) == (Finding.LISTENING, UNKNOWN, UNKNOWN)
    assert found(panel("PYLON").speak(*SMA, ALIVE, seconds=2)) == (Finding.LISTENING, YES, UNKNOWN)
    assert found(panel("PYLON").speak(*PYLON, ALIVE, seconds=2)) == (Finding.LISTENING, YES, UNKNOWN)
    assert found(panel("PYLON").speak(*PYLON, ALIVE, seconds=3)) == (Finding.UNDERSTOOD, YES, YES)
    silent = panel("PYLON")
    silent.rates = {0x351: 3800.0}
    assert found(silent.speak(PYLON[0], seconds=1)) == (Finding.LISTENING, UNKNOWN, UNKNOWN)


def test_a_tap_that_is_lost_outdoes_what_it_heard_before() -> None:
    one = panel("PYLON").speak(*PYLON, ALIVE)
    one.tell(TapLost("virtual:test", TapTrouble.NO_ADAPTER, "No such device", one.now))
    assert found(one) == (Finding.TAP_LOST, UNKNOWN, UNKNOWN)
    assert one.check.suspects == (Suspect.ADAPTER,)
    assert found(agree(one)) == (Finding.TAP_LOST, YES, YES)
    one.tell(TapOpened("virtual:test", Silent.YES, one.now))
    assert found(one.speak(*PYLON, ALIVE))[0] is Finding.UNDERSTOOD


def test_a_tap_that_is_being_opened_listens() -> None:
    one = panel("PYLON", tap=False)
    opening = Tap("virtual:test", TapPhase.OPENING)
    one.state = replace(one.state, inverter=replace(one.state.inverter, tap=opening))
    assert found(one)[0] is Finding.LISTENING


def test_a_tap_that_is_stuck_does_not_keep_its_values_fresh() -> None:
    one = panel("PYLON").speak(*PYLON, ALIVE)
    one.more = {"at": one.now}
    assert found(one.speak(seconds=9))[0] is not Finding.SILENT
    assert found(one.passes(2))[0] is Finding.SILENT


# Without a tap.


def test_without_a_tap_nothing_is_known_until_the_numbers_are_compared() -> None:
    one = panel("PYLON", tap=False).passes(1)
    assert found(one) == (Finding.NO_TAP, UNKNOWN, UNKNOWN)
    assert found(answer(one, soc=True, voltage=True)) == (Finding.NO_TAP, UNKNOWN, UNKNOWN)
    assert found(answer(one, charge_limit=True)) == (Finding.AGREED, YES, YES)
    assert found(answer(one, voltage=False)) == (Finding.NUMBERS_DIFFER, UNKNOWN, NO)


@pytest.mark.parametrize(
    ("same", "first"),
    [
        ({"soc": False, "charge_limit": False}, Suspect.PROTOCOL),
        ({"soc": True, "voltage": False}, Suspect.PINS),
        ({"soc": True, "voltage": True, "charge_limit": False}, Suspect.INVERTER_SETTING),
    ],
)
def test_which_number_differs_says_what_to_look_at(same: dict[str, bool], first: Suspect) -> None:
    assert answer(panel(tap=False).passes(1), **same).check.suspects[0] is first


def test_a_limit_that_is_only_the_manuals_makes_nothing_wrong() -> None:
    one = answer(panel("PYLON", tap=False).passes(1), charge_limit=False)
    assert found(one) == (Finding.NO_TAP, UNKNOWN, UNKNOWN)
    assert found(answer(one, soc=True, voltage=True)) == (Finding.LIMIT_DIFFERS, YES, UNKNOWN)
    assert one.check.grade is Grade.NEUTRAL
    assert found(answer(one, soc=False)) == (Finding.NUMBERS_DIFFER, UNKNOWN, NO)
    heard = answer(panel("PYLON").speak(*PYLON), soc=True, voltage=True, charge_limit=False)
    assert found(heard) == (Finding.NUMBERS_DIFFER, UNKNOWN, NO)


def test_of_a_protocol_without_a_paper_it_is_said_that_it_cannot_be_checked() -> None:
    assert found(panel(NOT_SET, 0x0B, tap=False))[0] is Finding.NOT_CHECKABLE
    assert found(panel(NOT_SET, 0x06).passes(4))[0] is Finding.NOT_CHECKABLE
    assert found(panel(NOT_SET, 0x03, tap=False))[0] is Finding.NO_TAP
    assert found(panel("PYLON", 0x0B, tap=False))[0] is Finding.NO_TAP
    assert found(agree(panel(NOT_SET, 0x0B, tap=False).passes(1)))[0] is Finding.AGREED


def test_numbers_that_agree_say_more_than_an_inverter_that_does_not_answer() -> None:
    one = agree(panel("PYLON").speak(*PYLON))
    assert found(one) == (Finding.AGREED, YES, YES)
    assert found(answer(one, soc=False)) == (Finding.NUMBERS_DIFFER, UNKNOWN, NO)
    assert found(agree(panel("SOFAR").speak(*SOFAR))) == (Finding.AGREED, YES, YES)


def test_numbers_that_agree_say_more_than_a_bus_that_was_never_used() -> None:
    assert found(agree(panel("PYLON").passes(4))) == (Finding.AGREED, YES, YES)
    used = agree(panel("PYLON").speak(*PYLON))
    assert found(used.speak(seconds=11)) == (Finding.SILENT, UNKNOWN, UNKNOWN)


def test_numbers_that_agree_do_not_outdo_what_is_wrong_on_the_bus() -> None:
    assert found(agree(panel("PYLON").speak(*SMA, ALIVE))) == (Finding.MISMATCH, YES, NO)


def test_what_the_uart_does_not_tell_is_not_compared() -> None:
    check = panel("PYLON", analog=None).speak(*PYLON, ALIVE).check
    assert check.finding is Finding.UNDERSTOOD
    assert ANALOG.voltage not in [one.said for one in check.comparisons]
