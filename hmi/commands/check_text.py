"""The link check for people: the verdict first, then what it rests on."""

from collections.abc import Iterable, Iterator

from hmi.commands import key_words
from hmi.commands.as_json import Json
from hmi.commands.key_words import words
from hmi.model.check.finding import Holds
from hmi.ui.link_sentences import ANSWERING, SIGNS, SILENCE, STRANGERS

_LONGEST = 60  # characters of a list in a table
_MOST_NAMED = 8  # identifiers
_SENT = {
    "inverter_battery_voltage_v": "{} V",
    "inverter_charging_current_a": "{:+} A (positive: charging)",
    "inverter_battery_temperature_c": "{} °C",
    "inverter_soc_pct": "SOC {} %",
    "inverter_charge_voltage_v": "charges to {} V",
    "operating_state": "state: {}",
    "error_no": "error number {}",
}


def check_text(told: Json) -> str:
    """What `check_json` tells, as text."""
    steps = "   ".join(f"{step} {told[step]}" for step in ("heard", "understood", "obeyed"))
    lines = ["SIMULATED, no battery"] * told["simulated"] + [told["sentence"], "", steps, ""]
    lines += _aligned(_facts(told))
    known = (one for one in told["told"] if one["told"] is not None or one["bms_says"] is not None)
    lines += _table(("told to the inverter", "", "the BMS says", ""), map(_value, known))
    lines += _table(
        ("identifier", "data", "a second", "period s", "age s", ""), map(_identifier, told["identifiers"])
    )
    for advice in told["advice"]:
        lines += ["", f"{advice['about']}:", *(f"  {step}" for step in advice["steps"])]
    return "\n".join(lines)


def _aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    found = list(rows)
    return ["", *_aligned([heads, *found])] if found else []


def _facts(told: Json) -> Iterator[tuple[str, ...]]:
    selected, recognised, inverter, bus = (told[key] for key in ("selected", "recognised", "inverter", "bus"))
    source = {"bms": ", says the BMS", "argument": ", as given"}.get(selected["source"], "")
    yield "selected", (selected["name"] or "not known") + source
    yield "recognised", _recognised(recognised)
    if told["voltage_in_tenths"]:
        yield "voltage", "in 0.1 V: an inverter that expects 0.01 V shows a tenth of it"
    yield "inverter", "; ".join(_inverter(inverter))
    if inverter["sends"] is not None:
        yield "it sends", _sends(inverter["sends"])
    yield "bus", _bus(bus)
    if told["uart"] is not None:
        uart = told["uart"]
        yield "UART", ", ".join(filter(None, (uart["link"], uart["phase"], uart["detail"])))
    for side in ("charge", "discharge"):
        yield side, _side(told["obedience"][side], told["obedience"]["limits"])


def _recognised(recognised: Json) -> str:
    if recognised["mixed"]:
        return " and ".join(recognised["mixed"]) + " at once"
    found = " or ".join(recognised["fits"]) or STRANGERS.get(recognised["stranger"], "not known")
    evidence = f", by {'; '.join(recognised['evidence'])}" if recognised["evidence"] else ""
    apart = f"; told apart by {', '.join(recognised['tells_apart'])}" if recognised["tells_apart"] else ""
    return found + evidence + apart + _of_none(recognised["unknown_identifiers"])


def _of_none(identifiers: list[str]) -> str:
    if not identifiers:
        return ""
    more = len(identifiers) - _MOST_NAMED
    named = ", ".join(identifiers[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"; of no protocol: {named}"


def _inverter(inverter: Json) -> Iterator[str]:
    yield ANSWERING[inverter["answering"]]
    for one in inverter["answers"]:
        yield f"{one['id']}: {SIGNS[one['sign']]} ({', '.join(one['protocols'])})"
    if inverter["taken_over"] != Holds.UNKNOWN:
        yield f"takes over what it is told: {inverter['taken_over']}"
    if inverter["stops_in_s"] is not None:
        yield f"stops by itself in {inverter['stops_in_s']:.0f} s"


def _sends(sends: Json) -> str:
    told = ", ".join(words.format(sends[key]) for key, words in _SENT.items() if sends[key] is not None)
    return f"{told}; {sends['age_s']:.1f} s ago"


def _bus(bus: Json) -> str:
    if bus["trouble"]:
        return f"{bus['can']}, {bus['detail']}"
    counts = ("error_frames", "not_acknowledged", "remote_frames", "fd_frames", "missed_frames")
    others = (f"{bus[count]} {words(count)}" for count in counts if bus[count])
    rate = f"{bus['frames']} frames, {bus['frames_per_s']:.1f} a second"
    off = ["bus off"] if bus["bus_off"] else []
    return ", ".join((bus["can"], SILENCE[bus["listens_only"]], rate, *others, *off))


def _side(side: Json, limits: str) -> str:
    if side["limit_a"] is None:
        return f"limit not known, obeyed {side['holds']}"
    exceeded, kept = side["over_s"], side["kept_s"]
    lasted = f"kept for {kept:.0f} s" if exceeded is None else f"exceeded for {exceeded:.0f} s"
    return f"{side['now_a']:.1f} A of {side['limit_a']:.1f} A ({limits}), {lasted}, obeyed {side['holds']}"


def _value(one: Json) -> tuple[str, ...]:
    marks = [mark for mark in ("differs", "doubtful") if one[mark]]
    told, said = (key_words.value(one["what"], one[side])[:_LONGEST] for side in ("told", "bms_says"))
    return f"  {key_words.name(one['what'])}", told, said, ", ".join(marks)


def _identifier(one: Json) -> tuple[str, ...]:
    period = "--" if one["period_s"] is None else f"{one['period_s']:.2f}"
    fits = "" if one["fits"] else "does not fit"
    return (
        f"  {one['id']}",
        one["data_hex"],
        f"{one['frames_per_s']:.1f}",
        period,
        f"{one['age_s']:.1f}",
        fits,
    )
