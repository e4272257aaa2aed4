"""Whatever happens to shifts in whatever order: no part has more people than it wants, nobody is
in two places at once without wanting it, and what is given up is given to one."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from community.refusals import Refusal
from community.shifts import Part
from tests.storage.corps import HOUR, HOUSE, START, Corps

NAMES = ["甲", "乙", "丙", "丁"]
PEOPLE = st.sampled_from(NAMES)
SHIFTS = st.integers(0, 2)


class ShiftsMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.corps = Corps()
        self.db = self.corps.db
        for name in NAMES:
            self.corps.volunteer(name)
        self.insisted = set()  # (name, shift)
        self.shifts = [
            self.corps.shift(Part(1), Part(2), title="早班"),
            self.corps.shift(Part(2), title="中班", starts_at=START + HOUR),
            self.corps.shift(Part(1), title="晚班", starts_at=START + 2 * HOUR),
        ]

    @rule(name=PEOPLE, shift=SHIFTS, part=st.integers(0, 1), insist=st.booleans())
    def takes(self, name, shift, part, insist):
        taken = self.shifts[shift]
        part = min(part, len(taken.parts) - 1)
        if self._done(lambda: self.corps.takes(name, taken, part, insist=insist)) and insist:
            self.insisted.add((name, shift))

    @rule(name=PEOPLE, shift=SHIFTS)
    def gives_up(self, name, shift):
        if self._done(lambda: self.corps.gives_up(name, self.shifts[shift])):
            self.insisted.discard((name, shift))

    @rule(name=PEOPLE, shift=SHIFTS)
    def confirms(self, name, shift):
        confirm = self.db.crews.confirm
        shift_id, person_id = self.shifts[shift].id, self.corps.person(name)
        self._done(lambda: confirm(shift_id, person_id, self.corps.now))

    @rule(name=PEOPLE, shift=SHIFTS, insist=st.booleans())
    def answers_a_call(self, name, shift, insist):
        gaps = self.db.gaps.open_of(self.shifts[shift].id)
        if not gaps:
            return
        if self._done(lambda: self.corps.answers(name, gaps[-1], insist=insist)) and insist:
            self.insisted.add((name, shift))

    @rule(one=PEOPLE, other=PEOPLE, shift=SHIFTS)
    def asks_to_take_over(self, one, other, shift):
        ask, ids = self.db.hand_overs.ask, (self.corps.person(one), self.corps.person(other))
        shift_id = self.shifts[shift].id
        self._done(lambda: ask(shift_id, *ids, now=self.corps.now))

    @rule(one=PEOPLE, shift=SHIFTS, yes=st.booleans())
    def is_answered(self, one, shift, yes):
        asked = self.db.hand_overs.of(self.shifts[shift].id, self.corps.person(one))
        if asked is None:
            return
        if not yes:
            self.db.hand_overs.decline(asked.id, asked.to_id, self.corps.now)
            return
        accept = self.db.hand_overs.accept
        if self._done(lambda: accept(asked.id, asked.to_id, now=self.corps.now)):
            self.insisted.discard((one, shift))

    @rule(shift=SHIFTS, wanted=st.integers(0, 4))
    def needs_more_or_fewer(self, shift, wanted):
        part_id = self.shifts[shift].parts[0].id
        self._done(lambda: self.db.crews.set_wanted(part_id, wanted, self.corps.now))

    @rule(shift=SHIFTS)
    def is_called_for(self, shift):
        part_id = self.shifts[shift].parts[0].id
        self._done(lambda: self.db.gaps.call(part_id, now=self.corps.now, house=HOUSE))

    @rule(shift=SHIFTS, circle=st.integers(1, 4))
    def the_circle_widens(self, shift, circle):
        widen, facts = self.db.gaps.widen, {"now": self.corps.now, "house": HOUSE}
        for gap in self.db.gaps.open_of(self.shifts[shift].id):
            self._done(lambda gap=gap: widen(gap.id, circle, **facts))

    @rule(minutes=st.integers(1, 60))
    def time_passes(self, minutes):
        self.corps.now += timedelta(minutes=minutes)

    @rule(name=PEOPLE)
    def stops_and_begins_anew(self, name):
        person_id = self.corps.person(name)
        self.db.farewells.resign(person_id, now=self.corps.now, house=HOUSE)
        self.insisted = {pair for pair in self.insisted if pair[0] != name}
        self.corps.volunteer(name)

    def _done(self, act):
        """Whether it was done; what is refused leaves nothing behind."""
        try:
            with self.db.savepoint():
                act()
        except Refusal:
            return False
        return True

    @invariant()
    def no_part_has_more_people_than_it_wants(self):
        for shift in self.shifts:
            crew = self.db.crews.crew(shift.id)
            for part in self.db.shifts.shift(shift.id).parts:
                here = [m for m in crew if m.assignment.part_id == part.id]
                assert len(here) == part.taken <= part.wanted

    @invariant()
    def nobody_is_in_two_places_without_wanting_it(self):
        for name in NAMES:
            mine = self.db.crews.mine(self.corps.person(name), START - 10 * HOUR)
            for (one, first), (other, second) in pairwise(mine):
                if other.starts_at < one.ends_at:
                    assert first.insisted or second.insisted
            for shift, assignment in mine:
                number = [s.id for s in self.shifts].index(shift.id)
                assert not assignment.insisted or (name, number) in self.insisted

    @invariant()
    def no_more_is_called_for_than_is_free(self):
        for shift in self.shifts:
            gaps = self.db.gaps.open_of(shift.id)
            for part in self.db.shifts.shift(shift.id).parts:
                assert len([gap for gap in gaps if gap.part_id == part.id]) <= part.free

    @invariant()
    def who_hands_over_is_in_it_and_asks_one(self):
        sql = (
            "SELECT count(*) FROM hand_overs AS h LEFT JOIN assignments AS o"
            " ON o.shift_id = h.shift_id AND o.person_id = h.from_id WHERE o.id IS NULL"
        )
        assert self.corps.connection.execute(sql).fetchone()[0] == 0


ShiftsMachine.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestShifts = pytest.mark.filterwarnings("default")(ShiftsMachine.TestCase)
