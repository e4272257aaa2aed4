from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from community.calendars import WorkingTime
from community.clocks import ClockOverdue, ClockOverdueAgain, ClockWarns
from community.refusals import NoLongerThere
from community.reports import Message, NewTicket, Part
from community.threads import Attachment, EntryKind
from community.ticket_news import AnswerGiven, HowWasIt, QuestionAsked, TicketClosed, TicketTaken
from community.tickets import (
    AlreadyClaimed,
    Kind,
    NothingToSay,
    NotYourMove,
    QueueView,
    SecondPersonNeeded,
    State,
    TicketIsOver,
    TicketMerged,
    TicketWithdrawn,
    TooManyOpen,
)
from tests.storage.office import MORNING, SHANGHAI, Office, words


@pytest.fixture
def office():
    return Office()


def test_a_ticket_has_a_number_a_promise_and_its_first_words(office):
    opened = office.opens("王奶奶", "厨房水管漏水", building="3号楼")

    assert opened.ticket.id == 1
    assert opened.ticket.state is State.RECEIVED
    assert opened.ticket.words == "厨房水管漏水"
    assert MORNING < opened.ticket.first_due_at <= opened.ticket.solution_due_at


def test_a_photo_alone_is_a_valid_start(office):
    new = NewTicket(Kind.COMPLAINT, "rubbish", (Part(file=Attachment("photo", "AgAC")),))

    ticket = office.db.tickets.open(
        new, office.person("王奶奶"), now=MORNING, house=office.house
    ).ticket

    assert ticket.words == ""
    assert office.db.tickets.thread(ticket.id)[0].file == Attachment("photo", "AgAC")


def test_nothing_at_all_is_no_ticket(office):
    with pytest.raises(NothingToSay):
        office.opens("王奶奶", "  ")


def test_the_same_words_sent_twice_by_a_nervous_thumb_are_one_ticket(office):
    first = office.opens("王奶奶")
    office.now += timedelta(minutes=3)

    again = office.opens("王奶奶")
    other = office.opens("林先生")

    assert (again.ticket.id, again.again) == (first.ticket.id, True)
    assert other.ticket.id != first.ticket.id


def test_the_same_words_an_hour_later_are_another_ticket(office):
    office.opens("王奶奶")
    office.now += timedelta(hours=1)

    assert not office.opens("王奶奶").again


@pytest.mark.parametrize("anonymous", [False, True])
def test_twenty_open_tickets_are_enough(office, anonymous):
    for number in range(20):
        office.opens("王奶奶", f"第{number}件事", anonymous=anonymous)

    with pytest.raises(TooManyOpen):
        office.opens("王奶奶", "还有一件", anonymous=not anonymous)


def test_praise_is_settled_at_once_and_has_no_clock(office):
    ticket = office.opens("王奶奶", "保安小张真好", kind=Kind.PRAISE).ticket

    assert ticket.state is State.SETTLED
    assert ticket.due_at is None
    with pytest.raises(TicketIsOver):
        office.closes(ticket.id, office.staff())


def test_who_claims_first_has_it_and_the_resident_hears_of_it(office):
    ticket = office.opens("王奶奶").ticket
    office.claims(ticket.id, office.staff("小李"))

    with pytest.raises(AlreadyClaimed) as refusal:
        office.claims(ticket.id, office.staff("小陈"))

    assert refusal.value.facts["owner"] == "小李"
    assert len(office.waiting(TicketTaken)) == 1


def test_an_answer_stops_the_first_clock_only(office):
    ticket = office.opens("王奶奶").ticket

    answered = office.answers(ticket.id, office.staff())

    assert answered.first_due_at is None
    assert answered.solution_due_at == ticket.solution_due_at
    assert answered.owner == "小李"
    assert office.waiting(AnswerGiven)[0][0] == office.person("王奶奶").id


