"""Whether the current keeps to its limits, and since when."""

from dataclasses import replace

from hmi.model.check.finding import Finding, Holds
from hmi.model.check.numbers import Number
from hmi.model.check.obeying import Obedience, Side
from hmi.model.intents import AnswerNumber, CompareAnew
from hmi.protocol.can.language import Language
from hmi.protocol.identity import Serials
from hmi.protocol.inverter_protocol import InverterProtocol
from tests.model.known import ANALOG, EMPTY, QUIET, heard
from tests.model.on_bus import ALIVE, SERIAL, Panel, panel, says

YES, NO, UNKNOWN = Holds.YES, Holds.NO, Holds.UNKNOWN


def flowing(one: Panel, current: float, seconds: float = 1) -> Panel:
    """The current as measured from now on."""
    one.analog = replace(ANALOG, current=current)
    return one.passes(seconds)


def allowing(one: Panel, charge_a: float = 100.0, discharge_a: float = 100.0, seconds: float = 0) -> Panel:
    limits = {"charge_current_limit_a": charge_a, "discharge_current_limit_a": discharge_a}
    if one.analog is not None:
        limits["current_a"] = one.analog.current
    return one.speak(*says(Language.PYLON, **limits), ALIVE, seconds=seconds)


def watched(one: Panel) -> Obedience:
    return one.state.inverter.obedience


def on_tap(current: float = 50.0, charge_a: float = 100.0, seconds: float = 4) -> Panel:
    one = panel("PYLON")
    one.analog = replace(ANALOG, current=current)
    return allowing(one, charge_a, seconds=seconds)


def agreed() -> Panel:
    one = panel("PYLON", tap=False).passes(1)
    one.tell(*(AnswerNumber(number, same=True) for number in Number))
    return one


def test_a_limit_counts_as_kept_when_current_has_flowed_within_it_for_a_minute() -> None:
    one = on_tap(50.0, seconds=60)
    assert (watched(one).charge.kept_s, watched(one).charge.holds, one.check.obeyed) == (
        59.0,
        UNKNOWN,
        UNKNOWN,
    )
    one.passes(1)
    assert (watched(one).charge.kept_s, watched(one).charge.holds) == (60.0, YES)
    assert watched(one).charge.since == one.now
    assert (watched(one).discharge.holds, one.check.obeyed) == (UNKNOWN, YES)
    assert one.check.finding is Finding.OBEYED


def test_limits_that_nobody_is_known_to_have_understood_are_kept_by_chance() -> None:
    one = panel("PYLON")
    one.analog = replace(ANALOG, current=50.0)
    one.speak(*says(Language.PYLON, charge_current_limit_a=100.0, current_a=50.0), seconds=90)
    assert (watched(one).charge.holds, one.check.understood, one.check.obeyed) == (YES, UNKNOWN, UNKNOWN)
    assert one.check.finding is Finding.NO_ANSWER


def test_for_how_long_it_is_watched_can_be_set() -> None:
    one = panel("PYLON")
    one.state = replace(one.state, inverter=replace(one.state.inverter, watch_s=5.0))
    one.analog = replace(ANALOG, current=-50.0)
    assert allowing(one, seconds=5).check.obeyed is UNKNOWN
    assert one.passes(1).check.obeyed is YES
    assert watched(one).discharge.holds is YES


def test_an_inverter_that_does_nothing_keeps_every_limit_and_proves_nothing() -> None:
    assert watched(on_tap(2.0, seconds=90)).charge.kept_s == 0.0
    assert on_tap(2.0, seconds=90).check.obeyed is UNKNOWN
    assert on_tap(2.1, seconds=90).check.obeyed is YES


def test_a_current_above_its_limit_is_disobeyed_when_that_lasts_longer_than_five_seconds() -> None:
    one = flowing(on_tap(50.0), 107.0, 6)
    assert (watched(one).charge.holds, watched(one).charge.over_since) == (UNKNOWN, one.now - 5)
    one.passes(1)
    assert (watched(one).charge.holds, watched(one).charge.worst_a) == (NO, 107.0)
    assert (one.check.obeyed, one.check.finding) == (NO, Finding.DISOBEYED)
    assert (one.check.heard, one.check.understood) == (YES, YES)


def test_five_percent_and_one_ampere_a_pack_are_forgiven() -> None:
    assert on_tap(106.0, seconds=20).check.obeyed is UNKNOWN
    assert on_tap(106.1, seconds=20).check.obeyed is NO
    assert on_tap(1.0, charge_a=0.0, seconds=20).check.obeyed is UNKNOWN
    assert on_tap(1.1, charge_a=0.0, seconds=20).check.obeyed is NO


