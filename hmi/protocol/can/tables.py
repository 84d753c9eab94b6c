"""Which identifier is which frame in which language."""

from typing import Any

from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language


def known(language: Language, frame: CanFrame) -> bool:
    """Whether the language has this identifier, from either side."""
    raise NotImplementedError


def decode(language: Language, frame: CanFrame) -> Any:
    """The frame as a message of the language: a frozen dataclass whose fields are named by the vocabulary.

    Raises UnknownFrameError for an identifier that the language does not have, LayoutError for data that do
    not fit it.
    """
    raise NotImplementedError


def encode(language: Language, identifier: int, message: Any) -> CanFrame:
    """The message as a frame of this identifier. Raises LayoutError for a value that does not fit."""
    raise NotImplementedError
