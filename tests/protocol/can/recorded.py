"""The frames of `tests/captures/can-frames.json`, each with its source and what it says."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hmi.protocol.can import tables
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language

FILE = Path(__file__).parents[2] / "captures" / "can-frames.json"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A frame, whose it is, and the values that the file gives for it."""

    language: Language
    frame: CanFrame
    from_inverter: bool
    says: dict[str, Any]
    bus: str  # frames of one bus, or of one constructed group

    def __str__(self) -> str:
        return f"{self.bus} {self.frame.name} {self.frame.data.hex().upper()}"


RECORDED = [
    Recorded(
        language=Language(entry["protocol"]),
        frame=CanFrame(int(entry["id"], 16), bytes.fromhex(entry["data"]), entry.get("extended", False)),
        from_inverter=entry["direction"] == "inverter->BMS",
        says=entry["decoded"],
        bus=entry["set"],
    )
    for entry in json.loads(FILE.read_text(encoding="utf-8"))
]


def bus(name: str) -> list[Recorded]:
    """The frames of one bus, in the order of the file."""
    return [recorded for recorded in RECORDED if recorded.bus == name]


def heard(language: Language, name: str, data: str) -> Any:
    """The message of a frame, its identifier of 11 bits and its data as hexadecimal digits."""
    return tables.decode(language, CanFrame(int(name, 16), bytes.fromhex(data)))
