"""One request and its answer, in virtual time: lateness, damage, strays, echoes, and whose answer it is."""

import pytest

from hmi.links.exchange import Exchange
from hmi.links.outcome import Answered, Failed, Question
from hmi.links.timing import LinkSettings
from hmi.model.events import Trouble
from hmi.protocol.analog import PackAnalog
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.control import Code
from hmi.protocol.frame import Frame, checksum
from hmi.protocol.messages import Command, reply, request
from hmi.protocol.parameters import VoltageLimits
from tests.links.packs import ANALOG, STATUS, answer, one
from tests.links.virtual import CHARACTER_S, USUAL_S, Answer, VirtualPort

ANALOG_OF_HOST = Question(Command.ANALOG, Code(1))
STATUS_OF_HOST = Question(Command.STATUS, Code(1))
SOUND = reply(one(ANALOG), 0)


def exchange_over(port: VirtualPort) -> Exchange:
    return Exchange(port, LinkSettings(), port.clock)


def scripted(*answers: Answer) -> VirtualPort:
    """The n-th request gets the n-th answer, later ones none."""
    left = iter(answers)
    return VirtualPort(lambda _: next(left, b""))


def test_an_answer_has_message_address_time_and_length() -> None:
    port = scripted(reply(one(ANALOG), 7))
    exchange = exchange_over(port)
    outcome = exchange.ask(ANALOG_OF_HOST)
    assert outcome == Answered(one(ANALOG), 7, port.now, len(SOUND))
    assert port.now == pytest.approx(100 + (20 + len(SOUND)) * CHARACTER_S + USUAL_S)
    assert exchange.heard_at == port.now


def test_the_whole_stack_takes_as_long_as_its_length_needs() -> None:
    blocks = Blocks((ANALOG,) * 15, pack_byte=15)
    port = scripted([(0.45, reply(blocks, 1))])
    outcome = exchange_over(port).ask(Question(Command.ANALOG, Code(WHOLE_STACK)))
    assert isinstance(outcome, Answered)
    assert outcome.characters > 1700
    assert len(port.requests) == 1


def test_silence_is_asked_twice() -> None:
    port = scripted()
    outcome = exchange_over(port).ask(ANALOG_OF_HOST)
    assert isinstance(outcome, Failed)
    assert outcome.trouble is Trouble.SILENT
    assert len(port.requests) == 2
    assert port.now - 100 == pytest.approx(1.2, abs=0.1)


def test_one_try_is_one_request() -> None:
    port = scripted()
    exchange_over(port).ask(Question(Command.PACK_COUNT), tries=1)
    assert len(port.requests) == 1


@pytest.mark.parametrize(
    ("damaged", "kind"),
    [
        (SOUND[:30] + b"0" + SOUND[31:], "checksum"),
        (SOUND[:60] + SOUND[63:], "length_check"),
        (SOUND[:9] + b"0" + SOUND[10:], "length_check"),
        (SOUND[:80], "framing"),
        (SOUND[:-1], "framing"),
        (b"\x81\xff\x00 noise without end" * 3, "framing"),
        (SOUND[:1] + b"20" + SOUND[3:-5] + b"D2C8\r", "checksum"),
    ],
)
def test_a_damaged_answer_is_asked_for_again(damaged: bytes, kind: str) -> None:
    port = scripted(damaged, SOUND)
    assert isinstance(exchange_over(port).ask(ANALOG_OF_HOST), Answered)
    port = scripted(damaged, damaged, damaged, SOUND)
    outcome = exchange_over(port).ask(ANALOG_OF_HOST)
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.trouble) == (kind, Trouble.GARBAGE)
    assert len(port.requests) == 3


def test_another_version_of_the_protocol_is_named() -> None:
    body = b"20014600" + SOUND[9:-5]
    older = b"~%b%04X\r" % (body, checksum(body))
    outcome = exchange_over(scripted(*[older] * 3)).ask(ANALOG_OF_HOST)
    assert isinstance(outcome, Failed)
    assert (outcome.trouble, "20H" in outcome.detail) == (Trouble.GARBAGE, True)


def test_a_request_that_cannot_be_written_is_not_sent() -> None:
    port = scripted(SOUND)
    outcome = exchange_over(port).ask(Question(Command.ANALOG, Code(300)))
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.trouble, port.requests) == ("layout", None, [])


def test_garbage_is_quoted() -> None:
    outcome = exchange_over(scripted(*[b"hello\r\n"] * 3)).ask(ANALOG_OF_HOST)
    assert isinstance(outcome, Failed)
    assert "hello" in outcome.detail


def test_a_request_is_not_sent_into_the_pause() -> None:
    port = scripted(SOUND[:40], SOUND)
    exchange_over(port).ask(ANALOG_OF_HOST)
    heard = 100 + (20 + 40) * CHARACTER_S + USUAL_S
    assert port.sent_at[1] >= heard + 0.1


@pytest.mark.parametrize("before", [request(Command.ANALOG, Code(1)), reply(one(STATUS), 0, code=0x44)])
def test_echoes_and_pushed_frames_are_passed_over(before: bytes) -> None:
    port = scripted([(0, before), (0.4, SOUND)])
    assert isinstance(exchange_over(port).ask(ANALOG_OF_HOST), Answered)
    assert len(port.requests) == 1


