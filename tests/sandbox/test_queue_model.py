"""The queue of updates and the limits, compared with plain models over random histories."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sandbox.clock import Clock
from sandbox.limits import Limits
from sandbox.refusals import Refusal
from sandbox.updates import UpdateQueue

NOON = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)
GROUP, PERSON = -1001, 101


class QueueAndModel(RuleBasedStateMachine):
    """A bot that confirms what it got: each update reaches it once, in order, or is too old."""

    def __init__(self):
        super().__init__()
        self.clock = Clock(frozen_at=NOON)
        self.queue = UpdateQueue(self.clock)
        self.waiting = []  # (number, kind, useless_at), as the model has them
        self.number = 0
        self.offset = 0

    @rule(kind=st.sampled_from(["message", "callback_query"]))
    def something_happens(self, kind):
        self.number += 1
        lives = timedelta(hours=24) if kind == "message" else timedelta(seconds=150)
        self.queue.put(kind, {"number": self.number})
        self.waiting.append((self.number, kind, self.clock.now() + lives))

    @rule(kind=st.sampled_from(["chat_member", "message_reaction"]))
    def something_unwanted_happens(self, kind):
        self.queue.put(kind, {"number": -1})

    @rule(minutes=st.integers(1, 60 * 13))
    def time_passes(self, minutes):
        self.clock.advance(timedelta(minutes=minutes))
        self.waiting = [each for each in self.waiting if each[2] > self.clock.now()]

    @rule(limit=st.integers(1, 5))
    def bot_fetches_and_confirms(self, limit):
        self.queue.confirm(self.offset)
        batch = self.queue.ready(limit)
        numbers = [
            body["number"]
            for update in batch
            for name, body in update.items()
            if name != "update_id"
        ]
        assert numbers == [number for number, _kind, _until in self.waiting[:limit]]
        if batch:
            self.offset = batch[-1]["update_id"] + 1
            self.queue.confirm(self.offset)
            del self.waiting[:limit]

    @rule(limit=st.integers(1, 5))
    def bot_fetches_and_crashes(self, limit):
        self.queue.confirm(self.offset)
        batch = self.queue.ready(limit)
        assert len(batch) == len(self.waiting[:limit])

    @precondition(lambda self: not self.waiting)
    @rule(at=st.integers(1, 2**30))
    def numbering_starts_anew_after_a_quiet_week(self, at):
        self.queue.restart_ids(at)
        self.offset = 0  # a bot must not compare ids across this

    @invariant()
    def as_many_wait_as_in_the_model(self):
        self.queue.confirm(self.offset)
        assert self.queue.pending() == len(self.waiting)


TestQueueAndModel = QueueAndModel.TestCase
TestQueueAndModel.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)

STEPS = st.lists(
    st.tuples(st.floats(0, 3), st.sampled_from([GROUP, PERSON, 102, 103])),
    max_size=120,
)


def allowed(limits, moment, chat_id):
    try:
        limits.spend(moment, chat_id)
    except Refusal:
        return False
    return True


def sent_at(steps):
    """The moments at which messages went out, by chat."""
    limits, moment, sent = Limits(active=True), 0.0, []
    for pause, chat_id in steps:
        moment += pause
        if allowed(limits, moment, chat_id):
            sent.append((moment, chat_id))
    return sent


@settings(deadline=None)
@given(STEPS)
def test_no_minute_of_a_group_holds_more_than_20(steps):
    moments = [moment for moment, chat_id in sent_at(steps) if chat_id == GROUP]

    for start in moments:
        assert sum(start <= moment < start + 60 for moment in moments) <= 20


@settings(deadline=None)
@given(STEPS)
def test_no_second_holds_more_than_30(steps):
    moments = [moment for moment, _chat_id in sent_at(steps)]

    for start in moments:
        assert sum(start <= moment < start + 1 for moment in moments) <= 30


@settings(deadline=None)
@given(STEPS)
def test_no_person_hears_more_than_a_burst_and_one_a_second(steps):
    moments = [moment for moment, chat_id in sent_at(steps) if chat_id == PERSON]

    for start in moments:
        for length in (1, 5, 20):
            heard = sum(start <= moment <= start + length for moment in moments)
            assert heard <= 5 + length


@settings(deadline=None)
@given(STEPS)
def test_waiting_as_long_as_told_is_always_enough(steps):
    limits, moment = Limits(active=True), 0.0
    for pause, chat_id in steps:
        moment += pause
        try:
            limits.spend(moment, chat_id)
        except Refusal as refused:
            moment += refused.parameters["retry_after"]
            limits.spend(moment, chat_id)
