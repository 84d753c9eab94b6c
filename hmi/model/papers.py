"""What is on record of a battery besides its values: its warranty, and what was done to it.

`spelled` and `read` put a warranty into the record and out of it.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from hmi.model.days import months_on
from hmi.model.record import Entry

WARRANTY = "warranty"  # what a row of that kind is about


@dataclass(frozen=True, slots=True)
class Registration:
    """A warranty: the day of commissioning, and its term, whichever part of it ends first."""

    since: date  # local
    years: int
    cycles: int

    @property
    def ends(self) -> date:
        """The first day that it does not cover."""
        return months_on(self.since, 12 * self.years)


def spelled(one: Registration) -> str:
    """As JSON."""
    return json.dumps(asdict(one) | {"since": one.since.isoformat()})


def read(text: str) -> Registration | None:
    """What `spelled` has written; None: it cannot be read."""
    try:
        told = json.loads(text)
        return Registration(date.fromisoformat(told["since"]), int(told["years"]), int(told["cycles"]))
    except (ValueError, KeyError, TypeError):
        return None


class Outcome(StrEnum):
    """What came of the last entry."""

    KEPT = "kept"
    NOT_KEPT = "not_kept"  # the disk refused


@dataclass(frozen=True, slots=True)
class Papers:
    """What is looked at or half done on the pages of model, warranty and maintenance."""

    draft: Registration | None = None  # as adjusted; None: not touched
    model: str = ""  # looked at; empty: the packs' own
    task: str = ""  # of the maintenance, whose page is shown
    ask: int = 0  # of the Note on its way to the disk; 0: none
    entry: Entry | None = None  # that it carries
    outcome: Outcome | None = None  # of the entry before, while its page is shown
    detail: str = ""  # why it is not kept, in the system's words
