"""Ticket rows, their threads, and the alarms of their clocks: what every verb about a ticket
reads and writes. Knows nobody's name but the staff's."""

import json
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta

from community.clocks import rings_of
from community.house import House
from community.refusals import NoLongerThere
from community.threads import Attachment, Entry, EntryKind, Side
from community.tickets import Kind, Move, State, Ticket
from storage.notices import Notices
from storage.sql import Sql, moment, moment_or_none, stamp

RINGS_FOR = timedelta(days=30)  # an alarm after a long stop still says what is overdue


class Cases:
    def __init__(self, sql: Sql, notices: Notices) -> None:
        self._sql, self._notices = sql, notices

    def ticket(self, ticket_id: int) -> Ticket:
        row = self._sql.row(f"{WITH_OWNER} WHERE t.id = ?", ticket_id)
        if row is None:
            raise NoLongerThere
        return ticket_of(row)

    def create(
        self, ticket: Ticket, *, opened_by: int | None, now: datetime, house: House
    ) -> Ticket:
        row = self._sql.one(
            _INSERT,
            *(ticket.kind, ticket.category, ticket.building, ticket.place, ticket.state),
            *(int(ticket.urgent), int(ticket.anonymous)),
            json.dumps(dict(ticket.answers), ensure_ascii=False),
            *(opened_by, stamp(now)),
            *(_seconds(ticket.answer_within), _seconds(ticket.solve_within)),
            *(_stamp(ticket.first_due_at), _stamp(ticket.solution_due_at)),
            *(int(ticket.is_open), _stamp(ticket.due_at)),
        )
        created = replace(ticket, id=row["id"])
        self._set_alarms(created, house)
        return created

    def save(self, before: Ticket, after: Ticket, *, house: House) -> Ticket:
        """Everything about it that can change, and its alarms where its clocks have."""
        self._sql.run(_UPDATE, *_changing(after), after.id)
        if _clocks(before) != _clocks(after):
            self._notices.withdraw(about=f"clocks:{after.id}")
            self._set_alarms(after, house)
        return self.ticket(after.id)

    def note(self, entry: Entry, *, source: bytes | None = None) -> Entry:
        """Written into the thread, where it stays."""
        file = entry.file or Attachment("", "")
        row = self._sql.one(
            _INSERT_ENTRY,
            *(entry.ticket_id, entry.side, entry.kind, entry.voice_id, entry.staff_id),
            *(entry.text, file.kind, file.file_id, stamp(entry.at)),
            *(_stamp(entry.follow_up_at), source),
        )
        return replace(entry, id=row["id"])

    def moved(
        self,
        ticket: Ticket,
        move: Move,
        *,
        now: datetime,
        staff_id: int | None = None,
        voice_id: int | None = None,
        why: str = "",
    ) -> Entry:
        """The move itself, in the thread: made by staff, by whoever it belongs to, or by the
        house."""
        side = Side.STAFF if staff_id else Side.RESIDENT if voice_id else Side.HOUSE
        entry = Entry(0, ticket.id, side, EntryKind.MOVE, now, f"{move} {why}".strip())
        return self.note(replace(entry, staff_id=staff_id, voice_id=voice_id))

    def thread(self, ticket_id: int) -> list[Entry]:
        """Everything, in order, of what was merged into it too."""
        return [entry_of(row) for row in self._sql.rows(f"{_THREAD} ORDER BY e.id", ticket_id)]

    def thread_of(self, ticket_id: int, voice_id: int, *, limit: int) -> list[Entry]:
        """What whoever has this voice may see: their own words, and what staff said to them."""
        rows = self._sql.rows(_OPEN_TO, ticket_id, voice_id, limit)
        return [entry_of(row) for row in reversed(rows)]

    def said_first(self, voice_id: int, most: int) -> list[Entry]:
        rows = self._sql.rows(
            f"{ENTRIES} WHERE e.voice_id = ? ORDER BY e.id LIMIT ?", voice_id, most
        )
        return [entry_of(row) for row in rows]

    def entry(self, entry_id: int) -> Entry:
        row = self._sql.row(f"{ENTRIES} WHERE e.id = ?", entry_id)
        if row is None:
            raise NoLongerThere
        return entry_of(row)

    def entry_from(self, source: bytes) -> Entry | None:
        row = self._sql.row(f"{ENTRIES} WHERE e.source = ?", source)
        return entry_of(row) if row else None

    def revise(self, entry: Entry, text: str, now: datetime) -> Entry:
        """The words change; what they were is kept."""
        old = "INSERT INTO ticket_revisions (entry_id, text, until) VALUES (?, ?, ?)"
        self._sql.run(old, entry.id, entry.text, stamp(now))
        new = "UPDATE ticket_entries SET text = ?, edited_at = ? WHERE id = ?"
        self._sql.run(new, text, stamp(now), entry.id)
        return replace(entry, text=text, edited_at=now)

    def count_voices(self, ticket_id: int) -> None:
        self._sql.run(_COUNT_VOICES, ticket_id)

    def _set_alarms(self, ticket: Ticket, house: House) -> None:
        """Keyed by what is due when: an alarm that has rung for this does not ring again."""
        for at, ring in rings_of(ticket, house.working):
            self._notices.put(
                None,
                ring,
                due_at=at,
                until=at + RINGS_FOR,
                key=f"{type(ring).__name__}:{ticket.id}:{ring.clock}:{ring.due}",
                about=f"clocks:{ticket.id}",
            )


