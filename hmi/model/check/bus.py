"""What is wrong with the bus itself, whatever is said on it."""

from hmi.model.check.finding import Answering, Finding
from hmi.model.check.hearing import Hearing
from hmi.model.check.traffic import Silent, Tap

# A BMS that nobody acknowledges repeats its frame without pause, thousands of times a second. No language
# sends one identifier more often than ten times.
ALONE = 100.0  # frames a second of one identifier
OTHERS = 0.05  # of them: what may come from others meanwhile
FLOOD = 2000.0  # frames a second: five batteries with five languages make less than 100


def finding(tap: Tap, hearing: Hearing) -> Finding | None:
    """The one that outdoes the others; None: the bus works."""
    traffic, errors = tap.traffic, tap.traffic.errors
    answered = hearing.answering is Answering.YES
    # With an adapter that acknowledges itself, nobody else needs to, and nobody can tell.
    unheard = tap.silent is not Silent.NO and not answered and (_alone(tap) or _unacknowledged(tap))
    holds = {
        Finding.BUS_OFF: errors.bus_off,
        Finding.ONLY_ERRORS: errors.error_rate > 0 and not traffic.rate and not unheard,
        Finding.NOT_ACKNOWLEDGED: unheard,
        Finding.SILENT: not hearing.live,
        Finding.FLOODED: traffic.rate > FLOOD,
    }
    return next((one for one, so in holds.items() if so), None)


def _alone(tap: Tap) -> bool:
    """One identifier without pause, and hardly anything else."""
    busiest = max((one.rate for one in tap.traffic.heard), default=0.0)
    return busiest > ALONE and tap.traffic.rate - busiest <= OTHERS * busiest


def _unacknowledged(tap: Tap) -> bool:
    """Error frames that say so, most of them, and hardly anything that comes through."""
    errors = tap.traffic.errors
    return errors.error_rate > tap.traffic.rate and 2 * errors.not_acknowledged > errors.error_frames
