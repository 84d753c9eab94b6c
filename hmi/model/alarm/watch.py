"""All alarms that are told, and what is known of how they came."""

from dataclasses import dataclass

from hmi.model.alarm.standing import Key, Standing


@dataclass(frozen=True, slots=True)
class Watch:
    """Which packs are watched, which alarms stand, the worst first and the newest first among them."""

    watched: frozenset[int] = frozenset()  # slots of which a status came; others are not in `standing`
    standing: tuple[Standing, ...] = ()
    shown: Key | None = None  # whose page is shown
    flood: int = 0  # alarms that came within ten minutes, while there are too many to tell them one by one
    woken_at: float | None = None  # s, when an alarm last woke the panel

    def of(self, key: Key) -> Standing | None:
        """The one with this key; None: it does not stand."""
        return next((one for one in self.standing if one.key == key), None)
