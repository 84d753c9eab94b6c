"""What was learned as JSON, and back. What is kept may be damaged: what is not right is said, by its name.

Numbers are rounded and the days of charges written as distances, so that fifteen packs take less than 8 KB.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hmi.model.learned.counting import Counting
from hmi.model.learned.ends import KEPT, End, First
from hmi.model.learned.guide import Guide
from hmi.model.learned.pack import LearnedPack
from hmi.model.moment import Moment

VERSION = 1
MOST_PACKS = 15
MOST_CELLS = 255
MOST = 1e12  # of any number
LAST_S = 2**33  # since 1970: in the year 2242
LAST_DAY = datetime.fromtimestamp(LAST_S, UTC).toordinal()
Learned = tuple[tuple[LearnedPack, ...], Guide | None]


def content(packs: Iterable[LearnedPack], guide: Guide | None) -> str:
    """As JSON."""
    told = {
        "version": VERSION,
        "packs": {pack.slot: _of_pack(pack) for pack in packs},
        "guide": _of_guide(guide) if guide else None,
    }
    return json.dumps(told, separators=(",", ":"))


def _of_pack(pack: LearnedPack) -> dict[str, object]:
    one = pack.counting
    return {
        "cycles": pack.cycles,
        "design": pack.design,
        "remaining": pack.remaining,
        "full": _of_moment(one.full),
        "seconds": round(one.seconds),
        "passed": round(one.passed_ah, 1),
        "jumps": one.jumps,
        "jumped": round(one.jumped_pct, 1),
        "emptied": None if one.emptied_ah is None else round(one.emptied_ah, 1),
        "measured": _of_moment(one.measured),
        "armed": [int(pack.tops.armed), int(pack.bottoms.armed)],
        "tops": _of_end(pack.tops),
        "bottoms": _of_end(pack.bottoms),
    }


def _of_end(end: End) -> list[int | None]:
    numbers: list[int | None] = []
    day = 0
    for one in end.found:
        numbers += [one.cell, one.lead_mv, None if one.day is None else one.day - day]
        day = day if one.day is None else one.day
    return numbers


def _of_moment(moment: Moment | None) -> list[int | None] | None:
    """Seconds since 1970, if there was a clock, and whether it was right."""
    if moment is None:
        return None
    return [None if moment.utc is None else round(moment.utc.timestamp()), int(moment.certain)]


def _of_guide(guide: Guide) -> dict[str, object]:
    return {
        "begun": _of_moment(guide.begun),
        "soc": None if guide.soc is None else round(guide.soc, 1),
        "low": guide.low,
        "done": guide.done,
        "ended": _of_moment(guide.ended),
    }


def read(text: str) -> Learned:
    """What `content` has written. Raises ValueError, which says what is not as expected."""
    try:
        told = json.loads(text)
        if told["version"] != VERSION:
            raise ValueError(f"version: expected {VERSION}, came {told['version']!r}")
        packs = tuple(_pack(int(slot), one) for slot, one in told["packs"].items())
        guide = told["guide"]
        return packs, None if guide is None else _guide(guide)
    except KeyError as error:
        raise ValueError(f"{error.args[0]}: missing") from error
    except (TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"expected what was learned of a battery: {error}") from error


def _pack(slot: int, told: Any) -> LearnedPack:
    tops, bottoms = told["armed"]
    return LearnedPack(
        slot=_whole("slot", slot, 1, MOST_PACKS),
        cycles=_whole("cycles", told["cycles"], 0),
        design=_number("design", told["design"]),
        remaining=_number("remaining", told["remaining"]),
        counting=Counting(
            full=_moment(told["full"]),
            seconds=_number("seconds", told["seconds"]),
            passed_ah=_number("passed", told["passed"]),
            jumps=_whole("jumps", told["jumps"], 0),
            jumped_pct=_number("jumped", told["jumped"]),
            emptied_ah=None if told["emptied"] is None else _number("emptied", told["emptied"]),
            measured=_moment(told["measured"]),
        ),
        tops=replace(_end(+1, told["tops"]), armed=bool(tops)),
        bottoms=replace(_end(-1, told["bottoms"]), armed=bool(bottoms)),
    )


def _end(sign: int, numbers: Any) -> End:
    found: list[First] = []
    day = 0
    for cell, lead, days in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
        day = _whole("day", day + (days or 0), 0, LAST_DAY)
        first = First(_whole("cell", cell, 0, MOST_CELLS), _whole("lead", lead, 0), day)
        found.append(first if days is not None else replace(first, day=None))
    return End(sign, tuple(found[-KEPT:]))


def _moment(told: Any) -> Moment | None:
    if told is None:
        return None
    seconds, certain = told
    utc = None if seconds is None else datetime.fromtimestamp(_whole("time", seconds, 0, LAST_S), UTC)
    return Moment(0.0, utc, bool(certain))


def _guide(told: Any) -> Guide:
    begun = _moment(told["begun"])
    if begun is None:
        raise ValueError("begun: missing")
    soc = told["soc"]
    return Guide(
        begun,
        soc=None if soc is None else _number("soc", soc),
        low=tuple(_whole("low", slot, 1, MOST_PACKS) for slot in told["low"]),
        done=tuple(_whole("done", slot, 1, MOST_PACKS) for slot in told["done"]),
        ended=_moment(told["ended"]),
    )


def _whole(name: str, value: Any, least: float = -MOST, most: float = MOST) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{name}: expected a whole number, came {value!r}")
    return value


def _number(name: str, value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value <= MOST:
        raise ValueError(f"{name}: expected a number, came {value!r}")
    return float(value)
