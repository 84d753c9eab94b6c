"""The frames of `tests/captures/pace-v25-frames.json`, each with its source and what it says."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hmi.protocol.command import Command

FILE = Path(__file__).parents[1] / "captures" / "pace-v25-frames.json"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A frame, `text` without CR, and the values that the file gives for it."""

    text: bytes
    command: Command
    is_request: bool
    says: dict[str, Any]
    source: str

    @property
    def is_sound(self) -> bool:
        return bool(self.says["valid"])

    def __str__(self) -> str:
        return f"{'request' if self.is_request else 'reply'} {self.command:02X} {self.text[:24].decode()}"


RECORDED = [
    Recorded(
        text=entry["frame"].encode(),
        command=Command(int(entry["cid2"], 16)),
        is_request=entry["direction"] == "request",
        says=entry["decoded"],
        source=entry["source"],
    )
    for entry in json.loads(FILE.read_text(encoding="utf-8"))
]
SOUND = [frame for frame in RECORDED if frame.is_sound]
DAMAGED = [frame for frame in RECORDED if not frame.is_sound]
