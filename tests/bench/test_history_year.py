"""A year of history, sample by sample: what is written a day, how large the files are, what power cuts cost.

Written are the bytes that go into system calls. Below that a file system writes whole blocks: a commit a
minute is a block of 4 KiB or two, 8 MB a day however little is in it. The second figure counts them.
"""

import os
import random
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from hmi.model.wanted import KeepLedger
from tests.links.history import year
from tests.links.history.driven import BATTERY, LEAST, Panel

MOST_A_DAY = 5_000_000
DAYS = int(os.environ.get("DAYS", "365"))


def blocks() -> int:
    """Bytes of blocks that this thread has made the system write."""
    lines = Path("/proc/thread-self/io").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("write_bytes")).split()[1])


@dataclass(frozen=True)
class Household:
    """So much happens at a battery."""

    ledger_s: int = 1800  # from one ledger to the next
    ledger_figures: int = 1000
    row_s: int = 3 * 3600  # from one row of the log to the next
    urgent: int = 0  # of so many rows one
    box_bytes: int = 0


KINDS = {
    "idle": Household(),
    "usual": Household(urgent=20, box_bytes=16_000),
    "all day as much as the log takes": Household(row_s=60, urgent=60, box_bytes=60_000),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_day_writes(tmp_path: Path, kind: str) -> None:
    house, chance = KINDS[kind], random.Random(1)
    panel, rows, days = Panel(tmp_path / "state", 64_000_000), 0, []
    figures = [round(chance.random() * 1000, 1) for _ in range(house.ledger_figures)]
    for _ in range(6):
        began, in_blocks = year.written(), blocks()
        for second in range(0, 86400, 10):
            live(panel, chance)
            if second % house.ledger_s == 0:
                figures[chance.randrange(len(figures))] += 1
                panel.take(KeepLedger(BATTERY, str(figures)))
            if second % house.row_s == 0:
                rows += 1
                urgent = bool(house.urgent) and rows % house.urgent == 0
                panel.log("x" * 60, urgent=urgent, box=chance.randbytes(house.box_bytes) if urgent else b"")
        days.append((year.written() - began, blocks() - in_blocks))
    told = ", ".join(f"{count / 1e6:.2f}" for count, _ in days)
    print(f"\n{kind}: {told} MB written a day; {days[-1][1] / 1e6:.1f} MB of blocks on the last one")
    print("files:", {file.name: file.stat().st_size for file in panel.directory.iterdir()})
    panel.stop()
    assert max(count for count, _ in days) < MOST_A_DAY


def live(panel: Panel, chance: random.Random) -> None:
    """Ten seconds."""
    current, spread = chance.uniform(-60, 100), 0.01 * chance.random()
    panel.sample(52 * current, soc=50.0, current=current, spread=spread, coldest=20.0, hottest=25.0)


def test_a_year_sample_by_sample(tmp_path: Path) -> None:
    began = time.monotonic()
    life = year.lived(tmp_path / "state", days=DAYS, every_s=10.0, seed=11, box_bytes=20_000)
    year.check_whole(life)
    days = life.panel.true / 86400
    lost_s = life.lost_s
    print(f"\n{days:.0f} days in {time.monotonic() - began:.0f} s, {len(lost_s)} power cuts")
    print(f"lost: {statistics.mean(lost_s):.0f} s on average, {max(lost_s):.0f} s at most")
    print(f"written: {life.written / days / 1e6:.2f} MB a day")
    print(f"files: {life.largest / 1e6:.2f} MB at most, allowed {LEAST / 1e6:.0f} MB")
    assert life.written / days < MOST_A_DAY
