"""Shifts of the next twelve days and volunteers who could take them, as many as wanted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.neighbourhood import FIRST_PERSON, prepare, write_into
from community.house import House
from community.shifts import Part, Shift
from community.volunteers import EVERY_FREE_TIME, Profile
from storage.records import Records

TWELVE_DAYS = timedelta(days=12)
LASTS = timedelta(hours=2)
TITLES = ("夜间巡逻", "助餐", "图书室值守", "垃圾分类引导", "陪伴读报")
COOKING = "cooking"  # every fifth shift needs it, every third volunteer can


def prepare_shifts(folder: Path, *, shifts: int, volunteers: int) -> None:
    prepare(folder, volunteers, activities=0)

    def fill(db: Records) -> None:
        now = datetime.now(UTC)
        for number in range(shifts):
            _plan(db, number, now + timedelta(hours=1) + TWELVE_DAYS * number / shifts, now)
        for number in range(volunteers):
            _enrol(db, number, now)

    write_into(folder, fill)


def _plan(db: Records, number: int, starts_at: datetime, now: datetime) -> None:
    at = starts_at.replace(microsecond=0)
    planned = Shift(TITLES[number % len(TITLES)], at, at + LASTS, place="社区服务中心")
    part = Part(1, "做饭", COOKING) if number % len(TITLES) == 0 else Part(3)
    made = db.shifts.create(planned, [part], by=1, now=now, house=House())
    db.shifts.publish(made.id, now=now, house=House())


def _enrol(db: Records, number: int, now: datetime) -> None:
    """Free at every other time of the week, and with one shift already."""
    person = db.people.by_telegram(FIRST_PERSON + number)
    assert person, number
    skills = frozenset({COOKING} if number % 3 == 0 else ())
    free = frozenset(EVERY_FREE_TIME[number % 2 :: 2])
    db.volunteers.enrol(Profile(person.id, skills, free=free), now=now, house=House())
    [(_shift, part)] = db.rota.can_take(person.id, now, limit=1)
    db.crews.take(part.id, person.id, now=now)
