"""Graphs as triangles: the bands as they are, and nothing where nothing is known."""

import pytest

from hmi.ui.trend_mesh import Plot, Range, Triangles, band, gaps, line

PLOT = Plot(left=100, bottom=10, width=80, height=50, low=-10, high=40)
COLUMNS: tuple[Range | None, ...] = ((0, 10), (10, 20), None, None, (5, 5), None, (40, 99), (-99, 40))


def points(triangles: Triangles) -> list[tuple[float, float]]:
    vertices = triangles[0]
    return list(zip(vertices[::4], vertices[1::4], strict=True))


def covers(triangles: Triangles, x: float, y: float) -> bool:
    """Whether one of them holds that point."""
    corners = points(triangles)

    def side(a: tuple[float, float], b: tuple[float, float]) -> float:
        return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])

    each = zip(*(iter(triangles[1]),) * 3, strict=True)
    for a, b, c in ((corners[i], corners[j], corners[k]) for i, j, k in each):
        sides = [side(a, b), side(b, c), side(c, a)]
        if any(sides) and (all(one >= 0 for one in sides) or all(one <= 0 for one in sides)):
            return True
    return False


def test_a_band_reaches_from_the_lowest_to_the_highest_of_each_column() -> None:
    made = band(COLUMNS, PLOT)
    assert points(made)[:8] == [
        (100, 20), (100, 30), (105, 20), (105, 30), (115, 30), (115, 40), (120, 30), (120, 40),
    ]  # fmt: skip
    assert covers(made, 105, 25)
    assert not covers(made, 105, 31)
    assert not covers(made, 105, 19)


def test_a_band_has_no_part_in_a_gap() -> None:
    made = band(COLUMNS, PLOT)
    assert {x for x, _ in points(made) if 120 < x < 140 or 150 < x < 160} == set()
    assert not any(covers(made, x, y) for x in (121, 130, 139, 151, 159) for y in range(10, 61))


def test_a_value_beyond_the_scale_is_drawn_at_its_edge() -> None:
    assert {y for x, y in points(band(COLUMNS, PLOT)) if x >= 160} == {10, 60}


def test_a_line_is_as_thick_where_it_is_steep() -> None:
    made = line((0.0, 0.0, 40.0, None, 20.0), PLOT, thick=2.0)
    assert covers(made, 105, 20.9)
    assert not covers(made, 105, 21.1)
    steep = [(x, y) for x, y in points(made) if x not in (100, 108)]
    assert covers(made, 132, 40)  # in the middle of the rise, 16 px across and 40 px up
    assert covers(made, 132.9, 40)
    assert not covers(made, 134.3, 40)
    assert steep


def test_a_column_alone_has_a_line_of_its_width() -> None:
    made = line((None, 20.0, None), PLOT, thick=2.0)
    assert covers(made, 100 + 80 / 3 + 1, 40)
    assert covers(made, 100 + 160 / 3 - 1, 40)
    assert not covers(made, 100 + 160 / 3 + 1, 40)


def test_gaps_are_where_nothing_is_known() -> None:
    made = gaps(COLUMNS, PLOT)
    assert [covers(made, 105 + 10 * at, 35) for at in range(8)] == [one is None for one in COLUMNS]


@pytest.mark.parametrize("columns", [(), (None, None)])
def test_where_nothing_is_known_nothing_is_drawn(columns: tuple[None, ...]) -> None:
    assert band(columns, PLOT) == ([], [])
    assert line(columns, PLOT, 2.0) == ([], [])
