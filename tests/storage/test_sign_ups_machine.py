"""Whatever people do in whatever order: never too many, nobody lost, nobody overtaken."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from community.refusals import Refusal
from tests.storage.test_sign_ups import HOUSE, SHANGHAI, START, Hall

NAMES = ["甲", "乙", "丙", "丁", "戊", "己"]
PEOPLE = st.sampled_from(NAMES)
COMPANIONS = st.integers(0, 3)


class SignUpsMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.hall = Hall(3)
        self.signed_up = set()
        for name in NAMES:
            self.hall.person(name)

    @rule(name=PEOPLE, companions=COMPANIONS)
    def joins(self, name, companions):
        if self._done(lambda: self.hall.joins(name, companions)):
            self.signed_up.add(name)

    @rule(name=PEOPLE)
    def leaves(self, name):
        if self._done(lambda: self.hall.leaves(name)):
            self.signed_up.remove(name)

    @rule(name=PEOPLE, companions=COMPANIONS)
    def changes(self, name, companions):
        self._done(lambda: self.hall.changes(name, companions))

    @rule(name=PEOPLE)
    def accepts(self, name):
        self._done(lambda: self.hall.accepts(name))

    @rule(name=PEOPLE)
    def declines(self, name):
        if self._done(lambda: self.hall.declines(name)):
            self.signed_up.remove(name)

    @rule(capacity=st.integers(1, 6))
    def is_resized(self, capacity):
        hall = self.hall
        self._done(lambda: hall.db.sign_ups.resize(hall.id, capacity, now=hall.now, house=HOUSE))

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours):
        """With the alarms that ring on the way."""
        until = min(self.hall.now + timedelta(hours=hours), START + timedelta(hours=1))
        while ringing := [o for o in self._offers() if o[0] <= until]:
            self.hall.now, name = min(ringing)
            if self._done(lambda name=name: self.hall.expires(name)):
                self.signed_up.remove(name)
            else:
                break
        self._passes_the_last_day(until)

    def _passes_the_last_day(self, until):
        if self.hall.now < START - timedelta(days=1) <= until:
            self.hall.now = START - timedelta(days=1)
            self.hall.db.sign_ups.pass_on(self.hall.id, now=self.hall.now, house=HOUSE)
        self.hall.now = max(self.hall.now, until)

    @invariant()
    def the_counts_are_the_sums(self):
        sums = self.hall.connection.execute(
            "SELECT coalesce(sum((standing = 'confirmed') * (1 + companions)), 0),"
            " coalesce(sum((standing = 'offered') * (1 + companions)), 0),"
            " coalesce(sum(standing = 'waiting'), 0) FROM sign_ups"
        ).fetchone()
        activity = self.hall.activity
        assert (activity.taken, activity.reserved, activity.waiting) == tuple(sums)

    @invariant()
    def the_capacity_is_never_exceeded(self):
        assert self.hall.activity.free >= 0

    @invariant()
    def nobody_is_lost(self):
        found = {name for name in self.hall.ids if self.hall.of(name)}
        assert found == self.signed_up

    @invariant()
    def every_offer_has_a_deadline_by_day(self):
        for until, _name in self._offers():
            assert 8 <= until.astimezone(SHANGHAI).hour < 21
            assert until <= START

    @precondition(lambda self: self.hall.now < START - timedelta(hours=6))
    @invariant()
    def no_place_stays_free_while_somebody_waits_who_fits(self):
        free = self.hall.activity.free
        line = self._line()
        if self.hall.now >= START - timedelta(days=1):
            assert all(party > free for party in line)
        else:
            assert not line or line[0] > free

    def _line(self):
        """The sizes of the parties that wait and could ever come in."""
        rows = self.hall.connection.execute(
            "SELECT 1 + companions FROM sign_ups WHERE standing = 'waiting' ORDER BY id"
        )
        return [row[0] for row in rows if row[0] <= self.hall.activity.capacity]

    def _offers(self):
        names = {person_id: name for name, person_id in self.hall.ids.items()}
        rows = self.hall.connection.execute(
            "SELECT offered_until, person_id FROM sign_ups WHERE standing = 'offered'"
        )
        return [(datetime.fromtimestamp(row[0], SHANGHAI), names[row[1]]) for row in rows]

    def _done(self, deed):
        """Each deed is a transaction: undone when it is refused."""
        self.hall.connection.execute("BEGIN")
        before = self._order()
        try:
            deed()
        except Refusal:
            self.hall.connection.execute("ROLLBACK")
            return False
        self.hall.connection.execute("COMMIT")
        self._nobody_was_overtaken(before)
        return True

    def _order(self):
        rows = self.hall.connection.execute(
            "SELECT s.id FROM sign_ups AS s JOIN activities AS a ON a.id = s.activity_id"
            " WHERE standing = 'waiting' AND companions < capacity ORDER BY s.id"
        )
        return [row[0] for row in rows]

    def _nobody_was_overtaken(self, before):
        """Before the last day those who left the line upwards stood before those who stayed."""
        if self.hall.now >= START - timedelta(days=1):
            return
        rows = self.hall.connection.execute("SELECT id FROM sign_ups WHERE standing <> 'waiting'")
        given = {row[0] for row in rows}
        moved_up = [i for i in before if i in given]
        stayed = [i for i in self._order() if i in before]
        assert not moved_up or not stayed or max(moved_up) < min(stayed)


SignUpsMachine.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestSignUps = pytest.mark.filterwarnings("default")(SignUpsMachine.TestCase)
