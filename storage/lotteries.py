"""Draws that were held: the verb that holds one, and its record for everybody to check."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from community.activities import Activity, DrawHeld
from community.house import House
from community.lotteries import DrawHeldAlready, Lot, draw
from community.sign_ups import Standing
from storage.activities import Activities
from storage.notices import Notices
from storage.sql import Sql, stamp
from storage.waiting_lists import WaitingLists, sign_up_of


class Lotteries:
    def __init__(
        self, sql: Sql, *, activities: Activities, notices: Notices, line: WaitingLists
    ) -> None:
        self._sql, self._activities = sql, activities
        self._notices, self._line = notices, line

    def seed(self, activity: Activity) -> str:
        """Empty until the draw has been held: nobody is to know it before."""
        if activity.drawn_at is None:
            return ""
        sql = "SELECT draw_seed FROM activities WHERE id = ?"
        return str(self._sql.one(sql, activity.id)["draw_seed"])

    def lots(self, activity_id: int, *, offset: int, limit: int) -> Sequence[Lot]:
        """In the drawn order."""
        sql = "SELECT * FROM lots WHERE activity_id = ? ORDER BY rank LIMIT ? OFFSET ?"
        return [
            Lot(row["rank"], row["sign_up_id"], row["party"], bool(row["has_place"]))
            for row in self._sql.rows(sql, activity_id, limit, offset)
        ]

    def count(self, activity_id: int) -> int:
        sql = "SELECT count(*) AS n FROM lots WHERE activity_id = ?"
        return int(self._sql.one(sql, activity_id)["n"])

    def hold(self, activity_id: int, *, now: datetime, house: House) -> Activity:
        """Once: places for those drawn, the drawn order for the others; everybody is told."""
        activity = self._activities.activity(activity_id)
        activity.require_ahead(now)
        if not activity.awaits_draw:
            raise DrawHeldAlready
        sql = "SELECT * FROM sign_ups WHERE activity_id = ? AND standing = 'waiting'"
        entered = {row["id"]: sign_up_of(row) for row in self._sql.rows(sql, activity_id)}
        parties = {number: sign_up.party for number, sign_up in entered.items()}
        sql = "UPDATE activities SET drawn_at = ? WHERE id = ? RETURNING draw_seed"
        seed = self._sql.one(sql, stamp(now), activity_id)["draw_seed"]
        for lot in draw(seed, parties, activity.free):
            standing = Standing.CONFIRMED if lot.has_place else Standing.WAITING
            drawn = replace(entered[lot.sign_up_id], rank=lot.rank, standing=standing)
            self._line.save(drawn)
            self._write_down(activity, lot)
            self._tell(drawn.person_id, activity, now)
        return self._line.pass_on(activity_id, now=now, house=house)

    def _write_down(self, activity: Activity, lot: Lot) -> None:
        sql = "INSERT INTO lots VALUES (?, ?, ?, ?, ?)"
        facts = (lot.rank, lot.sign_up_id, lot.party, int(lot.has_place))
        self._sql.run(sql, activity.id, *facts)

    def _tell(self, person_id: int, activity: Activity, now: datetime) -> None:
        until, about = activity.starts_at, activity.card
        self._notices.put(person_id, DrawHeld(activity.id), due_at=now, until=until, about=about)
