"""Rows of shifts and of those in them, as the rules know them."""

import sqlite3

from community.assignments import Assignment, Standing
from community.shifts import Part, Shift, ShiftState
from storage.sql import moment, moment_or_none


def shift_of(row: sqlite3.Row) -> Shift:
    return Shift(
        id=row["id"],
        title=row["title"],
        details=row["details"],
        place=row["place"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        starts_at=moment(row["starts_at"]),
        ends_at=moment(row["ends_at"]),
        activity_id=row["activity_id"],
        series_id=row["series_id"],
        responsible_id=row["responsible_id"],
        responsible=row["responsible"] or "",
        state=ShiftState(row["state"]),
        cancel_reason=row["cancel_reason"],
        is_visit=bool(row["is_visit"]),
        visited_id=row["visited_id"],
        wanted=row["wanted"],
        taken=row["taken"],
    )


def part_of(row: sqlite3.Row) -> Part:
    return Part(
        id=row["id"],
        shift_id=row["shift_id"],
        name=row["name"],
        skill=row["skill"],
        needs_approval=bool(row["needs_approval"]),
        wanted=row["wanted"],
        taken=row["taken"],
    )


def assignment_of(row: sqlite3.Row, *, id_in: str = "id") -> Assignment:
    return Assignment(
        id=row[id_in],
        shift_id=row["shift_id"],
        part_id=row["part_id"],
        person_id=row["person_id"],
        standing=Standing(row["standing"]),
        insisted=bool(row["insisted"]),
        made_by=row["made_by"],
        asked_at=moment_or_none(row["asked_at"]),
        came_at=moment_or_none(row["came_at"]),
        left_at=moment_or_none(row["left_at"]),
        claimed_at=moment_or_none(row["claimed_at"]),
        excused_at=moment_or_none(row["excused_at"]),
        reason=row["reason"],
    )


WITH_RESPONSIBLE = """
SELECT s.*, r.name AS responsible FROM shifts AS s LEFT JOIN people AS r ON r.id = s.responsible_id
"""
