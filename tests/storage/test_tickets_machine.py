"""Whatever anybody does with tickets in whatever order: the table is never left, no word is
lost, and no author of an anonymous ticket stands anywhere."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from community.ratings import Question, Reason
from community.refusals import Refusal
from community.tickets import MOST_REOPENINGS, OPEN, TABLE, Kind, Same, State
from tests.storage.office import Office, words
from tests.storage.test_anonymous_tickets import pointers_to

NAMED, HIDDEN = ("甲", "乙"), ("丙", "丁")
RESIDENTS = st.sampled_from(NAMED + HIDDEN)
STAFF = st.sampled_from(("小李", "小陈", "赵主任"))
TICKETS = st.integers(1, 4)
STEPS = {
    (state, state if isinstance(row.to, Same) else row.to) for row in TABLE for state in row.states
}


class TicketsMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.office = Office()
        self.said = set()
        self.states = {}

    @initialize()
    def people_come(self):
        self.office.admin()
        for name in ("小李", "小陈"):
            self.office.staff(name)
        for name in NAMED + HIDDEN:
            self.opens(name, Kind.COMPLAINT)

    @rule(name=RESIDENTS, kind=st.sampled_from(Kind))
    def opens(self, name, kind):
        if len(self.states) < 5:
            self._says(
                lambda text: self.office.opens(name, text, kind=kind, anonymous=name in HIDDEN)
            )

    @rule(name=RESIDENTS, number=TICKETS)
    def adds(self, name, number):
        self._says(lambda text: self.office.adds(name, self._own(name, number), text))

    @rule(name=RESIDENTS, number=TICKETS)
    def joins(self, name, number):
        office = self.office
        self._done(
            lambda: office.db.tickets.me_too(
                number, office.person(name), anonymous=name in HIDDEN, now=office.now
            )
        )

    @rule(name=RESIDENTS, number=TICKETS, verb=st.sampled_from(("withdraw", "solved")))
    def has_enough(self, name, number, verb):
        office = self.office
        act = getattr(office.db.tickets, verb)
        self._done(lambda: act(office.voice(name, self._own(name, number)), **self._when))

    @rule(
        name=RESIDENTS, number=TICKETS, question=st.sampled_from(Question), value=st.integers(0, 5)
    )
    def rates(self, name, number, question, value):
        own = self._own(name, number)
        self._done(lambda: self.office.rates(name, own, **{question.value: value}))

    @rule(name=RESIDENTS, number=TICKETS, reason=st.sampled_from(Reason))
    def says_why(self, name, number, reason):
        office = self.office

        def gives():
            voice = office.voice(name, self._own(name, number))
            closing = office.ticket(voice.head_id).closings
            office.db.ratings.give_reason(voice, closing, reason, **self._when)

        self._done(gives)

    @rule(staff=STAFF, number=TICKETS, verb=st.sampled_from(("claim", "hand_back")))
    def takes_or_gives_back(self, staff, number, verb):
        act = getattr(self.office.db.desk, verb)
        self._done(lambda: act(number, self._staff(staff), **self._when))

    @rule(staff=STAFF, other=STAFF, number=TICKETS)
    def assigns(self, staff, other, number):
        self._done(
            lambda: self.office.db.desk.assign(
                number, self._staff(other), self._staff(staff), **self._when
            )
        )

    @rule(
        staff=STAFF,
        number=TICKETS,
        verb=st.sampled_from(("ask", "answer", "close", "note", "contact")),
    )
    def writes(self, staff, number, verb):
        act = getattr(self.office.db.desk, verb)
        self._says(lambda text: act(number, self._staff(staff), words(text), **self._when))

    @rule(staff=STAFF, number=TICKETS)
    def agrees_to_set_aside(self, staff, number):
        act = self.office.db.sorting.agree_aside
        self._says(lambda text: act(number, self._staff(staff), words(text), **self._when))

    @rule(
        staff=STAFF,
        number=TICKETS,
        verb=st.sampled_from(("propose_aside", "decline_aside", "split", "mark", "recategorise")),
    )
    def sorts(self, staff, number, verb):
        act = getattr(self.office.db.sorting, verb)
        facts = {"propose_aside": ("归别处",), "recategorise": ("lift",)}.get(verb, ())
        named = {"marked": True} if verb == "mark" else {}
        self._done(lambda: act(number, self._staff(staff), *facts, **named, **self._when))

    @rule(staff=STAFF, number=TICKETS, into=TICKETS)
    def merges(self, staff, number, into):
        act = self.office.db.sorting.merge
        self._done(lambda: act(number, self._staff(staff), into, **self._when))

    @rule(staff=STAFF, number=TICKETS)
    def opens_again(self, staff, number):
        act = self.office.db.desk.reopen
        self._done(lambda: act(number, self._staff(staff), "再看看", **self._when))

    @rule(staff=STAFF)
    def leaves(self, staff):
        person = self._staff(staff)
        self._done(lambda: self.office.db.desk.release_all(person.id, **self._when))

    @rule(hours=st.integers(1, 24 * 9))
    def time_passes(self, hours):
        self.office.passes(hours=hours)
        self._note_states(alarms=True)

    @invariant()
    def nothing_that_was_said_is_lost(self):
        rows = self.office.rows("SELECT text FROM ticket_entries WHERE kind <> 'move'")
        assert self.said <= {text for (text,) in rows}

    @invariant()
    def no_author_stands_anywhere(self):
        for name in HIDDEN:
            assert pointers_to(self.office, self.office.person(name).id) == []

    @invariant()
    def only_what_is_open_has_clocks(self):
        for number in self.states:
            ticket = self.office.ticket(number)
            runs = ticket.solution_due_at is not None or ticket.solution_left is not None
            assert runs == (ticket.state in OPEN), ticket
            assert (ticket.solution_left is not None) == (ticket.state is State.ASKED)

    @invariant()
    def every_running_clock_has_its_alarms_and_no_other_has(self):
        rows = self.office.rows(
            "SELECT DISTINCT about FROM notices WHERE state = 'waiting' AND about LIKE 'clocks:%'"
        )
        ringing = {about for (about,) in rows}
        for number in self.states:
            if self.office.ticket(number).due_at is None:
                assert f"clocks:{number}" not in ringing

    @invariant()
    def the_circle_has_an_end(self):
        for number in self.states:
            assert self.office.ticket(number).reopenings <= MOST_REOPENINGS

    @invariant()
    def the_voices_are_counted(self):
        for number, state in self.states.items():
            if state is not State.MERGED:
                here = len(self.office.db.voices.of(number))
                assert self.office.ticket(number).voices == max(here, 1)

    @property
    def _when(self):
        return {"now": self.office.now, "house": self.office.house}

    def _own(self, name, number):
        """One of the tickets that are this resident's matter."""
        mine = self.office.db.tickets.mine(self.office.person(name))
        return mine[number % len(mine)].ticket.id if mine else number

    def _staff(self, name):
        return self.office.person(name)

    def _says(self, deed):
        """Minutes apart, so that no word is taken for another's twin."""
        self.office.now += timedelta(minutes=1)
        text = f"话{len(self.said)}"
        if self._done(lambda: deed(text)):
            self.said.add(text)

    def _done(self, deed):
        """Each deed is a transaction: undone when it is refused."""
        self.office.connection.execute("BEGIN")
        try:
            deed()
        except Refusal:
            self.office.connection.execute("ROLLBACK")
            return False
        self.office.connection.execute("COMMIT")
        self._note_states()
        return True

    def _note_states(self, *, alarms=False):
        """One deed makes one step of the table; a span of time can make several."""
        for row in self.office.rows("SELECT id, state FROM tickets"):
            number, state = row[0], State(row[1])
            before = self.states.get(number)
            if before is None:
                assert state in (State.RECEIVED, State.SETTLED)
            elif before is not state and not alarms:
                assert _leads(before, state), (before, state)
            self.states[number] = state


def _leads(before, after):
    """By a move, or by the house's own settling right after it."""
    return (before, after) in STEPS or any(
        (before, between) in STEPS and (between, after) in STEPS for between in (State.CLOSED,)
    )


TicketsMachine.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestTickets = pytest.mark.filterwarnings("default")(TicketsMachine.TestCase)
