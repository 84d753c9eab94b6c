"""Pages that are lists of facts: a name and what it is."""

from dataclasses import dataclass

from hmi import __version__
from hmi.model.state import State
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


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """One language that can be chosen."""

    tag: str
    name: str
    chosen: bool


def versions(state: State) -> tuple[Fact, ...]:
    """What versions the pack on the wire and the panel have, and which model it seems to be."""
    version = state.identity.version
    return (
        Fact(_("Model"), text.words(state.model)),
        Fact(_("BMS"), text.words(version.software if version else None)),
        Fact(_("Bluetooth"), text.words(version.bluetooth_name if version else None)),
        Fact(_("Panel"), __version__),
    )


def languages(state: State) -> tuple[LanguageChoice, ...]:
    """Every language, by its own name."""
    return tuple(LanguageChoice(tag, own_name(tag), tag == state.language) for tag in known_languages())


def switches(state: State) -> tuple[Fact, ...]:
    """What is switched on in the selected pack; contested states are marked, with raw bytes."""
    status = state.pack.status
    sure = (
        (_("Charge MOSFET"), status.charge_mosfet if status else None),
        (_("Discharge MOSFET"), status.discharge_mosfet if status else None),
        (_("Buzzer"), status.buzzer_enabled if status else None),
    )
    return (*(Fact(name, _on_off(value)) for name, value in sure), *_unsure(status))


def _on_off(value: bool | None) -> str:
    if value is None:
        return text.NOTHING
    return _("on") if value else _("off")


def _unsure(status: PackStatus | None) -> tuple[Fact, ...]:
    if status is None:
        return ()
    said = ", ".join(names.unsure(name) for name in status.unsure) or _("none")
    raw = f"{status.system:02X}H {status.control:02X}H"
    return (Fact(_("Unsure"), said), Fact(_("Raw status, control"), raw))
