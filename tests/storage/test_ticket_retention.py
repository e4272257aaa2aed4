"""Tickets that were over long ago lose their words and their people, and stay counted."""

from datetime import timedelta

import pytest

from tests.storage.office import Office, words

DAY = timedelta(days=1)


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def settled(office):
    """Anonymous, closed, and never spoken of again."""
    return _settled(office, "漏水")


def _settled(office, said, *, anonymous=True):
    opened = office.opens("王秀兰", said, anonymous=anonymous)
    office.db.desk.close(
        opened.ticket.id, office.staff("小李"), words("好了"), now=office.now, house=office.house
    )
    return opened


def _left(office):
    return [
        tuple(row)
        for row in office.connection.execute(
            "SELECT text FROM ticket_entries WHERE kind <> 'move' ORDER BY id"
        )
    ]


def test_words_and_authors_go_and_the_ticket_stays(office, settled):
    assert office.db.ticket_retention.forget_before(office.now + DAY) == 1
    assert _left(office) == [("",), ("",)]
    assert office.db.voices.person_behind(office.db.voices.voice(settled.voice.id)) is None
    assert office.db.tickets.count_mine(office.person("王秀兰")) == 0
    assert office.db.tickets.ticket(settled.ticket.id).category == settled.ticket.category


def test_the_second_night_has_nothing_left_to_do(office, settled):
    office.db.ticket_retention.forget_before(office.now + DAY)
    assert office.db.ticket_retention.forget_before(office.now + DAY) == 0


def test_what_was_spoken_of_since_stays(office, settled):
    before = office.now
    office.now += 10 * DAY
    office.db.tickets.add(settled.voice, words("又漏了"), now=office.now, house=office.house)
    assert office.db.ticket_retention.forget_before(before + DAY) == 0


def test_what_is_open_stays(office):
    office.opens("王秀兰", "漏水")
    assert office.db.ticket_retention.forget_before(office.now + 1000 * DAY) == 0


def test_other_anonymous_tickets_of_the_same_person_are_still_theirs(office, settled):
    office.now += 10 * DAY
    _settled(office, "电梯坏了")
    office.db.ticket_retention.forget_before(office.now - DAY)
    assert office.db.tickets.count_mine(office.person("王秀兰")) == 1
