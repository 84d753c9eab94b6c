"""The table of the lamps: what cannot be is named."""

import tomllib
from pathlib import Path

import pytest

from hmi.facts import load_facts
from hmi.lamp_facts import lamp_table
from hmi.resources import resource
from hmi.tables import FactsError

TEXT = (Path(str(resource("assets/facts"))) / "lamps.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ('flash = "flash_1"', 'flash = "flash_9"', "flash 1: 'flash_9' is not a valid Blink"),
        ("bright_s = 0.25", "bright_s = 0", "flash 1: bright_s and dark_s are more than 0, not 0 and 3.75"),
        ("dark_s = 3.75", "dark_ms = 3.75", "flash 1: dark_s is missing"),
        ("most = 33", "most = 3", "band 2: most: bands rise, 3 is below 18"),
        ('state = "shutdown"', 'state = "off"', "box 1: 'off' is not a valid Doing"),
        ('ALM = "off"', 'ALARM = "off"', r"box 1: shutdown normal: lamps: expected \['ALM', 'RUN'\], came"),
        ('gauge = "off"', 'gauge = "none"', "box 1: shutdown normal: gauge: none does not fit the lamps"),
        ('models = ["Active16"]', "", "box 2: models is missing"),
    ],
)
def test_a_wrong_table_is_named_with_entry_and_field(good: str, bad: str, complaint: str) -> None:
    assert good in TEXT
    with pytest.raises(FactsError, match=rf"lamps\.toml, {complaint}"):
        lamp_table(tomllib.loads(TEXT.replace(good, bad, 1)))


def test_an_empty_table_is_empty_and_nothing_worse() -> None:
    assert lamp_table({}).box("Active16") is None


def test_the_models_of_the_boxes_are_models_and_all_that_is_said_has_room() -> None:
    facts = load_facts()
    for box in facts.lamps.boxes:
        assert {*box.models} <= {model.name for model in facts.models}
        for row in box.shows:
            assert 0 < len(row.title) <= 26
            assert all(len(text) <= 58 for text in (row.text, row.note, box.note))
