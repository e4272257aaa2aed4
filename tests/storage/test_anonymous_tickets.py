"""What somebody who reads the database, and has not the key, can tell about an author."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from community.house import House
from community.people import Role
from community.refusals import NoLongerThere
from community.reports import Message, NewTicket, Part
from community.ticket_news import AnswerGiven, AuthorRevealed, SealedNews
from community.tickets import Kind, NothingToSay, NotYourMove, SecondPersonNeeded, State
from storage.outbox import Lane, Outcome
from storage.outbox import State as Sending
from storage.store import DATABASE, open_store
from tests.storage.office import Office

NOON = datetime(2026, 5, 13, 4, tzinfo=UTC)
MARKER = "标记甲乙丙丁"


@pytest.fixture
def office():
    return Office()


def pointers_to(office, person_id):
    """Every row of every table but their own, in which some column that points to people does."""
    tables = [row[0] for row in office.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = []
    for table in tables:
        for key in office.connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            if key["table"] == "people":
                sql = f"SELECT count(*) FROM {table} WHERE {key['from']} = ?"
                found += [table] * office.rows(sql, person_id)[0][0]
    return found


def test_no_row_points_from_an_anonymous_ticket_to_its_author(office):
    ticket = office.opens("王奶奶", anonymous=True).ticket
    office.asks(ticket.id, office.staff())
    office.adds("王奶奶", ticket.id, "下午三点")
    office.closes(ticket.id, office.staff())
    office.rates("王奶奶", ticket.id, contacted=1, solved=0)
    office.passes(minutes=11)

    assert office.ticket(ticket.id).state is State.IN_HAND
    assert pointers_to(office, office.person("王奶奶").id) == []


def test_the_author_finds_it_among_their_own_and_nobody_else_does(office):
    named = office.opens("王奶奶", "一").ticket.id
    hidden = office.opens("王奶奶", "二", anonymous=True).ticket.id

    mine = office.db.tickets.mine(office.person("王奶奶"))

    assert [one.ticket.id for one in mine] == [hidden, named]
    assert mine[0].voice.person_id is None
    with pytest.raises(NoLongerThere):
        office.voice("林先生", hidden)


def test_the_desk_is_told_no_history_of_an_anonymous_author(office):
    office.opens("王奶奶", "一")
    named = office.opens("王奶奶", "二").ticket.id
    hidden = office.opens("王奶奶", "三", anonymous=True).ticket.id

    assert office.db.tickets.history(named) == 1
    assert office.db.tickets.history(hidden) is None
    assert office.db.tickets.named_author(hidden) is None


def test_news_for_an_anonymous_author_name_nobody_until_they_are_due(office):
    ticket = office.opens("王奶奶", anonymous=True).ticket

    office.answers(ticket.id, office.staff())

    assert office.waiting(AnswerGiven) == []
    [(person_id, facts)] = office.waiting(SealedNews)
    assert person_id is None
    assert facts["kind"] == "AnswerGiven"


def test_revealing_takes_two_staff_and_a_reason_and_the_author_is_told(office):
    ticket = office.opens("王奶奶", anonymous=True).ticket
    first, second = office.staff("小李"), office.staff("小陈")
    reveals = office.db.reveals
    with pytest.raises(NothingToSay):
        reveals.ask(ticket.id, first, " ", now=office.now)
    with pytest.raises(NotYourMove):
        reveals.ask(ticket.id, office.person("林先生"), "想知道", now=office.now)

    asked = reveals.ask(ticket.id, first, "说要轻生", now=office.now)
    with pytest.raises(SecondPersonNeeded):
        reveals.agree(asked.id, first, now=office.now)
    author = reveals.agree(asked.id, second, now=office.now)

    assert author.name == "王奶奶"
    assert [facts["kind"] for _, facts in office.waiting(SealedNews)] == [AuthorRevealed.__name__]
    assert [entry.action for entry in office.db.audit.newest(2)] == [
        "revealed the author",
        "asked to reveal the author",
    ]


def test_what_has_a_name_needs_no_revealing(office):
    ticket = office.opens("王奶奶").ticket

    with pytest.raises(NotYourMove):
        office.db.reveals.ask(ticket.id, office.staff(), "想知道", now=office.now)


def test_an_erased_author_cannot_be_found_any_more(office):
    ticket = office.opens("王奶奶", anonymous=True).ticket
    asked = office.db.reveals.ask(ticket.id, office.staff("小李"), "急事", now=office.now)

    office.db.tickets.forget(office.person("王奶奶"), now=office.now, house=office.house)

    with pytest.raises(NoLongerThere):
        office.db.reveals.agree(asked.id, office.staff("小陈"), now=office.now)
    assert office.rows("SELECT count(*) FROM sealed_shelves") == [(0,)]
    assert not office.db.tickets.reaches(ticket.id)


async def test_the_files_hold_the_words_once_and_the_log_nothing(tmp_path):
    """Neither the draft nor the letters leave a copy that tells who wrote it."""
    async with open_store(tmp_path) as store:
        met = await store.transaction(
            lambda db: db.people.meet(777_123_456, name="王奶奶", language="en", now=NOON)
        )
        author = replace(met, roles=Role.RESIDENT)
        answers = {"words": MARKER}

        def begins(db):
            draft = db.drafts.start(author.id, "report", {}, NOON)
            db.drafts.save(replace(draft, answers=answers), NOON)
            return draft.id

        draft_id = await store.transaction(begins)

        def sends(db):
            db.drafts.drop(draft_id)
            parts = (Part(MARKER, message=Message(777_123_456, 55)),)
            new = NewTicket(Kind.COMPLAINT, "water", parts, anonymous=True)
            opened = db.tickets.open(new, author, now=NOON, house=House())
            db.outbox.put(
                Lane.REPLY,
                "sendMessage",
                {"text": MARKER},
                now=NOON,
                chat_id=777_123_456,
                card=f"thread:{db.tickets.token(opened.voice)}",
            )

        await store.transaction(sends)
        letters = await store.transaction(lambda db: db.outbox.claim(NOON, room=9, resting=()))
        sent = [Outcome(letter, Sending.SENT, message_id=56) for letter in letters]
        await store.transaction(lambda db: db.outbox.settle(sent))

        log = (tmp_path / f"{DATABASE}-wal").read_bytes()
        database = (tmp_path / DATABASE).read_bytes()

    assert len(letters) == 1
    assert log == b""
    assert database.count(MARKER.encode()) == 1


async def test_a_letter_that_could_not_be_sent_leaves_no_row_either(tmp_path):
    async with open_store(tmp_path) as store:

        def puts(db):
            for chat_id in (1, 2):
                db.outbox.put(
                    *(Lane.REPLY, "sendMessage", {"text": "#1"}),
                    now=NOON,
                    chat_id=chat_id,
                    fleeting=True,
                )

        await store.transaction(puts)
        letters = await store.transaction(lambda db: db.outbox.claim(NOON, room=9, resting=()))
        outcomes = [Outcome(letters[0], Sending.BLOCKED), Outcome(letters[1], Sending.FAILED)]
        await store.transaction(lambda db: db.outbox.settle(outcomes))

        assert not await store.transaction(lambda db: db.outbox.has_fleeting())


async def test_a_letter_cut_short_by_a_crash_leaves_no_row_once_it_is_given_up(tmp_path):
    async with open_store(tmp_path) as store:
        later = NOON + timedelta(minutes=1)
        await store.transaction(
            lambda db: db.outbox.put(
                *(Lane.REPLY, "sendMessage", {"text": "#1"}), now=NOON, chat_id=1, fleeting=True
            )
        )
        for _crash in range(2):
            letters = await store.transaction(
                lambda db: db.outbox.claim(later, room=9, resting=())
            )
            departed = [letter.id for letter in letters]
            await store.transaction(lambda db, ids=departed: db.outbox.recover(ids))

        assert not await store.transaction(lambda db: db.outbox.has_fleeting())


async def test_what_waits_to_be_said_to_an_author_cannot_be_read_without_the_key(tmp_path):
    async with open_store(tmp_path) as store:

        def puts(db):
            met = db.people.meet(777_123_456, name="王奶奶", language="en", now=NOON)
            draft = db.drafts.start(met.id, "report", {}, NOON)
            db.drafts.save(replace(draft, answers={"words": MARKER}), NOON, sealed=True)
            db.outbox.put(
                *(Lane.REPLY, "sendMessage", {"text": MARKER}),
                now=NOON,
                chat_id=777_123_456,
                fleeting=True,
            )
            return db.drafts.one(draft.id, met.id)

        draft = await store.transaction(puts)
        (letter,) = await store.transaction(lambda db: db.outbox.claim(NOON, room=9, resting=()))
        await store.checkpoint()
        database = (tmp_path / DATABASE).read_bytes()

    assert draft.answers == {"words": MARKER}
    assert MARKER in letter.payload
    assert MARKER.encode() not in database
