"""What the records are counted as: who is counted, how often, and when."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from shutil import copy

import pytest

from community.figures import By, Facts, Indicator, Shown
from community.house import House
from community.periods import month
from storage.active_residents import ActiveResidents
from storage.indicators import reading
from storage.sql import Sql
from storage.store import open_store
from tests.storage.measured import APRIL, DAY, Measured

HOURS = timedelta(hours=1)
MAY = datetime(2026, 5, 12, 4, tzinfo=UTC)
PERIOD = month(APRIL.date())


class Bench(Measured):
    """The records, and what is counted in them."""

    def __init__(self, connection, file):
        self.connection, self.file = connection, file
        super().__init__(lambda sql, *args: connection.execute(sql, args))

    def facts(self, by=By.ALL, now=MAY):
        self.connection.commit()
        with reading(self.file, House()) as indicators:
            told = indicators.facts(PERIOD, by, now)
        return told if by is not By.ALL else told.get("", Facts())

    def lines(self, indicator):
        self.connection.commit()
        with reading(self.file, House()) as indicators:
            indicators.lay_out(PERIOD, MAY)
            return indicators.rows.of(indicator, PERIOD, MAY, offset=0, limit=10)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A database with nothing in it, made once."""
    folder = tmp_path_factory.mktemp("empty")

    async def make():
        async with open_store(folder):
            pass

    asyncio.run(make())
    return folder / "linli.db"


