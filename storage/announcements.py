"""Announcements from the draft to the end: what is said, when, and to whom it is meant to go."""

import json
import secrets
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta

from community.announcements import (
    Announcement,
    AnnouncementGoesOn,
    Standing,
    State,
)
from community.refusals import NoLongerThere
from community.targets import Among, Target, sampled
from storage.notices import Notices
from storage.sql import Sql, moment_or_none, stamp
from storage.targets import Targets

ALARM_LASTS = timedelta(days=120)  # however long the house stays closed


class Announcements:
    def __init__(self, sql: Sql, *, notices: Notices, targets: Targets) -> None:
        self._sql, self._notices, self._targets = sql, notices, targets

    # Questions

    def announcement(self, announcement_id: int) -> Announcement:
        row = self._sql.row("SELECT * FROM announcements WHERE id = ?", announcement_id)
        if row is None:
            raise NoLongerThere
        return _announcement(row)

    def listed(self, *, offset: int, limit: int) -> Sequence[Announcement]:
        """The newest first."""
        sql = "SELECT * FROM announcements ORDER BY id DESC LIMIT ? OFFSET ?"
        return [_announcement(row) for row in self._sql.rows(sql, limit, offset)]

    def unfinished(self) -> Sequence[Announcement]:
        """Those that the house has to look after by itself."""
        sql = "SELECT * FROM announcements WHERE state IN ('planned', 'running') ORDER BY id"
        return [_announcement(row) for row in self._sql.rows(sql)]

    def count(self) -> int:
        return int(self._sql.one("SELECT count(*) AS n FROM announcements")["n"])

    def meant(self, announcement: Announcement) -> Sequence[int]:
        """The ids of those whom it is for at this moment."""
        if not announcement.in_private:
            return []
        people = self._targets.people(announcement.target)
        if announcement.sample is None:
            return people
        return sampled(people, announcement.sample, announcement.seed)

    def held(self, person_id: int) -> Sequence[dict[str, object]]:
        return [dict(row) for row in self._sql.rows(_HELD, person_id)]

    # Verbs

    def create(self, new: Announcement, now: datetime) -> Announcement:
        row = self._sql.one(
            f"INSERT INTO announcements ({_COLUMNS}, seed, made_by, made_at)"  # noqa: S608
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
            *(*_values(new), secrets.token_hex(16), new.made_by, stamp(now)),
        )
        return _announcement(row)

    def change(self, changed: Announcement) -> Announcement:
        """A draft says something else, or goes to others."""
        self.announcement(changed.id).require_draft()
        self._sql.run(_CHANGE, *_values(changed), changed.id)
        return self.announcement(changed.id)

    def drop(self, announcement_id: int) -> None:
        self.announcement(announcement_id).require_draft()
        self._sql.run("DELETE FROM announcements WHERE id = ?", announcement_id)

    def plan(self, announcement: Announcement, now: datetime) -> Announcement:
        """It goes at its moment, or at once where that has passed."""
        announcement.require_draft()
        at = max(announcement.starts_at or now, now)
        sql = "UPDATE announcements SET state = 'planned', starts_at = ? WHERE id = ?"
        self._sql.run(sql, stamp(at), announcement.id)
        return self.go_on(announcement, at)

    def stand(self, announcement: Announcement, state: State, now: datetime) -> Announcement:
        ended = stamp(now) if state in (State.OVER, State.CANCELLED) else None
        sql = "UPDATE announcements SET state = ?, ended_at = ? WHERE id = ?"
        self._sql.run(sql, state, ended, announcement.id)
        return self.announcement(announcement.id)

    def go_on(self, announcement: Announcement, at: datetime) -> Announcement:
        """The house looks after it at this moment, and at no other."""
        kinds = (AnnouncementGoesOn,)
        self._notices.withdraw(about=announcement.card, kinds=kinds)
        alarm, until = AnnouncementGoesOn(announcement.id), at + ALARM_LASTS
        self._notices.put(None, alarm, due_at=at, until=until, about=announcement.card)
        return self.announcement(announcement.id)


def _announcement(row: sqlite3.Row) -> Announcement:
    return Announcement(
        row["words"],
        row["made_by"],
        row["photo"],
        bool(row["in_group"]),
        bool(row["in_private"]),
        Target(Among(row["among"]), tuple(json.loads(row["which"]))),
        row["sample"],
        bool(row["urgent"]),
        moment_or_none(row["starts_at"]),
        row["seed"],
        State(row["state"]),
        moment_or_none(row["begun_at"]),
        None if row["group_state"] == "none" else Standing(row["group_state"]),
        row["id"],
    )


def _values(one: Announcement) -> Sequence[object]:
    """As the columns below want them."""
    return (
        *(one.words, one.photo, int(one.in_group), int(one.in_private)),
        *(one.target.among, json.dumps(one.target.which, ensure_ascii=False), one.sample),
        *(int(one.urgent), stamp(one.starts_at) if one.starts_at else None),
    )


_COLUMNS = "words, photo, in_group, in_private, among, which, sample, urgent, starts_at"

_CHANGE = f"""
UPDATE announcements SET ({_COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?
"""  # noqa: S608 -- constants

_HELD = """
SELECT words, state, datetime(made_at, 'unixepoch') AS made_at_utc
  FROM announcements WHERE made_by = ? ORDER BY id
"""
