"""Places and the line for them, the verbs that change them, and what people hear of it.

What is free is passed on within the verb that freed it.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from community.activities import USUAL_LENGTH, Activity, OfferEnds, OfferLapsed
from community.clashes import clashing
from community.house import House
from community.people import Role
from community.sign_ups import (
    AlreadySignedUp,
    Listed,
    NothingOffered,
    NotSignedUp,
    SignUp,
    Standing,
    accept,
    admit,
    change_companions,
    resize,
)
from storage.activities import Activities, activity_of
from storage.notices import Notices
from storage.sql import Sql, stamp
from storage.waiting_lists import WaitingLists, sign_up_of


class SignUps:
    def __init__(
        self, sql: Sql, *, activities: Activities, notices: Notices, line: WaitingLists
    ) -> None:
        self._sql, self._activities = sql, activities
        self._notices, self._line = notices, line

    # Questions

    def of(self, person_id: int, activity_id: int) -> SignUp | None:
        sql = "SELECT * FROM sign_ups WHERE activity_id = ? AND person_id = ?"
        row = self._sql.row(sql, activity_id, person_id)
        return sign_up_of(row) if row else None

    def offered(self, sign_up_id: int) -> SignUp:
        sql = "SELECT * FROM sign_ups WHERE id = ? AND standing = 'offered'"
        if row := self._sql.row(sql, sign_up_id):
            return sign_up_of(row)
        raise NothingOffered

    def position(self, waiting: SignUp) -> int:
        """In the waiting list, from 1."""
        return self._line.position(waiting)

    def count(self, activity_id: int) -> int:
        sql = "SELECT count(*) AS n FROM sign_ups WHERE activity_id = ?"
        return int(self._sql.one(sql, activity_id)["n"])

    def roster(self, activity_id: int, *, offset: int, limit: int) -> Sequence[Listed]:
        """Those with a place, then those with an offer, then the line."""
        rows = self._sql.rows(_ROSTER, activity_id, limit, offset)
        return [_listed(row) for row in rows]

    def mine(self, person_id: int, now: datetime) -> Sequence[tuple[Activity, SignUp]]:
        """What the person has signed up for and has not begun, the next first."""
        rows = self._sql.rows(_MINE, person_id, stamp(now))
        return [(activity_of(row), sign_up_of(row, id_in="sign_up_id")) for row in rows]

    def clashes(self, person_id: int, activity: Activity, now: datetime) -> Sequence[Activity]:
        """What else the person has signed up for, with a place or waiting, at the same time."""
        usual = int(USUAL_LENGTH.total_seconds())
        span = (stamp(activity.over_at), usual, stamp(activity.starts_at))
        rows = self._sql.rows(_AT_THAT_TIME, person_id, activity.id, *span)
        others = [activity_of(row) for row in rows]
        return clashing(activity, [other for other in others if now < other.over_at])

    def held(self, person_id: int) -> Sequence[dict[str, object]]:
        """Everything kept about the person's sign-ups, those of the past included."""
        return [dict(row) for row in self._sql.rows(_HELD, person_id)]

    # Verbs

    def sign_up(
        self,
        activity_id: int,
        person_id: int,
        *,
        now: datetime,
        house: House,
        companions: int = 0,
        note: str = "",
    ) -> SignUp:
        if self.of(person_id, activity_id):
            raise AlreadySignedUp
        activity = self.pass_on(activity_id, now=now, house=house)
        asked = admit(
            activity,
            person_id,
            now=now,
            someone_waits=self._line.someone_waits(activity, house),
            companions=companions,
            note=note,
        )
        return self._write_down(asked, now)

    def leave(self, activity_id: int, person_id: int, *, now: datetime, house: House) -> None:
        """Give up the place, the offer or the wish; what is freed is passed on."""
        self._activities.activity(activity_id).require_ahead(now)
        self._line.remove(self._existing(activity_id, person_id))
        self.pass_on(activity_id, now=now, house=house)

    def change_companions(
        self, activity_id: int, person_id: int, companions: int, *, now: datetime, house: House
    ) -> SignUp:
        activity = self.pass_on(activity_id, now=now, house=house)
        changed = change_companions(
            activity,
            self._existing(activity_id, person_id),
            companions,
            now=now,
            someone_waits=self._line.someone_waits(activity, house),
        )
        self._line.save(changed)
        self.pass_on(activity_id, now=now, house=house)
        return self._existing(activity_id, person_id)

    def accept(self, activity_id: int, person_id: int, now: datetime) -> SignUp:
        activity = self._activities.activity(activity_id)
        accepted = accept(activity, self._existing(activity_id, person_id), now)
        self._line.save(accepted)
        return accepted

    def decline(self, activity_id: int, person_id: int, *, now: datetime, house: House) -> None:
        """Whoever has confirmed already keeps the place: an old button must not take it."""
        if self._existing(activity_id, person_id).standing is not Standing.OFFERED:
            raise NothingOffered
        self.leave(activity_id, person_id, now=now, house=house)

    def expire(self, alarm: OfferEnds, *, now: datetime, house: House) -> Activity:
        """The deadline has come: the party leaves the line, and the next is asked."""
        activity = self._activities.activity(alarm.activity_id)
        activity.require_ahead(now)
        lapsed = self.offered(alarm.sign_up_id)
        assert lapsed.offered_until, "an offer has a deadline"
        self._line.remove(lapsed)
        notice = OfferLapsed(activity.id, stamp(lapsed.offered_until))
        self._tell(lapsed.person_id, notice, activity, now)
        return self.pass_on(activity.id, now=now, house=house)

    def resize(self, activity_id: int, capacity: int, *, now: datetime, house: House) -> Activity:
        """Another number of places; what is new is passed on."""
        self._activities.resize(resize(self._activities.activity(activity_id), capacity))
        return self.pass_on(activity_id, now=now, house=house)

    def forget(self, person_id: int, *, now: datetime, house: House) -> Sequence[int]:
        """Leave everything that is to come, and take back what was written of the past; the
        counts of the past remain. Returns the activities whose places changed."""
        coming = [activity.id for activity, _sign_up in self.mine(person_id, now)]
        for activity_id in coming:
            self.leave(activity_id, person_id, now=now, house=house)
        self._sql.run("UPDATE sign_ups SET note = '' WHERE person_id = ?", person_id)
        return coming

    def pass_on(self, activity_id: int, *, now: datetime, house: House) -> Activity:
        """Offer what is free to those who wait for it; the activity as it is then."""
        return self._line.pass_on(activity_id, now=now, house=house)

    def _tell(
        self, person_id: int, notice: OfferLapsed, activity: Activity, now: datetime
    ) -> None:
        until, about = activity.starts_at, activity.card
        self._notices.put(person_id, notice, due_at=now, until=until, about=about)

    def _existing(self, activity_id: int, person_id: int) -> SignUp:
        sign_up = self.of(person_id, activity_id)
        if sign_up is None:
            raise NotSignedUp
        return sign_up

    def _write_down(self, asked: SignUp, now: datetime) -> SignUp:
        row = self._sql.one(
            "INSERT INTO sign_ups (activity_id, person_id, standing, companions, note, rank,"
            " knows_move, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *",
            *(asked.activity_id, asked.person_id, asked.standing, asked.companions),
            *(asked.note, asked.rank, asked.knows_move, stamp(now)),
        )
        return sign_up_of(row)