def test_a_limit_of_a_direction_that_is_not_allowed_is_zero() -> None:
    one = panel("PYLON")
    one.analog = replace(ANALOG, current=20.0)
    one.speak(*says(Language.PYLON, charge_enabled=False), ALIVE, seconds=20)
    assert (watched(one).charge.limit_a, watched(one).charge.holds) == (0.0, NO)
    assert watched(one).discharge.limit_a == 100.0


def test_the_magnitude_of_a_discharge_limit_counts() -> None:
    one = panel("PYLON")
    one.analog = replace(ANALOG, current=-90.0)
    one.speak(*says(Language.PYLON, discharge_current_limit_a=-100.0), ALIVE)
    assert (watched(one).discharge.limit_a, watched(one).discharge.now_a) == (100.0, 90.0)


def test_after_a_limit_went_down_the_inverter_has_ten_seconds() -> None:
    one = on_tap(50.0)
    kept = watched(one).charge.kept_s
    allowing(one, 10.0, seconds=11)
    assert (watched(one).charge.holds, watched(one).charge.over_since) == (UNKNOWN, None)
    assert watched(one).charge.kept_s == kept
    assert watched(one.passes(6)).charge.holds is UNKNOWN
    assert watched(one.passes(1)).charge.holds is NO


def test_an_inverter_that_follows_a_falling_limit_some_seconds_behind_obeys() -> None:
    one = on_tap(100.0)
    for limit in range(100, 20, -2):
        one.analog = replace(ANALOG, current=min(100.0, limit + 16.0))
        allowing(one, float(limit), seconds=1)
    assert watched(one).charge.holds is UNKNOWN
    assert watched(flowing(one, 38.0, 20)).charge.holds is NO


def test_a_limit_of_nearly_nothing_is_not_shown_to_be_kept_by_a_current_that_is_forgiven() -> None:
    one = panel("PYLON", packs=4)
    for slot in (2, 3, 4):
        one.tell(heard(replace(ANALOG, current=0.0), slot, one.now, period=100.0))
    one.analog = replace(ANALOG, current=3.5)
    allowing(one, 0.0, seconds=90)
    assert (watched(one).charge.kept_s, watched(one).charge.holds) == (0.0, UNKNOWN)


def test_a_limit_that_goes_on_falling_is_no_excuse_for_ever() -> None:
    one = on_tap(50.0)
    for limit in range(40, 20, -1):
        allowing(one, float(limit), seconds=1)
    assert watched(one).charge.holds is NO


def test_a_limit_that_was_exceeded_is_not_known_again_after_a_minute_within_it_and_kept_after_two() -> None:
    one = flowing(on_tap(110.0, seconds=20), 50.0, 59)
    assert watched(one).charge.holds is NO
    assert (watched(one.passes(1)).charge.holds, watched(one).charge.kept_s) == (UNKNOWN, 0.0)
    assert watched(one.passes(59)).charge.holds is UNKNOWN
    assert watched(one.passes(1)).charge.holds is YES


def test_a_short_time_above_the_limit_does_not_count() -> None:
    one = flowing(on_tap(50.0, seconds=70), 150.0, 3)
    assert (watched(one).charge.holds, watched(one).charge.worst_a) == (YES, 150.0)
    kept = watched(one).charge.kept_s
    assert watched(flowing(one, 50.0, 1)).charge.over_since is None
    assert watched(one).charge.kept_s == kept + 1


def test_what_was_measured_long_ago_shows_no_disobedience_since() -> None:
    one = panel("PYLON")
    one.analog = None
    one.tell(heard(replace(ANALOG, current=110.0), at=one.now, period=10.0))
    allowing(one, seconds=20)
    assert watched(one).charge.holds is UNKNOWN
    one.tell(heard(replace(ANALOG, current=110.0), at=one.now, period=10.0))
    assert watched(one.passes(1)).charge.holds is NO


def test_one_side_that_is_exceeded_outdoes_the_other_that_is_kept() -> None:
    good, bad = Side(holds=YES), Side(holds=NO)
    assert Obedience(good, bad).holds is NO
    assert Obedience(good, Side()).holds is YES
    assert Obedience().holds is UNKNOWN


def test_since_when_the_limits_are_exceeded_or_kept_is_known() -> None:
    assert (Obedience().exceeded, Obedience().since) == (None, None)
    kept = Obedience(Side(holds=YES, since=120.0), Side(holds=YES, since=150.0))
    assert (kept.exceeded, kept.since) == (None, 150.0)
    over = Side(holds=NO, since=140.0, over_since=135.0)
    assert (Obedience(kept.charge, over).exceeded, Obedience(kept.charge, over).since) == (over, 135.0)
    assert Obedience(replace(over, over_since=None)).since == 140.0


