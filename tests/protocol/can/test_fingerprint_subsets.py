"""Whatever part of one battery's frames is heard, the language that it speaks is not ruled out."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.protocol.can.fingerprint import fingerprint
from hmi.protocol.can.frame import CanFrame
from hmi.protocol.can.language import FAMILY, Language
from tests.protocol.can.streams import STREAMS, Outcome, outcome, subsets, table

SEED = 4


@pytest.mark.parametrize("name", STREAMS)
def test_no_part_of_a_stream_is_taken_for_another_language(name: str) -> None:
    language, whole = STREAMS[name]
    for part in subsets(whole, SEED):
        seen = fingerprint(part)
        assert outcome(language, seen) is not Outcome.WRONG, f"{[one.name for one in part]} {seen}"


@pytest.mark.parametrize("name", STREAMS)
def test_three_identifiers_are_enough_to_say_something(name: str) -> None:
    counted = table([STREAMS[name]], SEED, least=3)
    assert sum((*counted.values(),), Counter())[Outcome.NOT_KNOWN] == 0


@pytest.mark.parametrize("name", STREAMS)
def test_the_whole_stream_is_recognised(name: str) -> None:
    language, whole = STREAMS[name]
    seen = fingerprint(whole)
    if language is Language.GOODWE and not any(one.id in (0x399, 0x456) for one in whole):
        assert seen.fits == (Language.PYLON, Language.GOODWE)
    else:
        assert seen.fits[0] is language
    assert not seen.unknown


@given(st.data())
def test_of_frames_in_any_order_the_verdict_is_the_same(data: st.DataObject) -> None:
    language, whole = data.draw(st.sampled_from([*STREAMS.values()]))
    part = data.draw(st.lists(st.sampled_from(whole), min_size=1, unique=True))
    seen = fingerprint(part)
    assert fingerprint(data.draw(st.permutations(part))) == seen
    assert not seen.fits or language in seen.fits


IDENTIFIERS = (
    st.integers(0, 0x7FF)
    | st.integers(0x300, 0x3E0)
    | st.sampled_from(sorted({one.id for _, whole in STREAMS.values() for one in whole}))
)
DATA = st.binary(max_size=8) | st.sampled_from(
    sorted({one.data for _, whole in STREAMS.values() for one in whole})
)
ANY = st.builds(CanFrame, IDENTIFIERS, DATA) | st.builds(
    CanFrame, st.integers(0, 0x1FFFFFFF) | IDENTIFIERS, DATA, st.just(True)
)


@given(st.lists(ANY, max_size=24))
def test_any_frames_get_a_verdict_that_agrees_with_itself(frames: list[CanFrame]) -> None:
    seen = fingerprint(frames)
    assert len({*seen.fits}) == len(seen.fits)
    assert {*seen.fits} <= {*FAMILY, Language.GROWATT}
    assert seen.stranger is None or not seen.fits
    assert bool(seen.evidence) >= bool(seen.fits)
    assert {*seen.mixed} <= {*seen.fits}
    assert len(seen.mixed) in (0, 2)
    if len(seen.fits) < 2 or seen.mixed:
        assert not seen.tells_apart
