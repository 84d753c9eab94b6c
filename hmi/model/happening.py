"""What the panel's own log tells: what happened to the battery and to the panel, one value a row."""

from dataclasses import dataclass
from enum import StrEnum

from hmi.model.alarm.name import Priority


class Happened(StrEnum):
    """What a row of the log is about."""

    STARTED = "started"  # the panel
    LINK_LOST = "link_lost"  # `name` is the Trouble, `detail` the system's words
    LINK_BACK = "link_back"
    # Another serial number, the `detail`; or another number of cells: `value`, before that `limit`.
    OTHER_BATTERY = "other_battery"
    ALARM = "alarm"  # one appeared
    OVER = "over"  # an alarm is over
    SEEN = "seen"  # an alarm was acknowledged; without a `name`: `count` of them at once
    FLOOD = (
        "flood"  # more alarms than can be told one by one: `count` of them have no row; the worst's priority
    )
    CHARGE_OFF = "charge_off"  # the charge path was opened by the BMS
    CHARGE_ON = "charge_on"
    DISCHARGE_OFF = "discharge_off"
    DISCHARGE_ON = "discharge_on"
    CURRENT_STOPPED = "current_stopped"  # of the stack, at a trip
    CURRENT_BACK = "current_back"
    FULL = "full"  # fully charged: no alarm, as nothing is to be done
    SOC_JUMPED = "soc_jumped"  # `value` is the new one, `limit` the one before
    CALIBRATED = "calibrated"  # the SOC was made sure
    TIME_SET = "time_set"  # the time became certain, or was set to another one


@dataclass(frozen=True, slots=True)
class Happening:
    """One row, but for its number and its time."""

    what: Happened
    slot: int | None = None  # of the pack; None: the stack, or the panel
    priority: Priority | None = None  # of an alarm
    name: str = ""  # of an alarm: a value of Alarm, Fault or Unnamed; of a lost link: of Trouble
    number: int | None = None  # of the cell or sensor, from 1
    value: float | None = None  # measured when it appeared
    limit: float | None = None  # that it passed
    unit: str = ""  # of both: V, A, degC, %
    count: int = 1  # how often it has come, or of how many it tells
    first_out: bool = False  # the alarm with which a trip began
    detail: str = ""  # in the words of the system or the BMS
