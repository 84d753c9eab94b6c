"""Where the panel's files are found."""

from pathlib import Path

import pytest

from hmi import resources
from hmi.resources import MissingResourceError, resource


def test_a_checkout_has_them_beside_the_package() -> None:
    assert (resource("assets/fonts") / "PackSans-Regular.otf").is_file()
    assert resource("locales").is_dir()


def test_the_package_itself_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("kv", "hmi/kv"):
        (tmp_path / place).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "hmi")
    assert resource("kv") == tmp_path / "hmi/kv"
    (tmp_path / "hmi/kv").rmdir()
    assert resource("kv") == tmp_path / "kv"


def test_what_is_missing_is_named_with_both_places() -> None:
    with pytest.raises(MissingResourceError, match="kv/nothing belongs to pack-hmi but is neither at"):
        resource("kv/nothing")
