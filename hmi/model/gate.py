"""The password gate as the panel sees it. Whether a code is right, and how long the gate stays locked, says
the gatekeeper of hmi.links alone.

What the keypad holds lives as long as its page is shown. An answer to a keypad that was left opens nothing:
an unlock belongs to the one who waits for it.
"""

from dataclasses import replace

from hmi.model import moving
from hmi.model.access import NO_DIGITS, Access, Purpose, Said, Verdict, weakness
from hmi.model.digits import Digits
from hmi.model.effect import Effect
from hmi.model.events import CodeSet, Judged, Remembered
from hmi.model.intents import ChangeCode, CodeKey, Guarded
from hmi.model.navigation import SLEEP_S, Page
from hmi.model.record import Entry, Kind, Mark
from hmi.model.state import State
from hmi.model.wanted import Judge, Note, SetCode

_SAID = {Verdict.WRONG: Said.WRONG, Verdict.NOT_KEPT: Said.NOT_KEPT}


def asked(state: State, event: Guarded) -> Effect:
    """Something is wished that needs the code: it waits while the keypad asks. A panel asleep stays so."""
    if state.place.page is Page.SLEEP:
        return state, ()
    state = replace(state, access=replace(_blank(state.access), then=event))
    return moving.entered(state, Page.KEYPAD), ()


def new_code_wished(state: State) -> State:
    """The keypad asks for a new code."""
    state = replace(state, access=replace(_blank(state.access), purpose=Purpose.NEW))
    return moving.entered(state, Page.KEYPAD)


def remembered(state: State, event: Remembered) -> State:
    """What is known of the gate from before a restart."""
    memory = event.memory
    access = replace(
        state.access,
        failures=memory.failures,
        locked_until=_until(event.at, memory.lock_s),
        own_code=memory.own_code,
        offered=memory.offered,
    )
    return _at(replace(state, access=access), event.at)


def typed(state: State, event: CodeKey) -> Effect:
    """One digit more; the sixth one completes the code."""
    access = state.access
    if state.place.page is not Page.KEYPAD or access.judging or access.locked_s(state.now) > 0:
        return state, ()
    entry = Digits(access.entry.typed + event.digit.typed)
    access = replace(access, entry=entry, said=None, detail="")
    if not entry.complete:
        return _with(state, access), ()
    match access.purpose:
        case Purpose.UNLOCK:
            return _with(state, replace(access, judging=True)), (Judge(entry),)
        case Purpose.NEW:
            return _with(state, _chosen(access)), ()
        case Purpose.AGAIN if entry == access.new_code:
            return _with(state, replace(access, new_code=NO_DIGITS, judging=True)), (SetCode(entry),)
    return _with(state, _from_anew(access, Said.DIFFERENT)), ()


def _chosen(access: Access) -> Access:
    """A new code: refused where it is easily guessed, else to be typed once more."""
    weak = weakness(access.entry)
    if weak is not None:
        return _from_anew(access, weak)
    return replace(access, new_code=access.entry, entry=NO_DIGITS, purpose=Purpose.AGAIN)


def _from_anew(access: Access, said: Said | None, detail: str = "") -> Access:
    """The keypad asks for a new code, the first time."""
    return replace(
        access,
        purpose=Purpose.NEW,
        entry=NO_DIGITS,
        new_code=NO_DIGITS,
        judging=False,
        said=said,
        detail=detail,
    )


def erased(state: State) -> State:
    """The last digit is taken back; not once the code is being judged."""
    access = state.access
    return state if access.judging else _with(state, replace(access, entry=Digits(access.entry.typed[:-1])))


def judged(state: State, event: Judged) -> Effect:
    """The gatekeeper has judged. How it stands with the lock counts also for a keypad that was left."""
    state = _at(state, event.at)
    before = state.access
    access = replace(
        before,
        failures=event.failures,
        locked_until=_until(event.at, event.lock_s),
        own_code=event.own_code,
    )
    if event.verdict is Verdict.LOCKED and access.locked_until is None:
        return _with(state, access), ()  # no answer: the administrator has lifted the lock
    access = replace(access, late=max(0, before.late - 1))
    if not before.awaits(Purpose.UNLOCK):
        return _with(state, access), ()
    if event.verdict is Verdict.RIGHT:
        return _right(state, access), ()
    said = _SAID.get(event.verdict)
    return _with(state, replace(access, entry=NO_DIGITS, judging=False, said=said, detail=event.detail)), ()


