"""What the pages show of the past, as it was read last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hmi.model.happening import Happening
from hmi.model.history.trend import Energy, Quantity, Span, Trend


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of the panel's log. Numbers only grow, also where the times are not certain."""

    number: int
    utc: datetime
    certain: bool
    battery: str
    happening: Happening
    box: bool = False  # the ten minutes before it were kept


@dataclass(frozen=True, slots=True)
class Story:
    """A row of the log with those that followed it within ten minutes; and its black box, packed.

    Without rows: it is kept no more.
    """

    number: int
    rows: tuple[LogRow, ...] = ()
    box: bytes = b""


@dataclass(frozen=True, slots=True)
class Past:
    """All of it. None: not read yet."""

    ready: bool = False  # the history can be used
    trouble: str = ""  # why not, in the system's words
    span: Span = Span.DAY  # chosen
    quantity: Quantity = Quantity.SOC  # chosen
    trend: Trend | None = None
    energy: Energy | None = None
    first: int = 0  # the first of `rows`, counted from the newest
    rows: tuple[LogRow, ...] = ()
    total: int | None = None
    asked: int | None = None  # the row whose story is to be shown, by its number
    story: Story | None = None
    frame: int = 0  # of the black box, which is shown: so many before the last one
    ledgers: Mapping[str, str] = field(default_factory=dict)  # battery -> its ledger as kept, JSON
