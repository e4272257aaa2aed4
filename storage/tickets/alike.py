"""Tickets about the same thing in the same place, for whoever is about to report it again."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.likeness import grams, likeness
from community.people import Person
from community.tickets import Ticket
from storage.sql import Sql, stamp
from storage.tickets.cases import Cases
from storage.tickets.voices import Voices

MOST = 3
STILL_FRESH = timedelta(days=14)  # after the closing
LOOKED_AT = 40  # the newest open ones, and as many of those just closed
ENOUGH = 0.1  # of what the shorter one says
JUST_NOW = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Similar:
    ticket: Ticket
    score: float  # 0 to 1


class AlikeTickets:
    def __init__(self, sql: Sql, *, cases: Cases, voices: Voices) -> None:
        self._sql, self._cases, self._voices = sql, cases, voices

    def similar(
        self, category: str, building: str, words: str, *, person: Person, now: datetime
    ) -> list[Similar]:
        """The most alike first, at most three. Without words, and in the last days of the same
        building, everything is: two people may tell of one thing in two languages."""
        wanted, just_now = grams(words), stamp(now - JUST_NOW)
        found: dict[int, float] = {}
        for row in self._near(category, building, person, now):
            score = likeness(wanted, grams(row["words"] or ""))
            is_here_and_now = building and row["building"] and row["opened_at"] > just_now
            if score >= ENOUGH or is_here_and_now or not wanted:
                found[row["id"]] = score
        best = sorted(found, key=lambda number: (-found[number], -number))[:MOST]
        return [Similar(self._cases.ticket(number), found[number]) for number in best]

    def _near(
        self, category: str, building: str, person: Person, now: datetime
    ) -> list[sqlite3.Row]:
        """Somewhere unsaid is near everywhere. Never their own."""
        held = self._voices.held_by(person)
        facts = (category, building, held, stamp(now - STILL_FRESH), LOOKED_AT)
        near = _HERE if building else _ANYWHERE
        return [row for sql in near for row in self._sql.rows(sql, *facts)]


_WORDS = """
SELECT t.id, t.building, t.opened_at,
    (SELECT text FROM ticket_entries WHERE ticket_id = t.id ORDER BY id LIMIT 1) AS words
FROM tickets AS t
"""

_OTHERS = """
t.kind <> 'praise' AND t.category = ?1
   AND t.id NOT IN (SELECT ticket_id FROM ticket_voices
                     WHERE id IN (SELECT value FROM json_each(?3)))
"""

_STILL_OPEN = "t.is_open = 1"
_JUST_CLOSED = "t.closed_at > ?4 AND t.state IN ('closed', 'settled')"
_NEWEST = "ORDER BY t.id DESC LIMIT ?5"
_LAST_CLOSED = "ORDER BY t.closed_at DESC LIMIT ?5"

_ANYWHERE = (
    f"{_WORDS} WHERE {_STILL_OPEN} AND {_OTHERS} {_NEWEST}",
    f"{_WORDS} WHERE {_JUST_CLOSED} AND {_OTHERS} {_LAST_CLOSED}",
)

_HERE = (
    f"{_WORDS} WHERE {_STILL_OPEN} AND t.building = ?2 AND {_OTHERS} {_NEWEST}",
    f"{_WORDS} WHERE {_STILL_OPEN} AND t.building = '' AND {_OTHERS} {_NEWEST}",
    f"{_WORDS} WHERE {_JUST_CLOSED} AND t.building IN (?2, '') AND {_OTHERS} {_LAST_CLOSED}",
)
