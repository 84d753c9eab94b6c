"""SMA: what the inverter sends back proves that it has taken over what it was sent, and when it will stop."""

from hmi.model.check.finding import Holds
from hmi.model.check.hearing import Hearing, age_s
from hmi.model.check.sending import sent
from hmi.model.check.traffic import Traffic
from hmi.protocol.can.answers import Sign
from hmi.protocol.can.language import Language
from hmi.protocol.can.told import Told

SOC_PCT = 1.0 + 0.5  # whole percents are sent, tenths come back, of a cycle before
SET_POINT_V = 0.1  # one step of both
SILENT_S = 10.0  # after which the countdown is told
STOPS_S = 60.0  # without 355H the inverter goes to standby (D-SMA10: F952)
_SOC = 0x355


def taken_over(hearing: Hearing, told: Told) -> Holds:
    """Whether SOC and charging voltage of the inverter are what it is told, and it reports no error.

    What it does not send says nothing; without its SOC nothing is proven.
    """
    values = {name: one.value for name, one in sent(hearing.answers, hearing.live).items()}
    soc, set_point = values.get("inverter_soc_pct"), values.get("inverter_charge_voltage_v")
    error = values.get("error_no")
    cvl = told.charge_voltage_limit_v
    confirmed = (
        None if soc is None or told.soc_pct is None else abs(soc - told.soc_pct) <= SOC_PCT,
        None if set_point is None or cvl is None else set_point <= cvl + SET_POINT_V,
        None if error is None else error == 0,
    )
    if False in confirmed:
        return Holds.NO
    return Holds.YES if confirmed[0] else Holds.UNKNOWN


def stops_in_s(hearing: Hearing, traffic: Traffic, selected: Language | None) -> float | None:
    """Until an SMA inverter stops by itself, as it is told no SOC any more; None: it does not, or it has."""
    inverter = any(answer.sign is Sign.TELEMETRY_305 for answer in hearing.answers)
    if selected is not Language.SMA and not inverter:
        return None
    ages = [
        age_s(one, hearing.at) for one in traffic.heard if one.frame.id == _SOC and not one.frame.extended
    ]
    age = min(ages, default=0.0)
    return STOPS_S - age if SILENT_S < age <= STOPS_S else None
