"""Which languages of the 35x family a bus can speak, by its marks.

The frames are shared, so a language is never proved, only ruled out, and only by what is heard: what is said
of one here holds for every part of its frames, and one that is missing rules nothing out.

SMA is a second choice where its inverter would be content: with SOFAR, VICTRON and the new PYLON, which send
its whole set. GOODWE is PYLON's set; a sheet that has it in SMA's framing gives it the name GoodWe.
"""

from dataclasses import dataclass, replace

from hmi.protocol.can.language import FAMILY, Language
from hmi.protocol.can.marks import GOODWE_ONLY, VICTRON_ONLY, VICTRON_OR_PYLON, Marks, joined

_PYLON, _GOODWE, _SMA, _SOFAR, _VICTRON = FAMILY
_FINE_SOC = "355: 0.01 %"


@dataclass(frozen=True, slots=True)
class Relatives:
    """What the family's frames can be."""

    fits: tuple[Language, ...]
    evidence: tuple[str, ...]
    tells_apart: tuple[str, ...] = ()
    mixed: tuple[Language, ...] = ()


def relatives(seen: Marks) -> Relatives:
    """Those that fit, the likeliest first: always one at least."""
    if (seen.pylon_framing or seen.goodwe_only) and seen.named in (_SMA, _SOFAR):
        return _contradicting(seen)
    fits = _fits(seen)
    return Relatives(fits, _evidence(fits[0], seen), _tells_apart(fits, seen))


def _contradicting(seen: Marks) -> Relatives:
    """PYLON's or GOODWE's own frames under the name of SMA or SOFAR.

    Beside SMA's framing, two batteries speak; without it, it may be a name that was set by hand.
    """
    pylon_only = GOODWE_ONLY | {0x359, 0x35C, 0x370, 0x371}
    one = replace(seen, named=None)
    other = replace(seen, speaking=seen.speaking - pylon_only, tagged=False, alarms=False, extremes=False)
    first, second = _fits(one), _fits(other)
    evidence = (*_evidence(first[0], one), *_evidence(second[0], other))
    mixed = (first[0], second[0]) if seen.sma_framing else ()
    return Relatives(first + second, evidence, mixed=mixed)


def _fits(seen: Marks) -> tuple[Language, ...]:
    possible = {
        _PYLON: _can_be_pylon(seen),
        _GOODWE: _can_be_goodwe(seen),
        _SMA: _can_be_sma(seen),
        _SOFAR: _can_be_sofar(seen),
        _VICTRON: _can_be_victron(seen),
    }
    return tuple(language for language in _likeliest_first(seen) if possible[language])


def _can_be_pylon(seen: Marks) -> bool:
    if seen.goodwe_only or seen.named not in (None, _PYLON):
        return False
    if seen.pylon_framing or seen.named is _PYLON:
        return True
    if seen.has(0x359):
        return seen.alarms or not seen.has(
            0x35F
        )  # of the old and of the new generation; with SOFAR's empty one
    return seen.extremes or not (seen.fine_soc or seen.has(0x30F) or _victron_alone(seen))


def _can_be_goodwe(seen: Marks) -> bool:
    if seen.named in (_SMA, _SOFAR):
        return False
    if seen.goodwe_only or seen.pylon_framing or seen.named is _GOODWE:
        return True
    if seen.has(0x359):
        return seen.alarms or not seen.has(0x35F)
    return not seen.sma_framing and (seen.extremes or not (seen.fine_soc or _victron_alone(seen)))


def _can_be_sma(seen: Marks) -> bool:
    if seen.pylon_framing or seen.goodwe_only:
        return False
    return seen.named in (_SMA, _SOFAR) or seen.sma_framing or not (seen.has(0x359) or seen.extremes)


def _can_be_sofar(seen: Marks) -> bool:
    if seen.pylon_framing or seen.goodwe_only:
        return False
    if seen.named is not None:
        return seen.named is _SOFAR
    return not (seen.victron or seen.alarms) and (seen.sma_framing or not seen.extremes)


def _can_be_victron(seen: Marks) -> bool:
    if seen.pylon_framing or seen.goodwe_only or seen.extremes or seen.has(0x359, 0x30F):
        return False
    return seen.victron or seen.named is None


def _victron_alone(seen: Marks) -> bool:
    """That profile, with something in it that no PYLON has."""
    return seen.text or (seen.victron and seen.has(0x35F, *VICTRON_ONLY))


def _likeliest_first(seen: Marks) -> tuple[Language, ...]:
    if seen.goodwe_only or seen.named is _GOODWE:
        return _GOODWE, _SMA, _PYLON, _SOFAR, _VICTRON
    if seen.named is _PYLON or seen.pylon_framing:
        return _PYLON, _GOODWE, _SMA, _SOFAR, _VICTRON
    if seen.named is _SMA:
        return _SMA, _VICTRON, _SOFAR, _PYLON, _GOODWE
    beside_pairs = seen.has(0x359) and seen.sma_framing and not (seen.alarms or seen.victron)
    if seen.named is _SOFAR or seen.has(0x30F) or beside_pairs:
        return _SOFAR, _SMA, _PYLON, _GOODWE, _VICTRON
    if seen.has(0x359) or (seen.extremes and not seen.sma_framing):
        return _PYLON, _GOODWE, _SOFAR, _SMA, _VICTRON
    if seen.victron:
        return _VICTRON, _SMA, _PYLON, _GOODWE, _SOFAR
    if seen.sma_framing or seen.fine_soc:
        return _SMA, _SOFAR, _PYLON, _VICTRON, _GOODWE
    return _PYLON, _SMA, _SOFAR, _GOODWE, _VICTRON


def _evidence(language: Language, seen: Marks) -> tuple[str, ...]:
    old_pylon = {0x359, 0x35C} | ({0x370, 0x371} if seen.extremes else set())
    sma = {0x35A, 0x35B, 0x35F}
    speaking_for = {
        _PYLON: old_pylon if seen.has(0x359, 0x35C) else old_pylon | {0x35A, 0x35F},
        _GOODWE: old_pylon | GOODWE_ONLY,
        _SMA: sma,
        _SOFAR: sma | {0x30F, 0x359},
        _VICTRON: VICTRON_OR_PYLON | VICTRON_ONLY | ({0x370, 0x371} if seen.text else set()),
    }
    found = seen.speaking & speaking_for[language]
    words = [joined(found)] if found else []
    if seen.fine_soc and language not in (_PYLON, _GOODWE):
        words.append(_FINE_SOC)
    if seen.named is language and seen.name:
        words.append(seen.name)
    return tuple(words) or ("35x",)


def _tells_apart(fits: tuple[Language, ...], seen: Marks) -> tuple[str, ...]:
    """What is still to be heard. PYLON and GOODWE are the same on the wire once the whole set is there."""
    if len(fits) == 1:
        return ()
    pylons, whole_set = {_PYLON, _GOODWE} & {*fits}, {0x351, 0x355, 0x356, 0x359, 0x35C, 0x35E}
    would_decide = {
        "35E": seen.name is None,
        "30F": _SOFAR in fits and not seen.has(0x30F),
        "35C": bool(pylons) and not {*fits} <= pylons and (seen.has(0x359) or not seen.sma_framing),
        "399": _GOODWE in fits and not whole_set <= seen.speaking,
        "372": _VICTRON in fits and not seen.victron,
    }
    return tuple(identifier for identifier, decides in would_decide.items() if decides)
