"""Whose matter a ticket is. The only place that puts a seal on an author or breaks one."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta

from community.people import Person
from community.refusals import NoLongerThere
from community.threads import Origin, Voice
from community.ticket_news import News, SealedNews
from storage.notices import Notices
from storage.people import People
from storage.seal import Seal
from storage.sql import Sql, stamp

NEWS_FOR = timedelta(days=14)  # after which the ticket itself says it better


class Voices:
    def __init__(self, sql: Sql, *, notices: Notices, people: People, seal: Seal) -> None:
        self._sql, self._notices, self._people = sql, notices, people
        self.seal = seal
        self.leaves_traces = False  # in the database's log, of an author just sealed

    def add(
        self, ticket_id: int, person: Person, *, origin: Origin, anonymous: bool, now: datetime
    ) -> Voice:
        sealed = self.seal.close(person.id, ticket_id) if anonymous else None
        row = self._sql.one(
            "INSERT INTO ticket_voices (ticket_id, origin, person_id, sealed, anonymous,"
            " joined_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            *(ticket_id, origin, None if anonymous else person.id, sealed),
            *(int(anonymous), stamp(now)),
        )
        if anonymous:
            self._shelve(person.id, [*self._shelved(person.id), row["id"]])
            self.leaves_traces = True
        return self.voice(row["id"])

    def voice(self, voice_id: int) -> Voice:
        row = self._sql.row(f"{VOICES} WHERE v.id = ?", voice_id)
        if row is None:
            raise NoLongerThere
        return voice_of(row)

    def of(self, ticket_id: int) -> list[Voice]:
        """Everybody who is told about this ticket, those merged into it too."""
        rows = self._sql.rows(f"{VOICES} {_HERE} AND v.left_at IS NULL ORDER BY v.id", ticket_id)
        return [voice_of(row) for row in rows]

    def here(self, ticket_id: int) -> list[Voice]:
        """The same, and those who have left: they may come back."""
        rows = self._sql.rows(f"{VOICES} {_HERE} ORDER BY v.id", ticket_id)
        return [voice_of(row) for row in rows]

    def author(self, ticket_id: int) -> Voice:
        sql = f"{VOICES} WHERE v.ticket_id = ? AND v.origin = 'author'"
        return voice_of(self._sql.one(sql, ticket_id))

    def held_by(self, person: Person) -> str:
        """The ids of all of the person's voices, as JSON."""
        sql = "SELECT id FROM ticket_voices WHERE person_id = ?"
        named = [row["id"] for row in self._sql.rows(sql, person.id)]
        return json.dumps([*named, *self._shelved(person.id)])

    def person_behind(self, voice: Voice) -> Person | None:
        """None: erased, or sealed with a key that is lost."""
        person_id = self._id_behind(voice)
        return None if person_id is None else self._people.person(person_id)

    def belongs(self, voice: Voice, person: Person) -> bool:
        return person.id != 0 and self._id_behind(voice) == person.id

    def leave(self, voice: Voice, now: datetime) -> None:
        sql = "UPDATE ticket_voices SET left_at = ? WHERE id = ?"
        self._sql.run(sql, stamp(now), voice.id)

    def come_back(self, voice: Voice) -> None:
        self._sql.run("UPDATE ticket_voices SET left_at = NULL WHERE id = ?", voice.id)

    def empty(self, person: Person) -> None:
        """Nobody is behind any of the person's voices any more."""
        self._sql.run(_EMPTY, self.held_by(person))
        self._sql.run("DELETE FROM sealed_shelves WHERE mark = ?", self.seal.mark(person.id))

    def let_go(self, voice: Voice) -> None:
        """Nobody is behind this one any more."""
        person_id = self._id_behind(voice)
        if voice.anonymous and person_id is not None:
            others = [number for number in self._shelved(person_id) if number != voice.id]
            self._shelve(person_id, others)
        self._sql.run(_EMPTY, json.dumps([voice.id]))

    def tell(
        self,
        ticket_id: int,
        news: Callable[[Voice], News],
        *,
        now: datetime,
        due_at: datetime | None = None,
        about: str = "",
    ) -> None:
        """Each of them, in their language and at their hour; who is anonymous is looked up
        only then."""
        for voice in self.of(ticket_id):
            self._tell(voice, news(voice), due_at or now, about)

    def tell_author(self, ticket_id: int, news: Callable[[Voice], News], *, now: datetime) -> None:
        """Only whoever wrote it."""
        voice = self.author(ticket_id)
        self._tell(voice, news(voice), now, "")

    def _tell(self, voice: Voice, notice: News, at: datetime, about: str) -> None:
        if voice.anonymous:
            self._put(None, _sealed(voice, notice), at, about)
        elif voice.person_id is not None:
            self._put(voice.person_id, notice, at, about)

    def _put(
        self, person_id: int | None, notice: News | SealedNews, at: datetime, about: str
    ) -> None:
        until = at + NEWS_FOR
        self._notices.put(
            person_id, notice, due_at=at, until=until, about=about or f"ticket:{notice.ticket_id}"
        )

    def _id_behind(self, voice: Voice) -> int | None:
        if not voice.anonymous:
            return voice.person_id
        sealed = self._sql.one("SELECT sealed FROM ticket_voices WHERE id = ?", voice.id)["sealed"]
        return self.seal.person_behind(sealed, voice.ticket_id) if sealed else None

    def _shelved(self, person_id: int) -> list[int]:
        mark = self.seal.mark(person_id)
        row = self._sql.row("SELECT voices FROM sealed_shelves WHERE mark = ?", mark)
        return self.seal.unpack(row["voices"], mark) if row else []

    def _shelve(self, person_id: int, voice_ids: list[int]) -> None:
        mark = self.seal.mark(person_id)
        sql = (
            "INSERT INTO sealed_shelves (mark, voices) VALUES (?, ?)"
            " ON CONFLICT (mark) DO UPDATE SET voices = excluded.voices"
        )
        self._sql.run(sql, mark, self.seal.pack(voice_ids, mark))


def voice_of(row: sqlite3.Row) -> Voice:
    return Voice(
        id=row["id"],
        ticket_id=row["ticket_id"],
        head_id=row["head_id"],
        origin=Origin(row["origin"]),
        person_id=row["person_id"],
        anonymous=bool(row["anonymous"]),
        left=row["left_at"] is not None,
    )


def _sealed(voice: Voice, notice: News) -> SealedNews:
    facts = json.dumps(asdict(notice))
    return SealedNews(voice.id, voice.ticket_id, type(notice).__name__, facts)


VOICES = """
SELECT v.*, coalesce(own.merged_into, own.id) AS head_id
FROM ticket_voices AS v JOIN tickets AS own ON own.id = v.ticket_id
"""

_HERE = """
WHERE v.ticket_id IN (SELECT ?1 UNION ALL SELECT id FROM tickets WHERE merged_into = ?1)
"""

_EMPTY = """
UPDATE ticket_voices SET person_id = NULL, sealed = NULL
 WHERE id IN (SELECT value FROM json_each(?))
"""
