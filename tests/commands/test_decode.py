"""`pack-hmi decode`: captures in, one JSON object for each frame out."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.commands import decode
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.control import Code
from hmi.protocol.messages import Command, reply, request
from tests.protocol.recorded import RECORDED, SOUND
from tests.protocol.test_blocks import analog_pack, status_pack

KINDS = {"chksum": "checksum", "length": "length_check"}
ASK_COUNT, COUNT = b"~250146900000FDA5", b"~25014600E00202FD35"


def told(text: bytes) -> list[dict[str, Any]]:
    return list(decode.decoded(decode.lines(io.BytesIO(text))))


def test_a_request_and_its_reply() -> None:
    asked, answered = told(ASK_COUNT + b"\n" + COUNT + b"\n")
    assert asked == {"kind": "request", "command": "90", "name": "pack_count", "address": 1}
    assert answered == {
        "kind": "reply",
        "command": "90",
        "name": "pack_count",
        "address": 1,
        "pack_count": 2,
    }


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\n\n", b" ", b""])
def test_ends_of_lines(end: bytes) -> None:
    assert [line["kind"] for line in told(ASK_COUNT + end + COUNT + end)] == ["request", "reply"]


def test_a_pack_has_the_keys_of_read() -> None:
    text = request(Command.ANALOG, Code(1)) + reply(Blocks((analog_pack(16, 6),)), 1)
    text += request(Command.STATUS, Code(1)) + reply(Blocks((status_pack(16, 6),)), 1)
    _, analog, _, status = told(text)
    assert analog["packs"][0]["soc_pct"] == 46.6
    assert status["packs"][0]["discharging"] is True
    assert {"address", "cell_voltages_v", "temperatures_c", "current_a", "voltage_v"} <= set(
        analog["packs"][0]
    )
    assert {"address", "protections", "warnings", "faults", "balancing_cells"} <= set(status["packs"][0])


@pytest.mark.parametrize(
    ("asked", "count", "address", "addresses"),
    [
        (WHOLE_STACK, 3, 1, [1, 2, 3]),
        (WHOLE_STACK, 1, 0, [0]),
        (1, 1, 0, [0]),
        (1, 1, 4, [4]),
        (2, 1, 1, [2]),
        (15, 1, 1, [15]),
    ],
)
def test_addresses_of_packs(asked: int, count: int, address: int, addresses: list[int]) -> None:
    pack_byte = count if asked == WHOLE_STACK else asked
    answer = reply(Blocks((analog_pack(16, 6),) * count, pack_byte), address)
    _, with_request = told(request(Command.ANALOG, Code(asked)) + answer)
    [alone] = told(answer)
    for line in (with_request, alone):
        assert [pack["address"] for pack in line["packs"]] == addresses


@pytest.mark.parametrize("recorded", RECORDED, ids=str)
def test_every_recorded_frame_alone(recorded: Any) -> None:
    [line] = told(recorded.text)
    if not recorded.is_sound:
        assert (
            line["error"]["kind"] == {"chksum": "checksum", "length": "length_check"}[recorded.says["error"]]
        )
        assert (line["line"], line["frame"]) == (1, recorded.text.decode())
        return
    assert line["kind"] == ("request" if recorded.is_request else "reply")
    assert line["address"] == recorded.says["adr"]
    if line["command"] is None and "return_code" not in line:
        assert f"{recorded.command:02X}" in line["possible_commands"]


def test_all_recorded_frames_in_their_order() -> None:
    """Not every request there has its reply: where the last one does not fit, the layout decides."""
    lines = told(b"\n".join(recorded.text for recorded in RECORDED))
    assert len(lines) == len(RECORDED)
    for recorded, line in zip(RECORDED, lines, strict=True):
        assert ("error" in line) != recorded.is_sound
        acknowledged = line.keys() == {"kind", "command", "name", "address"}  # in the file once for all
        if recorded.is_sound and line["command"] is not None and (recorded.is_request or not acknowledged):
            assert line["command"] == f"{recorded.command:02X}"


def test_values_of_recorded_packs() -> None:
    for recorded in SOUND:
        if recorded.command != Command.ANALOG or recorded.is_request:
            continue
        [line] = told(recorded.text)
        for pack, said in zip(line["packs"], recorded.says["packs"], strict=True):
            assert pack["cell_voltages_v"] == [millivolts / 1000 for millivolts in said["cells_mv"]]
            assert pack["temperatures_c"] == [tenths / 10 for tenths in said["temps_dc"]]
            assert pack["current_a"] == said["current_ma"] / 1000
            assert pack["remaining_ah"] == said["remaining_mah"] / 1000
            assert pack["cycles"] == said["cycles"]


def test_a_refusal_is_a_sound_frame() -> None:
    _, refused = told(b"~2500469BE00201FD1C\n~25004609E00204FD2B\n")
    assert (refused["return_code"], refused["return_text"]) == (9, "operation failed or refused")
    assert refused["packs"][0]["system_raw"] == "04"
    [unasked] = told(b"~250146040000FDAA")
    assert (unasked["command"], unasked["return_code"]) == (None, 4)
    [with_info] = told(b"~25004609E00204FD2B")
    assert with_info["info_hex"] == "04"
    [unknown] = told(b"~2501460A0000FD9D")
    assert unknown["return_text"] == "unknown code"


def test_a_late_reply_says_what_was_expected() -> None:
    text = request(Command.STATUS, Code(1)) + reply(Blocks((analog_pack(16, 6),)), 1)
    _, late = told(text)
    assert (late["command"], late["expected_command"]) == ("42", "44")


def test_a_reply_that_several_commands_have() -> None:
    [count] = told(COUNT)
    assert count["command"] is None
    assert "90" in count["possible_commands"]
    assert count["info_hex"] == "02"
    [limits] = told(b"~25004600F01001E100E740D2F00AFA24")
    assert limits["possible_commands"] == ["D5", "D7"]
    assert (limits["alarm_v"], limits["info_hex"]) == (57.6, "01E100E740D2F00A")


def test_echo_pushed_and_foreign_frames() -> None:
    _, echo, answer = told(ASK_COUNT + b"\n" + ASK_COUNT + b"\n" + COUNT)
    assert echo["echo"] is True
    assert answer["pack_count"] == 2
    [pushed] = told(reply(Blocks((analog_pack(16, 6),)), 1, code=Command.ANALOG))
    assert (pushed["kind"], pushed["pushed"], pushed["command"]) == ("reply", True, "42")
    assert "return_code" not in pushed
    [foreign] = told(b"~250046630000FDA6")
    assert foreign == {"kind": "request", "command": "63", "name": None, "address": 0, "info_hex": ""}


def test_an_acknowledgement_with_info() -> None:
    _, answer = told(b"~250046B2400C1808140E0F25FAFC\n" + COUNT)
    assert (answer["command"], answer["info_hex"]) == ("B2", "02")


def test_an_absurd_value_is_an_error_in_words() -> None:
    _, line = told(request(Command.ANALOG, Code(1)) + reply(Blocks((analog_pack(16, 6, volts=65.535),)), 1))
    assert line["error"] == {
        "kind": "implausible",
        "reason": "expected at most 5.000 V on cell 1, came 65.535 V",
    }


def test_errors_name_their_line() -> None:
    text = b"# capture\n\n" + ASK_COUNT + b"\r\nnothing here\n" + COUNT[:-1] + b"\n" + COUNT + b"\n"
    asked, no_frame, cut_short, answered = told(text)
    assert asked["kind"] == "request"
    assert (no_frame["error"]["kind"], no_frame["line"], no_frame["frame"]) == ("framing", 4, "nothing here")
    assert (cut_short["error"]["kind"], cut_short["line"]) == ("length_check", 5)
    assert answered["command"] is None


class Trickle(io.BytesIO):
    """A stream that gives a byte at a time."""

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(1)


@given(st.lists(st.sampled_from([b"a", b"\r", b"\n", b"~25"]), max_size=12).map(b"".join))
def test_lines_are_the_same_however_they_arrive(text: bytes) -> None:
    assert list(decode.lines(Trickle(text))) == list(decode.lines(io.BytesIO(text)))


def test_what_has_no_end_does_not_fill_the_memory() -> None:
    pieces = list(decode.lines(io.BytesIO(b"x" * 1_000_000)))
    assert b"".join(pieces) == b"x" * 1_000_000
    assert max(map(len, pieces)) < 200_000


@given(st.binary(max_size=400))
def test_any_bytes_give_lines_of_json(text: bytes) -> None:
    for line in told(text):
        assert json.loads(json.dumps(line)) == line
