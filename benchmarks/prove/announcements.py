"""An announcement to a thousand neighbours, by a Linli that is ended again and again meanwhile."""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.figures import bound, table
from benchmarks.neighbourhood import FIRST_PERSON, prepare, write_into
from benchmarks.prove.scene import Scene, now
from benchmarks.prove.siege import Ending, besiege, settle
from benchmarks.prove.verdict import MOST_COPIES
from benchmarks.subjects import TOKEN
from community.announcements import Announcement
from sandbox.server import serve
from sandbox.world import World
from storage.records import Records

PEOPLE = 1000
WORDS = "Water is off on Saturday from nine to twelve."
LONGEST_LIFE = 1.0  # seconds after it has come up: most kills hit letters that are leaving
POINTS = ("claimed", "sent", "marked")
ENOUGH = 200  # letters that wait, so that a point is surely reached
FARTHEST = 60
AT_A_POINT = 0.25  # of all kills
PATIENCE = 120.0

_LEFT = """
SELECT count(*) FROM announcement_recipients WHERE state IN ('waiting', 'leaving')
UNION ALL SELECT count(*) FROM announcements WHERE begun_at IS NULL
"""
_STANDING = "SELECT state FROM announcements"
_STATES = """
SELECT p.telegram_id, r.state FROM announcement_recipients AS r JOIN people AS p
    ON p.id = r.person_id
"""


@dataclass(slots=True)
class Heard:
    """How it went over all announcements; `wrongs` is what must not be."""

    people: int = 0
    kills: int = 0
    missing: int = 0
    unsure: int = 0
    twice: int = 0
    most_copies: int = 0
    wrongs: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.missing and not self.wrongs and self.most_copies <= MOST_COPIES


def announcements(random: Random, times: int) -> tuple[str, bool]:
    """The figures, and whether all is well."""
    heard = Heard()
    for _ in range(times):
        asyncio.run(_announced_once(random, heard))
    for wrong in heard.wrongs[:20]:
        print(wrong, file=sys.stderr)
    rows = [
        ("who should have got it and did not", bound(heard.missing, heard.people)),
        ("who got it twice", f"{heard.twice:,}"),
        (f"copies of one message, {MOST_COPIES} at most", str(heard.most_copies)),
        ("letters that may or may not have arrived", str(heard.unsure)),
        ("anything else that is wrong", bound(len(heard.wrongs), heard.people)),
    ]
    title = f"### {heard.kills} kills during announcements to {heard.people:,} people"
    return f"{title}\n\n{table(('found', 'number'), rows)}", heard.is_clean


async def _announced_once(random: Random, heard: Heard) -> None:
    with TemporaryDirectory() as folder:
        async with _street(Path(folder)) as street:
            heard.kills += await besiege(street, _endings(street, random))
            await _until_over(street)
            _judge(street, heard)


async def _until_over(street: Scene) -> None:
    async with asyncio.timeout(PATIENCE):
        await settle(street)
        while street.rows(_STANDING) != [("over",)]:
            await settle(street)


@asynccontextmanager
async def _street(folder: Path) -> AsyncIterator[Scene]:
    """Everybody there has talked to the bot before, and an announcement is due."""
    world = World(token=TOKEN, limited=False)
    for person in range(FIRST_PERSON, FIRST_PERSON + PEOPLE):
        world.add_person(person, f"邻居{person}", language_code="en")
        world.person(person).started = True
    await asyncio.to_thread(_fill, folder)
    async with serve(world, port=0) as address:
        yield Scene(world, address, folder, 0, {}, {})


def _fill(folder: Path) -> None:
    prepare(folder, PEOPLE, activities=0, languages=("en",))

    def announce(db: Records) -> None:
        maker = db.people.by_telegram(FIRST_PERSON)
        assert maker, "the first of them is of the staff"
        db.announcements.plan(db.announcements.create(Announcement(WORDS, maker.id), now()), now())

    write_into(folder, announce)


def _endings(street: Scene, random: Random) -> Iterator[Ending]:
    """Until everybody has heard it: at any moment, or just where it hurts."""
    while left := sum(number for (number,) in street.rows(_LEFT)):
        if left > ENOUGH and random.random() < AT_A_POINT:
            yield Ending(point=random.choice(POINTS), count=random.randint(1, FARTHEST))
        else:
            yield Ending(random.uniform(0, LONGEST_LIFE))


def _judge(street: Scene, heard: Heard) -> None:
    copies = Counter[int]()
    for (chat, text), number in street.world.sent_copies().items():
        if text.endswith(WORDS):
            copies[chat] += number
    states = dict(street.rows(_STATES))
    silent = [person for person in states if not copies[person]]
    heard.people += len(states)
    heard.unsure += sum(state == "unknown" for state in states.values())
    heard.missing += sum(states[person] != "unknown" for person in silent)
    heard.twice += sum(number > 1 for number in copies.values())
    heard.most_copies = max(heard.most_copies, *copies.values())
    if len(states) != PEOPLE:
        heard.wrongs.append(f"{len(states)} people instead of {PEOPLE}")
    heard.wrongs += [f"{p} is {s}" for p, s in states.items() if s not in ("sent", "unknown")]
    heard.wrongs += [f"it is {s}" for (s,) in street.rows(_STANDING) if s != "over"]
