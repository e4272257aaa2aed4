"""A large neighbourhood: what somebody can take costs about the same as in a small one."""

from datetime import timedelta

from community.shifts import Part
from community.volunteers import EVERY_FREE_TIME
from tests.storage.corps import NOON, Corps

DAY = timedelta(days=1)


def neighbourhood(*, times):
    """Fifty shifts of the next twelve days and five volunteers, `times` over."""
    corps = Corps()
    for number in range(50):
        at = NOON + (1 + number % 12) * DAY + timedelta(hours=number % 3 * 4)
        corps.shift(Part(1, "做饭", "cooking") if number % 5 == 0 else Part(2), starts_at=at)
    for number in range(5 * times):
        corps.volunteer(f"志{number}", free=EVERY_FREE_TIME[number % 2 :: 2])
    for copy in range(1, times):
        corps.connection.execute(_ANOTHER_FIFTY, (copy * 50, copy))
        corps.connection.execute(_THEIR_PARTS, (copy * 50,))
    return corps


def steps(corps):
    """How much the database does, in its own units, to tell one volunteer."""
    taken = [0]

    def count():
        taken[0] += 1

    person_id = corps.person("志0")
    corps.connection.set_progress_handler(count, 10)
    found = corps.db.rota.can_take(person_id, corps.now)
    corps.connection.set_progress_handler(None, 0)
    assert len(found) == 8
    return taken[0]


def test_a_hundred_times_as_much_costs_at_most_three_times_as_much():
    small, large = neighbourhood(times=1), neighbourhood(times=100)
    sql = "SELECT (SELECT count(*) FROM shifts), (SELECT count(*) FROM volunteers)"
    assert tuple(large.connection.execute(sql).fetchone()) == (5000, 500)

    assert steps(large) <= 3 * steps(small)


_ANOTHER_FIFTY = """
INSERT INTO shifts (id, title, details, place, starts_at, ends_at, times, state, is_visit,
    created_at)
SELECT id + ?1, title, details, place, starts_at + ?2 * 60, ends_at + ?2 * 60, times, state,
       is_visit, created_at
  FROM shifts WHERE id <= 50
"""

_THEIR_PARTS = """
INSERT INTO shift_parts (shift_id, name, skill, needs_approval, wanted)
SELECT shift_id + ?1, name, skill, needs_approval, wanted FROM shift_parts WHERE shift_id <= 50
"""
