"""Which identifier is which frame in which language."""

from collections.abc import Mapping
from typing import Any

from hmi.protocol.can import fields, goodwe, growatt, pylon, sma, sofar, sofar_hv, victron
from hmi.protocol.can.entry import Entry
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language
from hmi.protocol.errors import LayoutError, UnknownFrameError

# Identifier -> what it carries. Of SOFAR_HV the identifiers are extended ones.
MESSAGES: Mapping[Language, Mapping[int, Entry]] = {
    Language.PYLON: pylon.FRAMES,
    Language.SMA: sma.FRAMES,
    Language.SOFAR: sofar.FRAMES,
    Language.GOODWE: goodwe.FRAMES,
    Language.GROWATT: growatt.FRAMES,
    Language.VICTRON: victron.FRAMES,
    Language.SOFAR_HV: {
        identifier | pack << sofar_hv.PACK_SHIFT: entry
        for pack in range(sofar_hv.PACKS)
        for identifier, entry in sofar_hv.FRAMES.items()
    },
}


def identifiers(language: Language) -> frozenset[int]:
    """Those that the language has, from both sides. Of SOFAR_HV all are extended, of the others none."""
    return frozenset(MESSAGES[language])


def is_extended(language: Language) -> bool:
    """Whether the language has 29-bit identifiers."""
    return language is Language.SOFAR_HV


def known(language: Language, frame: CanFrame) -> bool:
    """Whether the language has this identifier, from either side."""
    return frame.extended == is_extended(language) and frame.id in MESSAGES[language]


def decode(language: Language, frame: CanFrame) -> Any:
    """The frame as a message of the language: a frozen dataclass whose fields are named by the vocabulary.

    Raises UnknownFrameError for an identifier that the language does not have, LayoutError for data that do
    not fit it.
    """
    return fields.decode(_entry(language, frame).pick(frame.data), frame)


def encode(language: Language, identifier: int, message: Any, length: int | None = None) -> CanFrame:
    """The message as a frame of this identifier, of 8 bytes or as short as the message demands.

    With a `length`, in bytes, of that length. Raises UnknownFrameError for an identifier that the language
    does not have, LayoutError for a message of another identifier or a value that does not fit.
    """
    extended = is_extended(language)
    entry = _entry(language, CanFrame(identifier, b"", extended))
    frame = fields.encode(message, identifier, length, extended)
    if entry.pick(frame.data) is not type(message):
        names = " or ".join(kind.__name__ for kind in entry.messages)
        raise LayoutError(f"{names} for frame {frame.name} of {language}", f"{message!r}")
    return frame


def _entry(language: Language, frame: CanFrame) -> Entry:
    if not known(language, frame):
        bits = 29 if is_extended(language) else 11
        raise UnknownFrameError(f"a frame of {language}, {bits}-bit identifier", f"frame {frame.name}")
    return MESSAGES[language][frame.id]
