"""The link check as JSON: the verdict, and everything that it rests on. Keys say their units."""

from typing import Any

from hmi.commands import check_words
from hmi.commands.as_json import Json
from hmi.commands.can_json import answers_json, fingerprint_json, rounded, written
from hmi.model.check import hearing
from hmi.model.check.finding import Check, Comparison, Finding
from hmi.model.check.obeying import Side
from hmi.model.check.sending import SENT, sent
from hmi.model.check.traffic import Heard
from hmi.model.state import State


def check_json(state: State, asked: str | None, given: bool) -> Json:
    """The check as it stands. `asked`: the BMS's port. `given`: what it speaks is not what it said itself."""
    check = state.check
    return {
        "finding": check.finding,
        "grade": check.grade,
        "sentence": check_words.sentence(state),
        "heard": check.heard,
        "understood": check.understood,
        "obeyed": check.obeyed,
        "simulated": state.simulated,
        "selected": _selected(check, given),
        "recognised": fingerprint_json(check.recognised)
        | {"unknown_identifiers": list(check.recognised.unknown)},
        "voltage_in_tenths": check.in_tenths,
        "inverter": _inverter(state),
        "told": [_compared(one) for one in check.comparisons],
        "obedience": _obedience(state),
        "identifiers": [_identifier(one, state) for one in state.inverter.tap.traffic.heard],
        "bus": _bus(state),
        "uart": _uart(state, asked) if asked else None,
        **_suspects(state),
    }


def _selected(check: Check, given: bool) -> Json:
    source = None if check.selected_code is None else "argument" if given else "bms"
    return {
        "protocol": check.selected,
        "name": check_words.selected(check),
        "code": check.selected_code,
        "source": source,
    }


def _inverter(state: State) -> Json:
    check = state.check
    return {
        "answering": check.answering,
        "answers": answers_json(check.answers),
        "sends": _sends(state),
        "taken_over": check.taken_over,
        "stops_in_s": _rounded(check.stops_in_s),
    }


def _sends(state: State) -> Json | None:
    """What an SMA inverter sends, a positive current charges the battery; null: no such inverter."""
    values = sent(state.check.answers, state.check.live)
    if not values:
        return None
    at = hearing.time_of(state.inverter.tap, state.now)
    told = {one: written(values[one].value) if one in values else None for one in SENT}
    return told | {"age_s": _rounded(max(hearing.age_s(one.heard, at) for one in values.values()))}


def _compared(one: Comparison) -> Json:
    """One value as it is told to the inverter, and as the BMS says it on the UART."""
    names = {"protections": "alarms"}
    return {
        "what": names.get(one.what, one.what),
        "told": _value(one.what, one.told),
        "bms_says": _value(one.what, one.said),
        "differs": one.differs,
        "doubtful": one.doubtful,
        "age_s": _rounded(one.age_s),
    }


def _value(name: str, value: object) -> Any:
    """A mean of packs has no more digits than `read` gives to one of them."""
    return rounded(value, 1 if name.endswith("_pct") else 3) if isinstance(value, float) else written(value)


def _obedience(state: State) -> Json:
    obedience = state.inverter.obedience
    return {
        "limits": "estimated" if obedience.estimated else "announced",
        "charge": _side(obedience.charge, state.now),
        "discharge": _side(obedience.discharge, state.now),
        "watch_s": state.inverter.watch_s,
    }


def _side(side: Side, now: float) -> Json:
    over = None if side.over_since is None else now - side.over_since
    return {
        "holds": side.holds,
        "limit_a": _rounded(side.limit_a),
        "now_a": _rounded(side.now_a),
        "worst_a": _rounded(side.worst_a),
        "kept_s": _rounded(side.kept_s),
        "over_s": _rounded(over),
    }


def _identifier(one: Heard, state: State) -> Json:
    at = hearing.time_of(state.inverter.tap, state.now)
    return {
        "id": one.frame.name,
        "extended": one.frame.extended,
        "data_hex": one.frame.data.hex().upper(),
        "frames": one.count,
        "frames_per_s": _rounded(one.rate),
        "period_s": _rounded(one.period_s),
        "age_s": _rounded(hearing.age_s(one, at)),
        "fits": one.frame.name not in state.check.misfits,
    }


def _bus(state: State) -> Json:
    tap = state.inverter.tap
    traffic, errors = tap.traffic, tap.traffic.errors
    return {
        "can": tap.name,
        "phase": tap.phase,
        "trouble": tap.trouble,
        "detail": tap.detail or None,
        "listens_only": tap.silent,
        "frames": traffic.frames,
        "frames_per_s": _rounded(traffic.rate),
        "error_frames": errors.error_frames,
        "error_frames_per_s": _rounded(errors.error_rate),
        "not_acknowledged": errors.not_acknowledged,
        "bus_off": errors.bus_off,
        "remote_frames": errors.remote_frames,
        "fd_frames": errors.fd_frames,
        "missed_frames": errors.missed,
    }


def _uart(state: State, name: str) -> Json:
    link = state.link
    return {"link": name, "phase": link.phase, "trouble": link.trouble, "detail": link.detail or None}


def _suspects(state: State) -> Json:
    """What may be behind it, the likeliest first, and what to do about that; nothing while it listens."""
    check, known = state.check, state.facts.link_check.advice
    suspects = () if check.finding is Finding.LISTENING else check.suspects
    advice = [{"about": known[one].title, "steps": list(known[one].sentences)} for one in suspects]
    return {"suspects": list(suspects), "advice": advice}


def _rounded(value: float | None) -> float | None:
    """Seconds and amperes, to the thousandth."""
    return rounded(value, 3)
