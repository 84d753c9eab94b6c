"""What is left in English on a page in another language: words that its own texts do not know."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from babel import Locale
from babel.messages.pofile import read_po

from hmi.protocol import inverter_protocol
from hmi.resources import resource
from locales.update import SHOWN_KEYS

# What the gallery's machines and makers said: it is shown as it came.
FOREIGN = (
    "Made up",
    "Pins not told.",
    "nothing came within 0.5 s",
    "of old times",
    "simulation",
)
# From here to the end of the line they say it: an error of the system, a file, a frame, the box.
THEIRS = re.compile(r"(\[Errno|/(dev|etc|var)/|\d\dH, \d|black box:|(file )?or directory|\S*(by-id|-if00)).*")
UNITS = frozenset({"min"})  # that are written alike everywhere (SI brochure, table 8)
WORD = re.compile(r"[A-Za-z]*[a-z]{2}[A-Za-z]*")  # a word, not an abbreviation or a unit


@cache
def english(text: str, language: str) -> frozenset[str]:
    """The English words in a text of that language; a name is none."""
    text = THEIRS.sub("", text)
    for foreign in FOREIGN:
        text = text.replace(foreign, "")
    words = frozenset(word.lower() for word in WORD.findall(text))
    return (words & _english()) - _own(language) - _names() - UNITS


@cache
def _english() -> frozenset[str]:
    return frozenset(word for text, _ in _texts("en") for word in _words(text))


@cache
def _own(language: str) -> frozenset[str]:
    """Of its texts, and of its dates."""
    months = " ".join(Locale.parse(language).months["format"]["abbreviated"].values())
    texts = (text for _, text in _texts(language))
    return frozenset(word for text in (months, *texts) for word in _words(text))


def _words(text: str) -> Iterator[str]:
    yield from (word.lower() for word in WORD.findall(re.sub(r"\{\w+\}", " ", text)))


def _texts(language: str) -> Iterator[tuple[str, str]]:
    """Each English text with its translation."""
    with (resource("locales") / language / "LC_MESSAGES/hmi.po").open("rb") as file:
        for message in read_po(file):
            both = ((part,) if isinstance(part, str) else part or () for part in (message.id, message.string))
            english, own = (" ".join(part) for part in both)
            yield english, own


@cache
def _names() -> frozenset[str]:
    """Words in what the tables of facts call by its own name: brands, protocols, models."""
    tables = (tomllib.loads(path.read_text("utf-8")) for path in resource("assets").glob("facts/*.toml"))
    listed = (*inverter_protocol.CAN.values(), *inverter_protocol.RS485.values())
    texts = (*(text for table in tables for text in _unshown(table)), *listed)
    return frozenset(word for text in texts for word in _words(text))


def _unshown(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from _unshown(item)
        case dict():
            for key, item in value.items():
                if key not in (*SHOWN_KEYS, "source"):
                    yield from _unshown(item)
