"""What a householder asks the panel: lamps, what if, the warranty from the sofa; and how it shall look."""

from typing import TYPE_CHECKING

from hmi.links import settings
from hmi.links.light import curve
from hmi.model.navigation import Page
from tests.flows.taps import BEFORE

if TYPE_CHECKING:
    from kivy.uix.widget import Widget

    from tests.flows.house import House, HousePanel

MOST_WAYS = 7  # that a lamp can be


def lamps(panel: "HousePanel") -> dict[str, str]:
    """What is drawn of each: its name and a word."""
    drawn = (one.item for one in panel.widgets() if type(one).__name__ in ("LampTile", "LampPress"))
    return {item.name: item.word for item in drawn}


def matched(panel: "HousePanel", lamp: str, word: str) -> None:
    """Touched until it does the same."""
    for _ in range(MOST_WAYS):
        if lamps(panel)[lamp] == word:
            return
        panel.walk([lamp])
    raise AssertionError(f"{lamp} is never {word}")


def test_lamps_are_translated_both_ways(house: "House") -> None:
    panel = house.start()
    panel.walk(["STATUS"])
    panel.on_to(Page.LAMPS)
    told = lamps(panel)
    assert (told["RUN"], told["ALM"], told["L6"], told["L1"]) == ("lit", "out", "out", "lit")
    assert panel.tells("Charging", "All is well.")
    panel.turn_to("Not so?", BEFORE)
    panel.walk(["Not so?"])
    assert set(lamps(panel).values()) == {"out"}
    for lamp, word in told.items():
        matched(panel, lamp, word)
    assert panel.says("Charging, 51–66 %")
    panel.walk(["All out", "ALM"])
    assert panel.says("Charging stopped", "Failed: all is stopped")


def across(slide: "Widget", share: float) -> tuple[float, float]:
    """A point of it in the window."""
    x, y = slide.to_window(*slide.pos)
    return x + slide.width * share, y + slide.height / 2


def test_a_load_is_tried_by_a_finger_along_the_scale(house: "House") -> None:
    panel = house.start()
    panel.walk(["PACK-INFO", "Charging"])
    assert panel.on(Page.WHAT_IF)
    assert panel.says("Down to 10 %", "is being charged", "With 300 W")
    slide = panel.shape("LoadSlide")
    seen = []
    panel.press(*across(slide, 0.02))
    for share in (0.02, 0.5, 0.98):
        panel.slide(*across(slide, share))
        seen += [one for one in panel.texts() if one.startswith("With ")]
    panel.lift()
    assert seen == ["With 50 W", "With 600 W", "With 10.00 kW"]
    assert panel.says("until ")


def test_min_state_tells_the_warranty_once_it_is_registered(house: "House") -> None:
    panel = house.start()
    panel.register_warranty()
    panel.asleep()
    panel.press(100, 200)
    panel.lift()
    assert panel.on(Page.MIN_STATE)
    assert panel.says("Warranty: 10.0 years")


def test_brightness_and_sleep_time_are_chosen_without_a_code_and_kept(house: "House") -> None:
    panel = house.start()
    panel.walk(["SYSTEM", "Display", "−", "−", "−"])
    dimmed = curve.raw(70, 255)
    panel.until(lambda: house.lit() == dimmed < 255)
    panel.turn_to("Sleeps after")
    panel.walk(["−"])
    assert panel.says("2 min")
    panel.until(lambda: settings.load(house.directory)[0].sleep_s == 120)
    house.cut_power()
    (house.light / "brightness").write_text("255\n")
    panel = house.start()
    panel.until(lambda: house.lit() == dimmed)
    panel.go_on(118, 118)
    assert panel.on(Page.HOME)
    panel.go_on(3)
    assert panel.on(Page.SLEEP)
    panel.until(lambda: house.lit() == 0)
