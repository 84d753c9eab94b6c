"""Colours can be told apart, sizes are what they say: from the theme's own tables."""

import pytest

from hmi.ui.panel import PANELS, Panel
from hmi.ui.theme import CAP_HEIGHT, THEMES, Theme

GROUNDS = ("ground", "card", "pressed")
VALUES = [("value", ground) for ground in (*GROUNDS, "level", "level_aged")]
ALARMS = [("fault_ink", "fault"), ("warning_ink", "warning")]
REST = [
    *((ink, ground) for ink in ("words", "caption", "aged") for ground in ("ground", "card")),
    *((ink, "pressed") for ink in ("words", "caption")),
    ("words", "level"),
    ("words", "level_aged"),
    ("aged", "level_aged"),
    ("ground", "words"),  # the plate that says SIMULATED
    *((wire, "ground") for wire in ("can_h", "can_l", "rs485_a", "rs485_b")),
]


def luminance(colour: str) -> float:
    """Of a colour as #RRGGBB, by WCAG 2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Of two colours, 1 to 21, by WCAG 2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_right() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FF0000", "#000000") == pytest.approx(5.25, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), VALUES + ALARMS)
def test_values_and_alarms_stand_out(theme: str, ink: str, ground: str) -> None:
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), REST)
def test_everything_else_is_legible(theme: str, ink: str, ground: str) -> None:
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


def test_the_themes_name_the_same_things() -> None:
    assert THEMES["dark"].keys() == THEMES["light"].keys()


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_type_is_as_high_as_the_distance_asks(panel: Panel) -> None:
    theme = Theme(panel)
    least = {"hero": 14, "glance": 4, "figure": 4, "glance_text": 2.8, "text": 2.8, "small": 2.2}
    for name, millimetres in least.items():
        assert getattr(theme, name) * CAP_HEIGHT / panel.pixels_per_mm >= millimetres, name


def test_a_theme_changes_every_colour_at_once() -> None:
    theme = Theme(PANELS["ctp28"], "dark")
    theme.choose("light")
    for name, colour in THEMES["light"].items():
        assert [round(part * 255) for part in getattr(theme, name)[:3]] == list(bytes.fromhex(colour[1:]))
