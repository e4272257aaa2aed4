from datetime import UTC, datetime
from pathlib import Path

import pytest

from community.people import Person, Role
from community.tickets import (
    ALL,
    HOUSE,
    OPEN,
    RESIDENT,
    STAFF,
    TABLE,
    AlreadyClaimed,
    Kind,
    Move,
    Party,
    Same,
    SecondPersonNeeded,
    State,
    Ticket,
    TicketIsOver,
    TicketMerged,
    TicketWithdrawn,
    chart,
    moves_of,
)

DOCS = Path(__file__).parents[2] / "docs" / "tickets.md"
NOON = datetime(2026, 5, 13, 4, tzinfo=UTC)
LI = Person(1, 11, "小李", roles=Role.RESIDENT | Role.STAFF)
CHEN = Person(2, 12, "小陈", roles=Role.RESIDENT | Role.STAFF)
WANG = Person(3, 13, "王奶奶", roles=Role.RESIDENT)


def ticket(state, **facts):
    return Ticket(42, Kind.COMPLAINT, "lift", state, NOON, **facts)


def test_the_chart_in_the_docs_is_the_table():
    assert f"```mermaid\n{chart()}\n```" in DOCS.read_text(encoding="utf-8")


def test_every_row_is_in_the_docs_list():
    text = DOCS.read_text(encoding="utf-8")

    assert all(f"| {move.value.replace('_', ' ')} |" in text for move in Move)


def test_no_state_and_party_has_two_ways_for_one_move():
    for state in State:
        for move in Move:
            for party in Party:
                rows = [r for r in TABLE if r.move is move and state in r.states and r.by & party]
                assert len({row.to for row in rows}) <= 1, (state, move, party)


def test_every_state_but_the_first_can_be_reached():
    reached = {State.RECEIVED}
    for _step in State:
        reached |= {
            row.to
            for row in TABLE
            if not isinstance(row.to, Same) and reached.intersection(row.states)
        }

    assert reached == set(State)


def test_somebody_waits_for_every_open_ticket():
    for state in OPEN:
        leads_on = [r for r in TABLE if state in r.states and r.by & STAFF and r.to is not state]
        assert leads_on, state


def test_residents_can_always_add_but_to_what_was_merged():
    takes = {s for s in State for row in TABLE if row.move is Move.ADD and s in row.states}

    assert takes == set(ALL) - {State.MERGED}


@pytest.mark.parametrize(
    ("found", "move", "party", "refusal"),
    [
        (ticket(State.WITHDRAWN), Move.CLAIM, STAFF, TicketWithdrawn),
        (ticket(State.MERGED, merged_into=7), Move.CLAIM, STAFF, TicketMerged),
        (ticket(State.SETTLED), Move.CLOSE, STAFF, TicketIsOver),
        (ticket(State.IN_HAND, owner_id=2, owner="小陈"), Move.CLAIM, STAFF, AlreadyClaimed),
        (ticket(State.PROPOSED, proposed_by=1), Move.AGREE_ASIDE, STAFF, SecondPersonNeeded),
    ],
)
def test_what_may_not_be_done_says_why(found, move, party, refusal):
    with pytest.raises(refusal):
        found.after(move, party)


def test_buttons_are_what_the_table_allows_to_the_one_who_looks():
    mine = ticket(State.IN_HAND, owner_id=LI.id, owner=LI.name)

    assert Move.CLOSE in moves_of(mine, LI)
    assert Move.CLOSE not in moves_of(mine, CHEN)
    assert Move.ANSWER in moves_of(mine, CHEN)
    assert Move.CLOSE in moves_of(mine, CHEN, supervises=True)
    assert moves_of(mine, WANG) == ()


def test_who_proposed_to_set_it_aside_cannot_agree():
    proposed = ticket(State.PROPOSED, proposed_by=LI.id)

    assert Move.AGREE_ASIDE not in moves_of(proposed, LI)
    assert Move.AGREE_ASIDE in moves_of(proposed, CHEN)
    assert Move.DECLINE_ASIDE in moves_of(proposed, LI)


def test_nothing_happens_by_itself_that_the_table_does_not_know():
    assert {row.move for row in TABLE if row.by & HOUSE} == {Move.HAND_BACK, Move.SETTLE}
    assert {row.move for row in TABLE if row.by & RESIDENT} == {
        Move.ADD,
        Move.SOLVED,
        Move.WITHDRAW,
        Move.COMPLAIN_AGAIN,
    }
