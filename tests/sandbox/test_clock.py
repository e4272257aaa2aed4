"""Time in the sandbox: it stands still, goes on, and can be moved."""

from datetime import UTC, datetime, timedelta, timezone

from sandbox.clock import Clock

NOON = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)


def test_frozen_clock_stands_still_until_it_is_moved():
    clock = Clock(frozen_at=NOON)

    before = clock.now()
    clock.advance(timedelta(days=1, minutes=10))

    assert before == NOON
    assert clock.now() == NOON + timedelta(days=1, minutes=10)


def test_time_is_told_in_utc_whatever_zone_it_was_set_in():
    shanghai = timezone(timedelta(hours=8))

    clock = Clock(frozen_at=datetime(2026, 5, 1, 12, 0, tzinfo=shanghai))

    assert clock.now() == NOON
    assert clock.now().tzinfo is UTC


def test_running_clock_follows_real_time_plus_what_it_was_moved():
    clock = Clock()
    before = datetime.now(UTC)

    clock.advance(timedelta(days=365))

    assert timedelta(days=365) <= clock.now() - before < timedelta(days=365, seconds=5)


def test_clock_can_go_back():
    clock = Clock(frozen_at=NOON)

    clock.advance(timedelta(hours=-1))

    assert clock.now() == NOON - timedelta(hours=1)


def test_listeners_hear_of_every_move():
    clock = Clock(frozen_at=NOON)
    heard = []
    clock.listeners.append(lambda: heard.append(clock.now()))

    clock.advance(timedelta(hours=1))
    clock.advance(timedelta(hours=1))

    assert heard == [NOON + timedelta(hours=1), NOON + timedelta(hours=2)]


def test_listener_may_leave_while_it_is_told():
    clock = Clock(frozen_at=NOON)
    heard = []

    def once():
        heard.append("once")
        clock.listeners.remove(once)

    clock.listeners += [once, lambda: heard.append("always")]
    clock.advance(timedelta(hours=1))
    clock.advance(timedelta(hours=1))

    assert heard == ["once", "always", "always"]
