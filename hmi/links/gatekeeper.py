"""The gatekeeper: judges codes, and keeps the gate locked after too many wrong ones.

An attempt stands in the record before it is judged, so that one that a power cut interrupts counts as wrong.
After the fifth wrong code no code is judged for 60 s, after each further one for twice as long, up to an
hour: 8,769 guesses in a year. A right code, a new one or the administrator's reset begins anew.

No wall clock is trusted, a Raspberry Pi has none: that a lock time is over is a row of the record. As long as
that row is missing, a restart begins the whole time again.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

from hmi.links.database import NoDatabaseError
from hmi.links.record import GateRows, Record, StoredCode
from hmi.model.access import FACTORY_CODE, Verdict, weakness
from hmi.model.digits import Digits
from hmi.model.events import CodeSet, Judged
from hmi.model.record import Entry, Kind, Mark

FREE_FAILURES = 5  # the fifth wrong code locks
FIRST_LOCK_S, LONGEST_LOCK_S = 60.0, 3600.0
COST = 2**14  # scrypt's n: about 0.3 s on a Raspberry Pi 3, guessed; 16 MB
_SALT_BYTES = 16
_FACTORY = StoredCode(b"", b"", {})


def lock_s(failures: int) -> float:
    """How long the gate is locked by that many wrong codes."""
    if failures < FREE_FAILURES:
        return 0.0
    doublings = min(failures - FREE_FAILURES, 10)  # far beyond the longest
    return float(min(FIRST_LOCK_S * 2**doublings, LONGEST_LOCK_S))


def reset(record: Record) -> None:
    """The factory's code counts again, and no wrong code so far does. Raises NoDatabaseError."""
    record.append((_row(Mark.CODE_RESET),), _FACTORY)


class Gatekeeper:
    """The gate's authority. It reads the record at every question, so that a reset counts at once."""

    def __init__(self, record: Record, clock: Callable[[], float] = time.monotonic, cost: int = COST) -> None:
        self._record = record
        self._clock = clock
        self._cost = cost
        self._lock = (0, 0.0)  # the attempt that locked the gate, and when that was seen
        self._own_code = False
        # As last read.
        self.failures = 0
        self.locked = False

    def judge(self, code: Digits) -> Judged:
        """Whether this is the code. While the gate is locked nothing is judged."""
        try:
            left_s = self.locked_s()
            if left_s:
                return self.told(Verdict.LOCKED, left_s)
            (attempt,) = self._record.append((_row(Mark.ATTEMPT),))
            right = self._is_code(code)
            self._record.append((_row(Mark.RIGHT if right else Mark.WRONG, attempt),))
            return self.told(Verdict.RIGHT if right else Verdict.WRONG, self.locked_s())
        except NoDatabaseError as error:
            return self.told(Verdict.NOT_KEPT, detail=str(error))

    def locked_s(self) -> float:
        """How long the gate stays locked. Puts down that a lock time is over; raises NoDatabaseError."""
        rows = self._record.gate()
        self.failures = rows.failures
        self._own_code = self._record.code() is not None
        left_s = 0.0 if rows.served else self._left_s(rows)
        if left_s <= 0 and lock_s(rows.failures) and not rows.served:
            self._record.append((_row(Mark.LOCK_SERVED),))
        self.locked = left_s > 0
        return max(0.0, left_s)

    def _left_s(self, rows: GateRows) -> float:
        """What is left of the lock by the last attempt; it begins when it is first seen."""
        now = self._clock()
        if self._lock[0] != rows.attempt:
            self._lock = (rows.attempt, now)
        return lock_s(rows.failures) - (now - self._lock[1])

    def set_code(self, code: Digits) -> CodeSet:
        """Take a new code into use; one that is easily guessed is refused here too."""
        weak = weakness(code) if code.complete else "incomplete"
        if weak is not None:
            return CodeSet(str(weak), self._clock())
        parameters = {"n": self._cost, "r": 8, "p": 1}
        salt = secrets.token_bytes(_SALT_BYTES)
        try:
            stored = StoredCode(salt, _hash(code, salt, parameters), parameters)
            self._record.append((_row(Mark.CODE_CHANGED),), stored)
        except NoDatabaseError as error:
            return CodeSet(str(error), self._clock())
        return CodeSet("", self._clock())

    def _is_code(self, code: Digits) -> bool:
        stored = self._record.code()
        if stored is None:
            return hmac.compare_digest(code.typed.encode(), FACTORY_CODE.typed.encode())
        return hmac.compare_digest(_hash(code, stored.salt, stored.parameters), stored.hash)

    def told(self, verdict: Verdict, left_s: float = 0.0, detail: str = "") -> Judged:
        """A verdict, with what is known of the gate."""
        return Judged(verdict, self.failures, left_s, self._own_code, self._clock(), detail)


def _hash(code: Digits, salt: bytes, parameters: dict[str, int]) -> bytes:
    n, r, p = parameters["n"], parameters["r"], parameters["p"]
    memory = 128 * r * (n + p + 2)  # bytes, as OpenSSL counts them
    return hashlib.scrypt(code.typed.encode(), salt=salt, n=n, r=r, p=p, maxmem=memory)


def _row(mark: Mark, act: int | None = None) -> Entry:
    return Entry(Kind.GATE, "code", mark, act=act)
