"""Whether the measured current keeps to the limits that the pack announces, and since when."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hmi.model.check import allowed
from hmi.model.check.finding import Holds
from hmi.model.freshness import Freshness

if TYPE_CHECKING:
    from hmi.model.state import State

# An inverter measures with a shunt of its own, and regulates around its set point: some percent of the
# current are not its disobedience. Neither is what it draws itself, or the zero of the packs' sensors.
TOLERANCE, TOLERANCE_A = 0.05, 1.0  # of the limit; of each pack
OVER_S = 5.0  # for which a limit is exceeded before it counts: a load that comes is regulated in steps
LOWERED_S = 10.0  # for which a limit that went down still counts: SMA grants an inverter that long to act
FLOWS_A = 2.0  # below it nothing is shown: any inverter keeps any limit by doing nothing
APART_S = 5.0  # of two looks: what was not looked at is not counted


@dataclass(frozen=True, slots=True)
class Side:
    """Charging or discharging. Currents are magnitudes, A; times s of the steady clock."""

    limit_a: float | None = None  # in force; None: not known
    now_a: float = 0.0
    worst_a: float = 0.0  # since the watch began
    kept_s: float = 0.0  # for which current flowed and the limit was kept, since the watch began
    over_since: float | None = None  # above the limit without a pause
    holds: Holds = Holds.UNKNOWN
    since: float = 0.0  # when `holds` became what it is
    # Limits with the time (s) from which each was told, oldest first: those that still count, and the last.
    told: tuple[tuple[float, float], ...] = ()
    back_s: float = 0.0  # for which it has been kept again since it was not


_SIDE = Side()


@dataclass(frozen=True, slots=True)
class Obedience:
    """Both sides. `estimated`: the limits are the manual's for these packs, as no tap hears them."""

    charge: Side = _SIDE
    discharge: Side = _SIDE
    estimated: bool = False
    at: float | None = None  # s, of the last look; None: currents are not fresh now
    serial: str = ""  # of the battery that it is about
    protocol: tuple[int, int] | None = None  # that it spoke: codes of CAN and RS485

    @property
    def holds(self) -> Holds:
        """Both sides together: one that is known to be kept is enough, one that is not is too much."""
        both = (self.charge.holds, self.discharge.holds)
        return next((one for one in (Holds.NO, Holds.YES) if one in both), Holds.UNKNOWN)

    @property
    def exceeded(self) -> Side | None:
        """The side whose limit is not kept; None: neither."""
        return next((side for side in (self.charge, self.discharge) if side.holds is Holds.NO), None)

    @property
    def since(self) -> float | None:
        """When (s) the one limit began to be exceeded, or both to be kept; None: neither is so."""
        if self.exceeded is not None:
            over_since = self.exceeded.over_since
            return self.exceeded.since if over_since is None else over_since
        kept = (side.since for side in (self.charge, self.discharge) if side.holds is Holds.YES)
        return max(kept, default=None)


_NOT_WATCHED = Obedience()


@dataclass(frozen=True, slots=True)
class _Look:
    """What is seen at one time. `kept_s`: for how long a limit that is kept counts as kept by it."""

    at: float
    measured_at: float  # when the oldest of the currents was: of a large stack it may be long ago
    kept_s: float
    watch_s: float
    packs: int
    complete: bool


def ticked(state: "State") -> "State":
    """Compare the current with its limits. Where either is not known, it begins anew when it is."""
    if not state.inverter.watched:
        return state
    limits, total, old = allowed.in_force(state), state.total, state.inverter.obedience
    if limits is None or total.current is None:
        return _with(state, _NOT_WATCHED)
    if total.fresh is not Freshness.LIVE:
        # How it went on meanwhile is not known.
        charge, discharge = (replace(side, over_since=None) for side in (old.charge, old.discharge))
        return _with(state, replace(old, charge=charge, discharge=discharge, at=None))
    old = _of_now(state, old, limits.estimated)
    elapsed = 0.0 if old.at is None else min(state.now - old.at, APART_S)
    look = _Look(
        at=state.now,
        measured_at=state.now - total.age,
        kept_s=elapsed,
        watch_s=state.inverter.watch_s,
        packs=total.counted,
        complete=total.complete,
    )
    watched = replace(
        old,
        charge=_watched(old.charge, limits.charge_a, max(0.0, total.current), look),
        discharge=_watched(old.discharge, limits.discharge_a, max(0.0, -total.current), look),
        at=state.now,
    )
    return _with(state, watched)


def _of_now(state: "State", old: Obedience, estimated: bool) -> Obedience:
    """The watch so far; another battery, another protocol or other limits are another watch."""
    about = (state.identity.serial, state.identity.codes or old.protocol, estimated)
    if about == (old.serial, old.protocol, old.estimated):
        return old
    return Obedience(serial=about[0], protocol=about[1], estimated=estimated)


def _watched(old: Side, limit: float | None, now_a: float, look: _Look) -> Side:
    if limit is None:
        return Side(now_a=now_a)
    told = _told(old.told, limit, look.at)
    forgiven_a = look.packs * TOLERANCE_A
    over = now_a > max(one for _, one in told) * (1 + TOLERANCE) + forgiven_a
    within = now_a <= limit * (1 + TOLERANCE) + forgiven_a
    # With packs that are not measured, more may flow than is known. What would be forgiven shows nothing.
    kept = look.complete and within and now_a > max(FLOWS_A, forgiven_a)
    side = replace(
        old,
        limit_a=limit,
        now_a=now_a,
        worst_a=max(old.worst_a, now_a),
        kept_s=old.kept_s + look.kept_s * kept,
        over_since=(look.at if old.over_since is None else old.over_since) if over else None,
        told=told,
        back_s=old.back_s + look.kept_s if within else 0.0,
    )
    return _judged(side, look)


def _told(told: tuple[tuple[float, float], ...], limit: float, at: float) -> tuple[tuple[float, float], ...]:
    if not told or told[-1][1] != limit:
        told = (*told, (at, limit))
    until = (after for after, _ in told[1:])
    still = tuple(one for one, ended in zip(told, until, strict=False) if at - ended <= LOWERED_S)
    return (*still, told[-1])


def _judged(side: Side, look: _Look) -> Side:
    if side.over_since is not None and look.measured_at - side.over_since > OVER_S:
        return _becomes(replace(side, kept_s=0.0), Holds.NO, look)
    if side.holds is Holds.NO:
        kept = replace(side, kept_s=0.0)
        return _becomes(kept, Holds.UNKNOWN, look) if side.back_s >= look.watch_s else kept
    return _becomes(side, Holds.YES, look) if side.kept_s >= look.watch_s else side


def _becomes(side: Side, holds: Holds, look: _Look) -> Side:
    return side if side.holds is holds else replace(side, holds=holds, since=look.at)


def _with(state: "State", obedience: Obedience) -> "State":
    if obedience == state.inverter.obedience:
        return state
    return replace(state, inverter=replace(state.inverter, obedience=obedience))
