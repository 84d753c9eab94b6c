"""An inverter is recognised by what only inverters say, and in which languages that answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol.can.answers import ANSWERING, Sign, answers, of_inverter
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from tests.protocol.can.recorded import RECORDED, Recorded, bus

ZEROS = bytes(8)
SIGNS = {
    "0000000000000000 305": (Sign.ZEROS_305, (Language.PYLON, Language.GOODWE, Language.VICTRON)),
    "0B026AFFFA00BC02 305": (Sign.TELEMETRY_305, (Language.SMA,)),
    "FFFF008000800080 305": (Sign.TELEMETRY_305, (Language.SMA,)),
    "0B16212C37424D58 301": (Sign.GROWATT_301, (Language.GROWATT,)),
    "1122334455667788 301": (Sign.GROWATT_301_HEX, (Language.GROWATT,)),
    "1234567856494300 307": (Sign.VICTRON_307, (Language.VICTRON,)),
}


def frame(text: str, extended: bool = False) -> CanFrame:
    data, identifier = text.split()
    return CanFrame(int(identifier, 16), bytes.fromhex(data), extended)


@pytest.mark.parametrize("text", SIGNS)
def test_each_sign_answers_in_its_languages(text: str) -> None:
    (answer,) = answers([frame(text)])
    assert (answer.sign, answer.languages) == SIGNS[text]
    assert answer.frame == frame(text)
    assert of_inverter(frame(text))


def test_every_language_but_sofar_has_an_answer() -> None:
    assert {language for _, languages in SIGNS.values() for language in languages} == {*ANSWERING}


@pytest.mark.parametrize("recorded", RECORDED, ids=str)
def test_recorded_frames_are_the_inverters_where_the_file_says_so(recorded: Recorded) -> None:
    assert of_inverter(recorded.frame) is recorded.from_inverter


@pytest.mark.parametrize(
    "data",
    [
        "2100000000000000",  # the emulator of a battery
        "00000000000000",  # shorter
        "",
        "F101000000000000",  # counters that have come as far as a voltage
        "F101020000000000",
        "00000000000001F1",
        "0202020202020202",
        "0B026AFFFA00E903",  # SOC 100.1 %
        "0B026AFFE903BC02",  # 100.1 degC
        "8B026AFFFA00BC02",  # 65.1 V
        "0B026AFFFA00BC",
    ],
)
def test_other_content_of_305_may_be_a_battery_s(data: str) -> None:
    assert not of_inverter(CanFrame(0x305, bytes.fromhex(data)))
    assert not answers([CanFrame(0x305, bytes.fromhex(data))])


@given(st.integers(0, 2**32 - 1), st.sampled_from(["little", "big"]))
def test_a_running_counter_is_never_taken_for_telemetry(count: int, order: str) -> None:
    data = count.to_bytes(8, order)  # type: ignore[arg-type]
    assert all(answer.sign is Sign.ZEROS_305 for answer in answers([CanFrame(0x305, data)]))


@pytest.mark.parametrize("identifier", [0x211, 0x212, 0x300, 0x301, 0x302, 0x304, 0x306, 0x307, 0x308, 0x309])
def test_what_else_an_inverter_sends_is_its_own_and_no_sign(identifier: int) -> None:
    other = CanFrame(identifier, bytes.fromhex("0A00F6FF00000000"))
    assert of_inverter(other)
    assert not answers([other])


def test_an_extended_305_is_an_inverter_s_and_answers_with_zeros() -> None:
    alive, other = frame("0000000000000000 305", extended=True), frame("0B026AFFFA00BC02 305", extended=True)
    assert of_inverter(alive)
    assert of_inverter(other)
    assert [answer.sign for answer in answers([alive, other])] == [Sign.ZEROS_305]


def test_other_extended_frames_are_nobody_s_answer() -> None:
    for text in ("0B16212C37424D58 301", "1234567856494300 307", "0000000000000000 351"):
        assert not of_inverter(frame(text, extended=True))
        assert not answers([frame(text, extended=True)])


def test_the_surest_sign_comes_first() -> None:
    signs = [answer.sign for answer in answers(frame(text) for text in SIGNS)]
    assert signs == [
        Sign.VICTRON_307,
        Sign.GROWATT_301,
        Sign.GROWATT_301_HEX,
        Sign.TELEMETRY_305,
        Sign.TELEMETRY_305,
        Sign.ZEROS_305,
    ]


def test_what_a_battery_says_is_no_answer() -> None:
    assert not answers(one.frame for one in bus("jk-pylon"))
    assert [answer.sign for answer in answers(one.frame for one in bus("jk-growatt"))] == [Sign.GROWATT_301]


@given(
    st.builds(
        CanFrame, st.integers(0, 0x7FF) | st.integers(0x300, 0x30A), st.binary(max_size=8), st.booleans()
    )
)
def test_whatever_answers_is_an_inverter_s(one: CanFrame) -> None:
    assert len(answers([one])) <= of_inverter(one)
