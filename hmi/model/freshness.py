"""When a value is shown as live, as aged, or not at all. Old data is never shown as live."""

from enum import StrEnum

LIVE_PERIODS = 3
SHOWN_PERIODS = 10


class Freshness(StrEnum):
    """How a value may be shown."""

    LIVE = "live"
    AGED = "aged"  # dimmed, with its age
    GONE = "gone"  # "--"


def freshness(at: float | None, period: float, now: float) -> Freshness:
    """Of a value read at that time (s; None: never) and meant to be read every `period` s."""
    if at is None or now - at > SHOWN_PERIODS * period:
        return Freshness.GONE
    return Freshness.AGED if now - at > LIVE_PERIODS * period else Freshness.LIVE


def age(at: float | None, now: float) -> float:
    """How old (s) a value read at that time is; 0 for one that came since the last look at the clock."""
    return 0.0 if at is None else max(0.0, now - at)
