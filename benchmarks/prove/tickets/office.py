"""The office that is put to the proof: residents, some of whom report anonymously, staff and
their group, in a sandbox with a database."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.neighbourhood import write_into
from benchmarks.prove.scene import Scene
from benchmarks.prove.tickets.model import STAFF_NAME
from benchmarks.subjects import TOKEN
from community.groups import Purpose
from community.people import Home, Person, Role
from sandbox.server import serve
from sandbox.world import World
from storage.records import Records

# Long ids: eight bytes that stand nowhere in a file by chance.
NAMED = tuple(range(4_715_823_946_001, 4_715_823_946_019))
HIDDEN = tuple(range(4_926_137_582_001, 4_926_137_582_019))
CLERKS = (3_101, 3_102, 3_103)
SUPERVISOR = 3_100  # the administrator, who works at the desk as well
STAFF = (SUPERVISOR, *CLERKS)
HOME = Home("6号楼", "2", "501")


def name_of(resident: int) -> str:
    """Planted: whoever reports anonymously must not be found by it where the staff look."""
    planted = "Yinming" if resident in HIDDEN else "Shiming"
    return f"{planted}{resident % 1000:03}qz"


def username_of(resident: int) -> str:
    return f"u{name_of(resident).lower()}"


@asynccontextmanager
async def office(folder: Path, *, is_forum: bool) -> AsyncIterator[Scene]:
    """Everything is there but Linli. Telegram's limits are off: speed is not the question."""
    world = World(token=TOKEN, limited=False)
    for resident in (*NAMED, *HIDDEN):
        _arrives(world, resident, name_of(resident), username_of(resident))
    for clerk in STAFF:
        _arrives(world, clerk, f"{STAFF_NAME}{clerk}")
    desk = world.add_group(
        "Desk", creator=SUPERVISOR, members=CLERKS, bot="administrator", is_forum=is_forum
    )
    await asyncio.to_thread(_fill, folder, desk, is_forum)
    async with serve(world, port=0) as address:
        yield Scene(world, address, folder, desk, posted={}, greeted={})


def _arrives(world: World, person: int, name: str, username: str | None = None) -> None:
    world.add_person(person, name, username=username, language_code="en")
    world.person(person).started = True


def _fill(folder: Path, desk: int, is_forum: bool) -> None:
    def fill(db: Records) -> None:
        _save(db, (*NAMED, *HIDDEN), Role.RESIDENT)
        _save(db, CLERKS, Role.RESIDENT | Role.STAFF)
        _save(db, (SUPERVISOR,), Role.RESIDENT | Role.STAFF | Role.ADMIN)
        db.groups.note(desk, title="Desk", is_forum=is_forum, is_member=True)
        db.groups.bind(desk, Purpose.DESK)

    write_into(folder, fill)


def _save(db: Records, people: Iterable[int], roles: Role) -> None:
    now = datetime.now(UTC)
    for telegram_id in people:
        name = f"{STAFF_NAME}{telegram_id}" if telegram_id in STAFF else name_of(telegram_id)
        met = db.people.meet(telegram_id, name=name, language="en", now=now)
        db.people.save(Person(met.id, telegram_id, name, "en", roles, HOME, agreed_at=now))
