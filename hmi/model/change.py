"""One change of the BMS: which command writes it, which one reads it back, the old value and the new.

The value of a parameter group, of the inverter protocol or of the clock is its message as it is read. What is
only switched has True (on) and False. `spelled` and `read_spelled` put a value into the record and out of it.
"""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hmi.protocol import fields
from hmi.protocol.command import MESSAGES, Command
from hmi.protocol.control import EFFECT, MOSFET_OFF, MOSFET_ON, SHUT_DOWN, Code, Empty, Switch
from hmi.protocol.errors import LayoutError
from hmi.protocol.identity import Clock
from hmi.protocol.inverter_protocol import NONE, InverterProtocol
from hmi.protocol.status import PackStatus

INVERTER_PROTOCOL: Final = "inverter_protocol"
CLOCK: Final = "clock"
OFF: Final = "shut_down"  # of the whole BMS
CHARGE_MOSFET: Final = "charge_mosfet"
DISCHARGE_MOSFET: Final = "discharge_mosfet"
BUZZER: Final = "buzzer"
LED_ALARM: Final = "led_alarm"
CHARGE_LIMITER: Final = "charge_limiter"
LOW_GEAR: Final = "low_gear"  # of the charge limiter

GROUPS: Final = tuple(
    one.name.removeprefix("READ_").lower()
    for one in Command
    if f"WRITE_{one.name.removeprefix('READ_')}" in Command.__members__
    and one not in (Command.READ_INVERTER_PROTOCOL, Command.READ_CLOCK)
)
# What is switched by 99H: codes for off and on. Off and on as the papers read them (pace-v25, chapter 11).
SWITCHES: Final = {
    BUZZER: (Switch.BUZZER_OFF, Switch.BUZZER_ON),
    LED_ALARM: (Switch.LED_ALARM_OFF, Switch.LED_ALARM_ON),
    CHARGE_LIMITER: (Switch.CHARGE_LIMITER_OFF, Switch.CHARGE_LIMITER_ON),
    LOW_GEAR: (Switch.HIGH_GEAR, Switch.LOW_GEAR),
}
MOSFETS: Final = {CHARGE_MOSFET: Command.CHARGE_MOSFET, DISCHARGE_MOSFET: Command.DISCHARGE_MOSFET}
SUBJECTS: Final = (*GROUPS, INVERTER_PROTOCOL, CLOCK, OFF, *MOSFETS, *SWITCHES)
CLOCK_STEP_S = 2  # of clocks that show whole seconds
CLOCK_SLACK_S = 30  # a clock runs on between write and read-back
OLD_CLOCK_SLACK_S = 60  # and between the look before the write and the read-back


@dataclass(frozen=True, slots=True)
class Change:
    """One write. `subject` is a group's name or one of the names above; `old` and `new` are values of it."""

    subject: str
    old: Any
    new: Any

    @property
    def write(self) -> tuple[Command, Any]:
        """The command that writes the new value, and its message."""
        if self.subject in SWITCHES:
            return Command.SWITCH, Code(SWITCHES[self.subject][bool(self.new)])
        if self.subject in MOSFETS:
            return MOSFETS[self.subject], Code(MOSFET_ON if self.new else MOSFET_OFF)
        if self.subject == OFF:
            return Command.SHUT_DOWN, Code(SHUT_DOWN)
        command = Command[f"WRITE_{self.subject.upper()}"]
        return command, _as_written(command, self.new)

    @property
    def read(self) -> tuple[Command, Any]:
        """The command that reads the value, and its message."""
        return read_of(self.subject)

    def untouched(self, has: Any) -> bool:
        """Whether the value is still the old one; a clock has run on by itself."""
        if isinstance(self.old, Clock) and self.old.time is not None:
            return shows(has, self.old.time, OLD_CLOCK_SLACK_S)
        return same(has, self.old)

    def made(self, has: Any) -> bool:
        """Whether the value read back is the new one."""
        if isinstance(self.new, Clock):
            return self.new.time is not None and shows(has, self.new.time)
        return same(has, self.new)


def read_of(subject: str) -> tuple[Command, Any]:
    """The command that reads a subject's value, and its message."""
    if subject in SWITCHES or subject in MOSFETS or subject == OFF:
        return Command.STATUS, Code(0x01)
    return Command[f"READ_{subject.upper()}"], Empty()


def value_of(subject: str, message: Any) -> Any:
    """The subject's value in what the read command brought; a BMS that is to be shut down has none."""
    if subject == OFF:
        return None
    if not isinstance(message, PackStatus):
        return message
    if subject in MOSFETS:
        return message.charge_mosfet if subject == CHARGE_MOSFET else message.discharge_mosfet
    bit, value_when_on = EFFECT[SWITCHES[subject][1]]
    return (message.control >> bit) & 1 == value_when_on


def shows(has: Any, time: datetime, slack_s: float = CLOCK_SLACK_S) -> bool:
    """Whether a clock shows this time, or a little later as it runs on."""
    if not isinstance(has, Clock) or has.time is None:
        return False
    return -CLOCK_STEP_S <= (has.time - time).total_seconds() <= slack_s


def same(one: Any, other: Any) -> bool:
    """Whether two values of a subject are the same on the wire.

    Two protocols are if their codes are: how they were chosen is the BMS's own note, which a write may alter.
    """
    if isinstance(one, InverterProtocol) and isinstance(other, InverterProtocol):
        return (one.can, one.rs485) == (other.can, other.rs485)
    if isinstance(one, bool) or isinstance(other, bool) or one is None or other is None:
        return one is other
    return type(one) is type(other) and fields.encode(one) == fields.encode(other)


def spelled(value: Any) -> str:
    """A value for the record: INFO in hex as it is read, or on, off, or nothing."""
    if value is None:
        return ""
    return ("on" if value else "off") if isinstance(value, bool) else fields.encode(value).hex().upper()


def read_spelled(subject: str, text: str) -> Any:
    """The value that `spelled` gave; None for nothing. Raises LayoutError for another text."""
    if text in ("", "on", "off"):
        return {"": None, "on": True, "off": False}[text]
    try:
        info = bytes.fromhex(text)
        forms = MESSAGES[Command[f"READ_{subject.upper()}"]].reply
    except (ValueError, KeyError):
        raise LayoutError(f"a value of {subject}", repr(text)) from None
    for form in forms[:-1]:
        try:
            return fields.decode(form, info)
        except LayoutError:
            continue
    return fields.decode(forms[-1], info)


def of_entry(subject: str, old: str, new: str) -> Change | None:
    """The change that the record tells; None where it cannot be read any more."""
    if subject not in SUBJECTS:
        return None
    try:
        return Change(subject, read_spelled(subject, old), read_spelled(subject, new))
    except LayoutError:
        return None


def can_go_back(one: Change) -> bool:
    """Whether the old protocol can be set again: "none" cannot be written (pace-v25, chapter 14)."""
    old, new = one.old, one.new
    if not isinstance(old, InverterProtocol) or not isinstance(new, InverterProtocol):
        return False
    codes = ((old.can, new.can), (old.rs485, new.rs485))
    return all(before == after or before != NONE for before, after in codes)


def _as_written(command: Command, value: Any) -> Any:
    """The message of a write with the fields of what was read; some groups are written in another coding."""
    named = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    for form in MESSAGES[command].request:
        if {field.name for field in dataclasses.fields(form)} == named.keys():
            return form(**named)
    raise LayoutError(f"a message of {command:02X}H", f"{value}")
