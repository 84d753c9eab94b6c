"""A poll plan that is driven by a made-up stack: no port, no waiting."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hmi.links.outcome import SILENT, Answered, Failed, Outcome
from hmi.links.plan import Plan
from hmi.links.poll import Poll, Reading
from hmi.links.timing import LinkSettings
from hmi.protocol.blocks import WHOLE_STACK, Blocks
from hmi.protocol.identity import PackCount
from hmi.protocol.messages import Command
from tests.links.packs import ANALOG, STATUS, one

EXCHANGE_S = 0.34


def silence(at: float) -> Failed:
    return Failed(SILENT, "nothing came", at)


def refusal(at: float, code: int = 0x04, address: int = 0) -> Failed:
    return Failed("return_code", "refused", at, code, address)


@dataclass
class Stack:
    """Packs by address, as they answer to a plan; None: silent, EMPTY: an empty slot."""

    count: int
    packs: dict[int, object]
    address: int = 1
    whole: Callable[[list[object]], tuple[object, ...] | None] = (
        tuple  # what FFH makes of them; None: refused
    )
    other: Callable[[Poll, float], Outcome] = lambda poll, now: refusal(now)

    def answer(self, poll: Poll, now: float) -> Outcome:
        if poll.command is Command.PACK_COUNT:
            return Answered(PackCount(self.count), self.address, now, 20)
        if poll.asked is None:
            return self.other(poll, now)
        if poll.asked == WHOLE_STACK:
            packs = self.whole(list(self.packs.values()))
            if packs is None:
                return refusal(now, address=self.address)
            blocks = tuple(self.block(poll, pack) for pack in packs)
            return Answered(Blocks(blocks, pack_byte=len(blocks)), self.address, now, 20 + 120 * len(blocks))
        pack = self.packs.get(poll.asked)
        return silence(now) if pack is None else self.single(poll, pack, now)

    def single(self, poll: Poll, pack: object, now: float) -> Outcome:
        return Answered(one(self.block(poll, pack), poll.asked or 1), self.address, now, 140)

    def block(self, poll: Poll, pack: object) -> object:
        return pack if poll.command is Command.ANALOG else STATUS


def alone(address: int = 0) -> Stack:
    return Stack(1, {1: ANALOG}, address)


def of(count: int, **changed: object) -> Stack:
    packs: dict[int, object] = {
        number: replace(ANALOG, cycles=100 * number) for number in range(1, count + 1)
    }
    return Stack(count, packs | {int(key[1:]): pack for key, pack in changed.items()})


@dataclass
class Run:
    """A plan that is driven for some seconds."""

    plan: Plan
    now: float = 0.0
    polls: list[tuple[float, Poll]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    addresses: list[int] = field(default_factory=list)
    lost: int = 0

    def drive(self, seconds: float, answer: Callable[[Poll, float], Outcome]) -> "Run":
        end = self.now + seconds
        while self.now < end:
            self.now += self.plan.rest_s(self.now)
            poll = self.plan.next(self.now)
            if poll is None:
                continue
            self.polls.append((self.now, poll))
            self.addresses.append(self.plan.target())
            outcome = answer(poll, self.now)
            self.now += EXCHANGE_S if isinstance(outcome, Answered) else 1.1
            self.readings += self.plan.learn(poll, outcome, self.now)
            self.lost += self.plan.gives_up(poll, outcome)
        return self

    def commands(self) -> list[tuple[Command, int | None]]:
        return [(poll.command, poll.asked) for _, poll in self.polls]

    def times(self, command: Command, asked: int | None = None) -> list[float]:
        return [at for at, poll in self.polls if (poll.command, poll.asked) == (command, asked)]


def run(seconds: float, stack: Stack, settings: LinkSettings | None = None) -> Run:
    return Run(Plan(settings or LinkSettings())).drive(seconds, stack.answer)
