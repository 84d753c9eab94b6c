"""A year of a panel at a battery: samples, alarms, black boxes, restarts, wrong clocks, power cuts."""

import json
import random
import sqlite3
from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from hmi.links.history.history_file import NAME
from hmi.links.history.packing import PER_WH, bands, unpack_samples
from hmi.model.events import HistoryOpened
from hmi.model.history.trend import Quantity
from hmi.model.wanted import KeepLedger
from tests.links.history.driven import BATTERY, LEAST, Panel

DAY_S = 86400.0
CUTS_A_DAY = 2 / 7
LEDGER_S = 1800.0  # on average from one change of the ledger to the next
ROW_S = 4 * 3600.0  # and from one row of the log to the next
URGENT = 0.1  # of the rows: an alarm every other day
CLOCKS = (
    (0.0, True),
    (-600.0, False),
    (-5e7, False),
    (3e8, False),
    (0.0, False),
    (1e7, True),
)  # off, "certain"


@dataclass
class Lived:
    """What was told to the panel, and what came of it."""

    panel: Panel
    box_bytes: int  # of a black box
    rows: list[tuple[float, bool]] = field(default_factory=list)  # true time (s) and urgent, by number from 1
    samples: "array[float]" = field(default_factory=lambda: array("d"))  # their ends, true time, s
    charged_wh: "array[float]" = field(default_factory=lambda: array("d"))  # in each of them
    lost_s: list[float] = field(default_factory=list)  # by each power cut
    largest: int = 0  # bytes of all files
    written: int = 0  # bytes, by the panel


def lived(directory: Path, days: int, every_s: float, seed: int, box_bytes: int) -> Lived:
    """So many days with a sample of ten seconds every so often."""
    chance = random.Random(seed)
    life = Lived(Panel(directory), box_bytes)
    panel = life.panel
    figures = [0.0] * 300
    cut_at = chance.expovariate(CUTS_A_DAY) * DAY_S
    began = written()
    while panel.true < days * DAY_S:
        panel.wait(every_s - 10.0)
        power = chance.uniform(-3000, 5000)
        panel.sample(power, soc=50.0, current=float(len(life.samples)))
        life.samples.append(panel.true)
        life.charged_wh.append(max(0.0, power * 10 / 3600))
        if chance.random() < min(0.1, every_s / LEDGER_S):
            figures[chance.randrange(300)] += 1
            panel.take(KeepLedger(BATTERY, json.dumps({"figures": figures})))
        if chance.random() < every_s / ROW_S:
            tell(life, urgent=chance.random() < URGENT, chance=chance)
        if panel.true > cut_at:
            life.largest = max(life.largest, panel.bytes())
            life.written += written() - began
            cut_power(life, chance)
            began = written()
            cut_at = panel.true + chance.expovariate(CUTS_A_DAY) * DAY_S
    life.written += written() - began
    return life


def tell(life: Lived, urgent: bool, chance: random.Random) -> None:
    """A row for the log; an urgent one with its black box."""
    life.rows.append((life.panel.true, urgent))
    box = chance.randbytes(life.box_bytes) if urgent else b""
    life.panel.log(str(len(life.rows)), urgent=urgent, box=box)


def cut_power(life: Lived, chance: random.Random) -> None:
    """At any instant; then a run whose clock is wrong for a while, or never right, or lies."""
    panel = life.panel
    panel.true += chance.uniform(0.0, 9.0)
    if chance.random() < 0.5:
        panel.cut_within_commit(chance)
    else:
        panel.cut()
    off_at = panel.true
    panel.true += chance.choice((5.0, 600.0, 4 * 3600.0))
    panel.off, panel.certain = chance.choice(CLOCKS)
    panel.start()
    check_loss(life, off_at)
    panel.wait(20.0)
    tell(life, urgent=False, chance=chance)
    if chance.random() < 0.7:
        panel.true += 30.0
        panel.off, panel.certain = 0.0, True


def check_loss(life: Lived, off_at: float) -> None:
    """Nothing older than a minute is lost, no urgent row at all, and the file is whole."""
    panel = life.panel
    assert panel.events == [HistoryOpened(panel.opened.ledgers, "", panel.steady)]
    (newest,) = panel.rows(0, 1).rows or [None]
    kept = newest.number if newest else 0
    assert not any(urgent or off_at - at > 60.0 for at, urgent in life.rows[kept:])
    del life.rows[kept:]
    count = samples_in_file(panel)
    life.lost_s.append(off_at - life.samples[count] + 10.0 if count < len(life.samples) else 0.0)
    del life.samples[count:], life.charged_wh[count:]


def samples_in_file(panel: Panel) -> int:
    """Each carries its number as its current."""
    connection = panel.keeper._store._archive._connection
    row = connection.execute("SELECT body FROM minute ORDER BY place DESC LIMIT 1").fetchone()
    if row is None:
        return 0
    _, stretch = unpack_samples(row[0])[-1]
    band = bands(stretch)[list(Quantity).index(Quantity.CURRENT)]
    return round(band.mean) + 1 if band else 0


def check_whole(life: Lived) -> None:
    """After all: the file is sound and in its bound, the log complete and in order."""
    panel = life.panel.stop()
    assert life.largest <= LEAST
    assert max(life.lost_s) <= 60.0
    file = sqlite3.connect(panel.directory / NAME)
    assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()
    panel.start()
    rows = panel.rows(0, len(life.rows) + 10)
    assert [row.happening.detail for row in rows.rows] == [
        str(number) for number in range(len(life.rows), len(life.rows) - len(rows.rows), -1)
    ]
    assert rows.total == len(rows.rows)
    charged, _ = panel.keeper._store._archive._samples.energy(0, 1)
    assert charged / PER_WH == pytest.approx(sum(life.charged_wh), rel=1e-5)  # however thinned
    assert all(newer.utc >= older.utc for newer, older in pairwise(rows.rows))
    assert all(newer.number == older.number + 1 for newer, older in pairwise(rows.rows))
    panel.stop()


def written() -> int:
    """Bytes that this thread has handed to the system."""
    lines = Path("/proc/thread-self/io").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("wchar")).split()[1])
