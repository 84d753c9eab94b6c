"""Which parameter groups and switches may be written, and what their factory values are."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hmi.model import change
from hmi.model.facts import Parameter
from hmi.model.pack_model import Model

if TYPE_CHECKING:
    from hmi.model.state import State

# The sources disagree on their layout or on what their codes mean (pace-v25, chapters 11 and 15). They are
# written only where assets/facts/settled.toml knows the firmware.
CONTESTED = ("fast_over_current", "limiter_start", change.LED_ALARM, change.CHARGE_LIMITER)


def settled(state: "State", subject: str) -> bool:
    """Whether the subject means the same to all sources, or to this firmware."""
    version = state.identity.version
    firmware = version.software if version else None
    known = any((one.group, one.firmware) == (subject, firmware) for one in state.facts.settled)
    return subject not in CONTESTED or known


def writable(state: "State", group: str) -> bool:
    """Whether the group was read and may be written."""
    return group in state.parameters.groups and settled(state, group)


def factory_model(state: "State") -> Model | None:
    """The packs' model; None: not known, or not one with as many cells in series as the BMS measures.

    A configured model may be the wrong one: its pack voltages would guard nothing, or cut off a sound pack.
    """
    model = state.pack_model
    measured = next((len(one.analog.cell_voltages) for one in state.readings if one.analog), None)
    return model if model is not None and measured in (None, model.cells) else None


def factory_values(state: "State", group: str, ranges: Mapping[str, Parameter]) -> dict[str, Any]:
    """Field -> factory value for the packs' model; nothing while the model is not known.

    The enable is left as it is: no factory value may switch a protection on or off by the way. So is a field
    that this firmware does not tell: a group is written with the length that was read.
    """
    model = factory_model(state)
    if model is None:
        return {}
    values, now = {}, state.parameters.groups.get(group)
    for field, parameter in ranges.items():
        if field == "enable" or getattr(now, field, 0) is None:
            continue
        charging = group == "charge_over_current" or field == "charge"
        value = float(parameter.factory_for(model, charging))
        values[field] = int(value) if value.is_integer() else value
    return values
