import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from hmi.protocol import frame
from hmi.protocol.control import Code
from hmi.protocol.errors import ChecksumError, LengthCheckError
from hmi.protocol.frame import Frame
from hmi.protocol.history import RecordNumber
from hmi.protocol.identity import Clock, PackCount
from hmi.protocol.messages import Command, reply, request
from hmi.simulator.recordings import RecordingError, load
from hmi.simulator.wire import Wire
from tests.simulator.talk import ask, frames, refused

CAPTURES = Path(__file__).parent.parent / "captures" / "pace-v25-frames.json"
RECORDED: list[dict[str, Any]] = json.loads(CAPTURES.read_text(encoding="utf-8"))


def _wire(path: Path = CAPTURES, source: str | None = None) -> Wire:
    return Wire(load(path, source), baud=0)


def _text(path: Path, *lines: str | bytes) -> Path:
    file = path / "capture.txt"
    file.write_text("\n".join(line if isinstance(line, str) else line.decode().strip() for line in lines))
    return file


class TestJson:
    def test_the_first_source_with_a_42h_reply_answers_byte_for_byte(self) -> None:
        wire = _wire()
        wire.feed(request(Command.ANALOG, Code(1)), 0.0)
        assert wire.due(1.0) == RECORDED[1]["frame"].encode() + b"\r"
        assert ask(wire, Command.VERSION).software == "P16S100A-1812-1.00"
        assert ask(wire, Command.READ_CLOCK) == Clock(24, 8, 21, 5, 29, 31)

    def test_everything_that_source_recorded_is_answered(self) -> None:
        wire = _wire()
        own = [entry for entry in RECORDED if entry["source"] == RECORDED[0]["source"]]
        pairs = [
            (asked, told)
            for asked, told in itertools.pairwise(own)
            if told["direction"] == "response" and asked["cid2"] == told["cid2"]
        ]
        assert len(pairs) > 25
        for asked, told in pairs:
            wire.feed(asked["frame"].encode() + b"\r", 0.0)
            assert wire.due(1.0) == told["frame"].encode() + b"\r"

    def test_what_it_did_not_record_is_not_borrowed_from_another_pack(self) -> None:
        wire = _wire()
        assert refused(wire, Command.PACK_COUNT).code == 0x04
        assert refused(wire, Command.ANALOG, Code(2)).code == 0x04
        assert refused(wire, Command.ANALOG, Code(0xFF)).code == 0x04
        assert refused(wire, Command.READ_RECORD, RecordNumber(0)).code == 0x04

    def test_a_source_is_chosen_by_a_part_of_its_name(self) -> None:
        wire = _wire(source="easun")
        assert ask(wire, Command.ANALOG, Code(1)).packs[0].design == 200
        assert ask(wire, Command.STATUS, Code(1)).packs[0].system == 0x0E
        assert refused(wire, Command.VERSION).code == 0x04

    def test_a_stack_answers_only_for_the_whole(self) -> None:
        wire = _wire(source="issue #46")
        assert len(ask(wire, Command.ANALOG, Code(0xFF)).packs) == 3
        refusal = frames(wire, request(Command.ANALOG, Code(1)))
        assert refusal == [Frame(1, 0x04)]

    def test_a_slave_answers_for_itself(self) -> None:
        wire = _wire(source="issue #50")
        assert ask(wire, Command.ANALOG, Code(1)) == ask(wire, Command.ANALOG, Code(2))
        assert refused(wire, Command.ANALOG, Code(0xFF)).code == 0x04

    def test_what_was_recorded_damaged_is_sent_damaged(self) -> None:
        wire = _wire(source="issue #55")
        assert [type(found) for found in frames(wire, request(Command.ANALOG, Code(1)))] == [LengthCheckError]
        assert frames(wire, request(Command.VERSION)) == [Frame(0, 0x04)]

    def test_an_unknown_source_is_answered_with_the_known(self) -> None:
        with pytest.raises(RecordingError, match=r"'zzz'.*EASUN"):
            load(CAPTURES, "zzz")

    @pytest.mark.parametrize(
        "text",
        [
            "[",
            "{}",
            "[1]",
            '[{"source": "a"}]',
            '[{"source": "a", "direction": "up", "cid2": "42", "frame": "~25"}]',
            '[{"source": "a", "direction": "request", "cid2": "zz", "frame": "~25"}]',
            '[{"source": "a", "direction": "request", "cid2": "42", "frame": "hello"}]',
            '[{"source": "a", "direction": "request", "cid2": "42", "frame": null}]',
            "[]",
        ],
    )
    def test_malformed(self, text: str, tmp_path: Path) -> None:
        with pytest.raises(RecordingError, match="expected"):
            load(_text(tmp_path, text))

    def test_a_reply_whose_layout_nobody_knows_is_that_of_the_wired_pack(self, tmp_path: Path) -> None:
        odd = frame.encode(Frame(3, 0, bytes((0, 1, 16, 9)))).decode().strip()
        entry = {"source": "odd", "direction": "response", "cid2": "42", "frame": odd}
        wire = _wire(_text(tmp_path, json.dumps([entry])))
        assert frames(wire, request(Command.ANALOG, Code(1))) == [frame.decode(odd.encode())]


