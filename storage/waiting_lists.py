"""The line for places: who stands in it, and to whom what is free is passed on.

Its order is (rank, id): the draw gives ranks, else it is the order of signing up.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from community.activities import Activity, OfferEnds, PlaceGiven, PlaceOffered
from community.hours import QuietHours
from community.house import House
from community.people import Topic
from community.sign_ups import SignUp, Standing, offer, pass_on
from storage.activities import Activities
from storage.notices import Notices
from storage.people import People
from storage.sql import Sql, moment_or_none, stamp


class WaitingLists:
    def __init__(
        self, sql: Sql, *, activities: Activities, notices: Notices, people: People
    ) -> None:
        self._sql, self._activities = sql, activities
        self._notices, self._people = notices, people

    def position(self, waiting: SignUp) -> int:
        """In the waiting list, from 1."""
        row = self._sql.one(_POSITION, waiting.activity_id, waiting.rank, waiting.id)
        return int(row["n"])

    def someone_waits(self, activity: Activity, house: House) -> bool:
        """Only asked when it matters: when nothing is free everybody waits anyway."""
        if not (activity.free and activity.waiting):
            return False
        return next(self._line(activity, house), None) is not None

    def pass_on(self, activity_id: int, *, now: datetime, house: House) -> Activity:
        """Offer what is free to those who wait for it; the activity as it is then."""
        activity = self._activities.activity(activity_id)
        if not (activity.free and activity.waiting):
            return activity
        line = self._line(activity, house)
        for given in pass_on(activity, line, now=now, lasts=house.offer_lasts):
            self.save(given)
            self._announce(activity, given, now)
        return self._activities.activity(activity_id)

    def offer_anew(self, activity: Activity, *, now: datetime, house: House) -> None:
        """Of a moved activity: the deadlines of its offers fit the new start. Tells nobody of
        the offers themselves: whoever calls does, with the move."""
        self._notices.withdraw(about=activity.card, kinds=(PlaceOffered, OfferEnds))
        sql = "SELECT * FROM sign_ups WHERE activity_id = ? AND standing = 'offered'"
        for row in self._sql.rows(sql, activity.id):
            offered = sign_up_of(row)
            hours = QuietHours.of(house, self._people.hearer(offered.person_id))
            lasts = house.offer_lasts
            given = offer(activity, offered, now=now, hours=hours, lasts=lasts)
            # Nobody can be told before the start: the place stays theirs until then.
            kept = given or replace(offered, standing=Standing.CONFIRMED, offered_until=None)
            self.save(kept)
            self._set_end(activity, kept)

    def offers(self, activity_id: int) -> list[int]:
        """The ids of the sign-ups with an offer."""
        sql = "SELECT id FROM sign_ups WHERE activity_id = ? AND standing = 'offered'"
        return [row["id"] for row in self._sql.rows(sql, activity_id)]

    def save(self, sign_up: SignUp) -> None:
        self._sql.run(
            _SAVE,
            *(sign_up.standing, sign_up.companions, sign_up.rank, sign_up.knows_move),
            *(_stamp(sign_up.offered_until), _stamp(sign_up.confirm_by)),
            *(_stamp(sign_up.asked_at), sign_up.id),
        )

    def remove(self, sign_up: SignUp) -> None:
        """What the person was going to hear about it is moot with it."""
        self._sql.run("DELETE FROM sign_ups WHERE id = ?", sign_up.id)
        about = f"activity:{sign_up.activity_id}"
        self._notices.withdraw(about=about, person_id=sign_up.person_id)

    def _line(self, activity: Activity, house: House) -> Iterator[tuple[SignUp, QuietHours]]:
        """Those waiting who would ever fit and whom the bot can reach, read one by one: mostly
        the first is enough."""
        last = (-1, 0)
        while row := self._sql.row(_NEXT_IN_LINE, activity.id, *last, activity.capacity):
            last = (row["rank"], row["id"])
            hearer = self._people.hearer(row["person_id"])
            if hearer and Topic.OFFERS not in hearer.muted:
                yield sign_up_of(row), QuietHours.of(house, hearer)

    def _announce(self, activity: Activity, given: SignUp, now: datetime) -> None:
        about = activity.card
        if given.offered_until is None:
            notice, until = PlaceGiven(activity.id), activity.starts_at
            self._notices.put(given.person_id, notice, due_at=now, until=until, about=about)
            return
        offered = PlaceOffered(activity.id, given.id)
        self._notices.put(
            given.person_id, offered, due_at=now, until=given.offered_until, about=about
        )
        self._set_end(activity, given)

    def _set_end(self, activity: Activity, given: SignUp) -> None:
        if given.offered_until is None:
            return
        self._notices.put(
            None,
            OfferEnds(activity.id, given.id),
            due_at=given.offered_until,
            until=max(given.offered_until, activity.starts_at) + timedelta(seconds=1),
            about=activity.card,
        )


def sign_up_of(row: sqlite3.Row, *, id_in: str = "id") -> SignUp:
    return SignUp(
        row["activity_id"],
        row["person_id"],
        Standing(row["standing"]),
        row["companions"],
        row["note"],
        moment_or_none(row["offered_until"]),
        row[id_in],
        row["rank"],
        moment_or_none(row["confirm_by"]),
        moment_or_none(row["asked_at"]),
        row["knows_move"],
    )


def _stamp(moment: datetime | None) -> int | None:
    return None if moment is None else stamp(moment)


_POSITION = """
SELECT count(*) AS n FROM sign_ups
 WHERE activity_id = ? AND standing = 'waiting' AND (rank, id) <= (?, ?)
"""

_NEXT_IN_LINE = """
SELECT s.* FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id
  JOIN people AS h ON h.id = CASE WHEN p.telegram_id IS NULL THEN p.proxy_id ELSE p.id END
 WHERE s.activity_id = ? AND s.standing = 'waiting' AND (s.rank, s.id) > (?, ?)
   AND s.companions < ? AND h.blocked = 0 AND h.telegram_id IS NOT NULL
 ORDER BY s.rank, s.id LIMIT 1
"""

_SAVE = """
UPDATE sign_ups SET standing = ?, companions = ?, rank = ?, knows_move = ?, offered_until = ?,
    confirm_by = ?, asked_at = ? WHERE id = ?
"""
