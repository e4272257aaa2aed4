"""Places and the line for them, the verbs that change them, and what people hear of it.

What is free is passed on within the verb that freed it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from community.activities import (
    Activity,
    OfferEnds,
    OfferLapsed,
    PlaceGiven,
    PlaceOffered,
)
from community.hours import QuietHours
from community.house import House
from community.people import Topic
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
    pass_on,
    resize,
)
from storage.activities import Activities, activity_of
from storage.notices import Notices
from storage.people import People
from storage.sql import Sql, moment_or_none, stamp


class SignUps:
    def __init__(
        self, sql: Sql, *, activities: Activities, notices: Notices, people: People
    ) -> None:
        self._sql, self._activities = sql, activities
        self._notices, self._people = notices, people

    # Questions

    def of(self, person_id: int, activity_id: int) -> SignUp | None:
        sql = "SELECT * FROM sign_ups WHERE activity_id = ? AND person_id = ?"
        row = self._sql.row(sql, activity_id, person_id)
        return _sign_up(row) if row else None

    def offered(self, sign_up_id: int) -> SignUp:
        sql = "SELECT * FROM sign_ups WHERE id = ? AND standing = 'offered'"
        if row := self._sql.row(sql, sign_up_id):
            return _sign_up(row)
        raise NothingOffered

    def position(self, waiting: SignUp) -> int:
        """In the waiting list, from 1."""
        sql = (
            "SELECT count(*) AS n FROM sign_ups"
            " WHERE activity_id = ? AND standing = 'waiting' AND id <= ?"
        )
        return int(self._sql.one(sql, waiting.activity_id, waiting.id)["n"])

    def count(self, activity_id: int) -> int:
        sql = "SELECT count(*) AS n FROM sign_ups WHERE activity_id = ?"
        return int(self._sql.one(sql, activity_id)["n"])

    def roster(self, activity_id: int, *, offset: int, limit: int) -> Sequence[Listed]:
        """Those with a place, then those with an offer, then the line."""
        return [
            Listed(_sign_up(row), row["name"], bool(row["blocked"]), row["position"])
            for row in self._sql.rows(_ROSTER, activity_id, limit, offset)
        ]

    def mine(self, person_id: int, now: datetime) -> Sequence[tuple[Activity, SignUp]]:
        """What the person has signed up for and has not begun, the next first."""
        rows = self._sql.rows(_MINE, person_id, stamp(now))
        return [(activity_of(row), _sign_up(row, id_in="sign_up_id")) for row in rows]

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
            someone_waits=self._someone_waits(activity, house),
            companions=companions,
            note=note,
        )
        return self._write_down(asked, now)

    def leave(self, activity_id: int, person_id: int, *, now: datetime, house: House) -> None:
        """Give up the place, the offer or the wish; what is freed is passed on."""
        self._activities.activity(activity_id).require_ahead(now)
        self._remove(self._existing(activity_id, person_id))
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
            someone_waits=self._someone_waits(activity, house),
        )
        self._save(changed)
        self.pass_on(activity_id, now=now, house=house)
        return self._existing(activity_id, person_id)

    def accept(self, activity_id: int, person_id: int, now: datetime) -> SignUp:
        activity = self._activities.activity(activity_id)
        accepted = accept(activity, self._existing(activity_id, person_id), now)
        self._save(accepted)
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
        self._remove(lapsed)
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

    # The line

    def pass_on(self, activity_id: int, *, now: datetime, house: House) -> Activity:
        """Offer what is free to those who wait for it; the activity as it is then."""
        activity = self._activities.activity(activity_id)
        if not (activity.free and activity.waiting):
            return activity
        line = self._line(activity, house)
        for given in pass_on(activity, line, now=now, lasts=house.offer_lasts):
            self._save(given)
            self._announce(activity, given, now)
        return self._activities.activity(activity_id)

    def _line(self, activity: Activity, house: House) -> Iterator[tuple[SignUp, QuietHours]]:
        """Those waiting who would ever fit and whom the bot can reach, read one by one: mostly
        the first is enough."""
        last = 0
        while row := self._sql.row(_NEXT_IN_LINE, activity.id, last, activity.capacity):
            last = row["id"]
            person = self._people.person(row["person_id"])
            if person and Topic.OFFERS not in person.muted:
                yield _sign_up(row), QuietHours.of(house, person)

    def _someone_waits(self, activity: Activity, house: House) -> bool:
        """Only asked when it matters: when nothing is free everybody waits anyway."""
        if not (activity.free and activity.waiting):
            return False
        return next(self._line(activity, house), None) is not None

    def _announce(self, activity: Activity, given: SignUp, now: datetime) -> None:
        if given.offered_until is None:
            self._tell(given.person_id, PlaceGiven(activity.id), activity, now)
            return
        about, until = activity.card, given.offered_until
        offer = PlaceOffered(activity.id, given.id)
        self._notices.put(given.person_id, offer, due_at=now, until=until, about=about)
        self._notices.put(
            None,
            OfferEnds(activity.id, given.id),
            due_at=until,
            until=max(until, activity.starts_at) + timedelta(seconds=1),
            about=about,
        )

    def _tell(
        self, person_id: int, notice: PlaceGiven | OfferLapsed, activity: Activity, now: datetime
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
            "INSERT INTO sign_ups (activity_id, person_id, standing, companions, note, made_at)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING *",
            *(asked.activity_id, asked.person_id, asked.standing),
            *(asked.companions, asked.note, stamp(now)),
        )
        return _sign_up(row)

    def _save(self, sign_up: SignUp) -> None:
        self._sql.run(
            "UPDATE sign_ups SET standing = ?, companions = ?, offered_until = ? WHERE id = ?",
            *(sign_up.standing, sign_up.companions),
            *(stamp(sign_up.offered_until) if sign_up.offered_until else None, sign_up.id),
        )

    def _remove(self, sign_up: SignUp) -> None:
        """What the person was going to hear about it is moot with it."""
        self._sql.run("DELETE FROM sign_ups WHERE id = ?", sign_up.id)
        about = f"activity:{sign_up.activity_id}"
        self._notices.withdraw(about=about, person_id=sign_up.person_id)


def _sign_up(row: sqlite3.Row, *, id_in: str = "id") -> SignUp:
    return SignUp(
        row["activity_id"],
        row["person_id"],
        Standing(row["standing"]),
        row["companions"],
        row["note"],
        moment_or_none(row["offered_until"]),
        row[id_in],
    )


_NEXT_IN_LINE = """
SELECT s.* FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id
 WHERE s.activity_id = ? AND s.standing = 'waiting' AND s.id > ?
   AND s.companions < ? AND p.blocked = 0 AND p.telegram_id IS NOT NULL
 ORDER BY s.id LIMIT 1
"""

_ROSTER = """
SELECT s.*, p.name, p.blocked,
       CASE WHEN standing = 'waiting'
            THEN row_number() OVER (PARTITION BY standing ORDER BY s.id) END AS position
  FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id
 WHERE s.activity_id = ?
 ORDER BY standing = 'waiting', standing = 'offered', s.id LIMIT ? OFFSET ?
"""

_HELD = """
SELECT a.title, datetime(a.starts_at, 'unixepoch') AS starts_at_utc, s.standing, s.companions,
       s.note, datetime(s.made_at, 'unixepoch') AS made_at_utc
  FROM sign_ups AS s JOIN activities AS a ON a.id = s.activity_id
 WHERE s.person_id = ? ORDER BY s.id
"""

_MINE = """
SELECT a.*, o.name AS organiser, s.id AS sign_up_id, s.activity_id, s.person_id,
       s.standing, s.companions, s.note, s.offered_until
  FROM sign_ups AS s JOIN activities AS a ON a.id = s.activity_id
  JOIN people AS o ON o.id = a.organiser_id
 WHERE s.person_id = ? AND a.state = 'published' AND a.starts_at > ?
 ORDER BY a.starts_at, a.id
"""
