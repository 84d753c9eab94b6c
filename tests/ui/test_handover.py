"""The handover by real touches: given, shown, compared, and read with any phone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from hmi.model.events import SnapshotKept, Tick
from hmi.model.navigation import Page, Place
from hmi.model.papers import Registration
from hmi.model.record import HANDOVER, Snapshot
from hmi.model.state import State
from hmi.model.wanted import KeepSnapshot
from hmi.ui import handover_text
from hmi.ui.panel import PANELS, Panel
from tests.ui import kept, states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]
AT = datetime(2025, 6, 21, 11, 0, tzinfo=UTC)


def show(start: Start, state: State, panel: Panel = PANELS["ctp28"]) -> "Driver":
    driver = start(panel, replace(state, access=replace(state.access, open=True)))
    driver.go(Page.HANDOVER)
    return driver


def all_texts(driver: "Driver") -> list[str]:
    parts = [place for place in driver.state.places if place.page is Page.HANDOVER]
    found = []
    for place in parts:
        driver.go(place.page, place.part)
        found += driver.texts()
    return found


def test_a_touch_hands_over_and_shows_since_when(start: Start, panel: Panel) -> None:
    driver = show(start, kept.KEPT["ready to hand over"](), panel)
    driver.tap("Hand over today")
    (snapshot,) = (one for one in driver.wanted if isinstance(one, KeepSnapshot))
    assert (snapshot.serial, snapshot.name) == (kept.SERIAL, HANDOVER)
    driver.app.do(SnapshotKept(Snapshot(snapshot.serial, snapshot.name, AT, snapshot.content)))
    driver.turn()
    assert "Handed over on Jun 21, 2025. Nothing differs today." in driver.texts()
    driver.go(Page.MIN_STATE)
    assert "Warranty: 10.0 years ?" in driver.texts()


def test_the_day_on_which_the_warranty_starts_is_asked_about_where_it_is_not_certain() -> None:
    keeps = "Keeps serial numbers, versions, packs, protocol and parameters."
    unsure = kept.KEPT["ready to hand over"]()
    assert handover_text.told(unsure) == "The warranty starts today: is it Jun 21, 2025?"
    sure = states.after(unsure, Tick(states.NOW, states.LOCAL, states.LOCAL.replace(tzinfo=UTC), True))
    assert handover_text.told(sure) == f"{keeps} The warranty starts today."
    assert handover_text.told(kept.registered(sure)) == keeps


def test_the_card_tells_the_warranty_as_it_was_registered_last() -> None:
    state = kept.handed_over()
    assert "warranty from 2025-06-21, 10 years, 6000 cycles" in handover_text.card(state)
    again = kept.registered(state, Registration(date(2024, 1, 2), 12, 8000))
    assert "warranty from 2024-01-02, 12 years, 8000 cycles" in handover_text.card(again)


def test_it_asks_for_the_code_first(start: Start) -> None:
    driver = start(PANELS["ctp28"], kept.KEPT["ready to hand over"]())
    driver.go(Page.HANDOVER)
    driver.tap("Hand over today")
    assert driver.page is Page.KEYPAD
    assert not [one for one in driver.wanted if isinstance(one, KeepSnapshot)]


def test_what_is_in_the_way_is_said_and_nothing_can_be_pressed(start: Start) -> None:
    driver = show(start, replace(states.day(), clock=None))
    assert "The panel does not know which day is today. Connect it to a network." in driver.texts()
    assert "Hand over today" not in driver.texts()


def test_the_facts_and_what_is_off_factory_are_listed(start: Start) -> None:
    told = all_texts(show(start, kept.handed_over()))
    assert {
        kept.SERIAL,
        "P16S100A-SIM-1.00",
        "ES51.2-100LP?",
        "1–3",
        "PYLON",
        "10 years, 6,000 cycles",
    } <= set(told)
    assert "Cells too cold: Charge warning" in told
    assert "−5 °C, factory 0 °C" in told


def test_what_differs_today_is_counted_and_listed(start: Start) -> None:
    driver = show(start, kept.changed_since())
    assert "Handed over on Jun 21, 2025. 6 values differ today." in driver.texts()
    told = all_texts(driver)
    assert {"→\u00a0P16S100A-21316-1.40W", "VOLTRONIC → 7EH", "300 µs → 500 µs"} <= set(told)
    assert "60 °C → −12.5 °C" in told


def test_what_differs_is_not_claimed_while_nothing_is_heard(start: Start) -> None:
    driver = show(start, replace(kept.handed_over(), now=states.NOW + 1000))
    assert "Handed over on Jun 21, 2025. What differs today is not known." in driver.texts()


def test_the_card_is_one_code_as_large_as_the_page_allows(start: Start, panel: Panel) -> None:
    driver = show(start, kept.handed_over_at_its_longest(), panel)
    driver.tap("Show card")
    assert driver.page is Page.CARD
    code = driver.shape("QrCode")
    assert code.text == handover_text.card(driver.state)
    assert code.module >= 3  # half a millimetre, on the smallest panel too
    left, bottom, _right, top = code.extent()
    assert bottom >= 0
    assert top - bottom > 0.8 * code.height  # whole pixels a module
    assert (
        driver.picture().at(round(left) + 3, round(bottom) + 3) == "#FFFFFF"
    )  # quiet zone, in the dark theme


def test_the_card_is_plain_text_that_says_what_it_leaves_out() -> None:
    assert handover_text.card(states.day()) == ""
    short = handover_text.card(kept.handed_over())
    lines = short.splitlines()
    assert lines[0] == "pack-hmi handover 2025-06-21"
    assert {f"pack {kept.SERIAL}", "packs 3, addresses 1-3", "CAN PYLON 01H, RS485 VOLTRONIC 03H"} <= set(
        lines
    )
    assert lines[-1] == "cell_under_temperature.discharge_protection -12 (-20)"
    full = handover_text.card(kept.handed_over_at_its_longest())
    assert len(full.encode()) <= handover_text.MOST_BYTES
    assert full.isascii()
    shown = [line for line in full.splitlines() if "." in line and "(" in line]
    off = next(line for line in full.splitlines() if line.startswith("off factory "))
    assert full.splitlines()[-1] == f"+{int(off.split()[2].strip(',')) - len(shown)} more"


def test_the_link_check_is_handed_over_with_its_date(start: Start) -> None:
    state = kept.handed_over_at_its_longest()
    assert "link GROWATT inverter speaks other 2025-06-21" in handover_text.card(state).splitlines()
    assert {"inverter set otherwise", "Checked on"} <= set(all_texts(show(start, state)))


def test_a_link_that_was_never_checked_is_not_on_the_card(start: Start) -> None:
    state = kept.handed_over()
    assert "link" not in handover_text.card(state)
    assert "Link check" in all_texts(show(start, state))


def test_a_card_without_facts_says_so() -> None:
    state = kept.handed(
        replace(
            states.after(states.single(), Tick(states.NOW, states.LOCAL)),
            place=Place(Page.HANDOVER),
        )
    )
    lines = handover_text.card(state).splitlines()
    assert {"pack -", "BMS 20190827DS110155", "CAN none, RS485 none"} <= set(lines)
