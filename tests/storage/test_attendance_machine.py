"""Whatever happens at the door in whatever order: nobody who was there is lost, nobody who was
there is missed, and only they are asked."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from community.attendance import CheckInEnds, How
from community.refusals import Refusal
from tests.storage.test_sign_ups import HOUSE, START, Hall

NAMES = ["甲", "乙", "丙", "丁"]
PEOPLE = st.sampled_from(NAMES)


class AttendanceMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.hall = Hall(3)
        self.here = {}  # name to number of people
        for name in NAMES:
            self.hall.person(name)
        self.staff = self.hall.person("小李")

    @rule(name=PEOPLE, companions=st.integers(0, 2))
    def joins(self, name, companions):
        self._done(lambda: self.hall.joins(name, companions))

    @rule(name=PEOPLE)
    def leaves(self, name):
        self._done(lambda: self.hall.leaves(name))

    @rule(name=PEOPLE, how=st.sampled_from([How.CODE, How.QR]))
    def arrives(self, name, how):
        self._lets_in(name, how, None)

    @rule(name=PEOPLE)
    def is_let_in(self, name):
        self._lets_in(name, How.STAFF, self.staff)

    def _lets_in(self, name, how, by_id):
        was_here, party = name in self.here, self._party(name)
        if self._done(
            lambda: self.db.attendance.check_in(
                self.hall.id, self.hall.person(name), now=self.hall.now, how=how, by_id=by_id
            )
        ):
            self.here.setdefault(name, party)
        assert not was_here or self.here[name]

    @rule(name=PEOPLE)
    def is_undone(self, name):
        person_id = self.hall.person(name)
        if self._done(lambda: self.db.attendance.undo(self.hall.id, person_id, self.hall.now)):
            self.here.pop(name, None)

    @rule(name=PEOPLE, people=st.integers(0, 6), by_manager=st.booleans())
    def is_counted(self, name, people, by_manager):
        person_id = self.hall.person(name)
        if self._done(
            lambda: self.db.attendance.set_people(
                self.hall.id, person_id, people, now=self.hall.now, by_manager=by_manager
            )
        ):
            self.here[name] = people

    @rule(name=PEOPLE)
    def says_they_were_there(self, name):
        person_id = self.hall.person(name)
        self._done(lambda: self.db.no_shows.claim(self.hall.id, person_id, self.hall.now))

    @rule(name=PEOPLE)
    def is_excused(self, name):
        self._done(
            lambda: self.db.no_shows.excuse(
                self.hall.id, self.hall.person(name), by_id=self.staff, now=self.hall.now
            )
        )

    @rule()
    def the_day_comes(self):
        self.hall.now = max(self.hall.now, START - timedelta(minutes=30))

    @rule()
    def it_is_over(self):
        self.hall.now = max(self.hall.now, START + timedelta(hours=6))
        alarm = CheckInEnds(self.hall.id, 1)
        self.db.no_shows.record(alarm, now=self.hall.now, house=HOUSE)
        self.db.feedback.ask(self.hall.id, self.hall.now)

    @rule(days=st.integers(1, 3))
    def days_go_by(self, days):
        self.hall.now += timedelta(days=days)

    @rule(name=PEOPLE, level=st.integers(0, 6))
    def gives_an_opinion(self, name, level):
        person_id = self.hall.person(name)
        if self._done(
            lambda: self.db.feedback.rate(self.hall.id, person_id, level, self.hall.now)
        ):
            assert name in self.here
            assert 1 <= level <= 5

    @invariant()
    def nobody_who_was_there_is_lost(self):
        ids = {self.hall.person(name): name for name in NAMES}
        found = {ids[a.person_id]: a.people for a in self.db.attendance.came(self.hall.id)}
        assert found == self.here

    @invariant()
    def nobody_who_was_there_was_missed(self):
        for name in self.here:
            assert self.db.no_shows.missed(self.hall.id, self.hall.person(name)) is None

    @invariant()
    def the_counts_are_the_sums(self):
        turnout = self.db.attendance.turnout(self.hall.id)
        assert turnout.here == sum(self.here.values())
        assert turnout.expected == self.hall.activity.taken
        listed = self.db.attendance.listed(self.hall.id, offset=0, limit=99)
        assert len(listed) == self.db.attendance.count_listed(self.hall.id)
        assert {one.name for one in listed if one.attendance} == set(self.here)

    @property
    def db(self):
        return self.hall.db

    def _party(self, name):
        sign_up = self.hall.of(name)
        return sign_up.party if sign_up else 1

    def _done(self, deed):
        """Each deed is a transaction: undone when it is refused."""
        self.hall.connection.execute("BEGIN")
        try:
            deed()
        except Refusal:
            self.hall.connection.execute("ROLLBACK")
            return False
        self.hall.connection.execute("COMMIT")
        return True


AttendanceMachine.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAttendance = pytest.mark.filterwarnings("default")(AttendanceMachine.TestCase)