def test_the_clock_stands_still_while_the_resident_is_asked(office):
    ticket = office.opens("王奶奶").ticket
    office.asks(ticket.id, office.staff())
    office.passes(days=30)

    added = office.adds("王奶奶", ticket.id, "下午三点")

    assert added.resumed
    assert added.ticket.state is State.IN_HAND
    working = office.house.working
    left = working.between(MORNING, ticket.solution_due_at)
    assert working.between(office.now, added.ticket.solution_due_at) == left
    assert not [kind for kind, _ in office.rung if kind.startswith("ClockOverdue")]


def test_a_clock_warns_then_calls_the_supervisor_then_the_administrator(office):
    ticket = office.opens("王奶奶").ticket
    office.answers(ticket.id, office.staff())

    office.passes(days=60)

    clock = [kind for kind, _ in office.rung if kind.startswith("Clock")]
    assert clock == ["ClockWarns", "ClockOverdue", "ClockOverdueAgain"]


def test_alarms_put_again_do_not_ring_again(office):
    ticket = office.opens("王奶奶").ticket
    office.passes(days=60)
    rung = len(office.rung)

    office.claims(ticket.id, office.staff())
    office.db.sorting.mark(
        ticket.id, office.staff(), marked=True, now=office.now, house=office.house
    )
    office.passes(days=1)

    assert len([k for k, _ in office.rung[rung:] if k.startswith("Clock")]) == 0


def test_each_alarm_knows_whom_to_tell(office):
    admin, owner = office.admin(), office.staff()
    ticket = office.opens("王奶奶").ticket
    office.claims(ticket.id, owner)
    facts = (ticket.id, "solution", 0)

    told = [
        office.db.clocks.to_tell(kind(*facts), office.house)
        for kind in (ClockWarns, ClockOverdue, ClockOverdueAgain)
    ]

    assert [[person.name for person in people] for people in told] == [
        [owner.name],
        [admin.name],
        [admin.name],
    ]


def test_words_and_their_revisions_are_kept(office):
    message = Message(1000, 77)
    new = NewTicket(Kind.COMPLAINT, "water", (Part("水管漏水", message=message),))
    office.db.tickets.open(new, office.person("王奶奶"), now=office.now, house=office.house)

    entry = office.db.tickets.revise(message, "水管漏水，很急", office.now)

    assert entry.text == "水管漏水，很急"
    assert office.rows("SELECT text FROM ticket_revisions") == [("水管漏水",)]
    assert office.db.tickets.revise(Message(1001, 77), "别人的", office.now) is None


def test_a_resident_sees_what_was_said_to_them_and_no_notes(office):
    ticket = office.opens("王奶奶").ticket
    staff = office.staff()
    office.db.desk.note(ticket.id, staff, words("态度要好"), now=office.now, house=office.house)
    office.answers(ticket.id, staff, "师傅下午来")

    thread = office.db.tickets.thread_of(office.voice("王奶奶", ticket.id))

    assert [entry.text for entry in thread] == ["水管漏水", "师傅下午来"]
    assert all(entry.kind is not EntryKind.NOTE for entry in thread)


def test_somebody_elses_ticket_is_nobodys_business(office):
    ticket = office.opens("王奶奶").ticket

    with pytest.raises(NoLongerThere):
        office.voice("林先生", ticket.id)


def test_an_answer_to_a_withdrawn_ticket_still_arrives(office):
    ticket = office.opens("王奶奶").ticket
    voice = office.voice("王奶奶", ticket.id)
    office.db.tickets.withdraw(voice, now=office.now, house=office.house)

    assert office.answers(ticket.id, office.staff()).state is State.WITHDRAWN
    assert len(office.waiting(AnswerGiven)) == 1
    with pytest.raises(TicketWithdrawn):
        office.claims(ticket.id, office.staff())


