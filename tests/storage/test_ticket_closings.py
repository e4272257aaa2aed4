from datetime import timedelta

import pytest

from community.ratings import Question, QuestionOver, Reason
from community.ticket_news import HowWasIt, TicketClosed, TicketReopened
from community.tickets import Kind, State
from tests.storage.office import Office


@pytest.fixture
def office():
    return Office()


def closed(office, name="王奶奶", **facts):
    ticket = office.opens(name, **facts).ticket
    return office.closes(ticket.id, office.staff()).id


def gives_reason(office, name, ticket_id, reason):
    voice = office.voice(name, ticket_id)
    number = office.ticket(ticket_id).closings
    return office.db.ratings.give_reason(voice, number, reason, now=office.now, house=office.house)


def test_three_content_answers_settle_it(office):
    ticket_id = closed(office)

    rating = office.rates("王奶奶", ticket_id, contacted=1, solved=2, satisfied=5)

    assert rating.next is None
    assert office.ticket(ticket_id).state is State.SETTLED


def test_the_questions_come_one_after_the_other(office):
    ticket_id = closed(office)

    assert office.rates("王奶奶", ticket_id, contacted=0).next is Question.SOLVED
    assert office.rates("王奶奶", ticket_id, solved=1).next is Question.SATISFIED


def test_who_says_nothing_is_asked_once_more_after_three_days_by_day(office):
    office.now = office.now.replace(hour=22)
    ticket_id = closed(office)

    office.passes(days=4)

    told = [kind for kind, _ in office.rung]
    assert told.count("HowWasIt") == 1
    [(due,)] = office.rows("SELECT due_at FROM notices WHERE kind = 'HowWasIt'")
    assert due == int((office.now.replace(hour=8) - timedelta(days=0)).timestamp())
    assert office.ticket(ticket_id).state is State.CLOSED


def test_who_has_answered_is_not_asked_again(office):
    ticket_id = closed(office)
    office.rates("王奶奶", ticket_id, contacted=1, solved=1, satisfied=4)

    office.passes(days=4)

    assert "HowWasIt" not in [kind for kind, _ in office.rung]


def test_after_a_week_of_silence_it_is_settled(office):
    ticket_id = closed(office)

    office.passes(days=8)

    assert office.ticket(ticket_id).state is State.SETTLED


@pytest.mark.parametrize("answer", [{"solved": 0}, {"satisfied": 2}, {"satisfied": 1}])
def test_an_unhappy_answer_with_a_reason_opens_it_again_at_once(office, answer):
    ticket_id = closed(office)
    office.rates("王奶奶", ticket_id, **answer)

    gives_reason(office, "王奶奶", ticket_id, Reason.CAME_BACK)

    reopened = office.ticket(ticket_id)
    assert reopened.state is State.IN_HAND
    assert reopened.owner == "小李"
    assert reopened.solution_due_at > office.now
    assert reopened.reopenings == 1
    assert office.db.tickets.thread(ticket_id)[-1].text == "complain_again came_back"
    assert len(office.waiting(TicketReopened)) == 1
    assert office.waiting(HowWasIt) == []


def test_without_a_reason_it_is_opened_ten_minutes_later(office):
    ticket_id = closed(office)
    office.rates("王奶奶", ticket_id, solved=0)

    office.passes(minutes=9)
    before = office.ticket(ticket_id).state
    office.passes(minutes=2)

    assert (before, office.ticket(ticket_id).state) == (State.CLOSED, State.IN_HAND)


def test_a_slip_of_the_thumb_can_be_corrected(office):
    ticket_id = closed(office)
    office.rates("王奶奶", ticket_id, solved=0)
    office.rates("王奶奶", ticket_id, solved=2)

    office.passes(minutes=11)

    assert office.ticket(ticket_id).state is State.CLOSED


