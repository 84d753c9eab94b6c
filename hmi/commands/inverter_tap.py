"""The tap on the inverter's CAN bus, as it is configured."""

from collections.abc import Callable

from hmi.links.can.tap import CanTap
from hmi.links.config import InverterCanKeys, LinkCheckKeys
from hmi.model.check.inverter_link import InverterLink
from hmi.model.check.traffic import Tap, TapPhase
from hmi.model.events import FromTap


def inverter_tap(keys: InverterCanKeys, emit: Callable[[FromTap], None]) -> CanTap:
    """What listens there. `keys` has an interface and a channel."""
    return CanTap(str(keys.interface), str(keys.channel), keys.bitrate, emit)


def before_it_listens(keys: InverterCanKeys | None, check: LinkCheckKeys, now: float) -> InverterLink:
    """What the model holds of it at the start; None: there is no tap."""
    tap = Tap(f"{keys.interface}:{keys.channel}", TapPhase.OPENING, since=now) if keys else Tap()
    return InverterLink(tap, watch_s=check.watch_s)
