"""What a panel begins with: as configured, until its user chose otherwise."""

from hmi.commands.panel import begun
from hmi.links.config import Config, PanelKeys
from hmi.links.settings import Settings

CONFIGURED = Config(panel=PanelKeys(text="large", rotation_deg=90))


def test_text_and_rotation_are_configured() -> None:
    shown = begun(CONFIGURED, Settings()).display
    assert (shown.large_text, shown.rotation_deg, shown.touch_check.on_trial) == (True, 90, False)


def test_the_users_own_choice_holds() -> None:
    shown = begun(CONFIGURED, Settings(text="normal", rotation_deg=0)).display
    assert (shown.large_text, shown.rotation_deg) == (False, 0)
