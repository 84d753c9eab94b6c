"""The password gate in words: what the keypad asks and says, and how the gate stands."""

from hmi.model.access import Access, Purpose, Said
from hmi.model.navigation import SLEEP_S
from hmi.model.state import State
from hmi.ui import trial_words
from hmi.ui.language import translator as _
from hmi.ui.marked import N_

TRIES = 5  # wrong codes before the gate locks; then one at a time

ASKED = {
    Purpose.UNLOCK: N_("Code"),
    Purpose.NEW: N_("Choose your own code"),
    Purpose.AGAIN: N_("The same code again"),
}

SAID = {
    Said.WRONG: N_("Wrong code"),
    Said.WEAK_FACTORY: N_("Not the factory code"),
    Said.WEAK_RUN: N_("No row of digits"),
    Said.WEAK_EQUAL: N_("Not six equal digits"),
    Said.DIFFERENT: N_("Not the same: choose again"),
    Said.NOT_KEPT: N_("The record cannot be kept"),
}


def said(state: State) -> str:
    """KEYPAD: that it is locked and for how long, what was wrong with the last code, or what it asks for."""
    access = state.access
    locked_s = access.locked_s(state.now)
    if locked_s > 0:
        return _("Locked, {time} left").format(time=trial_words.minutes(locked_s))
    if access.judging:
        return _("Checking")
    if access.said is Said.WRONG:
        left = max(1, TRIES - access.failures)
        return _.plural("Wrong code, {count} try left", "Wrong code, {count} tries left", left).format(
            count=left
        )
    return _(SAID[access.said]) if access.said else _(ASKED[access.purpose])


def takes_keys(state: State) -> bool:
    """The keypad takes digits now."""
    return not state.access.locked_s(state.now) > 0 and not state.access.judging


def may_decline(access: Access) -> bool:
    """The own code is only offered."""
    return access.offering and not access.judging


def standing(state: State) -> str:
    """PASSWORD: how the gate stands."""
    access = state.access
    locked_s = access.locked_s(state.now)
    if access.open:
        open_s = min(SLEEP_S, state.display.sleep_s or SLEEP_S)
        left = trial_words.minutes(max(0.0, state.touched + open_s - state.now))
        return _("Open, closes in {time}").format(time=left)
    if locked_s > 0:
        return _("Locked, {time} left").format(time=trial_words.minutes(locked_s))
    return _("Closed")


def advice(state: State) -> str:
    """PASSWORD: which code counts, and what to do when nobody knows it."""
    if not state.access.own_code:
        return _("Factory code in use: choose your own")
    return _("Forgotten? pack-hmi reset-password")
