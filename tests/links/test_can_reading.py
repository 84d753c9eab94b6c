"""Batches out of an open bus: bounded, and what did not fit into the system's buffer is known."""

import can

from hmi.links.can.interface import Interface
from hmi.links.can.reading import MOST_AT_ONCE, Messages
from hmi.links.can.tally import Tally
from tests.links.tapped import BITRATE, bus, frame, own_channel

GROUP = "239.74.163.43"


def test_a_batch_comes_to_an_end_though_the_bus_does_not() -> None:
    channel, tally = own_channel(), Tally(0.0)
    with bus("virtual", channel) as far, bus("virtual", channel) as near:
        reader = Messages(near)
        for _ in range(MOST_AT_ONCE + 5):
            far.send(frame())
        assert [reader.read(tally, 0.0) for _ in range(3)] == [MOST_AT_ONCE, 5, 0]
    assert reader.dropped() == 0


def test_error_frames_of_an_interface_without_classes_are_only_counted() -> None:
    channel, tally = own_channel(), Tally(0.0)
    with bus("virtual", channel) as far, bus("virtual", channel) as near:
        far.send(can.Message(arbitration_id=0x7FF, is_error_frame=True, data=b"\x01\x01"))
        Messages(near, classed=False).read(tally, 0.0)
    errors = tally.snapshot(1.0).errors
    assert (errors.error_frames, errors.not_acknowledged, errors.bus_off, errors.missed) == (1, 0, False, 0)


def test_what_the_system_lost_is_known_to_a_frame() -> None:
    tally, sent = Tally(0.0), 0
    reader = Interface("udp_multicast", GROUP, BITRATE)().reader
    with bus("udp_multicast", GROUP) as far:
        while reader.dropped() < 10:
            assert sent < 100_000
            far.send(frame())
            sent += 1
        while reader.read(tally, 0.0):
            pass
        traffic = tally.snapshot(1.0, reader.dropped())
    reader.close()
    assert traffic.errors.missed >= 10
    assert traffic.frames + traffic.errors.missed == sent
