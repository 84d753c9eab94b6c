"""The papers of a battery, tap by tap, on the panel as it really is, with its record on a real disk."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hmi.links.record import Record
from hmi.model import handed, papers
from hmi.model.navigation import Page
from hmi.model.record import Kind, Mark
from hmi.ui import warranty_lines
from tests.flows.taps import ON

if TYPE_CHECKING:
    from tests.flows.live import LivePanel

Restart = Callable[..., "LivePanel"]


def test_a_warranty_is_registered_through_the_gate_and_a_task_is_ticked_off_for_good(
    restart: Restart, tmp_path: Path
) -> None:
    panel = restart(name="ctp28")
    panel.walk(["SYSTEM", ON, "Warranty"])
    assert panel.says("Not registered. It runs from the day of commissioning.")
    panel.walk(["Register"])
    panel.until(lambda: panel.on(Page.REGISTRATION))
    assert panel.state.clock is not None
    today = panel.state.clock.date()
    panel.tap(panel.label("−"))  # the day's
    panel.walk(["Next", "Next"])
    panel.until(lambda: panel.says("Not registered → ", "10 years, 6,000 cycles"))
    panel.walk(["Register", *"123456", "Later"])
    panel.until(lambda: panel.says("Registered."))
    panel.walk(["OK"])
    assert panel.on(Page.WARRANTY)
    assert panel.says("9.9", "years", "Cycles left")
    panel.on_to(Page.MAINTENANCE)
    panel.walk(["Done"])
    panel.until(lambda: panel.says("Done today"))
    panel.walk(["Undo"])
    panel.until(lambda: not panel.state.record.ticks)
    panel.walk(["Done"])
    panel.until(lambda: panel.says("Done today"))
    rows = list(Record(tmp_path, "ro").from_the_start())
    assert [row.entry.mark for row in rows if row.entry.kind is Kind.MAINTENANCE] == [
        Mark.TICKED,
        Mark.TAKEN_BACK,
        Mark.TICKED,
    ]
    (registered,) = (row.entry for row in rows if row.entry.kind is Kind.WARRANTY)
    one = papers.read(registered.new)
    assert one is not None
    assert (one.since, one.years, one.cycles) == (today - timedelta(days=1), 10, 6000)

    later = restart(name="ctp28", ahead=3600.0)
    assert handed.registration(later.state) == one
    assert warranty_lines.in_short(later.state) == "Warranty: 9.9 years"
    assert [row.id for row in later.state.record.ticks] == [rows[-1].id]
