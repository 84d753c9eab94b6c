"""What to know before a change is confirmed: of a switch as the pack stands now (pace-v25, chapter 12)."""

from collections.abc import Iterator
from enum import StrEnum

from hmi.model.change import CHARGE_MOSFET, CLOCK, DISCHARGE_MOSFET, OFF, Change
from hmi.protocol.bits import is_set
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.status import CHARGER_BIT, PackStatus


class Caution(StrEnum):
    """What the BMS will do, by the papers, and what is not sure. None of it keeps the panel from asking."""

    REFUSED_OTHER_OFF = "refused_other_off"  # both MOSFETs may not be switched off together
    REFUSED_DISCHARGING = "refused_discharging"  # charging cannot be switched off meanwhile
    REFUSED_CHARGING = "refused_charging"  # discharging cannot be switched off meanwhile
    WAKES_AT_ONCE = "wakes_at_once"  # with a charger or a load the BMS starts again
    NEVER_WORKS = "never_works"  # packs of this voltage are outside what the protocol takes
    TIME_NOT_SURE = "time_not_sure"  # the panel's own, so that somebody must know that it is right


def of(
    one: Change,
    status: PackStatus | None,
    hopeless: frozenset[int] = frozenset(),
    time_certain: bool = True,
) -> tuple[Caution, ...]:
    """Cautions of a change. `hopeless`: codes of CAN that cannot work with these packs.

    Of a switch there are none while the status of the pack is not known.
    """
    others = {
        Caution.NEVER_WORKS: isinstance(one.new, InverterProtocol) and one.new.can in hopeless,
        Caution.TIME_NOT_SURE: one.subject == CLOCK and not time_certain,
    }
    standing = (caution for caution, stands in others.items() if stands)
    return (*(() if status is None else _of_switch(one, status)), *standing)


def _of_switch(one: Change, status: PackStatus) -> Iterator[Caution]:
    charger = is_set(status.system, CHARGER_BIT)
    cautions = {
        Caution.REFUSED_OTHER_OFF: _other_off(one, status),
        Caution.REFUSED_DISCHARGING: _off(one, CHARGE_MOSFET) and status.discharging,
        Caution.REFUSED_CHARGING: _off(one, DISCHARGE_MOSFET) and status.charging,
        Caution.WAKES_AT_ONCE: one.subject == OFF and (charger or status.discharging),
    }
    return (caution for caution, holds in cautions.items() if holds)


def _off(one: Change, subject: str) -> bool:
    return one.subject == subject and one.new is False


def _other_off(one: Change, status: PackStatus) -> bool:
    """Whether by command or by a protection: no bit that all papers agree on tells them apart."""
    if _off(one, CHARGE_MOSFET):
        return not status.discharge_mosfet
    return _off(one, DISCHARGE_MOSFET) and not status.charge_mosfet
