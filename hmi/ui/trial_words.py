"""A protocol on trial, in words: how long it still runs, and what it would go back to."""

from hmi.model.facts import Interface
from hmi.model.job import Trial
from hmi.model.state import State
from hmi.ui import write_words
from hmi.ui.language import translator as _


def minutes(seconds: float) -> str:
    """A time that counts down, m:ss."""
    whole = -int(-seconds // 1)
    return f"{whole // 60}:{whole % 60:02}"


def left(trial: Trial, now: float) -> str:
    """How long it still runs."""
    return minutes(trial.left_s(now))


def short(trial: Trial, now: float) -> str:
    """For the bar."""
    if trial.left_s(now) <= 0:
        return _("Going back")
    return _("Trial {time}").format(time=left(trial, now))


def sentence(state: State, trial: Trial) -> str:
    """For where there is room: what is on trial, and for how long."""
    if trial.left_s(state.now) <= 0:
        return _("Going back to {name}").format(name=_name(state, trial, new=False))
    return _("{name} on trial, {time}").format(
        name=_name(state, trial, new=True), time=left(trial, state.now)
    )


def _name(state: State, trial: Trial, new: bool) -> str:
    """The protocol, of the interface that it concerns."""
    interface = Interface.CAN if trial.old.can != trial.new.can else Interface.RS485
    protocol = trial.new if new else trial.old
    code = protocol.can if interface is Interface.CAN else protocol.rs485
    return f"{interface.upper()} {write_words.protocol(state, interface, code)}"


def to_try(state: State) -> str:
    """What the BMS speaks now for the time of the trial."""
    return _name(state, state.trial, new=True) if state.trial else ""


def to_go_back_to(state: State) -> str:
    """What it spoke before."""
    return _name(state, state.trial, new=False) if state.trial else ""
