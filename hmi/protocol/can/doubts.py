"""Values on the bus that cannot be true of a battery: shown as received, and marked."""

from hmi.protocol.can.told import Told


def doubts(told: Told, cells: int | None) -> tuple[str, ...]:
    """Names of the fields of Told that are out of range; `cells` in series, None: not known.

    SOC 0..100 %, SOH 0..110 %, CVL 3.0..3.75 V a cell, DVL below CVL, voltage 2.0..4.0 V a cell,
    temperature -40..100 degC.
    """
    raise NotImplementedError