@pytest.fixture
def bench(empty, tmp_path):
    file = copy(empty, tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        yield Bench(connection, str(file))


def test_who_comes_twice_is_counted_once(bench):
    alice = bench.person("Alice")
    bench.came(bench.activity(alice), alice)
    bench.came(bench.activity(alice), alice)

    assert bench.facts().took_part == 1


def test_companions_are_not_people_whom_the_house_can_tell_apart(bench):
    alice = bench.person("Alice")
    bench.came(bench.activity(alice), alice)

    assert bench.connection.execute("SELECT people FROM attendance").fetchone() == (3,)
    assert bench.facts().took_part == 1


def test_a_place_in_a_shift_is_no_participation_until_somebody_came(bench):
    bench.shift(bench.person("Alice"), standing="taken")
    bench.shift(bench.person("Bob"), standing="came")

    assert bench.facts().took_part == 1


def test_a_unit_is_counted_once_and_only_when_it_is_known(bench):
    people = [
        bench.person("a", "1号楼", "1", "101"),
        bench.person("b", "1号楼", "1", "102"),
        bench.person("c", "2号楼", "1", "101"),
        bench.person("d", "", "", ""),
    ]
    bench.came(bench.activity(people[0]), *people)

    facts = bench.facts()

    assert (facts.units_took_part, facts.households_served, facts.homeless) == (2, 3, 1)


def test_an_activity_of_another_month_is_not_counted(bench):
    alice = bench.person("Alice")
    bench.came(bench.activity(alice, APRIL + 20 * DAY), alice)

    assert bench.facts().took_part == 0


def test_the_first_and_the_last_second_of_a_month_are_in_it(bench):
    alice, bob = bench.person("Alice"), bench.person("Bob")
    bench.came(bench.activity(alice, datetime(2026, 3, 31, 16, tzinfo=UTC)), alice)
    bench.came(bench.activity(bob, datetime(2026, 4, 30, 15, 59, 59, tzinfo=UTC)), bob)

    assert bench.facts().took_part == 2


def test_a_household_has_received_something_when_it_was_visited_or_helped(bench):
    helper = bench.person("助人", "9号楼", "1", "101")
    old = bench.person("老人", "1号楼", "1", "101")
    bench.shift(helper, visited=old)
    ill = bench.person("病人", "1号楼", "2", "201")
    helped = bench.ticket(ill, kind="help", state="closed", closed=DAY)
    bench.rated(helped, 1, 2, 5)

    assert bench.facts().households_served == 2
    assert bench.facts().units_served == 2


def test_help_is_met_when_who_asked_says_so_and_not_before(bench):
    alice = bench.person("Alice")
    for solved in (2, 1, 0, None):
        ticket = bench.ticket(alice, kind="help", state="closed", closed=DAY)
        bench.rated(ticket, 1, solved)
    bench.ticket(alice, kind="help", state="withdrawn")
    bench.ticket(alice, kind="complaint")

    facts = bench.facts()

    assert (facts.needs_raised, facts.needs_met) == (4, 1)


def test_help_that_was_not_enough_the_second_time_is_not_met(bench):
    ticket = bench.ticket(bench.person("Alice"), kind="help", state="closed", closed=DAY)
    bench.rated(ticket, 1, 2, 5, round_=1)
    bench.rated(ticket, 1, 0, 2, round_=2, at=APRIL + DAY)

    assert bench.facts().needs_met == 0


def test_the_newest_answer_of_a_person_counts(bench):
    alice = bench.person("Alice")
    first, second = bench.activity(alice), bench.activity(alice)
    bench.asked(first, alice)
    bench.asked(second, alice, at=APRIL + DAY)
    bench.said(first, alice, 5)
    bench.said(second, alice, 2)

    facts = bench.facts()

    assert (facts.people_asked, facts.people_answered, facts.people_satisfied) == (1, 1, 0)


def test_an_answer_counts_although_a_later_question_stayed_without_one(bench):
    alice = bench.person("Alice")
    first, second = bench.activity(alice), bench.activity(alice)
    bench.asked(first, alice)
    bench.asked(second, alice, at=APRIL + DAY)
    bench.said(first, alice, 4)

    facts = bench.facts()

    assert (facts.people_asked, facts.people_answered, facts.people_satisfied) == (1, 1, 1)


def test_a_household_whose_members_answer_twice_is_two_people_and_one_unit(bench):
    alice, bob = bench.person("Alice"), bench.person("Bob")
    dumplings = bench.activity(alice)
    bench.asked(dumplings, alice, bob)
    bench.said(dumplings, alice, 5)
    bench.said(dumplings, bob, 4)

    facts = bench.facts()

    assert (facts.people_satisfied, facts.units_satisfied) == (2, 1)


def test_a_unit_that_is_divided_is_not_satisfied(bench):
    alice, bob = bench.person("Alice"), bench.person("Bob")
    dumplings = bench.activity(alice)
    bench.asked(dumplings, alice, bob)
    bench.said(dumplings, alice, 5)
    bench.said(dumplings, bob, 1)

    assert bench.facts().units_satisfied == 0


@pytest.mark.parametrize("anonymous", [True, False])
def test_a_survey_of_satisfaction_goes_before_what_is_said_after_activities(bench, anonymous):
    people = [bench.person(str(number)) for number in range(8)]
    dumplings = bench.activity(people[0])
    bench.asked(dumplings, people[0])
    bench.said(dumplings, people[0], 1)
    bench.survey(["5", "4", "4", "3", "1", ""], people, anonymous=anonymous)

    facts = bench.facts()

    assert (facts.people_asked, facts.people_answered, facts.people_satisfied) == (8, 5, 3)
    assert facts.units_answered == 1


@pytest.mark.parametrize(
    "survey",
    [{"levels": ["5"] * 4}, {"levels": ["5"] * 6, "state": "open"}, {"levels": [""] * 9}],
)
def test_a_survey_that_few_have_answered_or_that_is_open_tells_nothing(bench, survey):
    people = [bench.person(str(number)) for number in range(9)]
    bench.survey(asked=people, **survey)

    facts = bench.facts()

    assert (facts.survey_id, facts.people_answered) == (0, 0)


def test_the_survey_that_ended_last_in_the_period_counts(bench):
    people = [bench.person(str(number)) for number in range(6)]
    bench.survey(["1"] * 5, people)
    bench.survey(["5"] * 6, people, closed=APRIL + DAY)
    bench.survey(["1"] * 5, people, closed=APRIL + 30 * DAY)

    facts = bench.facts()

    assert (facts.people_answered, facts.people_satisfied) == (6, 6)


def test_the_three_answers_are_counted_each_for_itself(bench):
    alice = bench.person("Alice")
    for answers in ((1, 2, 5), (1, 1, 3), (0, 0, None), (None, None, None)):
        ticket = bench.ticket(alice, state="closed", closed=DAY)
        bench.rated(ticket, *answers)

    facts = bench.facts()

    assert facts.closings_asked == 4
    assert (facts.contacted, facts.contacted_answers) == (2, 3)
    assert (facts.solved, facts.solved_partly, facts.solved_answers) == (1, 1, 3)
    assert (facts.level_satisfied, facts.level_answers) == (1, 2)


def test_of_two_closings_the_newest_of_the_period_counts(bench):
    ticket = bench.ticket(bench.person("Alice"), state="closed", closed=DAY)
    bench.rated(ticket, 0, 0, 1, round_=1)
    bench.rated(ticket, 1, 2, 5, round_=2, at=APRIL + DAY)
    later = bench.ticket(bench.person("Bob"), state="closed", closed=DAY)
    bench.rated(later, 0, 0, 1, round_=1)
    bench.rated(later, 1, 2, 5, round_=2, at=APRIL + 30 * DAY)

    facts = bench.facts()

    assert (facts.closings_asked, facts.contacted, facts.solved) == (2, 1, 1)


def test_an_anonymous_ticket_counts_among_tickets_and_for_nobody(bench):
    ticket = bench.ticket(None, kind="help", state="closed", closed=DAY)
    bench.rated(ticket, 1, 2, 5)

    facts = bench.facts()

    assert (facts.solved, facts.needs_met) == (1, 1)
    assert (facts.people_asked, facts.households_served) == (0, 0)


# Opened on Friday 17 April at 17:00, half an hour before the weekend; seven hours of working
# time are over on Monday at 17:00.
FRIDAY = datetime(2026, 4, 17, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        (timedelta(minutes=10), 1),
        (72 * HOURS - timedelta(minutes=1), 1),
        (72 * HOURS, 1),
        (73 * HOURS, 0),
        (None, 0),
    ],
)
def test_a_promise_is_kept_in_working_time(bench, answered, expected):
    bench.ticket(bench.person("Alice"), FRIDAY, answered=answered)

    facts = bench.facts()

    assert (facts.due, facts.on_time) == (1, expected)


