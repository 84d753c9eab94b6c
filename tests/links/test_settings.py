"""The panel's own settings: kept whole or not at all, and never a reason not to start."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hmi.links import settings
from hmi.links.settings import NAME, Settings
from hmi.model.display import Display
from hmi.model.wanted import SaveSettings


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    everything = Settings("zh", "clock", 3, 0.0, 10, 5, 0, 1439, "dim", "large", 270)
    for chosen in (everything, Settings("zh", "light", 3), Settings(None, "dark", 0), Settings()):
        assert settings.save(tmp_path / "deep/er", chosen) is None
        assert settings.load(tmp_path / "deep/er") == (chosen, ())


def test_nothing_saved_is_nothing_chosen(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == (Settings(), ())


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b"[" * 100_000, b"\0" * 64])
def test_a_damaged_file_is_told_and_nothing_chosen(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    loaded, notices = settings.load(tmp_path)
    assert loaded == Settings()
    assert str(notices[0]).startswith(f"{tmp_path / NAME}: expected settings in JSON")


def test_a_bad_value_costs_itself_only(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(
        json.dumps({"language": "zh", "theme": 3, "volume": 11, "expected_packs": 16})
    )
    loaded, notices = settings.load(tmp_path)
    assert loaded == Settings("zh", None)
    assert [notice.key for notice in notices] == ["theme", "volume", "expected_packs"]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("sleep_s", 29, "a number from 30 to 1800 (seconds), or 0 for never"),
        ("sleep_s", False, "a number from 30 to 1800 (seconds), or 0 for never"),
        ("brightness_pct", 9, "a whole number from 10 to 100"),
        ("night_pct", 4, "a whole number from 5 to 100"),
        ("night_from_min", 1440, "a whole number from 0 to 1439"),
        ("night_to_min", "06:00", "a whole number from 0 to 1439"),
        ("dark", "black", "one of off, dim"),
        ("text", "huge", "one of normal, large"),
        ("rotation_deg", 45, "one of 0, 90, 180, 270"),
        ("rotation_deg", "90", "one of 0, 90, 180, 270"),
    ],
)
def test_a_display_that_there_cannot_be_is_told_and_the_defaults_hold(
    tmp_path: Path, name: str, value: object, expected: str
) -> None:
    (tmp_path / NAME).write_text(json.dumps({name: value, "theme": "light"}))
    loaded, notices = settings.load(tmp_path)
    assert [str(notice).partition(", came")[0] for notice in notices] == [
        f"{tmp_path / NAME}: {name}: expected {expected}"
    ]
    assert settings.display(loaded, Display(), "light") == Display()


def test_the_display_as_chosen_is_kept_and_comes_back() -> None:
    chosen = Display(sleep_s=0.0, brightness_pct=40, night_pct=5, night_from_min=0, night_to_min=0, dims=True)
    chosen = replace(chosen, large_text=True, rotation_deg=90)
    configured = Display(wake_guard_s=1.0, asleep_period_s=30.0)
    for theme_by_clock in (False, True):
        wanted = SaveSettings("en", "light", 2, replace(chosen, theme_by_clock=theme_by_clock))
        kept = settings.kept(wanted)
        assert kept.theme == ("clock" if theme_by_clock else "light")
        assert settings.display(kept, configured, kept.theme) == replace(
            chosen, theme_by_clock=theme_by_clock, wake_guard_s=1.0, asleep_period_s=30.0
        )


@pytest.mark.parametrize(("configured", "dark", "dims"), [(True, None, True), (True, "off", False)])
def test_dim_instead_of_off_is_configured_until_the_user_chooses(
    configured: bool, dark: str | None, dims: bool
) -> None:
    assert settings.display(Settings(dark=dark), Display(dims=configured), "dark").dims is dims


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert "Is a directory" in str(settings.load(tmp_path)[1][0])


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "Not a directory" in str(settings.save(tmp_path / "file/state", Settings()))


def test_a_read_only_place_is_told() -> None:
    assert settings.save(Path("/proc/pack-hmi"), Settings()) is not None


def test_a_save_that_is_cut_short_leaves_the_old_settings(tmp_path: Path) -> None:
    settings.save(tmp_path, Settings("zh", "light"))
    (tmp_path / NAME).with_suffix(".new").write_text('{"langu')
    assert settings.load(tmp_path) == (Settings("zh", "light"), ())
    assert settings.save(tmp_path, Settings("en", "dark")) is None
    assert settings.load(tmp_path)[0] == Settings("en", "dark")
    assert [file.name for file in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"STATE_DIRECTORY": "/var/lib/pack-hmi"}, Path("/var/lib/pack-hmi")),
        ({"STATE_DIRECTORY": "/a:/b", "XDG_STATE_HOME": "/x"}, Path("/a")),
        ({"XDG_STATE_HOME": "/x"}, Path("/x/pack-hmi")),
        ({}, Path.home() / ".local/state/pack-hmi"),
    ],
)
def test_the_place_is_systemds_or_the_users(environment: dict[str, str], expected: Path) -> None:
    assert settings.state_directory(environment) == expected
