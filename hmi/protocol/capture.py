"""Frames in text that was captured or written down: one a line, glued together, or amid other words.

Unlike on the wire, a frame may end with its line instead of CR, and a comment begins with `#`.
"""

import re

from hmi.protocol import frame
from hmi.protocol.errors import ChecksumError, FramingError, LengthCheckError
from hmi.protocol.frame import Frame, WireFault

_PIECE = re.compile(rb"~[^~\s]*")
_COMMENT = re.compile(rb"(^|\s)#.*", re.DOTALL)
_AFTER_FRAME = re.compile(rb"[^0-9A-Fa-f~]+$")  # quotation marks, commas and the like
_DIGITS = re.compile(rb"~[0-9A-Fa-f]*")


def frames(line: bytes) -> list[tuple[bytes, Frame | WireFault]]:
    """Every frame of a line with its characters; a fault for each that is damaged, or for a line without any.

    Nothing for a blank line and for a comment.
    """
    line = _COMMENT.sub(b"", line).strip()
    pieces = _PIECE.findall(line)
    if line and not pieces:
        return [(line, FramingError("a frame, which begins with '~'", "none"))]
    if len(pieces) > 1:
        pieces = [piece for piece in pieces if piece != b"~"] or pieces[:1]  # a doubled `~`
    return [_read(piece) for piece in pieces]


def _read(piece: bytes) -> tuple[bytes, Frame | WireFault]:
    text = _AFTER_FRAME.sub(b"", piece)
    digits = _DIGITS.findall(text)[0]
    found = _decoded(digits)
    return (digits, found) if isinstance(found, Frame) else (text, _decoded(text))


def _decoded(text: bytes) -> Frame | WireFault:
    try:
        return frame.decode(text)
    except (FramingError, LengthCheckError, ChecksumError) as fault:
        return fault
