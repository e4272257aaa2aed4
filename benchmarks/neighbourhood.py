"""A neighbourhood of any size, written into a fresh database, and the taps of its people."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from community.activities import Activity
from community.house import House
from community.people import Home, Person, Role
from handlers.activities.buttons import Join
from handlers.kit.screen import Press
from storage.records import Records
from storage.store import open_store

FIRST_PERSON = 1001  # Telegram's id
FIRST_UPDATE = 500_000_001
ACTIVITIES = 60
EACH_JOINS = 6
LANGUAGES = ("zh_Hans", "zh_Hant", "en")

Json = dict[str, Any]


def prepare(
    folder: Path,
    people: int,
    *,
    activities: int = ACTIVITIES,
    capacity: int = 50,
    starts_at: datetime | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> None:
    """So many residents, and so many activities, next week unless told otherwise."""

    def fill(db: Records) -> None:
        now = datetime.now(UTC)
        start = starts_at or now + timedelta(days=7)
        ids = [
            _resident(db, number, languages[number % len(languages)], now)
            for number in range(people)
        ]
        for number in range(activities):
            activity = _activity(number, start, organiser_id=ids[0], capacity=capacity)
            created = db.activities.create(activity, now)
            db.activities.publish(created.id, now=now, house=House())

    write_into(folder, fill)


def everybody_signs_up(folder: Path, activity_id: int) -> None:
    def fill(db: Records) -> None:
        now = datetime.now(UTC)
        for person in db.people.with_role(Role.RESIDENT):
            db.sign_ups.sign_up(activity_id, person.id, now=now, house=House())

    write_into(folder, fill)


def some_sign_up(folder: Path, activity_id: int, people: Iterable[int]) -> None:
    """By their numbers, from 0."""

    def fill(db: Records) -> None:
        now = datetime.now(UTC)
        for number in people:
            person = db.people.by_telegram(FIRST_PERSON + number)
            assert person, number
            db.sign_ups.sign_up(activity_id, person.id, now=now, house=House())

    write_into(folder, fill)


def write_into(folder: Path, fill: Callable[[Records], None]) -> None:
    """With the house's own verbs, in one transaction."""
    asyncio.run(_write(folder, fill))


def texts(count: int) -> list[Json]:
    """Private messages, as an echo gets them."""
    return [
        {"update_id": FIRST_UPDATE + number, "message": _said(number)} for number in range(count)
    ]


def taps_on_join(people: int) -> list[Json]:
    """Everybody joins six different activities, on a card of their own for each."""
    pairs = [
        (person, (person * EACH_JOINS + turn) % ACTIVITIES)
        for turn in range(EACH_JOINS)
        for person in range(people)
    ]
    return [
        {"update_id": FIRST_UPDATE + number, "callback_query": _tap(number, person, activity + 1)}
        for number, (person, activity) in enumerate(pairs)
    ]


def tap(number: int, person: int, press: Press) -> Json:
    """One that comes as the `number`th, each on a message of its own."""
    query = _tap(number, person, number)
    return {
        "update_id": FIRST_UPDATE + number,
        "callback_query": {**query, "data": press.pack()},
    }


def zone_where_it_is_noon(now: datetime) -> str:
    """So that no quiet hours come in between, whenever this is run."""
    ahead = 12 - now.astimezone(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


async def _write(folder: Path, fill: Callable[[Records], None]) -> None:
    async with open_store(folder) as store:
        await store.transaction(fill)


def _resident(db: Records, number: int, language: str, now: datetime) -> int:
    telegram_id = FIRST_PERSON + number
    met = db.people.meet(telegram_id, name=f"邻居{number}", language=language, now=now)
    roles = Role.RESIDENT | Role.STAFF if number == 0 else Role.RESIDENT
    home = Home(f"{number % 6 + 1}号楼", "2", "501")
    db.people.save(Person(met.id, telegram_id, met.name, language, roles, home, agreed_at=now))
    return met.id


def _activity(
    number: int, first_starts_at: datetime, *, organiser_id: int, capacity: int
) -> Activity:
    starts_at = first_starts_at + timedelta(hours=number)
    return Activity(
        title=f"社区活动 {number + 1}",
        details="带上水和舒适的鞋，我们慢慢走，走到哪里算哪里。",
        place="社区活动中心二楼",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),  # when the next begins: nobody's taps clash
        capacity=capacity,
        organiser_id=organiser_id,
    )


def _user(person: int) -> Json:
    return {
        "id": FIRST_PERSON + person,
        "is_bot": False,
        "first_name": f"邻居{person}",
        "username": f"neighbour{person}",
        "language_code": "zh-hans",
    }


def _chat(person: int) -> Json:
    return {
        "id": FIRST_PERSON + person,
        "type": "private",
        "first_name": f"邻居{person}",
        "username": f"neighbour{person}",
    }


def _said(number: int) -> Json:
    person = number % 500
    return {
        "message_id": 10 + number,
        "from": _user(person),
        "chat": _chat(person),
        "date": 1_750_000_000 + number,
        "text": f"请问周日的活动还有名额吗？第 {number} 位邻居想来。",
    }


def _tap(number: int, person: int, activity_id: int) -> Json:
    return {
        "id": str(4_000_000_000_000_000_000 + number),
        "from": _user(person),
        "message": {
            "message_id": 10 + activity_id,
            "from": {"id": 12345, "is_bot": True, "first_name": "Linli", "username": "linli_bot"},
            "chat": _chat(person),
            "date": 1_750_000_000,
            "text": f"社区活动 {activity_id}\n\n社区活动中心二楼\n\n带上水和舒适的鞋。",
            "reply_markup": {"inline_keyboard": list(_buttons(activity_id))},
        },
        "chat_instance": str(7_000_000_000 + person),
        "data": Join(activity_id).pack(),
    }


def _buttons(activity_id: int) -> Iterator[list[Json]]:
    yield [{"text": "报名", "callback_data": Join(activity_id).pack()}]
    yield [{"text": "‹ 返回", "callback_data": "/menu"}]
