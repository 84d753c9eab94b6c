"""What can be chosen on the panel itself: language and theme, live."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from hmi.model.navigation import Page
from hmi.model.state import State
from hmi.model.wanted import SaveSettings
from hmi.ui.panel import Panel
from hmi.ui.theme import THEMES
from tests.ui import states

if TYPE_CHECKING:
    from tests.ui.driver import Driver

Start = Callable[[Panel, State], "Driver"]


def test_a_language_takes_effect_at_once_on_every_page(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    driver.go(Page.CELLS)  # built in English, and shown again later
    driver.go(Page.LANGUAGE, 9)  # its last part
    driver.tap("简体中文")
    assert {"语言", "模拟数据"} <= set(driver.texts())
    assert driver.wanted == [SaveSettings("zh_Hans", "dark")]
    driver.go(Page.CELLS)
    assert {"电芯电压", "平均", "压差", "第 1/3 组"} <= set(driver.texts())
    driver.go(Page.MIN_STATE)
    assert {"充电中", "质保：--"} <= set(driver.texts())
    driver.go(Page.LANGUAGE)
    driver.tap("English")
    assert "Language" in driver.texts()
    assert driver.wanted[-1] == SaveSettings("en", "dark")


def test_a_theme_takes_effect_at_once(start: Start, panel: Panel) -> None:
    driver = start(panel, states.day())
    driver.go(Page.DISPLAY)
    for name, tag in (("Light", "light"), ("Dark", "dark")):
        driver.tap(name)
        assert driver.wanted[-1] == SaveSettings("en", tag)
        assert driver.picture().at(2, 2) == THEMES[tag]["ground"]
        assert driver.label(name).parent.chosen


def test_the_screen_follows_the_theme_on_pages_built_before(start: Start, panel: Panel) -> None:
    driver = start(panel, states.missing_packs())
    driver.go(Page.PACKS)
    driver.go(Page.DISPLAY)
    driver.tap("Light")
    driver.go(Page.PACKS)
    assert list(driver.label("Packs, SOC %").color) == list(driver.app.theme.value)
    expected = {THEMES["light"][name] for name in ("ground", "card", "fault", "warning", "value")}
    assert expected <= driver.picture().palette()
