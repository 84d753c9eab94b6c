"""What was measured when an alarm appeared, and the limit that it had passed."""

from dataclasses import replace

from hmi.model.alarm.heard import Once
from hmi.model.alarm.measured import measured, set_to
from hmi.model.alarm.standing import Evidence
from hmi.model.facts import Explanation
from hmi.model.stack import HOST_SLOT, Pack
from hmi.model.state import State

_NONE = Evidence()


def evidence(state: State, one: Once) -> Evidence:
    """Of the values about its first telling the one that speaks most for it; a limit only where it was read.

    The limits are those of the pack on the wire: what another one is set to is not known.
    """
    explanation = state.facts.explanations.get((one.key.priority, one.key.name))
    if explanation is None:
        return _NONE
    found = _measured(one, explanation)
    groups = state.parameters.groups if one.key.slot == HOST_SLOT else {}
    return replace(found, limit=set_to(groups, explanation.limit)) if found else _NONE


def _measured(one: Once, explanation: Explanation) -> Evidence | None:
    packs = (Pack(one.key.slot, analog=analog) for analog in one.values if not analog.no_data)
    found = [value for value in (measured(pack, explanation.measure) for pack in packs) if value is not None]
    return max(found, key=lambda value: _speaks(one, value), default=None)


def _speaks(one: Once, value: Evidence) -> float:
    """The higher, the further beyond a limit; a current in whichever direction."""
    size = value.value or 0.0
    if value.unit == "A":
        return abs(size)
    return -size if "under_" in one.key.name or "low_" in one.key.name else size
