"""What was learned, written and read again; and what damage is said of it."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.model.learned.counting import Counting
from hmi.model.learned.ends import KEPT, End, First
from hmi.model.learned.guide import Guide
from hmi.model.learned.pack import LearnedPack
from hmi.model.learned.spelled import content, read
from hmi.model.moment import Moment

NOON = Moment(0.0, datetime(2025, 6, 21, 12, tzinfo=UTC), True)
NO_CLOCK = Moment(0.0)
TOPS = End(+1, (First(7, 84, 739_000), First(0, 12, None), First(7, 90, 739_002)), armed=False)
PACK = LearnedPack(
    2,
    cycles=140,
    design=100.0,
    remaining=63.2,
    counting=Counting(NOON, 86400.0, 210.5, 2, 7.5, 12.3, NO_CLOCK),
    tops=TOPS,
    bottoms=End(-1, (First(16, 999, 739_001),)),
)
GUIDE = Guide(NO_CLOCK, 63.0, (1, 2), (1,), NOON)
PLAIN = content((PACK,), None)


@pytest.mark.parametrize("guide", [None, GUIDE, Guide(NOON)])
def test_what_was_learned_is_read_as_it_was_written(guide: Guide | None) -> None:
    fresh = LearnedPack(1, 0, 0.0, 0.0)
    assert read(content((fresh, PACK), guide)) == ((fresh, PACK), guide)


def test_fifteen_packs_at_their_longest_take_less_than_8_kb() -> None:
    ends = tuple(First(16, 999, 739_000 + day) for day in range(KEPT))
    longest = replace(
        PACK,
        cycles=65535,
        design=655.35,
        remaining=655.35,
        counting=Counting(NOON, 9e8, 123456.7, 99999, 100.0, 1234.5, NOON),
        tops=End(+1, ends),
        bottoms=End(-1, ends),
    )
    packs = [replace(longest, slot=slot) for slot in range(1, 16)]
    slots = tuple(range(1, 16))
    assert len(content(packs, Guide(NOON, 63.2, slots, slots, NOON))) < 8000


def damaged(path: str, value: object) -> str:
    """With another value at a place such as packs.2.tops."""
    told = json.loads(content((PACK,), GUIDE))
    *above, last = path.split(".")
    at = told
    for key in above:
        at = at[key]
    at[last] = value
    return json.dumps(told)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("version", 2, "version: expected 1, came 2"),
        ("packs", [], "expected what was learned"),
        ("packs", {"x": {}}, "invalid literal"),
        ("packs", {"0": {}}, "armed: missing"),
        ("packs.2.cycles", "many", "cycles: expected a whole number, came 'many'"),
        ("packs.2.cycles", -1, "cycles"),
        ("packs.2.cycles", True, "cycles"),
        ("packs.2.design", float("nan"), "design: expected a number, came nan"),
        ("packs.2.remaining", None, "remaining"),
        ("packs.2.seconds", 1e300, "seconds"),
        ("packs.2.passed", -1, "passed"),
        ("packs.2.full", [1e30, 1], "time"),
        ("packs.2.full", [10**11, 1], "time"),
        ("packs.2.full", [1], "expected 2"),
        ("packs.2.tops", [1, 2], "argument"),
        ("packs.2.tops", [1, 2, 10**9], "day"),
        ("packs.2.tops", [300, 2, 1], "cell"),
        ("packs.2.tops", 7, "expected what was learned"),
        ("packs.2.armed", [True], "expected 2"),
        ("guide", {}, "begun: missing"),
        ("guide.begun", None, "begun: missing"),
        ("guide.low", [16], "low"),
        ("guide.soc", "full", "soc"),
    ],
)
def test_damage_is_said_with_the_name_of_what_is_damaged(path: str, value: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read(damaged(path, value))


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "7", PLAIN[:-5], "[" * 100_000])
def test_what_is_no_ledger_at_all_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read(text)


@given(
    st.text()
    | st.integers(0, len(PLAIN)).flatmap(
        lambda at: st.text(max_size=3).map(lambda t: PLAIN[:at] + t + PLAIN[at + 1 :])
    )
)
def test_nothing_that_is_read_makes_the_panel_fall(text: str) -> None:
    with suppress(ValueError):
        read(text)
