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


def told(messages: Iterable[Any]) -> Told:
    """The values of messages of one language; of two that tell the same, the first one counts."""
    raise NotImplementedError