def test_while_the_uart_is_old_nothing_is_counted_and_when_it_is_gone_it_begins_anew() -> None:
    one = flowing(on_tap(50.0, seconds=20), 110.0, 3)
    one.analog = None
    one.passes(4)
    assert (watched(one).at, watched(one).charge.over_since) == (None, None)
    kept = watched(one).charge.kept_s
    flowing(one, 110.0, 1)
    assert (watched(one).charge.kept_s, watched(one).charge.over_since) == (kept, one.now)
    one.analog = None
    assert watched(one.passes(11)) == Obedience()


def test_when_the_limits_are_not_told_any_more_it_begins_anew() -> None:
    one = on_tap(50.0, seconds=70)
    assert one.check.obeyed is YES
    assert watched(one.speak(ALIVE, seconds=11)) == Obedience()


def test_limits_of_two_batteries_are_nobodys() -> None:
    one = on_tap(50.0, seconds=70)
    one.alternations = {0x351: 5}
    assert (one.passes(1).check.finding, watched(one)) == (Finding.TWO_BATTERIES, Obedience())


def test_another_battery_and_another_protocol_are_another_watch() -> None:
    one = on_tap(50.0, seconds=70)
    protocol = replace(one.state.identity, inverter_protocol=InverterProtocol(8, 0xFF, 1))
    one.state = replace(one.state, identity=protocol)
    assert watched(one.passes(1)).charge.kept_s == 0.0
    one.passes(60)
    unread = replace(one.state.identity, inverter_protocol=None)
    one.state = replace(one.state, identity=unread)
    assert watched(one.passes(1)).charge.holds is YES
    one.state = replace(one.state, identity=replace(unread, serials=Serials("BMS2", "other")))
    assert watched(one.passes(1)).charge.holds is UNKNOWN


def test_with_a_pack_that_is_not_measured_nothing_is_shown_to_be_kept() -> None:
    one = panel("PYLON", packs=2)
    one.tell(heard(EMPTY, 2, one.now))
    one.analog = replace(ANALOG, current=50.0)
    assert allowing(one, seconds=90).check.obeyed is UNKNOWN
    assert watched(flowing(one, 150.0, 7)).charge.holds is NO


def test_without_a_tap_the_watch_begins_when_the_numbers_agree() -> None:
    one = panel("PYLON", tap=False)
    one.analog = replace(ANALOG, current=-50.0)
    assert watched(one.passes(5)) == Obedience()
    one.tell(AnswerNumber(Number.SOC, same=True))
    assert watched(one.passes(5)) == Obedience()
    one.tell(*(AnswerNumber(number, same=True) for number in Number))
    one.passes(61)
    assert (watched(one).estimated, watched(one).discharge.limit_a) == (True, 100.0)
    assert one.check.finding is Finding.OBEYED
    one.tell(CompareAnew())
    assert (watched(one), one.check.finding) == (Obedience(), Finding.NO_TAP)
    assert watched(one.passes(5)) == Obedience()


def test_without_a_tap_a_current_beyond_the_manual_is_disobeyed() -> None:
    one = flowing(agreed(), 110.0, 7)
    assert (one.check.finding, one.check.heard) == (Finding.DISOBEYED, YES)


def test_without_a_tap_a_bms_that_stops_a_direction_allows_nothing() -> None:
    one = agreed()
    one.status = replace(QUIET, protect_1=0x01)
    assert watched(flowing(one, 5.0)).charge.limit_a == 0.0
    one.status = replace(QUIET, system=0x02)  # discharge MOSFET off
    assert (watched(one.passes(1)).charge.limit_a, watched(one).discharge.limit_a) == (100.0, 0.0)
    one.status = replace(QUIET, protect_1=0x40)  # short circuit
    assert watched(one.passes(1)).discharge.limit_a == 0.0


def test_without_a_model_the_manual_allows_nothing_that_is_known() -> None:
    one = panel("PYLON", tap=False, analog=replace(ANALOG, design=150.0)).passes(1)
    one.tell(AnswerNumber(Number.SOC, same=True), AnswerNumber(Number.VOLTAGE, same=True))
    assert one.check.finding is Finding.AGREED
    assert watched(one.passes(1)).charge == Side(now_a=0.0)
    assert watched(one).discharge == Side(now_a=20.0)


def test_comparing_anew_leaves_a_watch_by_tap_alone() -> None:
    one = on_tap(50.0, seconds=70)
    one.tell(CompareAnew())
    assert one.check.obeyed is YES
    assert watched(one).serial == SERIAL
