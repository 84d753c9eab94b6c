"""The shipped fonts: small, with every letter that can come, and digits that do not dance."""

import string
from functools import cache

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from hmi.resources import resource

WEIGHTS = ("Regular", "Bold")
MOST_BYTES = 2_000_000  # of both


@cache
def font(weight: str) -> TTFont:
    return TTFont(resource("assets/fonts") / f"PackSans-{weight}.otf")


def catalogues() -> dict[str, str]:
    """Every character of each language's texts."""
    found = {}
    for path in resource("locales").glob("*/LC_MESSAGES/hmi.po"):
        with path.open("rb") as file:
            found[path.parts[-3]] = "".join("".join(message.string or ()) for message in read_po(file))
    return found


def of_dates(language: str) -> str:
    """What the language's dates, times and numbers are made of."""
    locale = Locale.parse(language)
    names = (locale.months["format"]["wide"], locale.months["stand-alone"]["abbreviated"], locale.periods)
    signs = locale.number_symbols["latn"]
    return "".join(text for one in names for text in one.values()) + signs["decimal"] + signs["group"]


def test_both_weights_together_are_small() -> None:
    assert (
        sum((resource("assets/fonts") / f"PackSans-{one}.otf").stat().st_size for one in WEIGHTS) < MOST_BYTES
    )


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_character_that_a_language_or_a_serial_number_can_have_is_there(weight: str) -> None:
    known = {chr(code) for code in font(weight).getBestCmap()}
    wanted = {"any": string.printable, **{tag: text + of_dates(tag) for tag, text in catalogues().items()}}
    lacking = {tag: {one for one in text if one.isprintable()} - known for tag, text in wanted.items()}
    assert not any(lacking.values()), lacking


@pytest.mark.parametrize("weight", WEIGHTS)
def test_digits_are_of_one_width(weight: str) -> None:
    cmap, widths = font(weight).getBestCmap(), font(weight)["hmtx"]
    assert len({widths[cmap[ord(one)]][0] for one in string.digits}) == 1
