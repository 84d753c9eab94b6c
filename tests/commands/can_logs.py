"""Logs of the inverter's CAN bus for tests, written by python-can from frames of real packs."""

import json
from collections.abc import Iterable
from pathlib import Path

import can

from hmi.protocol.can.frame import CanFrame

CAPTURES = Path(__file__).resolve().parents[1] / "captures/can-frames.json"
WRITABLE = (".log", ".asc", ".blf", ".csv", ".db", ".trc", ".log.gz", ".asc.gz", ".csv.gz", ".trc.gz")


def captured(name: str) -> list[CanFrame]:
    """The frames of one set, in their order."""
    rows = json.loads(CAPTURES.read_text())
    return [CanFrame(int(row["id"], 16), bytes.fromhex(row["data"])) for row in rows if row["set"] == name]


def message(frame: CanFrame, time_s: float = 0.0) -> can.Message:
    return can.Message(
        timestamp=time_s, arbitration_id=frame.id, is_extended_id=frame.extended, data=frame.data, channel=0
    )


def messages(frames: Iterable[CanFrame], rounds: int = 1) -> list[can.Message]:
    """The frames one after the other, 100 ms apart, from second 100 on."""
    return [message(frame, 100 + number / 10) for number, frame in enumerate([*frames] * rounds)]


def write(file: Path, logged: Iterable[can.Message]) -> Path:
    """A log of that suffix."""
    with can.Logger(file) as logger:
        for one in logged:
            logger.on_message_received(one)
    return file
