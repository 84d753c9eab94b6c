"""What comes out of the link check, as sentences: on the page and on the command line. Without Kivy.

Names in braces are filled in:
heard      what is selected where that fits what is heard, else the protocols that it can be, "SMA or SOFAR"
selected   what the BMS is set to
inverter   the protocols in which the inverter answers
rate       frames a second
now_a, limit_a  the current that exceeds its limit, and that limit, A
time       for which it has been so, or since when it is not any more
seconds    until an SMA inverter stops by itself
"""

from hmi.model.check.finding import Answering, Check, Finding, Holds, Suspect
from hmi.model.check.traffic import Silent, TapTrouble
from hmi.model.state import State
from hmi.protocol.can.answers import Sign
from hmi.protocol.can.fingerprint import Stranger
from hmi.protocol.can.language import Language
from hmi.ui.marked import N_

# The one sentence that matters.
SENTENCES = {
    Finding.NO_TAP: N_("No CAN adapter listens: compare the numbers."),
    Finding.NOT_CHECKABLE: N_("{selected} on RS485 cannot be checked here."),
    Finding.TAP_LOST: N_("The CAN adapter cannot listen."),
    Finding.LISTENING: N_("Listening to the bus."),
    Finding.BUS_OFF: N_("Bus off: the errors drove the adapter from the bus."),
    Finding.ONLY_ERRORS: N_("Only errors: inverter off, wires crossed or bitrate."),
    Finding.NOT_ACKNOWLEDGED: N_("Nobody acknowledges: inverter off or not plugged in."),
    Finding.SILENT: N_("Nothing on the bus: cable, pins or a sleeping pack."),
    Finding.FLOODED: N_("The bus is flooded: {rate} frames a second."),
    Finding.BMS_SILENT: N_("The inverter is there, the pack says nothing."),
    Finding.HIGH_VOLTAGE: N_("A high-voltage battery speaks, not this pack."),
    Finding.OTHER_TRAFFIC: N_("No known protocol. Is it the cable between packs?"),
    Finding.MIXTURE: N_("Two protocols at once: {heard}."),
    Finding.TWO_BATTERIES: N_("Two batteries speak on one bus."),
    Finding.MISMATCH: N_("The pack speaks {heard}, {selected} is selected."),
    Finding.INVERTER_SPEAKS_OTHER: N_("The inverter speaks {inverter}, the pack {heard}."),
    Finding.TOO_LITTLE: N_("Too little is heard to say which protocol it is."),
    Finding.OUT_OF_RANGE: N_("SMA ignores these limits: they are out of its range."),
    Finding.DIFFERENT_VALUES: N_("The inverter is told other values than the BMS has."),
    Finding.NOT_TAKEN_OVER: N_("The inverter does not take over what it is told."),
    Finding.NUMBERS_DIFFER: N_("The inverter shows other numbers."),
    Finding.DISOBEYED: N_("{now_a} A flow, {limit_a} A are allowed, for {time}."),  # else KEPT_AGAIN
    Finding.NO_ANSWER: N_("The pack speaks {heard}, the inverter does not answer."),
    Finding.ANSWER_LATE: N_("The inverter answers, but late."),
    Finding.LIMIT_DIFFERS: N_("Only the charge limit is not the manual's."),
    Finding.SELECTED_UNKNOWN: N_("The pack speaks {heard}; what is selected is not known."),
    Finding.NO_ANSWER_KNOWN: N_("The pack speaks {heard}, which has no answer to check."),
    Finding.AGREED: N_("The numbers agree. The limits were not tried yet."),
    Finding.UNDERSTOOD: N_("Both speak {heard}. The limits were not tried yet."),  # or SAME_ON_THE_WIRE
    Finding.OBEYED: N_("The current is within its limits, for {time}."),
}
# Where what is understood fits several protocols.
SAME_ON_THE_WIRE = N_("Fits {heard}: the same on the wire.")
# Where a limit that was exceeded is kept again, not yet for as long as it is watched.
KEPT_AGAIN = N_("More current than allowed flowed until {time} ago.")
# In place of any of them, while an SMA inverter is not told the SOC.
STOPS = N_("SMA stops in {seconds} s: it is told no SOC.")

