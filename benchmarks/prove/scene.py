"""The place where Linli is put to the proof: a sandbox with residents, groups, and a database."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.neighbourhood import FIRST_PERSON, prepare, write_into
from benchmarks.subjects import TOKEN
from community.groups import Purpose
from sandbox.server import serve
from sandbox.world import World
from storage.records import Records
from storage.store import DATABASE

RESIDENTS = 60
ACTIVITIES = 60
CAPACITY = 12


@dataclass(frozen=True, slots=True)
class Scene:
    world: World
    address: str
    folder: Path
    group_id: int
    posted: dict[int, int]  # activity to its message in the group
    greeted: dict[int, int]  # person to a message in their private chat

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / DATABASE)) as connection:
            return connection.execute(sql).fetchall()


@asynccontextmanager
async def scene(folder: Path) -> AsyncIterator[Scene]:
    """Everything is there but Linli. Telegram's limits are off: speed is not the question."""
    world = World(token=TOKEN, limited=False)
    people = range(FIRST_PERSON, FIRST_PERSON + RESIDENTS)
    for person in people:
        world.add_person(person, f"邻居{person}", language_code="en")
        world.person(person).started = True
    group_id = world.add_group("邻居群", creator=FIRST_PERSON, members=people, bot="administrator")
    greeted = {person: await _said(world, person, "Hello") for person in people}
    posted = {n: await _said(world, group_id, f"Activity {n}") for n in range(1, ACTIVITIES + 1)}
    await asyncio.to_thread(_fill, folder, group_id, posted)
    async with serve(world, port=0) as address:
        yield Scene(world, address, folder, group_id, posted, greeted)


async def _said(world: World, chat_id: int, text: str) -> int:
    _status, answer = await world.call("sendMessage", {"chat_id": chat_id, "text": text})
    return int(answer["result"]["message_id"])


def _fill(folder: Path, group_id: int, posted: dict[int, int]) -> None:
    prepare(folder, RESIDENTS, activities=ACTIVITIES, capacity=CAPACITY, languages=("en",))

    def post(db: Records) -> None:
        db.groups.note(group_id, title="邻居群", is_forum=False, is_member=True)
        db.groups.bind(group_id, Purpose.NEIGHBOURHOOD)
        for activity_id, message_id in posted.items():
            db.outbox.remember(f"activity:{activity_id}", chat_id=group_id, message_id=message_id)

    write_into(folder, post)


def now() -> datetime:
    return datetime.now(UTC)