def test_setting_aside_needs_a_second_person(office):
    ticket = office.opens("王奶奶").ticket
    first, second = office.staff("小李"), office.staff("小陈")
    when = {"now": office.now, "house": office.house}
    office.db.sorting.propose_aside(ticket.id, first, "归供电公司", **when)

    with pytest.raises(SecondPersonNeeded):
        office.db.sorting.agree_aside(ticket.id, first, words("请拨 95598"), **when)
    aside = office.db.sorting.agree_aside(ticket.id, second, words("请拨 95598"), **when)

    assert aside.state is State.SET_ASIDE
    assert aside.due_at is None


def test_who_leaves_gives_everything_back_and_the_history_stays(office):
    staff = office.staff()
    mine = [office.opens("王奶奶", f"第{n}件").ticket.id for n in range(3)]
    for ticket_id in mine:
        office.claims(ticket_id, staff)
    office.asks(mine[2], staff)

    released = office.db.desk.release_all(staff.id, now=office.now, house=office.house)

    assert [ticket.id for ticket in released] == mine
    assert {ticket.state for ticket in released} == {State.RECEIVED}
    assert released[2].solution_due_at is not None
    assert [e.staff for e in office.db.tickets.thread(mine[2]) if e.kind is EntryKind.QUESTION]


def test_another_category_promises_another_time(office):
    ticket = office.opens("王奶奶").ticket
    house = office.house

    moved = office.db.sorting.recategorise(
        ticket.id, office.staff(), "lift", now=office.now, house=house
    )

    promise = house.categories.category("lift")
    assert moved.category == "lift"
    assert moved.solution_due_at == house.working.after(MORNING, promise.solve_within)


def test_me_too_joins_and_every_answer_reaches_both(office):
    ticket = office.opens("王奶奶").ticket
    office.db.tickets.me_too(ticket.id, office.person("林先生"), anonymous=False, now=office.now)

    office.answers(ticket.id, office.staff())

    told = [person_id for person_id, _facts in office.waiting(AnswerGiven)]
    assert told == [office.person("王奶奶").id, office.person("林先生").id]
    assert office.ticket(ticket.id).voices == 2


def test_tapping_me_too_twice_joins_once(office):
    ticket = office.opens("王奶奶").ticket
    for _tap in range(2):
        office.db.tickets.me_too(
            ticket.id, office.person("林先生"), anonymous=True, now=office.now
        )

    assert office.ticket(ticket.id).voices == 2


def test_when_one_of_two_withdraws_it_goes_on_for_the_other(office):
    ticket = office.opens("王奶奶").ticket
    office.db.tickets.me_too(ticket.id, office.person("林先生"), anonymous=False, now=office.now)

    left = office.db.tickets.withdraw(
        office.voice("王奶奶", ticket.id), now=office.now, house=office.house
    )

    assert left.state is State.RECEIVED
    assert left.voices == 1


def test_merged_tickets_are_answered_together_and_can_be_split_again(office):
    first, second = office.opens("王奶奶").ticket, office.opens("林先生", "没有水").ticket
    staff = office.staff()
    when = {"now": office.now, "house": office.house}

    head = office.db.sorting.merge(second.id, staff, first.id, **when)
    with pytest.raises(TicketMerged):
        office.claims(second.id, staff)
    office.answers(first.id, staff)
    added = office.adds("林先生", second.id, "现在有水了")
    split = office.db.sorting.split(second.id, staff, **when)

    assert head.voices == 2
    assert len(office.waiting(AnswerGiven)) == 2
    assert added.ticket.id == first.id
    assert split.state is State.RECEIVED
    assert split.solution_due_at is not None
    assert office.ticket(first.id).voices == 1


def test_what_was_merged_before_moves_along(office):
    a, b, c = (office.opens(name, name).ticket.id for name in ("甲", "乙", "丙"))
    when = {"now": office.now, "house": office.house}
    office.db.sorting.merge(a, office.staff(), b, **when)

    head = office.db.sorting.merge(b, office.staff(), c, **when)

    assert head.voices == 3
    assert office.voice("甲", c).head_id == c
    assert [mine.ticket.id for mine in office.db.tickets.mine(office.person("甲"))] == [c]


