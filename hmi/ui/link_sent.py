"""What an SMA inverter sends, as lines of the page of the bus."""

from typing import Any

from hmi.model.check import hearing, sending
from hmi.model.check.lines import BusFact
from hmi.model.freshness import Freshness
from hmi.model.state import State
from hmi.ui import text
from hmi.ui.facts_of import Fact
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

NAMES = {
    BusFact.BATTERY_VOLTAGE: N_("It measures"),
    BusFact.CHARGING_CURRENT: N_("It charges with"),  # negative: it discharges
    BusFact.TEMPERATURE: N_("Measured temp."),
    BusFact.SOC: N_("SOC it received"),
    BusFact.CHARGE_VOLTAGE: N_("It charges to"),
    BusFact.OPERATING: N_("Its state"),
    BusFact.ERROR: N_("Its error"),
}
OPERATING = {
    "none": N_("not operating"),
    "operating": N_("operating"),
    "warning": N_("warning"),
    "failure": N_("failure"),
}
TIMEOUT = 952  # no SOC came for 60 s (D-SMA10)


def fact(state: State, what: BusFact) -> Fact:
    """One value that it sends; dimmed with its age when that is old."""
    one = sending.sent(state.check.answers, state.check.live)[what]
    at = hearing.time_of(state.inverter.tap, state.now)
    value = _figure(what, one.value)
    if hearing.freshness_of(one.heard, at) is Freshness.LIVE:
        return Fact(_(NAMES[what]), value)
    return Fact(_(NAMES[what]), f"{value}, {text.age(hearing.age_s(one.heard, at))}", aged=True)


def _figure(what: BusFact, value: Any) -> str:
    match what:
        case BusFact.BATTERY_VOLTAGE | BusFact.CHARGE_VOLTAGE:
            return f"{text.number(value, 1)} V"
        case BusFact.CHARGING_CURRENT:
            return f"{text.signed_amps(value)} A"
        case BusFact.TEMPERATURE:
            return f"{text.number(value, 1)} °C"
        case BusFact.SOC:
            return f"{text.number(value, 1)} %"
        case BusFact.OPERATING:
            return _(OPERATING.get(value, N_("not known")))
    return _("{number}, BMS timeout").format(number=value) if value == TIMEOUT else str(value)