@pytest.mark.parametrize("code", [0x01, 0x04, 0x05, 0x06, 0x09, 0xE4])
def test_a_refusal_is_final(code: int) -> None:
    port = scripted(reply(address=3, code=code))
    outcome = exchange_over(port).ask(ANALOG_OF_HOST)
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.code, outcome.trouble) == ("return_code", code, None)
    assert len(port.requests) == 1


@pytest.mark.parametrize("code", [0x02, 0x03])
def test_a_request_that_came_damaged_is_sent_again(code: int) -> None:
    port = scripted(reply(code=code), SOUND)
    assert isinstance(exchange_over(port).ask(ANALOG_OF_HOST), Answered)


def test_an_absurd_value_is_implausible_and_the_link_is_alive() -> None:
    absurd = reply(one(PackAnalog((65.535, *ANALOG.cell_voltages[1:]), (21.0,), 0, 52, 1, 0, 1, 1, 1, b"")))
    outcome = exchange_over(scripted(absurd, absurd, absurd)).ask(ANALOG_OF_HOST)
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.trouble) == ("implausible", None)
    assert "65.535" in outcome.detail


def test_the_answer_to_something_else_is_passed_over() -> None:
    port = scripted([(0.06, reply(one(STATUS), 0)), (0.25, SOUND)])
    outcome = exchange_over(port).ask(ANALOG_OF_HOST)
    assert isinstance(outcome, Answered)
    assert outcome.message == one(ANALOG)
    assert len(port.requests) == 1


def test_another_layout_for_ever_is_a_failure_of_layout() -> None:
    port = scripted(*[reply(one(STATUS), 0)] * 3)
    outcome = exchange_over(port).ask(ANALOG_OF_HOST)
    assert isinstance(outcome, Failed)
    assert (outcome.kind, outcome.trouble) == ("layout", None)


def test_a_doubled_answer_is_not_the_answer_to_the_next_request() -> None:
    port = VirtualPort(lambda asked: 2 * answer(asked))
    exchange = exchange_over(port)
    for question in (ANALOG_OF_HOST, STATUS_OF_HOST, Question(Command.PACK_COUNT), ANALOG_OF_HOST):
        outcome = exchange.ask(question)
        assert isinstance(outcome, Answered)
        port.sleep(0.1)
    assert len(port.requests) == 4


OVER_VOLTAGE = VoltageLimits(1, 3.6, 3.7, 3.38, 1.0)
UNDER_VOLTAGE = VoltageLimits(1, 2.8, 2.5, 2.9, 1.0)


def limits(asked: Frame) -> bytes:
    """Two answers of one layout: nothing but their order tells them apart."""
    return reply(OVER_VOLTAGE if asked.code == Command.READ_CELL_OVER_VOLTAGE else UNDER_VOLTAGE, 0)


@pytest.mark.parametrize("late", [0.6, 0.7, 0.8, 0.9])
def test_a_late_answer_is_never_taken_for_that_to_another_request(late: float) -> None:
    port = VirtualPort(lambda asked: [(late, limits(asked))])
    exchange = exchange_over(port)
    over, under = Question(Command.READ_CELL_OVER_VOLTAGE), Question(Command.READ_CELL_UNDER_VOLTAGE)
    for question, message in [(over, OVER_VOLTAGE), (under, UNDER_VOLTAGE)] * 3:
        outcome = exchange.ask(question)
        assert isinstance(outcome, Answered)
        assert outcome.message == message
        port.sleep(0.1)


def test_an_answer_that_comes_after_giving_up_is_collected() -> None:
    late = iter([0.95, 0.06])
    port = VirtualPort(lambda asked: [(next(late), limits(asked))])
    exchange = exchange_over(port)
    given_up = exchange.ask(Question(Command.READ_CELL_OVER_VOLTAGE), tries=1)
    assert isinstance(given_up, Failed)
    outcome = exchange.ask(Question(Command.READ_CELL_UNDER_VOLTAGE))
    assert isinstance(outcome, Answered)
    assert outcome.message == UNDER_VOLTAGE


def test_a_lost_answer_is_not_waited_for_longer_than_it_could_be_late() -> None:
    port = scripted(b"", SOUND, reply(one(STATUS), 0))
    exchange = exchange_over(port)
    assert isinstance(exchange.ask(ANALOG_OF_HOST), Answered)
    assert isinstance(exchange.ask(STATUS_OF_HOST), Answered)
    assert port.sent_at[2] - port.sent_at[1] < 1.2


def test_a_late_answer_about_another_pack_shows_itself_at_the_master() -> None:
    port = scripted([(0.06, reply(one(ANALOG, 3), 1)), (0.22, reply(one(ANALOG, 2), 1))])
    outcome = exchange_over(port).ask(Question(Command.ANALOG, Code(2), 1))
    assert isinstance(outcome, Answered)
    assert outcome.message.pack_byte == 2


@pytest.mark.parametrize("pack", [0, 1, 9])
def test_what_else_stands_in_the_pack_byte_does_not_matter(pack: int) -> None:
    address = 1 if pack < 2 else 0
    port = scripted(reply(one(ANALOG, pack), address))
    assert isinstance(exchange_over(port).ask(Question(Command.ANALOG, Code(1), address)), Answered)


def test_endless_garbage_ends() -> None:
    port = VirtualPort(lambda _: [(0, b"~2500" + b"A" * 20000)])
    outcome = exchange_over(port).ask(ANALOG_OF_HOST, tries=1)
    assert isinstance(outcome, Failed)
    assert port.now - 100 < 6
