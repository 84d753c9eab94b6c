"""What the panel has learned about a battery over days and weeks: charge, use, cells."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hmi.model.effect import Effect
    from hmi.model.events import Event
    from hmi.model.state import State


@dataclass(frozen=True, slots=True)
class Ledger:
    """All of it, for the battery on the wire; nothing while that is not known."""

    battery: str | None = None


def observed(before: "State", state: "State", event: "Event") -> "Effect":
    """After every word of the link and every second; the ledger is kept once a minute where it changed."""
    return state, ()


def remembered(state: "State") -> "State":
    """The ledgers as kept were read."""
    return state
