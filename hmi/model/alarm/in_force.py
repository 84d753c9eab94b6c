"""Which alarms are active now."""

from collections.abc import Sequence

from hmi.model import alarms
from hmi.model.alarm.watch import Watch
from hmi.model.alarms import Active
from hmi.model.stack import Pack


def active(watch: Watch, packs: Sequence[Pack]) -> tuple[Active, ...]:
    """Those of the packs of which something is known now, the worst first.

    Of a pack that is watched those count that stand; of another one what its status says.
    """
    known = {pack.slot for pack in packs if pack.status}
    standing = [one.as_active() for one in watch.standing if one.active and one.key.slot in known]
    others = alarms.active(pack for pack in packs if pack.slot not in watch.watched)
    return tuple(sorted((*standing, *others), key=lambda alarm: -alarm.priority))
