"""The figures a community is measured by: what each is a part of, and when it cannot be told.

Facts are counted elsewhere; here stands only how they are put together. People are counted once,
a person served through a proxy as that person, and who was checked in is who was there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from community.figures import NOBODY_KNOWN, NOTHING, Facts, Figure, Indicator, Population, Whole

Formula = Callable[[Facts, Population], Figure]


@dataclass(frozen=True, slots=True)
class Account:
    """All figures of one period, or of one part of the community in it."""

    facts: Facts = NOTHING
    population: Population = NOBODY_KNOWN
    figures: Mapping[Indicator, Figure] = field(default_factory=dict)


def account(facts: Facts, population: Population) -> Account:
    figures = (formula(facts, population) for formula in FORMULAS)
    return Account(facts, population, {figure.indicator: figure for figure in figures})


def known(configured: Population, registered: Population) -> Population:
    """What the config says, and what it leaves out as the register has it. The register knows
    nobody's strength: all in it count as able to serve."""
    said = frozenset(whole for whole in POPULATION if configured.count(whole))
    counts = {
        whole.value: configured.count(whole) or registered.count(whole) or 0
        for whole in POPULATION
    }
    return Population(**counts, configured=said)


def participation_residents(facts: Facts, population: Population) -> Figure:
    """居民参与率: people who took part ÷ residents able to serve. Took part: checked in at an
    activity, or came to a shift. Able to serve: the config, else all in the register."""
    able = population.count(Whole.RESIDENTS_ABLE)
    return Figure(Indicator.PARTICIPATION_RESIDENTS, facts.took_part, able, Whole.RESIDENTS_ABLE)


def participation_units(facts: Facts, population: Population) -> Figure:
    """单元参与率: units where somebody took part ÷ units. Whose unit is not known is left out."""
    units = population.count(Whole.UNITS)
    return Figure(Indicator.PARTICIPATION_UNITS, facts.units_took_part, units, Whole.UNITS)


def benefit_households(facts: Facts, population: Population) -> Figure:
    """受益率: households that received something ÷ households. Received: somebody of it was
    checked in at an activity, was visited, or says that the help asked for in a ticket was given.
    A household is a room in a building; anonymous tickets cannot be counted for any."""
    households = population.count(Whole.HOUSEHOLDS)
    return Figure(
        Indicator.BENEFIT_HOUSEHOLDS, facts.households_served, households, Whole.HOUSEHOLDS
    )


def benefit_units(facts: Facts, population: Population) -> Figure:
    """单元受益率: units where somebody received something ÷ units."""
    units = population.count(Whole.UNITS)
    return Figure(Indicator.BENEFIT_UNITS, facts.units_served, units, Whole.UNITS)


def need_satisfaction(facts: Facts, _population: Population) -> Figure:
    """需求满足率: needs met ÷ needs raised. Raised: requests for help opened in the period, but
    for those withdrawn or joined to another. Met: who asked says "solved: yes" about the newest
    closing; closed and not confirmed is not met."""
    return Figure(Indicator.NEED_SATISFACTION, facts.needs_met, facts.needs_raised, Whole.NEEDS)


def satisfaction_all(facts: Facts, population: Population) -> Figure:
    """满意率 of all: satisfied people ÷ residents. Low by construction, so that it always stands
    beside the next. Satisfied: level 4 or 5 in the newest survey of satisfaction that has ended in
    the period; without one the newest answer of the person after an activity or a ticket."""
    residents = population.count(Whole.RESIDENTS)
    if not facts.people_answered:  # nobody is known to be dissatisfied either
        return Figure(Indicator.SATISFACTION_ALL, 0, None, Whole.ANSWERS)
    return Figure(Indicator.SATISFACTION_ALL, facts.people_satisfied, residents, Whole.RESIDENTS)


def satisfaction_surveyed(facts: Facts, _population: Population) -> Figure:
    """满意率 of those asked: satisfied people ÷ people who were asked in the period and have
    answered; who did not answer is shown."""
    return Figure(
        Indicator.SATISFACTION_SURVEYED,
        facts.people_satisfied,
        facts.people_answered,
        Whole.ANSWERS,
        asked=facts.people_asked,
    )


def satisfaction_units(facts: Facts, population: Population) -> Figure:
    """单元满意率: units where more than half of those who answered after an activity or a ticket
    are satisfied ÷ units; surveys without names cannot tell."""
    units = population.count(Whole.UNITS)
    if not facts.units_answered:
        return Figure(Indicator.SATISFACTION_UNITS, 0, None, Whole.ANSWERS)
    return Figure(Indicator.SATISFACTION_UNITS, facts.units_satisfied, units, Whole.UNITS)


def ticket_response(facts: Facts, _population: Population) -> Figure:
    """响应率: "was contacted" ÷ answers to this question, the first of the three asked when a
    ticket is closed; of each voice in it the newest closing of the period counts."""
    return Figure(
        Indicator.TICKET_RESPONSE,
        facts.contacted,
        facts.contacted_answers,
        Whole.ANSWERS,
        asked=facts.closings_asked,
    )


def ticket_solution(facts: Facts, _population: Population) -> Figure:
    """解决率: "solved" ÷ answers to this question; "partly" is in the answers only."""
    return Figure(
        Indicator.TICKET_SOLUTION,
        facts.solved,
        facts.solved_answers,
        Whole.ANSWERS,
        asked=facts.closings_asked,
        partly=facts.solved_partly,
    )


def ticket_satisfaction(facts: Facts, _population: Population) -> Figure:
    """满意率 of tickets: levels 4 and 5 ÷ answers to this question."""
    return Figure(
        Indicator.TICKET_SATISFACTION,
        facts.level_satisfied,
        facts.level_answers,
        Whole.ANSWERS,
        asked=facts.closings_asked,
    )


def on_time(facts: Facts, _population: Population) -> Figure:
    """按期办结率: tickets first answered within the promised working time ÷ tickets whose first
    answer was due in the period, but for praise, and those withdrawn or joined to another."""
    return Figure(Indicator.ON_TIME, facts.on_time, facts.due, Whole.DUE)


def rework(facts: Facts, _population: Population) -> Figure:
    """返工率: opened again at least once ÷ tickets closed in the period; praise is never
    closed."""
    return Figure(Indicator.REWORK, facts.reopened, facts.closed, Whole.CLOSED)


def repeat(facts: Facts, _population: Population) -> Figure:
    """重复率: tickets of a household that wrote about the same category in the 90 days before ÷
    tickets opened in the period, but for those withdrawn. Anonymous ones repeat nothing, since
    nobody may know whose they are."""
    return Figure(Indicator.REPEAT, facts.repeated, facts.tickets, Whole.TICKETS)


POPULATION = (Whole.RESIDENTS, Whole.RESIDENTS_ABLE, Whole.HOUSEHOLDS, Whole.UNITS)

FORMULAS: tuple[Formula, ...] = (
    participation_residents,
    participation_units,
    benefit_households,
    benefit_units,
    need_satisfaction,
    satisfaction_all,
    satisfaction_surveyed,
    satisfaction_units,
    ticket_response,
    ticket_solution,
    ticket_satisfaction,
    on_time,
    rework,
    repeat,
)