# The same in a few words, for the record and the handover.
IN_SHORT = {
    Finding.NO_TAP: N_("not checked"),
    Finding.NOT_CHECKABLE: N_("cannot be checked"),
    Finding.TAP_LOST: N_("no adapter"),
    Finding.LISTENING: N_("listening"),
    Finding.BUS_OFF: N_("bus off"),
    Finding.ONLY_ERRORS: N_("only errors"),
    Finding.NOT_ACKNOWLEDGED: N_("unacknowledged"),
    Finding.SILENT: N_("silent bus"),
    Finding.FLOODED: N_("flooded bus"),
    Finding.BMS_SILENT: N_("pack silent"),
    Finding.HIGH_VOLTAGE: N_("high-voltage battery"),
    Finding.OTHER_TRAFFIC: N_("unknown traffic"),
    Finding.MIXTURE: N_("two protocols"),
    Finding.TWO_BATTERIES: N_("two batteries"),
    Finding.MISMATCH: N_("other protocol"),
    Finding.INVERTER_SPEAKS_OTHER: N_("inverter set otherwise"),
    Finding.TOO_LITTLE: N_("too little heard"),
    Finding.OUT_OF_RANGE: N_("limits out of range"),
    Finding.DIFFERENT_VALUES: N_("other values"),
    Finding.NOT_TAKEN_OVER: N_("not taken over"),
    Finding.NUMBERS_DIFFER: N_("other numbers"),
    Finding.DISOBEYED: N_("limits exceeded"),
    Finding.NO_ANSWER: N_("no answer"),
    Finding.ANSWER_LATE: N_("late answer"),
    Finding.LIMIT_DIFFERS: N_("other limit"),
    Finding.SELECTED_UNKNOWN: N_("selected not known"),
    Finding.NO_ANSWER_KNOWN: N_("no answer to check"),
    Finding.AGREED: N_("numbers agree"),
    Finding.UNDERSTOOD: N_("understood"),
    Finding.OBEYED: N_("obeyed"),
}

# What to look at, as it stands on a tile.
SUSPECTS = {
    Suspect.PROTOCOL: N_("CAN protocol"),
    Suspect.PINS: N_("Wires, pins"),
    Suspect.ADDRESS: N_("Address switches"),
    Suspect.INVERTER_SETTING: N_("Inverter setting"),
    Suspect.RESTART: N_("Restart both"),
    Suspect.TERMINATION: N_("Cable, noise"),
    Suspect.ADAPTER: N_("CAN adapter"),
}

# Why the tap cannot listen, and what to do.
TROUBLES = {
    TapTrouble.BAD_SETTINGS: N_("The adapter's settings are not valid."),
    TapTrouble.NO_DRIVER: N_("The adapter's driver is not installed."),
    TapTrouble.NO_ADAPTER: N_("The CAN adapter is not plugged in."),
    TapTrouble.NO_PERMISSION: N_("The CAN adapter may not be used."),
    TapTrouble.DOWN: N_("The CAN interface is not brought up."),
    TapTrouble.BUSY: N_("Another program uses the CAN adapter."),
}
CHECKS = {
    TapTrouble.BAD_SETTINGS: N_("Correct interface, channel and bitrate in the configuration."),
    TapTrouble.NO_DRIVER: N_("Install what this interface of python-can needs."),
    TapTrouble.NO_ADAPTER: N_("Plug it in, or correct its channel in the configuration."),
    TapTrouble.NO_PERMISSION: N_("Add the panel's user to the group of the adapter."),
    TapTrouble.DOWN: N_("Bring it up with 500 kbit/s, listening only."),
    TapTrouble.BUSY: N_("Close it, or choose another channel."),
}

# How the adapter listens.
SILENCE = {
    Silent.YES: N_("listens only"),
    Silent.NO: N_("acknowledges"),
    Silent.UNKNOWN: N_("not told"),
}

ANSWERING = {
    Answering.YES: N_("answers"),
    Answering.LATE: N_("answers late"),
    Answering.MISSING: N_("does not answer"),
    Answering.NONE_KNOWN: N_("no answer known"),
    Answering.UNKNOWN: N_("not known"),
}

# Whether it sends back what it was told, as SMA's does.
TAKEN_OVER = {Holds.YES: N_("yes"), Holds.NO: N_("no"), Holds.UNKNOWN: N_("not known")}

# What was recognised as an inverter's.
SIGNS = {
    Sign.ZEROS_305: N_("sign of life"),
    Sign.TELEMETRY_305: N_("measurements"),
    Sign.GROWATT_301: N_("sign of life"),
    Sign.GROWATT_301_HEX: N_("sign of life, hex"),
    Sign.VICTRON_307: N_("Victron's name"),
}

# What is spoken on the bus where it is no protocol of ours.
STRANGERS = {
    Stranger.HIGH_VOLTAGE: N_("a high-voltage battery"),
    Stranger.OTHER: N_("not known"),
}


def chosen(state: State) -> str:
    """The one sentence that matters, with its names in braces."""
    check, trouble = state.check, state.inverter.tap.trouble
    exceeded = state.inverter.obedience.exceeded
    if check.stops_in_s is not None:
        return STOPS
    if check.finding is Finding.TAP_LOST and trouble:
        return TROUBLES[trouble]
    if check.finding is Finding.UNDERSTOOD and len(shared(check)) > 1:
        return SAME_ON_THE_WIRE
    if check.finding is Finding.DISOBEYED and exceeded is not None and exceeded.over_since is None:
        return KEPT_AGAIN
    return SENTENCES[check.finding]


def shared(check: Check) -> tuple[Language, ...]:
    """The languages that battery and inverter can both mean."""
    answered = check.answers[0].languages if check.answers else check.recognised.fits
    return tuple(language for language in check.recognised.fits if language in answered)


def lasted_s(state: State) -> float:
    """For how long (s) what the sentence says has been so, or has not been so any more."""
    obedience = state.inverter.obedience
    if obedience.exceeded is not None and obedience.exceeded.over_since is None:
        return obedience.exceeded.back_s
    since = state.inverter.finding_since if obedience.since is None else obedience.since
    return state.now - since