class TestText:
    def test_requests_with_their_replies_whatever_else_is_on_the_lines(self, tmp_path: Path) -> None:
        wire = _wire(
            _text(
                tmp_path,
                "a log of 2024",
                "12:00:01 TX ~250046900000FDA6",
                "12:00:01 RX ~25014600E00202FD35",
                f"glued {RECORDED[0]['frame']}{RECORDED[1]['frame']}",
            )
        )
        assert ask(wire, Command.PACK_COUNT) == PackCount(2)
        assert ask(wire, Command.ANALOG, Code(1)).packs[0].cycles == 140
        assert refused(wire, Command.ANALOG, Code(2)).code == 0x04

    def test_several_replies_come_in_turn(self, tmp_path: Path) -> None:
        asked = request(Command.PACK_COUNT)
        wire = _wire(_text(tmp_path, asked, reply(PackCount(1)), asked, reply(PackCount(2))))
        assert [ask(wire, Command.PACK_COUNT).count for _ in range(3)] == [1, 2, 1]

    def test_a_request_without_a_reply_and_a_reply_without_a_request_are_passed_over(
        self, tmp_path: Path
    ) -> None:
        wire = _wire(
            _text(
                tmp_path,
                reply(PackCount(9)),
                request(Command.VERSION),
                request(Command.PACK_COUNT),
                reply(PackCount(3)),
                reply(PackCount(4)),
            )
        )
        assert {ask(wire, Command.PACK_COUNT).count for _ in range(3)} == {3}
        assert refused(wire, Command.VERSION).code == 0x04

    def test_a_reply_that_was_recorded_damaged(self, tmp_path: Path) -> None:
        wire = _wire(_text(tmp_path, "~250046900000FDA6 ~25014600E00202FD36"))
        assert [type(found) for found in frames(wire, request(Command.PACK_COUNT))] == [ChecksumError]

    def test_refusals_are_replies_too(self, tmp_path: Path) -> None:
        wire = _wire(_text(tmp_path, "~2500469BE00201FD1C ~25004609E00204FD2B"))
        refusal = refused(wire, Command.DISCHARGE_MOSFET, Code(1))
        assert (refusal.code, refusal.info) == (0x09, b"\x04")

    @pytest.mark.parametrize("text", ["", "nothing here", "~250046900000FDA6", "~25014600E00202FD35"])
    def test_nothing_that_answers(self, text: str, tmp_path: Path) -> None:
        with pytest.raises(RecordingError, match="expected JSON, or lines"):
            load(_text(tmp_path, text))

    def test_unreadable(self, tmp_path: Path) -> None:
        with pytest.raises(RecordingError, match="readable text file"):
            load(tmp_path)
        (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(RecordingError, match="readable text file"):
            load(tmp_path / "binary")


def test_damaged_requests_are_refused_and_noise_is_ignored() -> None:
    wire = _wire()
    assert frames(wire, b"~25004642E00201FD32\r") == [Frame(1, 0x02)]
    assert frames(wire, b"~25004642D00201FD31\r") == [Frame(1, 0x03)]
    assert frames(wire, b"~~\rnoise") == []


def test_a_recording_does_not_age() -> None:
    recording = load(CAPTURES)
    recording.pass_time(1e9)
    assert recording == load(CAPTURES)
