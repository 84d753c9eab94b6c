"""Three numbers, compared by a human with what the inverter shows."""

from dataclasses import replace

from hmi.model.check import agreeing, allowed
from hmi.model.check.allowed import Allowed
from hmi.model.check.finding import Finding
from hmi.model.check.numbers import Number, Numbers
from hmi.model.intents import AnswerNumber, CompareAnew
from hmi.protocol.can.language import Language
from hmi.protocol.identity import Serials
from hmi.protocol.inverter_protocol import InverterProtocol
from tests.model.known import ANALOG
from tests.model.on_bus import PYLON, SERIAL, Panel, panel, says

ALL_SAME = tuple(AnswerNumber(number, same=True) for number in Number)


def shown(one: Panel) -> dict[Number, float | None]:
    return dict(agreeing.values(one.state))


def numbers(one: Panel) -> Numbers:
    return one.state.inverter.numbers


def test_without_a_tap_the_values_are_the_uarts_and_the_manuals() -> None:
    one = panel(tap=False)
    assert shown(one) == {Number.SOC: 60.0, Number.VOLTAGE: 52.8, Number.CHARGE_LIMIT: 100.0}
    assert allowed.announced(one.state) is None
    nothing = panel(tap=False, analog=None)
    assert shown(nothing) == dict.fromkeys(Number)


def test_with_a_tap_they_are_what_the_inverter_is_told() -> None:
    one = panel().speak(*says(Language.PYLON, soc_pct=61, voltage_v=52.7, charge_current_limit_a=80.0))
    assert shown(one) == {Number.SOC: 61, Number.VOLTAGE: 52.7, Number.CHARGE_LIMIT: 80.0}
    assert allowed.announced(one.state) == Allowed(80.0, 100.0)
    one.speak(*(frame for frame in PYLON if frame.id != 0x351), seconds=11)
    assert shown(one)[Number.CHARGE_LIMIT] == 100.0


def test_an_answer_keeps_of_whom_and_when_it_is() -> None:
    one = panel(tap=False)
    one.tell(AnswerNumber(Number.SOC, same=False), AnswerNumber(Number.VOLTAGE, same=True))
    assert numbers(one) == Numbers(
        same=((Number.SOC, False), (Number.VOLTAGE, True)),
        serial=SERIAL,
        protocol=(1, 255),
        at=100.0,
    )
    one.analog = replace(ANALOG, remaining=61.0)
    one.passes(5).tell(AnswerNumber(Number.SOC, same=True))
    assert numbers(one).same == ((Number.VOLTAGE, True), (Number.SOC, True))
    assert numbers(one).at == 105.0


def test_a_value_that_is_not_known_any_more_cannot_have_been_compared() -> None:
    one = panel(tap=False, analog=None)
    one.tell(*ALL_SAME)
    assert (numbers(one), one.check.finding) == (Numbers(), Finding.NO_TAP)


def test_answers_are_about_one_battery_and_one_protocol() -> None:
    one = panel(tap=False)
    one.tell(*ALL_SAME)
    assert one.check.finding is Finding.AGREED
    sma = replace(one.state.identity, inverter_protocol=InverterProtocol(7, 255, 1))
    unread = replace(one.state.identity, inverter_protocol=None)
    other = replace(one.state.identity, serials=Serials("BMS2", "other"))
    kept = one.state
    findings = []
    for identity in (sma, unread, other):
        one.state = replace(kept, identity=identity)
        findings.append(one.check.finding)
    assert findings == [Finding.NO_TAP, Finding.AGREED, Finding.NO_TAP]
    one.tell(AnswerNumber(Number.SOC, same=True))
    assert (numbers(one).same, numbers(one).serial) == (((Number.SOC, True),), "other")


def test_answers_given_before_the_protocol_was_known_are_about_no_protocol_that_is_read_later() -> None:
    one = panel(None, tap=False)
    one.tell(*ALL_SAME)
    before = one.check.finding
    one.state = replace(one.state, identity=panel().state.identity)
    assert (before, one.check.finding) == (Finding.AGREED, Finding.NO_TAP)


def test_a_protocol_that_cannot_be_read_for_a_moment_is_not_another_one() -> None:
    one = panel(tap=False)
    one.tell(*ALL_SAME[:2])
    read = one.state.identity
    one.state = replace(one.state, identity=replace(read, inverter_protocol=None))
    one.tell(*ALL_SAME[2:])
    one.state = replace(one.state, identity=read)
    assert (one.check.finding, numbers(one).protocol) == (Finding.AGREED, (1, 255))


def test_they_can_be_compared_anew() -> None:
    one = panel(tap=False).passes(1)
    one.tell(*ALL_SAME)
    one.passes(2)
    assert one.state.inverter.finding == Finding.AGREED
    one.tell(CompareAnew())
    assert (numbers(one), one.check.finding) == (Numbers(), Finding.NO_TAP)
    assert not one.state.inverter.finding
