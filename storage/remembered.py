"""The few things the house remembers about itself across a restart."""

from storage.sql import Sql


class Remembered:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def value(self, name: str) -> str | None:
        row = self._sql.row("SELECT value FROM remembered WHERE name = ?", name)
        return row["value"] if row else None

    def put(self, name: str, value: str) -> None:
        self._sql.run(
            "INSERT INTO remembered (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            *(name, value),
        )

    def forget(self, name: str) -> None:
        self._sql.run("DELETE FROM remembered WHERE name = ?", name)