def test_after_the_second_closing_it_is_asked_again(office):
    ticket_id = closed(office)
    office.rates("王奶奶", ticket_id, solved=0)
    gives_reason(office, "王奶奶", ticket_id, Reason.NOBODY_CAME)

    office.closes(ticket_id, office.staff())

    assert [facts["round"] for _, facts in office.waiting(TicketClosed)][-1] == 2
    with pytest.raises(QuestionOver):
        voice = office.voice("王奶奶", ticket_id)
        office.db.ratings.rate(voice, 1, Question.SOLVED, 2, now=office.now, house=office.house)


def test_after_two_reopenings_the_supervisor_has_it_and_the_circle_ends(office):
    admin = office.admin()
    ticket_id = closed(office)
    owners = []
    for _round in range(2):
        office.rates("王奶奶", ticket_id, solved=0)
        gives_reason(office, "王奶奶", ticket_id, Reason.CAME_BACK)
        owners.append(office.ticket(ticket_id).owner)
        office.closes(ticket_id, admin)

    office.rates("王奶奶", ticket_id, solved=0)
    gives_reason(office, "王奶奶", ticket_id, Reason.CAME_BACK)

    assert owners == ["小李", "赵主任"]
    assert office.ticket(ticket_id).state is State.SETTLED
    assert office.ticket(ticket_id).reopenings == 2


def test_when_the_owner_has_gone_the_supervisor_gets_it_back(office):
    office.admin()
    ticket_id = closed(office)
    office.connection.execute("UPDATE people SET roles = 1 WHERE name = '小李'")
    office.rates("王奶奶", ticket_id, solved=0)

    gives_reason(office, "王奶奶", ticket_id, Reason.CAME_BACK)

    assert office.ticket(ticket_id).owner == "赵主任"


def test_one_unhappy_voice_of_two_opens_it_again_for_both(office):
    ticket = office.opens("王奶奶").ticket
    office.db.tickets.me_too(ticket.id, office.person("林先生"), anonymous=True, now=office.now)
    office.closes(ticket.id, office.staff())
    office.rates("王奶奶", ticket.id, contacted=1, solved=2, satisfied=5)
    office.rates("林先生", ticket.id, solved=0)

    gives_reason(office, "林先生", ticket.id, Reason.ONLY_PARTLY)

    assert office.ticket(ticket.id).state is State.IN_HAND


def test_who_says_it_is_solved_is_asked_the_questions(office):
    ticket = office.opens("王奶奶").ticket

    office.db.tickets.solved(office.voice("王奶奶", ticket.id), now=office.now, house=office.house)

    assert office.ticket(ticket.id).state is State.CLOSED
    assert office.waiting(TicketClosed) == []
    assert office.db.ratings.rating(office.voice("王奶奶", ticket.id)).next is Question.CONTACTED


def test_praise_is_asked_nothing(office):
    ticket = office.opens("王奶奶", kind=Kind.PRAISE).ticket

    with pytest.raises(QuestionOver):
        office.db.ratings.rating(office.voice("王奶奶", ticket.id))


def test_an_answer_off_the_scale_is_refused(office):
    ticket_id = closed(office)

    with pytest.raises(QuestionOver):
        office.rates("王奶奶", ticket_id, satisfied=6)


def test_staff_can_ask_somebody_without_telegram(office):
    ticket_id = closed(office)
    voice = office.voice("王奶奶", ticket_id)

    office.db.ratings.rate(
        voice, 1, Question.SOLVED, 2, now=office.now, house=office.house, by=office.staff().id
    )

    assert office.rows("SELECT by_staff FROM ticket_ratings") == [(office.staff().id,)]


def test_words_about_the_answers_stand_in_the_thread(office):
    ticket_id = closed(office)
    voice = office.voice("王奶奶", ticket_id)

    office.db.ratings.say_why(voice, 1, "谢谢师傅", now=office.now)

    assert office.db.tickets.thread(ticket_id)[-1].text == "谢谢师傅"