def test_everybody_in_it_is_asked_at_the_end(office):
    ticket = office.opens("王奶奶").ticket
    office.db.tickets.me_too(ticket.id, office.person("林先生"), anonymous=True, now=office.now)

    office.closes(ticket.id, office.staff())

    assert [person for person, _ in office.waiting(TicketClosed)] == [office.person("王奶奶").id]
    assert office.rows("SELECT count(*) FROM notices WHERE kind = 'SealedNews'") == [(2,)]
    assert [person for person, _ in office.waiting(HowWasIt)] == [office.person("王奶奶").id]


def test_queue_shows_what_is_due_first(office):
    staff = office.staff()
    late = office.opens("甲", "一").ticket.id
    office.passes(days=30)
    fresh = office.opens("乙", "二").ticket.id
    mine = office.opens("丙", "三").ticket.id
    office.claims(mine, staff)
    asked = office.opens("丁", "四").ticket.id
    office.asks(asked, office.staff("小陈"))

    def page(view):
        found = office.db.queue.page(view, staff, now=office.now, house=office.house)
        return [ticket.id for ticket in found]

    assert page(QueueView.OVERDUE) == [late]
    assert page(QueueView.UNOWNED) == [late, fresh]
    assert page(QueueView.MINE) == [mine]
    assert page(QueueView.WAITING) == [asked]
    assert office.db.queue.counts(staff, now=office.now, house=office.house) == {
        QueueView.MINE: 1,
        QueueView.UNOWNED: 2,
        QueueView.OVERDUE: 1,
        QueueView.TODAY: len(page(QueueView.TODAY)),
        QueueView.WAITING: 1,
        QueueView.ALL: 4,
    }


def test_a_question_is_told_to_who_asked_for_help(office):
    ticket = office.opens("王奶奶", kind=Kind.HELP).ticket
    office.asks(ticket.id, office.staff())

    assert office.waiting(QuestionAsked)[0][1]["ticket_id"] == ticket.id


def test_a_closed_case_can_stand_on_the_board(office):
    ticket = office.opens("王奶奶").ticket
    with pytest.raises(NotYourMove):
        office.db.board.put(ticket.id, "漏水", "修好了", staff=office.staff(), now=office.now)
    office.closes(ticket.id, office.staff())

    office.db.board.put(ticket.id, "漏水", "修好了", staff=office.staff(), now=office.now)

    assert [case.done for case in office.db.board.page()] == ["修好了"]


def test_who_is_erased_leaves_only_counts(office):
    ticket = office.opens("王奶奶", "我是王秀兰", place="3-501").ticket
    office.answers(ticket.id, office.staff(), "王阿姨您好")
    person = office.person("王奶奶")

    office.db.tickets.forget(person, now=office.now, house=office.house)

    assert office.ticket(ticket.id).state is State.WITHDRAWN
    assert office.rows("SELECT count(*) FROM ticket_entries WHERE text LIKE '%王%'") == [(0,)]
    assert office.rows("SELECT person_id FROM ticket_voices") == [(None,)]
    assert office.db.tickets.mine(person) == []


def test_holidays_move_the_promise():
    office = Office()
    plain = office.opens("王奶奶").ticket
    office.house = replace_working(office.house, holidays={MORNING.date() + timedelta(days=1)})
    later = office.opens("林先生").ticket

    assert later.solution_due_at - plain.solution_due_at >= timedelta(hours=7)


def replace_working(house, holidays):
    return replace(house, working=WorkingTime(holidays=frozenset(holidays)))


def test_moments_are_whole_seconds(office):
    ticket = office.opens("王奶奶").ticket

    assert ticket.opened_at == datetime(2026, 5, 13, 10, tzinfo=SHANGHAI)