def _listed(row: sqlite3.Row) -> Listed:
    return Listed(
        sign_up_of(row),
        row["name"],
        bool(row["blocked"]),
        row["position"],
        row["made_by_name"] or "",
        bool(Role.STAFF & Role(row["made_by_roles"] or 0)),
        bool(row["has_to_be_told"]),
    )


_ROSTER = """
SELECT s.*, p.name, p.blocked, m.name AS made_by_name, m.roles AS made_by_roles,
       p.telegram_id IS NULL AND p.name <> '' AND coalesce(x.telegram_id IS NULL OR x.blocked, 1)
            AS has_to_be_told,
       CASE WHEN standing = 'waiting'
            THEN row_number() OVER (PARTITION BY standing ORDER BY s.rank, s.id) END AS position
  FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id
  LEFT JOIN people AS x ON x.id = p.proxy_id LEFT JOIN people AS m ON m.id = s.made_by
 WHERE s.activity_id = ?
 ORDER BY standing = 'waiting', standing = 'offered', s.rank, s.id LIMIT ? OFFSET ?
"""

_HELD = """
SELECT a.title, datetime(a.starts_at, 'unixepoch') AS starts_at_utc, s.standing, s.companions,
       s.note, datetime(s.made_at, 'unixepoch') AS made_at_utc
  FROM sign_ups AS s JOIN activities AS a ON a.id = s.activity_id
 WHERE s.person_id = ? ORDER BY s.id
"""

_AT_THAT_TIME = """
SELECT a.*, o.name AS organiser
  FROM sign_ups AS s JOIN activities AS a ON a.id = s.activity_id
  JOIN people AS o ON o.id = a.organiser_id
 WHERE s.person_id = ? AND a.state = 'published' AND a.id <> ? AND a.starts_at < ?
   AND coalesce(a.ends_at, a.starts_at + ?) > ?
 ORDER BY a.starts_at, a.id
"""

_MINE = """
SELECT a.*, o.name AS organiser, s.id AS sign_up_id, s.activity_id, s.person_id,
       s.standing, s.companions, s.note, s.offered_until, s.rank, s.confirm_by,
       s.asked_at, s.knows_move
  FROM sign_ups AS s JOIN activities AS a ON a.id = s.activity_id
  JOIN people AS o ON o.id = a.organiser_id
 WHERE s.person_id = ? AND a.state = 'published' AND a.starts_at > ?
 ORDER BY a.starts_at, a.id
"""
