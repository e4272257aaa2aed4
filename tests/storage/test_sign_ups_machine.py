"""Everything people can do about places, for themselves and for those without Telegram, from
signing up to saying how it was, in any order: what is promised stays true.

The hall that judges every deed is shared with `python -m benchmarks.prove --only places`.
"""

import os
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from benchmarks.prove.hall import CONTACTS, NAMES, Hall
from benchmarks.prove.places import contended
from community.attendance import How

PEOPLE = st.sampled_from(NAMES)
WITH_TELEGRAM = st.sampled_from([name for name in NAMES if name not in CONTACTS])
COMPANIONS = st.integers(0, 3)
STEPS = int(os.environ.get("LINLI_STEPS", "100000"))


class SignUpsMachine(RuleBasedStateMachine):
    hall: Hall

    @initialize(capacity=st.integers(1, 4), by_lot=st.booleans())
    def opens(self, capacity, by_lot):
        self.hall = Hall(capacity=capacity, by_lot=by_lot)

    @rule(name=PEOPLE, companions=COMPANIONS)
    def joins(self, name, companions):
        self.hall.joins(name, companions)

    @rule(name=PEOPLE)
    def leaves(self, name):
        self.hall.leaves(name)

    @rule(name=PEOPLE, companions=COMPANIONS)
    def changes_number(self, name, companions):
        self.hall.changes_number(name, companions)

    @rule(name=PEOPLE)
    def accepts(self, name):
        self.hall.accepts(name)

    @rule(name=PEOPLE)
    def declines(self, name):
        self.hall.declines(name)

    @rule(name=PEOPLE, an_old_question=st.booleans())
    def confirms(self, name, an_old_question):
        self.hall.confirms(name, an_old_question=an_old_question)

    @rule(capacity=st.integers(1, 6))
    def is_resized(self, capacity):
        self.hall.is_resized(capacity)

    @rule(paused=st.booleans())
    def is_paused(self, paused):
        self.hall.is_paused(paused=paused)

    @precondition(lambda self: not self.hall.is_over)
    @rule(hours=st.integers(-48, 48))
    def moves(self, hours):
        self.hall.moves(hours)

    @rule(most=COMPANIONS)
    def limits_companions(self, most):
        self.hall.limits_companions(most)

    @rule(name=WITH_TELEGRAM, blocked=st.booleans())
    def blocks(self, name, blocked):
        self.hall.blocks(name, blocked=blocked)

    @rule(served=st.booleans())
    def the_proxy_goes_or_comes_back(self, served):
        self.hall.contacts_are_served(served=served)

    @rule(name=PEOPLE, how=st.sampled_from([How.CODE, How.QR, How.STAFF]), of_last=st.booleans())
    def comes(self, name, how, of_last):
        self.hall.door.arrives(name, how, of_last=of_last)

    @rule(name=PEOPLE, of_last=st.booleans())
    def was_not_there_after_all(self, name, of_last):
        self.hall.door.is_undone(name, of_last=of_last)

    @rule(name=PEOPLE, people=st.integers(0, 6), of_last=st.booleans())
    def is_counted(self, name, people, of_last):
        self.hall.door.is_counted(name, people, of_last=of_last)

    @rule(name=PEOPLE)
    def says_they_were_there(self, name):
        self.hall.door.says_they_were_there(name)

    @rule(name=PEOPLE)
    def is_excused(self, name):
        self.hall.door.is_excused(name)

    @rule(name=PEOPLE, level=st.integers(0, 6))
    def says_how_it_was(self, name, level):
        self.hall.door.says_how_it_was(name, level)

    @rule()
    def the_door_opens(self):
        self.hall.door.opens()

    @precondition(lambda self: self.hall.is_over)
    @rule(capacity=st.integers(1, 4), by_lot=st.booleans())
    def another_is_published(self, capacity, by_lot):
        self.hall.opens(capacity=capacity, by_lot=by_lot)

    @rule(hours=st.integers(1, 30))
    def time_passes(self, hours):
        self.hall.passes(hours)

    @invariant()
    def what_is_promised_is_true(self):
        self.hall.check()

    @invariant()
    def nobody_is_on_a_list_twice(self):
        sql = "SELECT count(*) - count(DISTINCT activity_id || ':' || person_id) FROM sign_ups"
        assert self.hall.connection.execute(sql).fetchone()[0] == 0

    def teardown(self):
        self.hall.connection.close()


SignUpsMachine.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestSignUps = pytest.mark.filterwarnings("default")(SignUpsMachine.TestCase)


def test_a_thousand_random_deeds_break_no_promise():
    tally = contended(Random(1), 1000)

    assert tally.wrongs == []
    assert tally.steps == 1000


@pytest.mark.long
def test_a_hundred_thousand_random_deeds_break_no_promise():
    assert contended(Random(), STEPS).wrongs == []
