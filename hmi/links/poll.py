"""One request of the plan, and what its answer says of which pack."""

from dataclasses import dataclass

from hmi.links.outcome import Question
from hmi.links.roster import HOST
from hmi.protocol.blocks import WHOLE_STACK
from hmi.protocol.control import Code, Empty
from hmi.protocol.messages import Command

REQUEST_CHARACTERS = 20  # of 42H and 44H
FACTS = (Command.VERSION, Command.SERIALS, Command.READ_INVERTER_PROTOCOL, Command.CAPACITIES)
PARAMETERS = (
    Command.READ_CELL_OVER_VOLTAGE,
    Command.READ_CELL_UNDER_VOLTAGE,
    Command.READ_PACK_OVER_VOLTAGE,
    Command.READ_PACK_UNDER_VOLTAGE,
    Command.READ_CHARGE_OVER_CURRENT,
    Command.READ_DISCHARGE_OVER_CURRENT,
    Command.READ_FAST_OVER_CURRENT,
    Command.READ_SHORT_CIRCUIT_DELAY,
    Command.READ_CELL_OVER_TEMPERATURE,
    Command.READ_CELL_UNDER_TEMPERATURE,
    Command.READ_MOSFET_OVER_TEMPERATURE,
    Command.READ_ENVIRONMENT_TEMPERATURE,
    Command.READ_BALANCING,
    Command.READ_SLEEP,
    Command.READ_FULL_AND_LOW_CHARGE,
    Command.READ_LIMITER_START,
)


@dataclass(frozen=True, slots=True)
class Poll:
    """One request of the plan. `slot` is the pack that it is about; None: its failure concerns nobody."""

    command: Command
    slot: int | None = HOST
    asked: int | None = None  # COMMAND of 42H and 44H
    vital: bool = False  # without an answer the link is lost
    tries: int = 3

    def question(self, address: int) -> Question:
        """The request, to the pack at that address."""
        return Question(self.command, Empty() if self.asked is None else Code(self.asked), address)


@dataclass(frozen=True, slots=True)
class Reading:
    """A message, and the pack that it is about."""

    slot: int
    address: int
    message: object


def visit(slot: int | None, asked: int, vital: bool = False) -> list[Poll]:
    """Analog values and status of one pack."""
    return [Poll(command, slot, asked, vital) for command in (Command.ANALOG, Command.STATUS)]


SEARCH = Poll(Command.PACK_COUNT, vital=True, tries=1)
RECOUNT = Poll(Command.PACK_COUNT, slot=None)
HOST_VISIT = visit(HOST, HOST, vital=True)
WHOLE_VISIT = visit(None, WHOLE_STACK)
