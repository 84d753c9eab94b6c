"""What the pages of the link check list."""

from dataclasses import replace

from hmi.model.check.finding import Check, Comparison, Finding, Holds, Suspect
from hmi.model.check.inverter_link import InverterLink
from hmi.model.check.lines import BusFact, advice, bus_parts, details, facts, value_parts, values
from hmi.model.check.sending import SENT
from hmi.model.check.traffic import Errors, Heard, Silent, Tap, TapPhase, Traffic
from hmi.model.facts import Advice, Facts, LinkAdvice
from hmi.model.room import Room
from hmi.model.state import State
from hmi.protocol.can.answers import Answer, Sign
from hmi.protocol.can.fingerprint import Fingerprint
from hmi.protocol.can.frame import CanFrame
from tests.model.on_bus import sends_back


def checked(*comparisons: Comparison, live: tuple[Heard, ...] = (), phase: TapPhase = TapPhase.OPEN) -> State:
    state = State(inverter=InverterLink(Tap("virtual:test", phase)), room=Room(frames=3, facts=4, values=3))
    state.__dict__["check"] = Check(Finding.UNDERSTOOD, comparisons=comparisons, live=live)
    return state


def test_each_code_that_either_side_tells_has_a_line() -> None:
    told = Comparison(
        "warnings", ("over_voltage", "general"), ("over_voltage", "short_circuit"), True, age_s=0.5
    )
    assert values(checked(told).check) == (
        Comparison("warnings.over_voltage", True, True, False, age_s=0.5),
        Comparison("warnings.general", True, False, True, age_s=0.5),
        Comparison("warnings.short_circuit", False, True, True, age_s=0.5),
    )


def test_a_side_that_tells_no_codes_differs_in_none() -> None:
    told = Comparison("protections", ("over_voltage",), None, False)
    assert values(checked(told).check) == (Comparison("protections.over_voltage", True, None, False),)


def test_a_list_that_is_empty_or_not_told_is_one_line() -> None:
    none, unknown = Comparison("protections", (), (), False), Comparison("requests", None, None, False)
    assert values(checked(none, unknown).check) == (none, unknown)


def test_values_go_on_over_as_many_parts_as_they_need() -> None:
    one = Comparison("soc_pct", 57.0, 57.2, False)
    assert [value_parts(checked(*(one,) * count)) for count in (0, 1, 3, 4)] == [1, 1, 1, 2]


LEAST = (BusFact.SPOKEN, BusFact.INVERTER, BusFact.RATE, BusFact.ERRORS, BusFact.ADAPTER)


def test_facts_that_say_nothing_are_left_out() -> None:
    assert facts(checked()) == LEAST


MEASURED, INVERTER = sends_back()


def heard_once(frame: CanFrame) -> Heard:
    return Heard(frame, 1, 0.0)


def sending(*frames: CanFrame, sign: Sign = Sign.TELEMETRY_305) -> State:
    state = checked(live=tuple(heard_once(one) for one in frames))
    state.__dict__["check"] = replace(state.check, answers=(Answer(sign, (), frames[0]),))
    return state


def test_of_what_an_inverter_sends_only_what_it_tells_is_listed() -> None:
    nothing_known = CanFrame(0x305, bytes.fromhex("FFFF008000800080"))
    soc_alone = CanFrame(0x305, bytes.fromhex("FFFF00800080BC02"))
    sets = (nothing_known,), (soc_alone,), (nothing_known, INVERTER)
    assert [tuple(one for one in facts(sending(*frames)) if one in SENT) for frames in sets] == [
        (),
        (BusFact.SOC,),
        (BusFact.CHARGE_VOLTAGE, BusFact.OPERATING, BusFact.ERROR),
    ]


def test_zeros_of_another_inverter_are_no_measurements() -> None:
    zeros = CanFrame(0x305, bytes(8)), CanFrame(0x306, bytes(8))
    assert not set(facts(sending(*zeros, sign=Sign.ZEROS_305))) & set(map(BusFact, SENT))


def test_facts_that_say_something_are_listed() -> None:
    errors = Errors(remote_frames=1, missed=1)
    tap = Tap("virtual:test", TapPhase.OPEN, silent=Silent.YES, traffic=Traffic(errors=errors))
    state = replace(checked(), inverter=InverterLink(tap))
    state.__dict__["check"] = Check(
        Finding.UNDERSTOOD,
        recognised=Fingerprint(evidence=("359",), tells_apart=("399",), unknown=("500",)),
        answers=(Answer(Sign.TELEMETRY_305, (), MEASURED),),
        live=(heard_once(MEASURED), heard_once(INVERTER)),
        taken_over=Holds.YES,
        in_tenths=True,
    )
    assert facts(state) == tuple(BusFact)


def test_the_frames_follow_the_facts_of_the_bus() -> None:
    heard = Heard(CanFrame(0x351, b""), 1, 0.0)
    parts = -(-len(LEAST) // 4)
    assert bus_parts(checked()) == parts
    assert bus_parts(checked(live=(heard,) * 4)) == parts + 2


def test_without_a_tap_that_listens_one_part_says_why() -> None:
    assert [bus_parts(checked(phase=phase)) for phase in (TapPhase.NONE, TapPhase.LOST)] == [1, 1]


def test_where_room_is_scarce_a_lost_tap_has_parts_for_its_name_and_for_the_words_of_the_system() -> None:
    lost = checked(phase=TapPhase.LOST)
    assert bus_parts(replace(lost, room=Room(asked=2))) == 3


def advised(room: Room) -> tuple[tuple[str, ...], ...]:
    told = Advice("Pins", ("Look at them.", "Count."), "a test")
    state = State(inverter=InverterLink(advice=Suspect.PINS), room=room)
    return advice(replace(state, facts=Facts(link_check=LinkAdvice(advice={Suspect.PINS: told}))))


def test_advice_goes_over_as_many_parts_as_its_steps_need() -> None:
    assert advised(Room()) == (("Look at them.", "Count."),)
    assert advised(Room(told=2)) == (("Look at them.",), ("Count.",))
    assert advice(State()) == ((),)


def test_where_room_is_scarce_the_title_of_an_advice_is_its_first_line() -> None:
    assert advised(Room(check_parts=2)) == (("Pins", "Look at them.", "Count."),)


def test_all_that_leads_on_is_counted() -> None:
    assert details(checked()) == 2
    assert details(checked(Comparison("soc_pct", 1, 1, False))) == 3
