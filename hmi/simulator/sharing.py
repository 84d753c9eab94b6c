"""How parallel packs share one current: by rest voltage and resistance, through the MOSFETs that are on."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One pack as its terminals see it."""

    rest: float  # V
    resistance: float  # ohm
    charges: bool  # its charge MOSFET is on
    discharges: bool  # its discharge MOSFET is on


def shared(sources: Sequence[Source], total: float) -> list[float]:
    """A through each pack, positive: charging, in sum the total as far as the open paths allow.

    A path that is off blocks its direction; what it cannot take goes to the others.
    """
    parts = [0.0] * len(sources)
    taking = [index for index, source in enumerate(sources) if source.charges or source.discharges]
    while taking:
        conductance = sum(1 / sources[index].resistance for index in taking)
        driven = sum(sources[index].rest / sources[index].resistance for index in taking)
        bus = (total + driven) / conductance
        flow = {index: (bus - sources[index].rest) / sources[index].resistance for index in taking}
        blocked = [index for index, amperes in flow.items() if not _passes(sources[index], amperes)]
        if not blocked:
            for index, amperes in flow.items():
                parts[index] = amperes
            return parts
        taking = [index for index in taking if index not in blocked]
    return parts


def _passes(source: Source, current: float) -> bool:
    return source.charges if current > 0 else source.discharges or current == 0


def charge_to(sources: Sequence[Source], bus: float) -> float:
    """A that bring the terminals up to this voltage, at least 0."""
    flows = ((bus - source.rest) / source.resistance for source in sources if source.charges)
    return max(0.0, sum(flows))
