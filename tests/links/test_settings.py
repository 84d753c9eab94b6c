"""The panel's own settings: kept whole or not at all, and never a reason not to start."""

import json
from pathlib import Path

import pytest

from hmi.links import settings
from hmi.links.settings import NAME, Settings


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    for chosen in (Settings("zh", "light", 3), Settings(None, "dark", 0), Settings()):
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
