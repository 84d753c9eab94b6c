import pytest
from hypothesis import given
from hypothesis import strategies as st

from hmi.model import navigation
from hmi.model.navigation import PAGES, SECTION_OF, SUBPAGES, Page, Place, Section, spread

PARTS = st.fixed_dictionaries({page: st.integers(1, 4) for page in PAGES[Section.PACK_INFO]})


def section(parts: dict[Page, int]) -> tuple[Place, ...]:
    return navigation.places(PAGES[Section.PACK_INFO], parts)


def test_every_page_is_in_one_section_or_stands_by_itself() -> None:
    in_sections = [page for pages in PAGES.values() for page in pages]
    by_themselves = {Page.BOOT, Page.MIN_STATE, Page.HOME, Page.SLEEP, *SUBPAGES}
    assert len(in_sections) == len(set(in_sections))
    assert set(in_sections) | by_themselves == set(Page)
    assert not set(in_sections) & by_themselves
    assert all(page in PAGES[of] for page, of in SECTION_OF.items())


def test_a_page_has_as_many_places_as_parts_and_one_by_default() -> None:
    assert section({Page.CELLS: 2}) == (
        Place(Page.OVERVIEW),
        Place(Page.CELLS, 0),
        Place(Page.CELLS, 1),
        Place(Page.TEMPERATURES),
        Place(Page.CAPACITY),
        Place(Page.TREND),
    )


@pytest.mark.parametrize(
    ("things", "room", "parts"), [(0, 5, 1), (1, 5, 1), (5, 5, 1), (6, 5, 2), (16, 8, 2), (17, 8, 3)]
)
def test_things_take_the_parts_they_need_and_none_of_them_still_takes_one(
    things: int, room: int, parts: int
) -> None:
    assert navigation.parts_needed(things, room) == parts


def test_turning_goes_through_all_parts_and_stops_at_both_ends() -> None:
    places = section({Page.CELLS: 2})
    forth = [places[0]]
    while (following := navigation.turned(forth[-1], places, 1)) != forth[-1]:
        forth.append(following)
    assert tuple(forth) == places
    assert navigation.turned(places[-1], places, 1) == places[-1]
    assert navigation.turned(places[0], places, -1) == places[0]
    assert navigation.turned(places[2], places, -1) == places[1]


@given(PARTS, st.data(), st.integers(-9, 9))
def test_turning_always_ends_at_a_place_of_the_section_and_never_goes_the_wrong_way(
    parts: dict[Page, int], data: st.DataObject, pages: int
) -> None:
    places = section(parts)
    begun = data.draw(st.integers(0, len(places) - 1))
    moved = places.index(navigation.turned(places[begun], places, pages)) - begun
    assert abs(moved) <= abs(pages)
    assert moved * pages >= 0


def test_parts_are_as_evenly_full_as_they_can_be() -> None:
    assert (spread(8, 5), spread(7, 3), spread(3, 5)) == (4, 3, 3)
