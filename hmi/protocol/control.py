"""Commands that switch something: 99H, 9AH, 9BH, 9CH.

Sources: PACE-RS232-TY16S 2018-07-05, PACE RS232 V3.1 2024-06-17, captures of PBmsTools 2.4. For LED alarm and
charge limiter the papers' reading is used (nkinnan/esphome-pace-bms swaps 06/07 and 0A/0B); what a code does
to the control byte is certain.
"""

from dataclasses import dataclass
from enum import IntEnum

from hmi.protocol.fields import u8


class Switch(IntEnum):
    """Codes of 99H. No other code may ever be sent."""

    LED_ALARM_ON = 0x06
    LED_ALARM_OFF = 0x07
    HIGH_GEAR = 0x08
    LOW_GEAR = 0x09
    CHARGE_LIMITER_ON = 0x0A
    CHARGE_LIMITER_OFF = 0x0B
    BUZZER_OFF = 0x0C
    BUZZER_ON = 0x0D


# Code -> (bit of the control byte, its value afterwards), as captured.
EFFECT = {
    Switch.LED_ALARM_ON: (5, 0),
    Switch.LED_ALARM_OFF: (5, 1),
    Switch.HIGH_GEAR: (3, 0),
    Switch.LOW_GEAR: (3, 1),
    Switch.CHARGE_LIMITER_ON: (4, 0),
    Switch.CHARGE_LIMITER_OFF: (4, 1),
    Switch.BUZZER_OFF: (0, 0),
    Switch.BUZZER_ON: (0, 1),
}

MOSFET_ON, MOSFET_OFF = 0x00, 0x01
SHUT_DOWN = 0x01


@dataclass(frozen=True, slots=True)
class Code:
    """The one byte of a 42H, 44H, 99H, 9AH, 9BH or 9CH request: COMMAND or code."""

    value: int = u8()


@dataclass(frozen=True, slots=True)
class ControlReply:
    """99H: the code again and the control byte after it; newer papers know an empty reply."""

    code: int | None = u8(optional=True)
    control: int | None = u8(optional=True)


@dataclass(frozen=True, slots=True)
class MosfetReply:
    """9AH and 9BH: system status after the command; a refusal, return code 09, carries it unchanged."""

    system: int = u8()


@dataclass(frozen=True, slots=True)
class Empty:
    """A message without INFO: most read requests, and the acknowledgement of a write."""
