"""A year with two power cuts a week ends with an intact history (tests/bench lives it second by second)."""

from pathlib import Path

from tests.links.history import year


def test_a_year_of_power_cuts_leaves_an_intact_history(tmp_path: Path) -> None:
    life = year.lived(tmp_path / "state", days=365, every_s=8 * 3600.0, seed=7, box_bytes=2000)
    assert len(life.lost_s) > 60
    assert max(life.lost_s) > 0  # something was lost
    year.check_whole(life)
