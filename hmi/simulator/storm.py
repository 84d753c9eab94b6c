"""The storm: each pack is disturbed in several ways at once, and differently every few seconds."""

import random
from collections.abc import Iterator

from hmi.protocol.bits import Fault
from hmi.simulator.pack import Disturbance

PERIOD = 8.0  # s until the next weather

# Each may come over a pack in one of its forms.
_PARTS = (
    (Disturbance(cells=0.5), Disturbance(cells=-0.95)),
    (Disturbance(temperature=36), Disturbance(temperature=-42)),
    (Disturbance(mosfet=95),),
    (Disturbance(environment=50), Disturbance(environment=-52)),
    (Disturbance(current=1.15), Disturbance(current=-1.2)),
    (Disturbance(reversed=True),),
    tuple(Disturbance(faults=(fault,)) for fault in Fault),
    tuple(Disturbance(faults=(fault,)) for fault in Fault),
)


def _together(parts: list[Disturbance]) -> Disturbance:
    return Disturbance(
        cells=sum(part.cells for part in parts),
        temperature=sum(part.temperature for part in parts),
        mosfet=sum(part.mosfet for part in parts),
        environment=sum(part.environment for part in parts),
        current=sum(part.current for part in parts),
        faults=tuple(fault for part in parts for fault in part.faults),
        reversed=any(part.reversed for part in parts),
    )


def weather(seed: int, pack: int) -> Iterator[Disturbance]:
    """What comes over a pack, one period after the other, for ever."""
    rng = random.Random(f"storm {seed} {pack}")
    while True:
        yield _together([rng.choice(forms) for forms in rng.sample(_PARTS, rng.randint(3, 6))])