def test_what_is_not_due_yet_is_neither_kept_nor_broken(bench):
    bench.ticket(bench.person("Alice"), FRIDAY)

    assert bench.facts(now=FRIDAY + DAY).due == 0


def test_a_ticket_is_due_in_the_month_in_which_the_promise_ends(bench):
    bench.ticket(bench.person("Alice"), datetime(2026, 4, 30, 9, tzinfo=UTC), answered=HOURS)
    bench.ticket(bench.person("Bob"), datetime(2026, 3, 31, 9, tzinfo=UTC), answered=HOURS)

    facts = bench.facts()

    assert (facts.due, facts.tickets) == (1, 1)


def test_praise_and_what_was_withdrawn_promise_nothing(bench):
    alice = bench.person("Alice")
    bench.ticket(alice, kind="praise", state="settled", closed=timedelta(0))
    bench.ticket(alice, state="withdrawn")
    bench.ticket(alice, state="closed", closed=HOURS)  # solved before anybody had answered

    facts = bench.facts()

    assert (facts.due, facts.closed) == (0, 1)


def test_rework_is_counted_once_for_a_ticket(bench):
    alice = bench.person("Alice")
    bench.ticket(alice, state="closed", closed=DAY, reopenings=2)
    bench.ticket(alice, state="settled", closed=DAY)
    bench.ticket(alice, state="in_hand", reopenings=1)

    facts = bench.facts()

    assert (facts.closed, facts.reopened) == (2, 1)


def test_the_same_household_and_category_within_ninety_days_is_a_repetition(bench):
    alice, bob = bench.person("Alice"), bench.person("Bob")
    stranger = bench.person("Carol", room="999")
    bench.ticket(alice, APRIL - 89 * DAY)
    bench.ticket(bob, APRIL)
    bench.ticket(bob, APRIL, category="lift")
    bench.ticket(stranger, APRIL)
    bench.ticket(None, APRIL)

    facts = bench.facts()

    assert (facts.tickets, facts.repeated) == (4, 1)


def test_after_ninety_days_it_is_another_matter(bench):
    alice = bench.person("Alice")
    bench.ticket(alice, APRIL - 91 * DAY)
    bench.ticket(alice, APRIL)

    assert bench.facts().repeated == 0


