"""Pages that are lists of facts: a name and what it is. And the choice of the language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hmi import __version__
from hmi.model.state import State
from hmi.protocol.bits import UNSURE, Unsure
from hmi.protocol.status import PackStatus
from hmi.ui import names, text
from hmi.ui.language import languages as known_languages
from hmi.ui.language import own_name
from hmi.ui.language import translator as _


@dataclass(frozen=True, slots=True)
class Fact:
    """One line."""

    name: str
    value: str
    aged: bool = False  # dimmed


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: its tag, its name, and whether it is in use."""

    tag: str
    name: str
    chosen: bool


def versions(state: State) -> tuple[Fact, ...]:
    """What versions the pack on the wire and the panel have, and which model it is or seems to be."""
    version, serials = state.identity.version, state.identity.serials
    bluetooth = version.bluetooth_name if version else None
    return _on_this_part(
        state,
        (
            _model(state),
            Fact(_("BMS"), text.words(version.software if version else None)),
            Fact(_("BMS-SN"), text.words(serials.bms if serials else None)),
            Fact(_("Panel"), f"pack-hmi {__version__}"),
            *((Fact(_("Bluetooth"), bluetooth),) if bluetooth else ()),
        ),
    )


def _model(state: State) -> Fact:
    if state.model:
        return Fact(_("Model"), state.model)
    proposed = state.pack_model
    return Fact(_("Model, proposed"), f"{proposed.name}?") if proposed else Fact(_("Model"), text.NOTHING)


def languages(state: State) -> tuple[Choice, ...]:
    """The languages on the present part, by their own names."""
    first, room = state.place.part * state.room.languages, state.room.languages
    tags = known_languages()[first : first + room]
    return tuple(Choice(tag, own_name(tag), tag == state.language) for tag in tags)


def switches(state: State) -> tuple[Fact, ...]:
    """What is switched on in the selected pack; contested states are marked unsure, with their raw bytes."""
    status = state.pack.status
    sure = (
        Fact(_("Charge MOSFET"), _on_off(status.charge_mosfet if status else None)),
        Fact(_("Discharge MOSFET"), _on_off(status.discharge_mosfet if status else None)),
        Fact(_("Buzzer"), _on_off(status.buzzer_enabled if status else None)),
    )
    raw = _hex(status.system, status.control) if status else text.NOTHING
    return _on_this_part(state, (*sure, *_contested(status), Fact(_("Raw system, control"), raw)))


def _on_off(value: bool | None) -> str:
    if value is None:
        return text.NOTHING
    return _("on") if value else _("off")


def _contested(status: PackStatus | None) -> Iterator[Fact]:
    for name in status.unsure if status else ():
        raw = _("unsure, {raw}").format(raw=_hex(*_raw(status, name)) if status else "")
        yield Fact(names.unsure(name), raw)


def _raw(status: PackStatus, name: Unsure) -> tuple[int, ...]:
    """The bytes that the reading comes from."""
    field = next((field for field, readings in UNSURE.items() if name in readings.values()), None)
    return (getattr(status, field),) if field else (status.balance_1, status.balance_2)


def _hex(*values: int) -> str:
    return " ".join(f"{value:02X}H" for value in values)


def _on_this_part(state: State, lines: Sequence[Fact]) -> tuple[Fact, ...]:
    first = state.place.part * state.room.facts
    return tuple(lines[first : first + state.room.facts])
