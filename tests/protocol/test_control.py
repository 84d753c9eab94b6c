"""99H: what a code does to the control byte, as captured."""

from hmi.protocol.control import EFFECT, Switch
from hmi.protocol.frame import decode
from hmi.protocol.messages import Command, read_reply
from tests.protocol.recorded import SOUND


def test_every_code_has_an_effect() -> None:
    assert set(EFFECT) == set(Switch)
    assert len(set(EFFECT.values())) == len(EFFECT)


def test_the_captured_answers_show_the_effect() -> None:
    answers = [
        recorded for recorded in SOUND if recorded.command == Command.SWITCH and not recorded.is_request
    ]
    assert len(answers) == 4
    for recorded in answers:
        reply = read_reply(Command.SWITCH, decode(recorded.text))
        bit, value = EFFECT[Switch(reply.code)]
        assert reply.control >> bit & 1 == value
