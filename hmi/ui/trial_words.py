"""A protocol on trial, in words: how long it still runs, and what it would go back to."""

from hmi.model.facts import Interface
from hmi.model.job import Trial
from hmi.model.state import State
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.ui import write_words
from hmi.ui.language import translator as _


def minutes(seconds: float) -> str:
    """A time that counts down, m:ss."""
    whole = -int(-seconds // 1)
    return f"{whole // 60}:{whole % 60:02}"


def left(trial: Trial, now: float) -> str:
    """How long it still runs."""
    return minutes(trial.left_s(now))


def runs(state: State) -> bool:
    """There is one that can still be kept, and nobody has said so yet."""
    trial = state.trial
    return trial is not None and trial.left_s(state.now) > 0 and not trial.confirming


def elsewhere(state: State, trial: Trial) -> bool:
    """Another battery is connected, so its way back has to wait."""
    return state.link.battery is not None and state.link.battery != trial.serial


def short(state: State, trial: Trial) -> str:
    """For the bar."""
    if trial.left_s(state.now) > 0:
        return _("Trial {time}").format(time=left(trial, state.now))
    return _("Other pack") if elsewhere(state, trial) else _("Reverting")


def sentence(state: State, trial: Trial) -> str:
    """For MIN STATE: that a protocol is on trial, and for how long."""
    if trial.left_s(state.now) > 0:
        return _("Protocol on trial, {time}").format(time=left(trial, state.now))
    return _("Trial of another pack") if elsewhere(state, trial) else _("Protocol going back")


def on_trial(state: State) -> str:
    """The page: what the BMS speaks for the time of the trial."""
    if state.trial is None:
        return _("No protocol is on trial")
    return _name(state, state.trial, state.trial.new)


def clock(state: State) -> str:
    """The page: how long it still runs; nothing without one."""
    return left(state.trial, state.now) if state.trial else ""


def question(state: State) -> str:
    """The page: what to look at, or what is going on."""
    trial = state.trial
    if trial is None:
        return ""
    if trial.left_s(state.now) <= 0:
        return _("Connect its pack to go back") if elsewhere(state, trial) else _("Going back")
    if trial.confirming:
        return _("Being put into the record")
    return _("Does the inverter work?")


def otherwise(state: State) -> str:
    """The page: what the BMS speaks again when nobody keeps the new one."""
    if state.trial is None:
        return ""
    return _("Else back to {name}").format(name=_name(state, state.trial, state.trial.old))


def _name(state: State, trial: Trial, protocol: InverterProtocol) -> str:
    """The protocol on the interface that the trial is about."""
    if trial.old.can != trial.new.can:
        return "CAN " + write_words.protocol(state, Interface.CAN, protocol.can)
    return "RS485 " + write_words.protocol(state, Interface.RS485, protocol.rs485)
