"""The page of the help: what can be asked."""

from dataclasses import dataclass

from hmi.model import explaining
from hmi.model.intents import ShowTopic
from hmi.model.state import State
from hmi.protocol.status import Unsure
from hmi.ui import told_blocks


@dataclass(frozen=True, slots=True)
class Question:
    """A topic; or what a pack tells of itself just now, though it is not sure what that means."""

    name: str
    intent: ShowTopic
    now: bool


def questions(state: State) -> tuple[Question, ...]:
    """Those on the present part."""
    first, room = state.place.part * state.room.questions, state.room.questions
    return tuple(
        Question(told_blocks.title(state, one), ShowTopic(str(one)), one in list(Unsure))
        for one in explaining.questions(state)[first : first + room]
    )
