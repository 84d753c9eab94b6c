"""The BMS's parameter groups as they were read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hmi.protocol.identity import Clock


@dataclass(frozen=True, slots=True)
class Parameters:
    """The BMS's parameter groups by name, as last read; none while the link is lost."""

    groups: Mapping[str, Any] = field(default_factory=dict)
    untold: frozenset[str] = frozenset()  # asked for and not told
    found: Mapping[str, Any] = field(default_factory=dict)  # as first read of this battery
    clock: Clock | None = None
    clock_at: float = 0.0  # s, when the clock was read
