"""Which frame is on the bus when, from both sides."""

from itertools import pairwise
from statistics import median

import pytest

from hmi.protocol.can import tables
from hmi.protocol.can.answers import answers
from hmi.protocol.can.fingerprint import fingerprint
from hmi.protocol.can.language import Language
from hmi.simulator.inverter.on_bus import OnBus
from tests.simulator.can_bus import CODES, NO_CAN_LANGUAGE, frames, listened, of_battery, select, still
from tests.simulator.talk import stack_of

# s: period of an identifier, gap between frames of a set, period of the inverter's frames; None: it has none.
PACES = {
    Language.PYLON: (1.0, 0.1, 1.0),
    Language.GOODWE: (1.0, 0.1, 1.0),
    Language.SMA: (1.0, 0.1, 1.0),
    Language.SOFAR: (1.0, 0.1, None),
    Language.GROWATT: (1.0, 0.083, 0.51),
    Language.VICTRON: (0.76, 0.04, 1.0),
}
OF_INVERTER = {
    Language.PYLON: {0x305: bytes(8)},
    Language.GOODWE: {0x305: bytes(8)},
    Language.SOFAR: {},
    Language.GROWATT: {0x301: bytes.fromhex("0B16212C37424D58")},
    Language.VICTRON: {0x305: bytes(8), 0x307: bytes.fromhex("1234567856494300")},
}


def gaps(said: list[OnBus], identifier: int) -> list[float]:
    times = [one.at for one in said if one.frame is not None and one.frame.id == identifier]
    return [later - earlier for earlier, later in pairwise(times)]


@pytest.mark.parametrize(("language", "paces"), PACES.items())
def test_each_identifier_comes_with_the_period_of_the_reference(
    language: Language, paces: tuple[float, float, float | None]
) -> None:
    _, bus = still(language)
    said = listened(bus, 0.0, 10.0)
    period, apart, answer = paces
    battery = of_battery(said)
    for identifier in {frame.id for frame in battery}:
        assert gaps(said, identifier) == pytest.approx([period] * len(gaps(said, identifier)))
    spoken = [one.at for one in said if one.frame in battery]
    assert median(later - earlier for earlier, later in pairwise(spoken)) == pytest.approx(apart)
    inverter = {one.id for one in frames(said)} - {one.id for one in battery}
    assert bool(inverter) is (answer is not None)
    for identifier in inverter:
        assert gaps(said, identifier) == pytest.approx([answer] * len(gaps(said, identifier)))


@pytest.mark.parametrize(("language", "expected"), OF_INVERTER.items())
def test_the_inverter_answers_as_its_protocol_wants(language: Language, expected: dict[int, bytes]) -> None:
    _, bus = still(language)
    battery = of_battery(said := listened(bus, 0.0, 2.0))
    found = {frame.id: frame.data for frame in frames(said) if frame not in battery}
    assert found == expected
    assert {one for answer in answers(frames(said)) for one in answer.languages} >= (
        {language} if expected else set()
    )


def test_a_sunny_island_sends_back_what_it_was_told() -> None:
    _, bus = still(Language.SMA)
    heard = {frame.id: tables.decode(Language.SMA, frame) for frame in frames(listened(bus, 0.0, 2.5))}
    assert heard[0x305].inverter_soc_pct == heard[0x355].soc_pct
    assert heard[0x305].inverter_battery_voltage_v == pytest.approx(heard[0x356].voltage_v, abs=0.051)
    assert heard[0x305].inverter_battery_current_a == -heard[0x356].current_a
    assert heard[0x306].inverter_charge_voltage_v == heard[0x351].charge_voltage_limit_v
    assert heard[0x306].inverter_soh_pct == heard[0x355].soh_pct
    assert (heard[0x306].operating_state, heard[0x306].error_no) == ("operating", 0)


def test_a_sunny_island_drops_the_limits_of_a_pack_of_eight_cells() -> None:
    _, bus = still(Language.SMA, model="ES25.6-100LP")
    heard = {frame.id: tables.decode(Language.SMA, frame) for frame in frames(listened(bus, 0.0, 2.5))}
    assert heard[0x306].inverter_charge_voltage_v is None
    assert (heard[0x306].operating_state, heard[0x306].error_no) == ("failure", 952)


@pytest.mark.parametrize("language", CODES)
def test_a_fingerprint_names_what_is_spoken(language: Language) -> None:
    _, bus = still(language)
    assert language in fingerprint(of_battery(listened(bus, 0.0, 1.2))).fits


def test_both_ends_follow_the_selection_within_a_set() -> None:
    wire, bus = still(Language.PYLON)
    listened(bus, 0.0, 3.3)
    select(wire, CODES[Language.GROWATT], at=3.4)
    listened(bus, 3.4, 4.4)
    said = frames(listened(bus, 4.42, 6.4))
    assert {frame.id for frame in said} >= {0x301, 0x311, 0x313}
    assert all(tables.known(Language.GROWATT, frame) for frame in said)


def test_a_protocol_that_is_not_known_is_silence() -> None:
    wire, bus = still()
    select(wire, NO_CAN_LANGUAGE)
    assert listened(bus, 0.0, 3.0) == []
    select(wire, CODES[Language.SOFAR])
    assert of_battery(listened(bus, 3.0, 5.0))


def test_a_pack_that_sleeps_says_nothing() -> None:
    wire, bus = still()
    listened(bus, 0.0, 1.5)
    stack_of(wire).wired.bms.shut_down()
    assert of_battery(listened(bus, 1.52, 4.0)) == []


def test_what_a_pause_held_up_is_not_made_up_for() -> None:
    _, bus = still()
    listened(bus, 0.0, 1.0)
    assert len(bus.due(60.0)) <= 2
    assert {frame.id for frame in of_battery(listened(bus, 60.0, 61.0))} == {
        0x351,
        0x355,
        0x356,
        0x359,
        0x35C,
        0x35E,
    }


def test_it_is_told_when_the_next_frame_is_due() -> None:
    _, bus = still()
    bus.due(5.0)
    for _ in range(20):
        due = bus.next_due
        assert bus.due(due - 0.001) == []
        assert bus.due(due)
