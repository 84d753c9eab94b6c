"""A verdict as the record has it: a line of JSON."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hmi.model.check.finding import COMPARED, UNCHECKED, Check, Finding, Holds
from hmi.protocol.can.language import Language

if TYPE_CHECKING:
    from hmi.model.state import State


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is kept of a Check. The names are the keys of the JSON."""

    finding: Finding
    protocol: Language | None = None  # selected
    recognised: tuple[Language, ...] = ()
    heard: Holds = Holds.UNKNOWN
    understood: Holds = Holds.UNKNOWN
    obeyed: Holds = Holds.UNKNOWN


def of(check: Check) -> Verdict:
    """What is kept of it."""
    recognised = check.recognised.fits or check.recognised.mixed
    return Verdict(check.finding, check.selected, recognised, check.heard, check.understood, check.obeyed)


def spell(verdict: Verdict) -> str:
    """As text."""
    return json.dumps(asdict(verdict))


def read(text: str) -> Verdict | None:
    """What `spell` has written; None: it cannot be read any more."""
    try:
        told = json.loads(text)
        protocol = told["protocol"]
        return Verdict(
            Finding(told["finding"]),
            None if protocol is None else Language(protocol),
            tuple(Language(one) for one in told["recognised"]),
            *(Holds(told[step]) for step in ("heard", "understood", "obeyed")),
        )
    except (ValueError, KeyError, TypeError):
        return None


def last(state: "State") -> tuple[Verdict, datetime] | None:
    """The verdict that stands, else the last one in the record of this battery; with its local time.

    What a human has compared stands since then.
    """
    finding = state.check.finding
    if finding not in UNCHECKED and state.clock is not None:
        age_s = state.now - state.inverter.numbers.at if finding in COMPARED else 0.0
        return of(state.check), state.clock - timedelta(seconds=age_s)
    row = state.record.checks.get(state.identity.serial)
    verdict = read(row.entry.new) if row else None
    return (verdict, row.at.astimezone().replace(tzinfo=None)) if row and verdict else None
