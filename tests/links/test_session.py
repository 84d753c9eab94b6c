"""What the panel wants sent, over the link's own session and the simulated wire in driven time."""

from hmi.commands.staging import DrivenPort
from hmi.links.plan import Plan
from hmi.links.session import Session
from hmi.links.timing import LinkSettings
from hmi.model.events import NOT_SENT, FromLink, Received, Unusable
from hmi.model.wanted import Send
from hmi.protocol.control import MOSFET_OFF, Code, Empty
from hmi.protocol.inverter_protocol import InverterProtocol
from hmi.protocol.messages import Command
from hmi.protocol.status import PackStatus
from hmi.simulator import simulated_wire
from tests.simulator.talk import stack_of


class Line:
    """A session with a simulated stack, and what it tells."""

    def __init__(self, packs: int = 1, connected: bool = True) -> None:
        self.wire = simulated_wire(packs=packs)
        self.port = DrivenPort(self.wire)
        self.told: list[FromLink] = []
        settings = LinkSettings()
        plan = Plan(settings)
        take = self.told.append
        self.session = Session(self.port, plan, settings, take, self.port.clock, self.port.sleep)
        while connected and not plan.connected:
            self.session.poll()

    @property
    def identified(self) -> bool:
        return any(isinstance(one, Received) and one.command is Command.SERIALS for one in self.told)

    def send(self, command: Command, message: object, ask: int) -> FromLink:
        before = len(self.told)
        self.session.send(Send(command, message, ask))
        (event,) = self.told[before:]
        return event


def test_an_answer_carries_the_number_of_its_request() -> None:
    event = Line().send(Command.READ_INVERTER_PROTOCOL, Empty(), 7)
    assert isinstance(event, Received)
    assert (event.ask, event.command, event.slot) == (7, Command.READ_INVERTER_PROTOCOL, 1)


def test_a_write_is_acknowledged_with_its_number_and_carried_out() -> None:
    line = Line()
    event = line.send(Command.WRITE_INVERTER_PROTOCOL, InverterProtocol(5, 1, 0), 8)
    assert isinstance(event, Received)
    assert event.ask == 8
    assert stack_of(line.wire).wired.bms.protocol == InverterProtocol(5, 1, 0)


def test_a_refusal_carries_the_number_and_the_code() -> None:
    event = Line().send(Command.DISCHARGE_MOSFET, Code(MOSFET_OFF), 9)  # while the pack is charged
    assert isinstance(event, Unusable)
    assert (event.ask, event.kind, event.code) == (9, "return_code", 0x09)


def test_silence_carries_the_number_and_no_code() -> None:
    line = Line()
    stack_of(line.wire).wired.bms.shut_down()
    event = line.send(Command.READ_SLEEP, Empty(), 10)
    assert isinstance(event, Unusable)
    assert (event.ask, event.kind, event.code) == (10, "silent", None)


def test_without_a_pack_nothing_is_sent_and_that_is_said() -> None:
    line = Line(connected=False)
    event = line.send(Command.WRITE_INVERTER_PROTOCOL, InverterProtocol(5, 1, 0), 11)
    assert isinstance(event, Unusable)
    assert (event.ask, event.kind) == (11, NOT_SENT)
    assert stack_of(line.wire).wired.bms.protocol.can == 1


def test_a_write_does_not_reach_a_battery_that_was_plugged_in_meanwhile() -> None:
    line = Line()
    while not line.identified:
        line.session.poll()
    stack_of(line.wire).wired.number = 7
    before = len(line.told)
    line.session.send(Send(Command.WRITE_INVERTER_PROTOCOL, InverterProtocol(5, 1, 0), 13))
    found, refused = line.told[before:]
    assert isinstance(found, Received)
    assert (found.command, found.ask) == (Command.SERIALS, 0)
    assert isinstance(refused, Unusable)
    assert (refused.ask, refused.kind) == (13, NOT_SENT)
    assert stack_of(line.wire).wired.bms.protocol.can == 1


def test_a_write_to_a_battery_that_does_not_say_which_one_it_is_any_more_is_not_sent() -> None:
    line = Line()
    while not line.identified:
        line.session.poll()
    stack_of(line.wire).wired.bms.shut_down()
    event = line.send(Command.SWITCH, Code(0x0C), 14)
    assert isinstance(event, Unusable)
    assert (event.ask, event.kind) == (14, NOT_SENT)


def test_a_write_to_the_same_battery_is_sent() -> None:
    line = Line()
    while not line.identified:
        line.session.poll()
    assert isinstance(line.send(Command.SWITCH, Code(0x0C), 15), Received)


def test_the_status_is_that_of_the_pack_on_the_wire_also_in_a_stack() -> None:
    for packs, address in ((1, 0), (3, 1)):
        event = Line(packs).send(Command.STATUS, Code(1), 12)
        assert isinstance(event, Received)
        assert isinstance(event.message, PackStatus)
        assert (event.ask, event.slot, event.address) == (12, 1, address)


def test_what_the_link_reads_by_itself_has_no_number() -> None:
    line = Line()
    for _ in range(6):
        line.session.poll()
    received = [event for event in line.told if isinstance(event, Received)]
    assert len(received) > 3
    assert all(event.ask == 0 for event in received)
