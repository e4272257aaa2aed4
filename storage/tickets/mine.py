"""The tickets of one person, the anonymous ones among them, and how they are forgotten."""

import json
import sqlite3
from dataclasses import dataclass

from community.people import Person
from community.threads import Voice
from community.tickets import Ticket
from storage.sql import Sql
from storage.tickets.cases import ticket_of
from storage.tickets.voices import VOICES, Voices, voice_of


@dataclass(frozen=True, slots=True)
class Mine:
    """A voice and the ticket that it is answered in."""

    voice: Voice
    ticket: Ticket


class MyTickets:
    def __init__(self, sql: Sql, *, voices: Voices) -> None:
        self._sql, self._voices = sql, voices

    def page(self, person: Person, *, offset: int, limit: int, open_only: bool) -> list[Mine]:
        rows = self._sql.rows(
            f"{_MINE} ORDER BY t.is_open DESC, v.id DESC LIMIT ? OFFSET ?",
            *(self._voices.held_by(person), int(open_only), limit, offset),
        )
        voices = {row["id"]: voice_of(row) for row in self._sql.rows(_VOICES_OF, _ids(rows))}
        return [Mine(voices[row["voice_id"]], ticket_of(row)) for row in rows]

    def count(self, person: Person, *, open_only: bool) -> int:
        held = self._voices.held_by(person)
        return int(self._sql.one(_COUNT, held, int(open_only))["n"])

    def history(self, ticket_id: int) -> int | None:
        sql = (
            "SELECT person_id FROM ticket_voices"
            " WHERE ticket_id = ? AND origin = 'author' AND person_id IS NOT NULL"
        )
        author = self._sql.row(sql, ticket_id)
        if author is None:
            return None
        count = "SELECT count(*) - 1 AS n FROM ticket_voices WHERE person_id = ?"
        return int(self._sql.one(count, author["person_id"])["n"])

    def held(self, person: Person) -> list[dict[str, object]]:
        """For the file that people can ask for: each ticket, and what they said about it."""
        return [
            {
                "number": mine.voice.ticket_id,
                "opened_at": mine.ticket.opened_at.isoformat(timespec="minutes"),
                "anonymous": mine.voice.anonymous,
                "said": [row["text"] for row in self._sql.rows(_SAID, mine.voice.id)],
            }
            for mine in self.page(person, offset=0, limit=-1, open_only=False)
        ]

    def forget(self, person: Person) -> None:
        """The counts stay; nobody is behind them, and nothing that was said is left."""
        held = self._voices.held_by(person)
        for sql in FORGET:
            self._sql.run(sql, held)
        self._voices.empty(person)


def _ids(rows: list[sqlite3.Row]) -> str:
    return json.dumps([row["voice_id"] for row in rows])


_MINE = """
SELECT t.*, p.name AS owner, v.id AS voice_id,
    (SELECT text FROM ticket_entries WHERE ticket_id = t.id ORDER BY id LIMIT 1) AS words
FROM ticket_voices AS v JOIN tickets AS own ON own.id = v.ticket_id
JOIN tickets AS t ON t.id = coalesce(own.merged_into, own.id)
LEFT JOIN people AS p ON p.id = t.owner_id
WHERE v.id IN (SELECT value FROM json_each(?)) AND v.left_at IS NULL AND t.is_open >= ?
"""

_COUNT = """
SELECT count(*) AS n FROM ticket_voices AS v JOIN tickets AS own ON own.id = v.ticket_id
JOIN tickets AS t ON t.id = coalesce(own.merged_into, own.id)
WHERE v.id IN (SELECT value FROM json_each(?)) AND v.left_at IS NULL AND t.is_open >= ?
"""

_VOICES_OF = f"{VOICES} WHERE v.id IN (SELECT value FROM json_each(?))"  # noqa: S608 -- constants

_SAID = "SELECT text FROM ticket_entries WHERE voice_id = ? AND kind = 'words' ORDER BY id"

# What staff wrote to somebody who is alone in a ticket is about that person too.
FORGET = (
    """
    DELETE FROM ticket_revisions WHERE entry_id IN (
        SELECT id FROM ticket_entries WHERE voice_id IN (SELECT value FROM json_each(?1)))
    """,
    """
    UPDATE ticket_entries SET text = '', file_kind = '', file_id = '', source = NULL
     WHERE kind <> 'move' AND (voice_id IN (SELECT value FROM json_each(?1)) OR ticket_id IN (
        SELECT ticket_id FROM ticket_voices WHERE ticket_id IN (
            SELECT ticket_id FROM ticket_voices
             WHERE id IN (SELECT value FROM json_each(?1)))
        GROUP BY ticket_id
        HAVING sum(id NOT IN (SELECT value FROM json_each(?1))) = 0))
    """,
    """
    UPDATE ticket_ratings SET words = ''
     WHERE voice_id IN (SELECT value FROM json_each(?1))
    """,
    """
    UPDATE tickets SET place = '', answers = '{}' WHERE id IN (
        SELECT ticket_id FROM ticket_voices
         WHERE id IN (SELECT value FROM json_each(?1)) AND origin = 'author')
    """,
)