def ticket_of(row: sqlite3.Row) -> Ticket:
    ticket = Ticket(
        id=row["id"],
        kind=Kind(row["kind"]),
        category=row["category"],
        state=State(row["state"]),
        opened_at=moment(row["opened_at"]),
        words=row["words"] or "",
        building=row["building"],
        place=row["place"],
        urgent=bool(row["urgent"]),
        anonymous=bool(row["anonymous"]),
        by_proxy=row["opened_by"] is not None,
        answers=json.loads(row["answers"]),
        voices=row["voices"],
        marked=bool(row["marked"]),
    )
    return _as_it_stands(ticket, row)


def _as_it_stands(ticket: Ticket, row: sqlite3.Row) -> Ticket:
    """In whose hands it is, and what is due when."""
    return replace(
        ticket,
        owner_id=row["owner_id"],
        owner=row["owner"] or "",
        proposed_by=row["proposed_by"],
        merged_into=row["merged_into"],
        answer_within=timedelta(seconds=row["answer_within"]),
        solve_within=timedelta(seconds=row["solve_within"]),
        first_due_at=moment_or_none(row["first_due_at"]),
        solution_due_at=moment_or_none(row["solution_due_at"]),
        solution_left=_span(row["solution_left"]),
        first_answered_at=moment_or_none(row["first_answered_at"]),
        asked_at=moment_or_none(row["asked_at"]),
        closed_at=moment_or_none(row["closed_at"]),
        closings=row["closings"],
        reopenings=row["reopenings"],
    )


def entry_of(row: sqlite3.Row) -> Entry:
    file = Attachment(row["file_kind"], row["file_id"]) if row["file_kind"] else None
    return Entry(
        id=row["id"],
        ticket_id=row["ticket_id"],
        side=Side(row["side"]),
        kind=EntryKind(row["kind"]),
        at=moment(row["at"]),
        text=row["text"],
        file=file,
        voice_id=row["voice_id"],
        staff_id=row["staff_id"],
        staff=row["staff"] or "",
        edited_at=moment_or_none(row["edited_at"]),
        follow_up_at=moment_or_none(row["follow_up_at"]),
    )


def _changing(ticket: Ticket) -> tuple[object, ...]:
    return (
        *(ticket.kind, ticket.category, ticket.state, int(ticket.urgent)),
        *(ticket.owner_id, ticket.proposed_by, ticket.merged_into),
        *(_seconds(ticket.answer_within), _seconds(ticket.solve_within)),
        *(_stamp(ticket.first_due_at), _stamp(ticket.solution_due_at)),
        _seconds(ticket.solution_left) if ticket.solution_left is not None else None,
        *(_stamp(ticket.first_answered_at), _stamp(ticket.asked_at), _stamp(ticket.closed_at)),
        *(ticket.closings, ticket.reopenings, int(ticket.marked)),
        *(int(ticket.is_open), _stamp(ticket.due_at)),
    )


def _clocks(ticket: Ticket) -> tuple[object, ...]:
    promised = (ticket.answer_within, ticket.solve_within)
    return (ticket.first_due_at, ticket.solution_due_at, *promised)


def _stamp(at: datetime | None) -> int | None:
    return stamp(at) if at else None


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())


def _span(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


# The first words of a ticket stand for it in lists.
WITH_OWNER = """
SELECT t.*, p.name AS owner,
    (SELECT text FROM ticket_entries WHERE ticket_id = t.id ORDER BY id LIMIT 1) AS words
FROM tickets AS t LEFT JOIN people AS p ON p.id = t.owner_id
"""

ENTRIES = """
SELECT e.*, p.name AS staff FROM ticket_entries AS e LEFT JOIN people AS p ON p.id = e.staff_id
"""

_THREAD = f"""
{ENTRIES} WHERE e.ticket_id = ?1
   OR e.ticket_id IN (SELECT id FROM tickets WHERE merged_into = ?1)
"""  # noqa: S608 -- constants

_OPEN_TO = f"""
{ENTRIES} WHERE (e.voice_id = ?2 AND e.kind = 'words')
   OR (e.ticket_id IN (?1, (SELECT ticket_id FROM ticket_voices WHERE id = ?2))
       AND e.kind IN ('question', 'answer', 'closing'))
 ORDER BY e.id DESC LIMIT ?3
"""  # noqa: S608 -- constants

_INSERT = """
INSERT INTO tickets (kind, category, building, place, state, urgent, anonymous, answers,
    opened_by, opened_at, answer_within, solve_within, first_due_at, solution_due_at, is_open,
    due_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
"""

_UPDATE = """
UPDATE tickets SET kind = ?, category = ?, state = ?, urgent = ?, owner_id = ?, proposed_by = ?,
    merged_into = ?, answer_within = ?, solve_within = ?, first_due_at = ?, solution_due_at = ?,
    solution_left = ?, first_answered_at = ?, asked_at = ?, closed_at = ?, closings = ?,
    reopenings = ?, marked = ?, is_open = ?, due_at = ?
 WHERE id = ?
"""

_INSERT_ENTRY = """
INSERT INTO ticket_entries (ticket_id, side, kind, voice_id, staff_id, text, file_kind, file_id,
    at, follow_up_at, source)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
"""

_COUNT_VOICES = """
UPDATE tickets SET voices = (
    SELECT count(*) FROM ticket_voices AS v JOIN tickets AS own ON own.id = v.ticket_id
     WHERE (own.id = ?1 OR own.merged_into = ?1) AND v.left_at IS NULL)
 WHERE id = ?1
"""
