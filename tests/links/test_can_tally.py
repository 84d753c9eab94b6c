"""What the tap counts, on a clock that the test drives."""

from itertools import chain

import pytest

from hmi.links.can.tally import EXTENDED, MOST_KEPT, Tally
from hmi.model.check.traffic import Errors, Heard, Traffic
from hmi.protocol.can.frame import CanFrame

LIMITS, STATE = 0x351, 0x355
DATA = bytes(8)
NO_ACKNOWLEDGE, BUS_OFF, RESTARTED, CONTROLLER = 0x020, 0x040, 0x100, 0x004


def came(tally: Tally, at: float, *keys: int, data: bytes = DATA) -> None:
    for key in keys:
        tally.frame(key, data)
    tally.arrived(at)


def heard(traffic: Traffic, key: int = LIMITS) -> Heard:
    return next(one for one in traffic.heard if one.frame.id == key)


def driven(tally: Tally, seconds: float, every_s: float, key: int = LIMITS, since: float = 0.0) -> Traffic:
    """Frames of one identifier at this pace, with a snapshot each half second; the last snapshot."""
    steps = round(seconds / every_s)
    frames = ((since + step * every_s, True) for step in range(1, steps + 1))
    snapshots = ((since + step / 2, False) for step in range(1, round(2 * seconds) + 1))
    traffic = Traffic()
    for at, is_frame in sorted(chain(frames, snapshots), key=lambda one: (one[0], not one[1])):
        if is_frame:
            came(tally, at, key)
        else:
            traffic = tally.snapshot(at)
    return traffic


def test_nothing_heard_is_told_as_such() -> None:
    assert Tally(5.0).snapshot(5.5) == Traffic(at=5.5, since=5.0)


def test_one_frame_is_kept_with_its_time() -> None:
    tally = Tally(0.0)
    came(tally, 0.2, LIMITS, data=b"\x14\x02")
    traffic = tally.snapshot(0.5)
    assert traffic.heard == (Heard(CanFrame(LIMITS, b"\x14\x02"), 1, 0.2, None, 1.0),)
    assert (traffic.frames, traffic.rate) == (1, 1.0)


def test_identifiers_come_in_order_and_extended_ones_apart() -> None:
    tally = Tally(0.0)
    came(tally, 0.1, 0x359, LIMITS | EXTENDED, 0x1FFFFFFF | EXTENDED, LIMITS)
    assert [one.frame.name for one in tally.snapshot(0.5).heard] == ["351", "00000351", "359", "1FFFFFFF"]
    came(tally, 0.6, 0x305)
    assert tally.snapshot(1.0).heard[0].frame.name == "305"


@pytest.mark.parametrize("every_s", [0.02, 0.1, 0.25, 0.5, 1.0])
def test_rate_and_period_of_a_steady_sender(every_s: float) -> None:
    traffic = driven(Tally(0.0), 10.0, every_s)
    assert heard(traffic).rate == pytest.approx(1 / every_s, rel=0.01)
    assert traffic.rate == pytest.approx(1 / every_s, rel=0.01)
    assert heard(traffic).period_s == pytest.approx(every_s)
    assert heard(traffic).count == traffic.frames == round(10 / every_s)


def test_frames_of_one_batch_count_as_evenly_spread() -> None:
    tally = Tally(0.0)
    for batch in range(1, 6):
        came(tally, batch * 0.02, *[LIMITS] * 80)
    one = heard(tally.snapshot(0.5))
    assert one.count == 400
    assert one.period_s == pytest.approx(0.00025)


def test_the_period_is_a_median_and_one_gap_does_not_move_it() -> None:
    tally = Tally(0.0)
    for at in (1.0, 2.0, 3.0, 9.0, 10.0):
        came(tally, at, LIMITS)
    assert heard(tally.snapshot(10.0)).period_s == 1.0
    came(tally, 10.5, LIMITS)
    assert heard(tally.snapshot(10.5)).period_s == 1.0


def test_of_an_even_number_of_gaps_the_period_is_between_the_middle_ones() -> None:
    tally = Tally(0.0)
    for at in (1.0, 1.2, 2.0):
        came(tally, at, LIMITS)
    assert heard(tally.snapshot(2.0)).period_s == pytest.approx(0.5)


