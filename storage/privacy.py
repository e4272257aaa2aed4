"""What is kept about one person, and how it is forgotten; counts stay, the person goes.

Knows only the house's own tables: every feature forgets for itself.
"""

from datetime import datetime, timedelta

from community.people import Home, Person, Role
from storage.audit import Audit
from storage.drafts import Drafts
from storage.people import People
from storage.sql import Sql, stamp

UNFINISHED = timedelta(days=30)  # how long a welcome that was begun waits to be finished
GUESSES_KEPT = timedelta(days=2)


class Privacy:
    def __init__(self, sql: Sql, *, people: People, drafts: Drafts, audit: Audit) -> None:
        self._sql, self._people, self._drafts, self._audit = sql, people, drafts, audit

    def held(self, person: Person) -> dict[str, object]:
        """The house's own rows that point to the person, as counts and plain values."""
        row = self._sql.one(_HELD, person.id)
        return {**row, "unfinished": self._drafts.held(person.id)}

    def keep_nothing(self, person: Person) -> None:
        """Somebody who never agreed leaves no row behind; drafts and notices go along."""
        self._forget_chat(person)
        self._sql.run("DELETE FROM people WHERE id = ? AND agreed_at IS NULL", person.id)

    def erase(self, person: Person, now: datetime) -> None:
        """The row stays, so that what it is counted in stays right; nobody is behind it."""
        self._forget_chat(person)
        for sql in _ERASE:
            self._sql.run(sql, person.id)
        nobody = Person(person.id, None, language=person.language, roles=Role.GUEST, home=Home())
        self._people.save(nobody)
        self._sql.run("UPDATE people SET telegram_id = NULL WHERE id = ?", person.id)
        self._audit.note("erased", f"person:{person.id}", by=person.id, now=now)

    def forget_old(self, now: datetime) -> None:
        """Strangers: ended letters and messages of private chats with nobody the house knows,
        welcomes never finished, old guesses, and invitation codes in letters that have left."""
        unfinished = stamp(now - UNFINISHED)
        self._sql.run(_FORGET_UNFINISHED, unfinished)
        self._sql.run(_FORGET_LETTERS)
        self._sql.run(_FORGET_CARDS)
        self._sql.run(_FORGET_CODES)
        self._sql.run("DELETE FROM guesses WHERE guessed_at < ?", stamp(now - GUESSES_KEPT))

    def _forget_chat(self, person: Person) -> None:
        """Nothing that waits to be said is said any more, but what is being sent just now."""
        chat_id = person.telegram_id
        self._sql.run("DELETE FROM outbox WHERE chat_id = ? AND state <> 'claimed'", chat_id)
        self._sql.run("DELETE FROM cards WHERE chat_id = ?", chat_id)
        self._sql.run("DELETE FROM guesses WHERE telegram_id = ?", chat_id)


_HELD = """
SELECT met_at,
    (SELECT count(*) FROM invitations WHERE made_by = people.id) AS invitations_made,
    (SELECT count(*) FROM notices WHERE person_id = people.id AND state = 'waiting')
        AS notices_waiting
FROM people WHERE id = ?
"""

_ERASE = (
    "DELETE FROM drafts WHERE person_id = ?",
    "DELETE FROM invitations WHERE made_by = ? AND used_by IS NULL",
    "UPDATE notices SET state = 'moot', key = NULL WHERE person_id = ? AND state = 'waiting'",
)

_FORGET_UNFINISHED = """
DELETE FROM people WHERE met_at < ? AND agreed_at IS NULL AND telegram_id IS NOT NULL
   AND roles = 0 AND NOT EXISTS (SELECT 1 FROM drafts WHERE person_id = people.id)
"""

_FORGET_LETTERS = """
DELETE FROM outbox WHERE chat_id > 0 AND state NOT IN ('waiting', 'claimed')
   AND chat_id NOT IN (SELECT telegram_id FROM people WHERE telegram_id IS NOT NULL)
"""

_FORGET_CARDS = """
DELETE FROM cards WHERE chat_id > 0
   AND chat_id NOT IN (SELECT telegram_id FROM people WHERE telegram_id IS NOT NULL)
"""

_FORGET_CODES = """
UPDATE outbox SET payload = '{}' WHERE state NOT IN ('waiting', 'claimed')
   AND (payload LIKE '%?start=invite-%' OR payload LIKE '%?start=mine-%')
"""
