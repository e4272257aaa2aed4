"""How often each person has been asked for their opinion this month.

Under a mark that only the key can make: a plain count would tell who wrote a ticket without a name
when its closing asks how it was.
"""

from datetime import datetime

from community.asks import month_of
from community.house import House
from storage.seal import Seal
from storage.sql import Sql

KEPT = 2  # months


class Asks:
    def __init__(self, sql: Sql, *, seal: Seal) -> None:
        self._sql, self._seal = sql, seal

    def may_ask(self, person_id: int, now: datetime, house: House) -> bool:
        month = month_of(now, house.zone)
        sql = "SELECT n FROM asks WHERE mark = ? AND month = ?"
        row = self._sql.row(sql, self._seal.mark(person_id, month), month)
        return (row["n"] if row else 0) < house.asks_per_month

    def take(self, person_id: int, now: datetime, house: House) -> bool:
        """False when the person has been asked often enough; else this is one more time."""
        may = self.may_ask(person_id, now, house)
        if may:
            self.note(person_id, now, house)
        return may

    def note(self, person_id: int, now: datetime, house: House) -> None:
        """The person is being asked for something."""
        month = month_of(now, house.zone)
        self._sql.run(_NOTE, self._seal.mark(person_id, month), month)
        self._sql.run("DELETE FROM asks WHERE month < ?", month - KEPT)

    def forget(self, person_id: int, now: datetime, house: House) -> None:
        month = month_of(now, house.zone)
        sql = "DELETE FROM asks WHERE mark = ? AND month = ?"
        self._sql.run(sql, self._seal.mark(person_id, month), month)


_NOTE = """
INSERT INTO asks (mark, month, n) VALUES (?, ?, 1)
ON CONFLICT (mark, month) DO UPDATE SET n = n + 1
"""
