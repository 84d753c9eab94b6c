"""What can come out of the check: one finding, three steps, and what is to be suspected."""

from dataclasses import dataclass
from enum import StrEnum

from hmi.model.check.traffic import Heard
from hmi.protocol.can.answers import Answer
from hmi.protocol.can.fingerprint import Fingerprint
from hmi.protocol.can.language import Language
from hmi.protocol.can.told import Told


class Holds(StrEnum):
    """Whether a step of the check is passed. Nothing is passed because nothing is known against it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Finding(StrEnum):
    """The one thing that matters now. In the order in which they outdo one another, but for the last ones."""

    # Nothing can be said yet.
    NO_TAP = "no_tap"  # none is configured, and the numbers were not compared
    NOT_CHECKABLE = "not_checkable"  # only RS485 is set, with a protocol that has no known paper
    TAP_LOST = "tap_lost"  # Tap.trouble says why
    LISTENING = "listening"  # the window is not full yet
    # The bus itself.
    BUS_OFF = "bus_off"
    ONLY_ERRORS = "only_errors"  # nobody acknowledges, or a wrong bitrate, or crossed wires
    NOT_ACKNOWLEDGED = "not_acknowledged"  # one identifier without pause: nobody else is on the bus
    SILENT = "silent"
    FLOODED = "flooded"  # more frames than five protocols could make
    # Who speaks what.
    BMS_SILENT = "bms_silent"  # an inverter is heard, no battery
    HIGH_VOLTAGE = "high_voltage"
    OTHER_TRAFFIC = "other_traffic"  # perhaps the cable between packs, whose identifiers no source knows
    MIXTURE = "mixture"
    TWO_BATTERIES = "two_batteries"
    MISMATCH = "mismatch"  # another protocol than the selected one
    INVERTER_SPEAKS_OTHER = "inverter_speaks_other"  # the inverter's heartbeat is of another protocol
    TOO_LITTLE = "too_little"  # of the 35x family, no more can be said
    # What it says.
    OUT_OF_RANGE = "out_of_range"  # SMA drops these limits without a word
    DIFFERENT_VALUES = "different_values"  # not what the BMS says on the UART
    NOT_TAKEN_OVER = "not_taken_over"  # SMA: what the inverter sends back is not what it was sent
    NUMBERS_DIFFER = "numbers_differ"  # without a tap: its display shows something else
    DISOBEYED = "disobeyed"  # more current than allowed
    # Nothing is wrong.
    NO_ANSWER = "no_answer"  # of a protocol that has one; some inverters never send it
    ANSWER_LATE = "answer_late"
    LIMIT_DIFFERS = "limit_differs"  # without a tap: only the charge limit, which here is the manual's
    SELECTED_UNKNOWN = "selected_unknown"  # recognised, but what is selected is not known
    NO_ANSWER_KNOWN = "no_answer_known"  # SOFAR: there is no answer that could be checked
    AGREED = "agreed"  # the numbers are the same; whether the limits are kept is not known yet
    UNDERSTOOD = "understood"  # whether the limits are kept is not known yet
    OBEYED = "obeyed"  # heard, understood, obeyed


class Grade(StrEnum):
    """How good a finding is."""

    GOOD = "good"
    NEUTRAL = "neutral"  # not known, or normal for some
    WRONG = "wrong"


GOOD = (Finding.AGREED, Finding.UNDERSTOOD, Finding.OBEYED)
NEUTRAL = (
    Finding.NO_TAP,
    Finding.NOT_CHECKABLE,
    Finding.LISTENING,
    Finding.TOO_LITTLE,
    Finding.NO_ANSWER,
    Finding.ANSWER_LATE,
    Finding.LIMIT_DIFFERS,
    Finding.SELECTED_UNKNOWN,
    Finding.NO_ANSWER_KNOWN,
)


# They rest on what a human has compared.
COMPARED = (Finding.AGREED, Finding.LIMIT_DIFFERS, Finding.NUMBERS_DIFFER)
UNCHECKED = (Finding.NO_TAP, Finding.NOT_CHECKABLE, Finding.LISTENING)  # they say nothing of the link


class Suspect(StrEnum):
    """What may be behind a finding, and what to do about it."""

    PROTOCOL = "protocol"  # choose another one for the BMS
    PINS = "pins"  # the wiring card
    ADDRESS = "address"  # DIP switches, and the address that the inverter asks for
    INVERTER_SETTING = "inverter_setting"  # the battery type that is set on the inverter
    RESTART = "restart"
    TERMINATION = "termination"  # and interference
    ADAPTER = "adapter"  # of the panel


class Answering(StrEnum):
    """Whether the inverter is heard."""

    YES = "yes"
    LATE = "late"  # 3 to 10 s
    MISSING = "missing"
    NONE_KNOWN = "none_known"  # the protocol has no answer that could be checked
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One value as told to the inverter and as the BMS says it on the UART; None: not known there."""

    what: str  # a field of Told
    told: object
    said: object
    differs: bool
    doubtful: bool = False  # what is told cannot be true of this battery
    age_s: float | None = None  # of what is told


@dataclass(frozen=True, slots=True)
class Check:
    """The check as it stands now."""

    finding: Finding
    heard: Holds = Holds.UNKNOWN
    understood: Holds = Holds.UNKNOWN
    obeyed: Holds = Holds.UNKNOWN
    selected: Language | None = None  # what the BMS says that it speaks on CAN, where it is one of ours
    selected_code: int | None = None  # in EBH
    recognised: Fingerprint = Fingerprint()  # noqa: RUF009 - frozen
    answering: Answering = Answering.UNKNOWN
    answers: tuple[Answer, ...] = ()
    told: Told = Told()  # noqa: RUF009 - frozen
    comparisons: tuple[Comparison, ...] = ()
    suspects: tuple[Suspect, ...] = ()  # the likeliest first
    live: tuple[Heard, ...] = ()  # the identifiers that are not gone
    misfits: tuple[str, ...] = ()  # names of those whose data do not fit them in the language recognised
    in_tenths: bool = False  # 356H has the voltage in 0.1 V: an inverter that expects 0.01 V shows a tenth
    taken_over: Holds = Holds.UNKNOWN  # SMA: what the inverter sends back is what it was sent
    stops_in_s: float | None = None  # SMA: until the inverter stops by itself

    @property
    def grade(self) -> Grade:
        """How good it is."""
        if self.finding in GOOD:
            return Grade.GOOD
        return Grade.NEUTRAL if self.finding in NEUTRAL else Grade.WRONG
