"""Which updates have been taken, so that a second delivery changes nothing."""

from datetime import datetime, timedelta

from storage.sql import Sql, stamp

KEPT = timedelta(hours=48)


class Updates:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def take(self, update_id: int, now: datetime) -> bool:
        """False when it has been taken before. Ids are compared for equality only."""
        sql = "INSERT OR IGNORE INTO updates (id, taken_at) VALUES (?, ?)"
        return self._sql.run(sql, update_id, stamp(now)) == 1

    def failed(self, update_id: int, *, code: str, error: BaseException) -> None:
        sql = "UPDATE updates SET code = ?, error = ? WHERE id = ?"
        self._sql.run(sql, code, type(error).__name__, update_id)

    def forget_old(self, now: datetime) -> None:
        self._sql.run("DELETE FROM updates WHERE taken_at < ?", stamp(now - KEPT))
