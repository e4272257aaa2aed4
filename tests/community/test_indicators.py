"""Every figure against cases with known results."""

from decimal import Decimal

import pytest

from community.figures import Facts, Figure, Indicator, Population, Whole
from community.indicators import account, known
from community.rates import percent

CASES = [
    ("participation_residents", {"took_part": 3468}, {"residents_able": 4080}, "85.0"),
    ("participation_residents", {"took_part": 0}, {"residents_able": 4080}, "0.0"),
    ("participation_residents", {"took_part": 12}, {}, None),
    ("participation_units", {"units_took_part": 9}, {"units": 14}, "64.3"),
    ("benefit_households", {"households_served": 1822}, {"households": 2065}, "88.2"),
    ("benefit_units", {"units_served": 7}, {"units": 14}, "50.0"),
    ("need_satisfaction", {"needs_met": 43, "needs_raised": 61}, {}, "70.5"),
    (
        "satisfaction_all",
        {"people_satisfied": 812, "people_answered": 940},
        {"residents": 5230},
        "15.5",
    ),
    ("satisfaction_surveyed", {"people_satisfied": 812, "people_answered": 940}, {}, "86.4"),
    ("satisfaction_units", {"units_satisfied": 10, "units_answered": 12}, {"units": 14}, "71.4"),
    ("ticket_response", {"contacted": 187, "contacted_answers": 203}, {}, "92.1"),
    ("ticket_solution", {"solved": 151, "solved_answers": 199}, {}, "75.9"),
    ("ticket_satisfaction", {"level_satisfied": 160, "level_answers": 201}, {}, "79.6"),
    ("on_time", {"on_time": 228, "due": 240}, {}, "95.0"),
    ("rework", {"reopened": 21, "closed": 240}, {}, "8.8"),
    ("repeat", {"repeated": 17, "tickets": 257}, {}, "6.6"),
]


def figure_of(indicator, facts, population=None):
    told = account(Facts(**facts), Population(**(population or {})))
    return told.figures[Indicator(indicator)]


@pytest.mark.parametrize(("indicator", "facts", "population", "expected"), CASES)
def test_figures_have_their_known_values(indicator, facts, population, expected):
    found = figure_of(indicator, facts, population)

    assert found.percent == (Decimal(expected) if expected else None)


def test_a_figure_that_cannot_be_computed_knows_what_is_missing():
    found = figure_of("participation_residents", {"took_part": 12})

    assert (found.percent, found.of) == (None, Whole.RESIDENTS_ABLE)


@pytest.mark.parametrize("indicator", ["satisfaction_all", "satisfaction_units"])
def test_where_nobody_answered_nobody_is_called_dissatisfied(indicator):
    found = figure_of(indicator, {"took_part": 9}, {"residents": 200, "units": 6})

    assert (found.percent, found.of) == (None, Whole.ANSWERS)


def test_who_did_not_answer_is_counted():
    facts = {"people_asked": 1500, "people_answered": 940, "people_satisfied": 812}

    assert figure_of("satisfaction_surveyed", facts).unanswered == 560


def test_who_was_not_asked_did_not_refuse_to_answer():
    assert Figure(Indicator.REWORK, 1, 2, Whole.CLOSED).unanswered == 0


def test_partly_solved_is_shown_and_not_counted_as_solved():
    facts = {"closings_asked": 240, "solved_answers": 199, "solved": 151, "solved_partly": 20}

    found = figure_of("ticket_solution", facts)

    assert (found.percent, found.partly, found.unanswered) == (Decimal("75.9"), 20, 41)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(7, 80, "8.8"), (1, 3, "33.3"), (2, 3, "66.7"), (12, 10, "120.0")],
)
def test_halves_are_rounded_up(part, whole, expected):
    assert percent(part, whole) == Decimal(expected)


@pytest.mark.parametrize("whole", [0, None])
def test_nothing_is_a_part_of_nothing(whole):
    assert percent(5, whole) is None


def test_the_config_goes_before_the_register_and_is_named():
    found = known(Population(households=2065), Population(residents=300, households=120))

    assert (found.households, found.residents) == (2065, 300)
    assert found.configured == {Whole.HOUSEHOLDS}
