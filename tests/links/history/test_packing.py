"""What goes into a row comes out of it; what is no value is a gap."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hmi.links.history import packing
from hmi.links.history.columns import Columns
from hmi.links.history.packing import NOTHING, PER_UNIT
from hmi.model.history.trend import Band, Quantity, Sample
from hmi.model.moment import Moment

NOW = Moment(0.0)
VALUES = {
    Quantity.SOC: 63.25,
    Quantity.CURRENT: -1234.56,
    Quantity.POWER: -68_000.5,
    Quantity.SPREAD: 0.0124,
    Quantity.COLDEST: -12.5,
    Quantity.HOTTEST: 48.75,
}


def sample(**values: float | None) -> Sample:
    return Sample("", NOW, 10.0, {Quantity(name): value for name, value in values.items()})


def as_read(one: Sample, seconds: int = 10) -> packing.Stretch:
    ((end, stretch),) = packing.unpack_samples(packing.pack_sample(seconds, seconds, packing.whole(one)))
    assert (end, stretch[0]) == (seconds, seconds)
    return stretch


def test_each_quantity_has_its_place_and_its_digits() -> None:
    read = packing.bands(as_read(Sample("", NOW, 10.0, VALUES)))
    assert read == tuple(Band(value, value, value) for value in VALUES.values())
    assert tuple(PER_UNIT) == tuple(Quantity)


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf, 1e6, -1e6])
def test_what_is_no_value_is_a_gap(value: float | None) -> None:
    read = packing.bands(as_read(sample(soc=50.0, spread=value)))
    assert read[0] == Band(50.0, 50.0, 50.0)
    assert read[1:] == (None,) * 5


@pytest.mark.parametrize(("energy_wh", "kept"), [(1.2345, 1234), (-1.0, 0), (math.nan, 0), (math.inf, 0)])
def test_energy_that_is_none_is_none(energy_wh: float, kept: int) -> None:
    assert packing.whole_wh(energy_wh) == kept


def test_several_times_as_one() -> None:
    parts = [as_read(sample(soc=10.0, power=5.0), 10), as_read(sample(soc=20.0), 30), NOTHING]
    assert packing.merged(parts)[0] == 40
    soc, current, power, *_ = packing.bands(packing.merged(parts))
    assert (soc, current, power) == (Band(10.0, 17.5, 20.0), None, Band(5.0, 5.0, 5.0))
    assert packing.bands(packing.merged([NOTHING])) == (None,) * 6


def test_a_thinner_row_comes_back_as_it_was() -> None:
    stretch = packing.merged([as_read(sample(soc=10.0)), as_read(sample(soc=30.0, hottest=20.0))])
    assert packing.unpack_stretch(packing.pack_stretch(stretch)) == stretch


@pytest.mark.parametrize("body", [b"", b"x", b"x" * 1000])
def test_what_is_no_row_is_told(body: bytes) -> None:
    with pytest.raises(ValueError, match="unpack"):
        packing.unpack_stretch(body)


SOCS = st.lists(st.tuples(st.integers(1, 400), st.integers(0, 100)), min_size=1, max_size=30)


@given(SOCS, st.integers(1, 8), st.floats(1.0, 300.0))
@settings(max_examples=60)
def test_a_column_tells_of_all_that_touches_it_and_of_nothing_else(
    socs: list[tuple[int, int]], count: int, width_s: float
) -> None:
    columns = Columns(100.0, width_s, count)
    end, told = 0, []
    for seconds, soc in socs:
        end += seconds
        columns.add(float(end - seconds), [(seconds, as_read(sample(soc=soc), seconds))])
        told.append((end - seconds, end, soc))
    for number, band in enumerate(columns.bands()[Quantity.SOC]):
        left, right = 100.0 + number * width_s, 100.0 + (number + 1) * width_s
        within = [soc for start, stop, soc in told if start < right and stop > left]
        assert (band is None) == (not within)
        if band:
            assert (band.least, band.most) == (min(within), max(within))
            assert band.least <= band.mean <= band.most


def test_a_row_of_parts_is_spread_part_by_part() -> None:
    parts = [
        (10, as_read(sample(soc=10.0))),
        (20, as_read(sample(soc=20.0))),
        (60, as_read(sample(soc=30.0))),
    ]
    columns = Columns(0.0, 20.0, 4)
    columns.add(0.0, parts)
    means = [band and band.mean for band in columns.bands()[Quantity.SOC]]
    assert means == [15.0, None, 30.0, None]