def _right(state: State, access: Access) -> State:
    """Open; with the factory's code an own one is offered once, or asked for before the gate opens."""
    wished = isinstance(access.then, ChangeCode)
    if access.own_code or (not access.compulsory and (access.offered or wished)):
        return _open(state, access)
    offering = not access.compulsory
    access = replace(_from_anew(access, None), open=offering, offering=offering, offered=True)
    # Who came to change the code has done so with this one.
    return _with(state, replace(access, then=None if wished else access.then))


def code_set(state: State, event: CodeSet) -> Effect:
    """The new code is in use: open. Or it could not be kept, and the old one counts."""
    before = state.access
    access = replace(before, own_code=before.own_code or not event.detail, late=max(0, before.late - 1))
    if not before.awaits(Purpose.AGAIN):
        return _with(state, access), ()
    if event.detail:
        return _with(state, _from_anew(access, Said.NOT_KEPT, event.detail)), ()
    return _open(state, access), ()


def declined(state: State) -> Effect:
    """No new code now. An offer that is declined stands in the record; a compulsory one cannot be."""
    access = state.access
    if access.purpose is Purpose.UNLOCK or not access.open or access.judging:
        return state, ()
    state = moving.left(state)
    return _noted(state, Mark.CODE_KEPT) if access.offering else (state, ())


def locked(state: State) -> Effect:
    """Closed by hand."""
    return _noted(_closed(state), Mark.LOCKED) if state.access.open else (state, ())


def ticked(state: State) -> Effect:
    """Time passes: nobody has touched the panel for long, or the lock is over."""
    state = lapsed(state, state.now)
    until = state.access.locked_until
    if until is None or until > state.now:
        return state, ()
    return _with(state, replace(state.access, locked_until=None)), ()


def lapsed(state: State, at: float) -> State:
    """Closed when nobody touched the panel for three minutes until then, also if no tick came meanwhile."""
    return _closed(state) if at - max(state.touched, state.started) >= SLEEP_S else state


def settled(state: State) -> State:
    """What the keypad held goes with its page, however it was left; asleep, the gate is closed."""
    page, access = state.place.page, state.access
    if page is Page.SLEEP:
        access = replace(access, open=False)
    if page is not Page.KEYPAD:
        access = _blank(access)
    return state if access == state.access else _with(state, access)


def _blank(access: Access) -> Access:
    """The gate with an empty keypad that asks for the code; an answer under way comes too late for it."""
    return replace(
        _from_anew(access, None),
        purpose=Purpose.UNLOCK,
        then=None,
        offering=False,
        late=access.late + access.judging,
    )


def _open(state: State, access: Access) -> State:
    """The keypad is left; what waited for the gate still stands in `then`."""
    return moving.left(_with(state, replace(access, open=True, judging=False)))


def _closed(state: State) -> State:
    """Closed; pages that are entered through the gate are left, and what is half done there is dropped."""
    state = _with(state, replace(state.access, open=False))
    while _behind(state):
        state = moving.cancelled(state)
    return state


def _behind(state: State) -> bool:
    page, job = state.place.page, state.job
    return page in (Page.KEYPAD, Page.VALUE) or (page is Page.CHANGE and job is not None and job.waiting)


def _noted(state: State, mark: Mark) -> Effect:
    ask = state.asks + 1
    return replace(state, asks=ask), (Note(ask, (Entry(Kind.GATE, "code", mark),)),)


def _until(at: float, lock_s: float) -> float | None:
    return at + lock_s if lock_s > 0 else None


def _at(state: State, at: float) -> State:
    """As of then: between two ticks a lock that just began would seem to last longer than it does."""
    return replace(state, now=max(state.now, at))


def _with(state: State, access: Access) -> State:
    return replace(state, access=access)
