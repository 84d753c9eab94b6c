"""What was measured when an alarm appeared, and the limit that it had passed."""

from dataclasses import replace

from hmi.model.alarm.heard import Once
from hmi.model.alarm.measured import measured, set_to
from hmi.model.alarm.standing import Evidence, Key
from hmi.model.facts import Explanation
from hmi.model.stack import HOST_SLOT, RESTING_A, Pack
from hmi.model.state import State

_NONE = Evidence()


def evidence(state: State, one: Once) -> Evidence:
    """Of the values about its appearance the one that speaks most for it; a limit only where it was read.

    The limits are those of the pack on the wire: what another one is set to is not known.
    """
    explanation = _explanation(state, one.key)
    found = _measured(one, explanation) if explanation else None
    if found is None:
        return _NONE
    if found.unit == "A" and abs(found.value or 0.0) < RESTING_A:
        found = replace(found, value=None)  # the trip has ended what it was about before that was read
    return replace(found, limit=_limit(state, one.key))


def completed(state: State) -> State:
    """With the limits that were read only after an alarm had appeared."""
    completed = tuple(
        replace(one, evidence=replace(one.evidence, limit=_limit(state, one.key)))
        if one.evidence.unit and one.evidence.limit is None
        else one
        for one in state.watch.standing
    )
    return replace(state, watch=replace(state.watch, standing=completed))


def _explanation(state: State, key: Key) -> Explanation | None:
    return state.facts.explanations.get((key.priority, key.name))


def _limit(state: State, key: Key) -> float | None:
    explanation = _explanation(state, key)
    if explanation is None or key.slot != HOST_SLOT:
        return None
    return set_to(state.parameters.groups, explanation.limit)


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
