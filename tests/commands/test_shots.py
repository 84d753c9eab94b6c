"""`pack-hmi shots`, run as a user runs it."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from hmi.model.navigation import Page


def shots(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hmi", "shots", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def size(picture: Path) -> tuple[int, int]:
    head = picture.read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", head[16:])
    return width, height


def test_every_page_becomes_a_picture_of_the_panels_size_and_two_runs_give_the_same(tmp_path: Path) -> None:
    for run in ("first", "second"):
        options = ("--panel", "410x300", "--packs", "1", "--language", "zh")
        done = shots(str(tmp_path / run), *options)
        assert done.returncode == 0, done.stderr
    first = sorted((tmp_path / "first").glob("*.png"))
    assert {page.value for page in Page} <= {picture.stem for picture in first}
    assert {size(picture) for picture in first} == {(410, 300)}
    for picture in first:
        assert picture.read_bytes() == (tmp_path / "second" / picture.name).read_bytes(), picture.name


def test_every_page_stands_on_one_sheet_a_language(tmp_path: Path) -> None:
    done = shots(str(tmp_path), "--panel", "320x240", "--packs", "1", "--sheet", "--language", "de")
    assert done.returncode == 0, done.stderr
    assert [picture.name for picture in tmp_path.iterdir()] == ["320x240-de.png"]
    width, height = size(tmp_path / "320x240-de.png")
    assert width % (320 + 8) == height % (240 + 8) == 8
    assert (width // 328) * (height // 248) >= len(Page)


@pytest.mark.parametrize(
    ("option", "value", "named"),
    [
        ("--panel", "huge", "ctp28"),
        ("--panel", "100x100", "320x240"),
        ("--scenario", "doom", "storm"),
        ("--model", "ES1", "ES51.2-100LP"),
        ("--language", "xx", "zh_Hans"),
        ("--packs", "16", "15"),
    ],
)
def test_a_wrong_argument_is_answered_with_what_was_expected(
    tmp_path: Path, option: str, value: str, named: str
) -> None:
    done = shots(str(tmp_path), option, value)
    assert done.returncode == 2
    assert value in done.stderr
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = shots(str(tmp_path / "file" / "pictures"))
    assert done.returncode == 2
    assert str(tmp_path / "file") in done.stderr
