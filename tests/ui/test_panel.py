"""The panels, and what a panel of another size is taken for."""

import pytest

from hmi.ui.panel import PANELS, panel_named


def test_the_three_panels_have_names() -> None:
    assert [(panel.width, panel.height) for panel in PANELS.values()] == [(320, 240), (480, 320), (800, 480)]
    assert all(panel_named(name) is panel for name, panel in PANELS.items())


@pytest.mark.parametrize(
    ("size", "like"), [("320x240", "ctp28"), ("400x300", "ctp28"), ("320x480", "ctp35"), ("1024x600", "7in")]
)
def test_another_size_is_built_like_the_largest_panel_within_it(size: str, like: str) -> None:
    panel = panel_named(size)
    assert f"{panel.width}x{panel.height}" == size
    assert (panel.finger, panel.type) == (PANELS[like].finger, PANELS[like].type)


@pytest.mark.parametrize("size", ["huge", "320", "319x240", "320x239", "12345x600"])
def test_a_size_that_no_page_fits_into_is_refused(size: str) -> None:
    with pytest.raises(ValueError, match=size):
        panel_named(size)