def test_rates_fall_to_nothing_when_nothing_comes() -> None:
    tally = Tally(0.0)
    driven(tally, 5.0, 0.1)
    tally.error(NO_ACKNOWLEDGE, DATA)
    rates = []
    for half in range(1, 9):
        traffic = tally.snapshot(5.0 + half / 2)
        rates.append((heard(traffic).rate, traffic.rate, traffic.errors.error_rate > 0))
    assert rates[0][0] == rates[0][1] > 8
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] == (0.0, 0.0, False)
    assert heard(traffic).at == pytest.approx(5.0)


def test_a_rate_just_after_the_opening_is_of_a_second() -> None:
    tally = Tally(0.0)
    came(tally, 0.1, LIMITS, STATE)
    assert tally.snapshot(0.5).rate == 2.0


def test_two_senders_in_turns_are_counted_within_the_window() -> None:
    tally = Tally(0.0)
    for step in range(1, 21):
        came(tally, step / 2, LIMITS, data=b"\x50\x00" if step % 2 else b"\x20\x00")
        traffic = tally.snapshot(step / 2)
    assert heard(traffic).alternations == 6
    for step in range(21, 41):
        came(tally, step / 2, LIMITS, data=b"\x20\x00")
        traffic = tally.snapshot(step / 2)
    assert heard(traffic).alternations == 0


def test_errors_of_the_kernel_say_what_they_are() -> None:
    tally = Tally(0.0)
    tally.error(NO_ACKNOWLEDGE, DATA)
    tally.error(NO_ACKNOWLEDGE | CONTROLLER, b"\x00\x01")
    tally.error(CONTROLLER, b"\x00\x10")
    tally.error(CONTROLLER, b"")
    tally.error(0, DATA)
    tally.remote_frames += 2
    tally.fd_frames += 3
    tally.missed += 4
    assert tally.snapshot(1.0, dropped=10).errors == Errors(
        error_frames=5, error_rate=5.0, not_acknowledged=2, remote_frames=2, fd_frames=3, missed=15
    )
    assert tally.snapshot(1.0).frames == 0


@pytest.mark.parametrize(
    "back", [lambda tally: tally.error(RESTARTED, DATA), lambda tally: came(tally, 1, STATE)]
)
def test_off_the_bus_until_it_is_heard_again(back: object) -> None:
    tally = Tally(0.0)
    tally.error(BUS_OFF, DATA)
    tally.error(NO_ACKNOWLEDGE, DATA)
    assert tally.snapshot(0.5).errors.bus_off
    back(tally)  # type: ignore[operator]
    assert not tally.snapshot(1.0).errors.bus_off


def test_a_flood_of_identifiers_is_counted_and_not_kept() -> None:
    tally = Tally(0.0)
    came(tally, 0.1, *(key | EXTENDED for key in range(3 * MOST_KEPT)))
    traffic = tally.snapshot(0.5)
    assert len(traffic.heard) == MOST_KEPT
    assert traffic.frames == 3 * MOST_KEPT
    assert traffic.errors.unkept == 2 * MOST_KEPT


def test_a_flood_of_identifiers_does_not_keep_out_a_battery_for_ever() -> None:
    tally = Tally(0.0)
    fresh = iter(range(10**6))
    for half in range(1, 41):
        at = half / 2
        came(tally, at - 0.4, *(next(fresh) | EXTENDED for _ in range(500)))
        came(tally, at, *[LIMITS] * (half % 2))
        traffic = tally.snapshot(at)
        assert len(traffic.heard) <= MOST_KEPT
    assert heard(traffic).count > 1
    assert heard(traffic).period_s == pytest.approx(1.0)


def test_what_a_battery_sends_outlives_a_flood_that_came_later() -> None:
    tally = Tally(0.0)
    driven(tally, 3.0, 0.5)
    came(tally, 3.1, *(key | EXTENDED for key in range(2 * MOST_KEPT)))
    for half in range(7, 20):
        traffic = tally.snapshot(half / 2)
    assert [one.frame.name for one in traffic.heard] == ["351"]
    assert heard(traffic).count == 6
