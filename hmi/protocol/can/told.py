"""What several frames tell together, under one set of names whatever the language."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Told:
    """What a battery tells the inverter; None: not told. Positive current charges the battery."""

    charge_voltage_limit_v: float | None = None  # CVL
    discharge_voltage_limit_v: float | None = None  # DVL
    charge_current_limit_a: float | None = None  # CCL
    discharge_current_limit_a: float | None = None  # DCL, as sent; its magnitude counts
    soc_pct: float | None = None
    soh_pct: float | None = None
    voltage_v: float | None = None
    current_a: float | None = None
    temperature_c: float | None = None  # mean of the cells, or the highest where the language tells that
    protections: tuple[str, ...] | None = None  # codes of the vocabulary, such as "over_voltage"
    warnings: tuple[str, ...] | None = None
    # Of the vocabulary: "charge_enabled", "discharge_enabled", "force_charge_1", "force_charge_2",
    # "full_charge_requested": those that are set.
    requests: tuple[str, ...] | None = None
    packs: int | None = None
    name: str | None = None  # of 35EH, or the maker's letters of 320H


# Request -> fields that tell it. GROWATT tells in two frames whether current may flow: both must allow it.
_REQUESTS = {
    "charge_enabled": ("charge_enabled", "output_charge_enabled"),
    "discharge_enabled": ("discharge_enabled", "output_discharge_enabled"),
    "force_charge_1": ("force_charge_1",),
    "force_charge_2": ("force_charge_2",),
    "full_charge_requested": ("full_charge_requested",),
}


def told(messages: Iterable[Any]) -> Told:
    """The values of messages of one language; of two that tell the same, the first one counts."""
    heard = tuple(messages)
    return Told(
        charge_voltage_limit_v=_first(heard, "charge_voltage_limit_v"),
        discharge_voltage_limit_v=_first(heard, "discharge_voltage_limit_v"),
        charge_current_limit_a=_first(heard, "charge_current_limit_a"),
        discharge_current_limit_a=_first(heard, "discharge_current_limit_a"),
        soc_pct=_first(heard, "soc_pct", "soc_fine_pct"),
        soh_pct=_first(heard, "soh_pct"),
        voltage_v=_first(heard, "voltage_v"),
        current_a=_first(heard, "current_a"),
        temperature_c=_first(heard, "temperature_c", "temperature_max_c"),
        protections=_together(heard, "protections"),
        warnings=_together(heard, "warnings"),
        requests=_requests(heard),
        packs=_packs(heard),
        name=_first(heard, "manufacturer", "maker") or None,
    )


def _all(messages: tuple[Any, ...], name: str) -> list[Any]:
    values = (getattr(message, name, None) for message in messages)
    return [value for value in values if value is not None]


def _first(messages: tuple[Any, ...], *names: str) -> Any:
    """Of several names the first that any message tells."""
    return next((value for name in names for value in _all(messages, name)), None)


def _together(messages: tuple[Any, ...], name: str) -> tuple[str, ...] | None:
    lists = _all(messages, name)
    return tuple(dict.fromkeys(code for codes in lists for code in codes)) if lists else None


def _requests(messages: tuple[Any, ...]) -> tuple[str, ...] | None:
    answers = {
        request: [value for name in names for value in _all(messages, name)]
        for request, names in _REQUESTS.items()
    }
    if not any(answers.values()):
        return None
    return tuple(request for request, values in answers.items() if values and all(values))


def _packs(messages: tuple[Any, ...]) -> int | None:
    """Number of packs. D-GW10 leaves the bytes of modules and tag empty: 0 without a tag is no number."""
    modules = (message for message in messages if hasattr(message, "modules"))
    filled = tuple(message for message in modules if message.modules or message.tag)
    counts = (_first(messages, "packs"), _first(filled, "modules"), _first(messages, "packs_online"))
    return next((count for count in counts if count is not None), None)
