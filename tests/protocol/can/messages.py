"""Frames of any content, of every line of every table."""

from hypothesis import strategies as st

from hmi.protocol.can import fields, tables
from hmi.protocol.can.entry import Entry
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import Language

LINES = [
    (language, identifier, entry)
    for language in Language
    for identifier, entry in sorted(tables.MESSAGES[language].items())
    # Packs above the second are like the second.
    if language is not Language.SOFAR_HV or identifier < 0x2000
]


# Content that means something: letters, the heartbeats, zeros.
TELLING = st.sampled_from(
    tuple(
        bytes.fromhex(content)
        for content in (
            "0000000000000000",
            "4A4B2D424D530000",
            "0B16212C37424D58",
            "1122334455667788",
            "1234567856494300",
            "6A01C8FFFA000000",
            "3601FC0090019101",
        )
    )
)


def lengths(entry: Entry) -> tuple[int, ...]:
    """Those that every message of the line can have."""
    return tuple(sorted(set.intersection(*(set(fields.lengths(message)) for message in entry.messages))))


def frames(language: Language, identifier: int, entry: Entry) -> st.SearchStrategy[CanFrame]:
    """Any sound frame of this line."""

    def of(length: int) -> st.SearchStrategy[bytes]:
        return st.binary(min_size=length, max_size=length) | TELLING.map(lambda data: data[:length])

    contents = st.sampled_from(lengths(entry)).flatmap(of)
    return contents.map(lambda data: CanFrame(identifier, data, tables.is_extended(language)))


def any_frames() -> st.SearchStrategy[tuple[Language, CanFrame]]:
    """Any sound frame of any language."""
    return st.sampled_from(LINES).flatmap(
        lambda line: st.tuples(st.just(line[0]), frames(line[0], line[1], line[2]))
    )
