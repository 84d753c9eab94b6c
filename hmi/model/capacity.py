"""Cell capacities, estimated: the original panel lists them, the protocol does not carry them.

The cells of a pack are in series and pass the same charge, so each holds what the pack holds plus what its
voltage lies off the mean, divided by how steeply the voltage of an LFP cell rises with its charge there.
"""

from bisect import bisect_right
from statistics import fmean

from hmi.protocol.analog import PackAnalog

# SOC in %, and V for one % of charge from there on. The plateau from 20 to 95 % is really flatter (about
# 0.0005); the figure is held up so that millivolts of noise do not become ampere-hours.
_SOC = (0, 10, 20, 95)
_VOLTS_PER_PERCENT = (0.030, 0.008, 0.002, 0.020)


def cell_charges(pack: PackAnalog) -> tuple[float, ...]:
    """What each cell holds, an estimate in Ah, from 0 to full; empty while full is not known."""
    if pack.soc is None or not pack.cell_voltages:
        return ()
    mean = fmean(pack.cell_voltages)
    slope = _VOLTS_PER_PERCENT[bisect_right(_SOC, pack.soc) - 1]
    per_volt = pack.full / 100 / slope
    estimates = (pack.remaining + (volts - mean) * per_volt for volts in pack.cell_voltages)
    return tuple(max(0.0, min(pack.full, ampere_hours)) for ampere_hours in estimates)
