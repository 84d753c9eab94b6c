"""Cell capacities, estimated: the original panel lists them, the protocol does not carry them.

The cells of a pack are in series and pass the same charge, so each holds what the pack holds, more or less by
what its voltage tells beside the others, read from the curve of rest voltage over charge.

How sure: below 15 %, where the curve is steep, likely within 3 % of full. Above it a guess: against a curve
with its steps and flats, a cell's lack is told twice too large on the steps and hardly at all on the flats,
as from 80 to 95 %. A large current moves the voltages off the plateau; differences then shrink, so that
resistances do not pass for charge.
"""

from bisect import bisect_right
from statistics import fmean

from hmi.protocol.analog import PackAnalog

# SOC in %, and the rest voltage of an LFP cell there. Captured packs at small currents gain 1.8 mV a % from
# 36 to 78 % (nkinnan #22, fancyui #46 #52). The real curve has steps, and flats of 0.5 mV a %, in between;
# a line keeps millivolts of noise from becoming ampere-hours. The steep ends are typical, not captured.
_SOC = (0.0, 2.0, 10.0, 20.0, 95.0, 98.0, 99.0, 100.0)
_VOLTS = (2.50, 2.80, 3.16, 3.215, 3.345, 3.36, 3.39, 3.55)


def cell_charges(pack: PackAnalog) -> tuple[float | None, ...]:
    """What each cell holds, an estimate in Ah, from 0 to full; None while full is not known."""
    if pack.soc is None or not pack.cell_voltages:
        return (None,) * len(pack.cell_voltages)
    by_voltage = [_soc_at_rest(volts) for volts in pack.cell_voltages]
    correction = pack.soc - fmean(by_voltage)
    percent = (max(0.0, min(100.0, soc + correction)) for soc in by_voltage)
    return tuple(pack.full * soc / 100 for soc in percent)


def _soc_at_rest(volts: float) -> float:
    """% on the curve; beyond its ends, the end."""
    volts = max(_VOLTS[0], min(_VOLTS[-1], volts))
    at = min(bisect_right(_VOLTS, volts), len(_VOLTS) - 1)
    share = (volts - _VOLTS[at - 1]) / (_VOLTS[at] - _VOLTS[at - 1])
    return _SOC[at - 1] + share * (_SOC[at] - _SOC[at - 1])
