"""The gate and its keypad in every position, and what brings them there."""

from dataclasses import replace

from hmi.model.access import Access, Verdict
from hmi.model.change import OFF
from hmi.model.digits import Digits
from hmi.model.events import CodeSet, Event, Judged
from hmi.model.intents import ChangeCode, CodeKey, ShutDown
from hmi.model.navigation import Page, Place
from hmi.model.state import State
from hmi.model.step import step
from hmi.model.wanted import Wanted
from tests.model.known import after

NOW = 1000.0
CONTROLS = Place(Page.CONTROLS)
AT_CONTROLS = State(now=NOW, started=NOW, touched=NOW, place=CONTROLS, access=Access(own_code=True))
OWN = "907351"


def keys(code: str) -> tuple[CodeKey, ...]:
    """Fingers on the digits, one after the other."""
    return tuple(CodeKey(Digits(digit)) for digit in code)


def verdict(
    verdict: Verdict, failures: int = 0, lock_s: float = 0.0, own_code: bool = True, detail: str = ""
) -> Judged:
    """What the gatekeeper may say."""
    return Judged(verdict, failures, lock_s, own_code, NOW, detail)


RIGHT, WRONG = verdict(Verdict.RIGHT), verdict(Verdict.WRONG, failures=1)
RIGHT_BY_FACTORY = verdict(Verdict.RIGHT, own_code=False)
CODE_IS_SET, CODE_NOT_SET = CodeSet("", NOW), CodeSet("disk full", NOW)

ASKED = after(ShutDown(), state=AT_CONTROLS)
JUDGING = after(*keys(OWN), state=ASKED)
OPEN = replace(AT_CONTROLS, access=Access(open=True, own_code=True))
OFFERED = after(ShutDown(), *keys("123456"), RIGHT_BY_FACTORY, state=replace(AT_CONTROLS, access=Access()))
COMPELLED = after(
    ShutDown(), *keys("123456"), RIGHT_BY_FACTORY, state=replace(AT_CONTROLS, access=Access(compulsory=True))
)
WISHED = after(ChangeCode(), state=OPEN)


def wanted_by(*events: Event, state: State) -> tuple[Wanted, ...]:
    """What the last of these events leads to."""
    return step(after(*events[:-1], state=state), events[-1])[1]


def shut_down_is_proposed(state: State) -> bool:
    """What waited for the gate has happened."""
    return state.job is not None and state.job.change.subject == OFF and state.place.page is Page.CHANGE


def kept_digits(state: State) -> str:
    """Every digit that the state holds."""
    return state.access.entry.typed + state.access.new_code.typed