def test_times_are_told_as_median_and_ninetieth_percentile(bench):
    alice = bench.person("Alice")
    for hours in range(1, 11):
        bench.ticket(alice, state="closed", answered=hours * HOURS, closed=2 * hours * HOURS)

    facts = bench.facts()

    assert (facts.first_answer.median, facts.first_answer.ninth) == (5.5 * 3600, 9 * 3600)
    assert (facts.solution.median, facts.solution.ninth) == (11 * 3600, 18 * 3600)


def test_buildings_are_told_apart(bench):
    alice, bob = bench.person("Alice"), bench.person("Bob", "2号楼")
    bench.came(bench.activity(alice), alice, bob)
    bench.ticket(alice, building="2号楼")

    found = bench.facts(By.BUILDING)

    assert {name: facts.took_part for name, facts in found.items()} == {"1号楼": 1, "2号楼": 1}
    assert found["2号楼"].tickets == 1


def test_categories_are_told_apart_for_tickets(bench):
    alice = bench.person("Alice")
    bench.ticket(alice, category="water")
    bench.ticket(alice, category="lift")

    found = bench.facts(By.CATEGORY)

    assert {name: facts.tickets for name, facts in found.items()} == {"water": 1, "lift": 1}


def test_an_empty_month_is_known_to_be_empty(bench):
    assert bench.facts().is_empty


def test_lines_name_who_took_part_and_how_often(bench):
    alice, bob = bench.person("Alice"), bench.person("Bob")
    first, second = bench.activity(alice), bench.activity(alice)
    bench.came(first, alice, bob)
    bench.came(second, alice)

    found, total = bench.lines(Indicator.PARTICIPATION_RESIDENTS)

    assert ([(line.name, line.part) for line in found], total) == ([("Alice", 2), ("Bob", 1)], 2)


def test_lines_of_tickets_name_no_author(bench):
    bench.rated(bench.ticket(None, state="closed", closed=DAY), 0, 0, 1)

    (line,), total = bench.lines(Indicator.TICKET_SOLUTION)

    assert (line.shown, line.name, line.part, line.whole) == (Shown.TICKET, "water", 0, 1)
    assert total == 1


def test_opinions_of_few_are_no_line(bench):
    people = [bench.person(str(number)) for number in range(5)]
    few, many = bench.activity(people[0], title="下棋"), bench.activity(people[0], title="唱歌")
    bench.asked(few, *people)
    bench.asked(many, *people)
    for person in people[:4]:
        bench.said(few, person, 5)
    for person in people:
        bench.said(many, person, 3)

    found, _total = bench.lines(Indicator.SATISFACTION_SURVEYED)

    assert [(line.name, line.part, line.whole) for line in found] == [("唱歌", 0, 5)]


@pytest.mark.parametrize("indicator", Indicator)
def test_every_figure_has_lines(bench, indicator):
    alice = bench.person("Alice")
    dumplings = bench.activity(alice)
    bench.came(dumplings, alice)

    bench.lines(indicator)


@pytest.mark.parametrize("is_willing", [True, False])
def test_the_active_are_counted_by_kinds_and_shown_when_they_agree(bench, is_willing):
    alice, bob = bench.person("Alice"), bench.person("Bob")
    dumplings = bench.activity(bob)
    bench.came(dumplings, alice, bob)
    bench.came(bench.activity(bob), alice)
    bench.shift(alice)
    bench.survey(["5"], [alice])
    bench._run("INSERT INTO survey_answered (survey_id, person_id) VALUES (1001, ?)", alice)
    if is_willing:
        bench._run("INSERT INTO willing_residents VALUES (?, 0), (?, 0)", alice, bob)
    bench.connection.row_factory = sqlite3.Row

    found = ActiveResidents(Sql(bench.connection)).since(APRIL - 90 * DAY)

    assert [(line.name, line.part) for line in found] == [("Alice", 3)] * is_willing


def test_the_register_counts_people_households_and_units(bench):
    for name, room in (("a", "101"), ("b", "101"), ("c", "102")):
        bench.person(name, room=room)
    bench.person("d", "", "", "")
    bench.connection.commit()

    with reading(bench.file, House()) as indicators:
        found = indicators.register()[""]

    assert (found.residents, found.households, found.units) == (4, 2, 1)


def test_the_database_cannot_be_changed_while_counting(bench):
    with reading(bench.file, House()) as indicators, pytest.raises(sqlite3.OperationalError):
        indicators._sql.run("DELETE FROM people")
