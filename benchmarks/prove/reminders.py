"""A thousand reminders of an activity and a thousand of a shift, due at once, while the clock and
the machine misbehave."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.neighbourhood import FIRST_PERSON, prepare, write_into
from benchmarks.prove.scene import Scene, now
from benchmarks.subjects import TOKEN
from bot.linli import Linli, open_linli
from community.activities import Activity
from community.house import House
from community.people import Role
from community.shifts import Part, Shift
from sandbox.clock import Clock
from sandbox.request import SandboxRequest
from sandbox.world import World
from storage.records import Records

PEOPLE = 1000
HOUR = timedelta(hours=1)
LEAD, SHIFT_LEAD = 2 * HOUR, HOUR
AT_ANY_HOUR = House(zone=ZoneInfo("Etc/GMT"), quiet_from=time.min, quiet_until=time.min)
IN_BERLIN = House(zone=ZoneInfo("Europe/Berlin"))
# On these mornings something begins at ten o'clock; in the night before the clocks change.
CLOCKS_FORWARD = datetime(2027, 3, 28, 10, tzinfo=IN_BERLIN.zone)
CLOCKS_BACK = datetime(2027, 10, 31, 10, tzinfo=IN_BERLIN.zone)
REMINDERS = ("A reminder of what is coming", "A reminder of your shift", "Your shift begins soon")

_ROWS = """
SELECT p.telegram_id, n.state FROM notices AS n JOIN people AS p ON p.id = n.person_id
 WHERE n.kind IN ('StartsSoon', 'ShiftNear')
"""
_ALARMS = "SELECT state FROM notices WHERE kind IN ('RemindersDue', 'ShiftRemindersDue')"


@dataclass(slots=True)
class Street:
    """Linli in a town whose clock stands still until it is moved; due is a moment from now."""

    folder: Path
    world: World
    due_at: datetime
    house: House
    linli: Linli = field(init=False)
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def opens(self) -> None:
        clock = self.world.clock
        self.linli = await self._stack.enter_async_context(
            open_linli(
                self.folder,
                house=self.house,
                token=TOKEN,
                base_url="http://telegram.invalid",
                request=lambda: SandboxRequest(self.world),
                now=clock.now,
                ticks=lambda: clock.now().timestamp(),
            )
        )
        await self.linli.delivery.recover()

    async def closes(self) -> None:
        await self._stack.aclose()

    async def passes(self, time: timedelta) -> None:
        """The clock moves, by itself or by somebody's hand, and Linli notices."""
        self.world.clock.advance(time)
        await self.linli.settle(self.world.clock.advance)


async def on_time(street: Street) -> None:
    await street.passes(street.due_at - street.world.now())


async def blocked_for_half_an_hour(street: Street) -> None:
    await street.passes(street.due_at - street.world.now() + HOUR / 2)


async def down_when_due(street: Street) -> None:
    await street.closes()
    street.world.clock.advance(street.due_at - street.world.now() + HOUR / 2)
    await street.opens()
    await street.passes(timedelta(0))


async def clock_set_back(street: Street) -> None:
    """An hour back just before they are due, and another when they have been sent."""
    await street.passes(-HOUR)
    await street.passes(street.due_at - street.world.now())
    await street.passes(-HOUR)
    await street.passes(2 * HOUR)


async def clock_set_forward(street: Street) -> None:
    await street.passes(HOUR)
    await street.passes(-HOUR)
    await street.passes(HOUR)


async def down_until_it_has_begun(street: Street) -> None:
    await street.closes()
    street.world.clock.advance(street.due_at - street.world.now() + LEAD + HOUR)
    await street.opens()
    await street.passes(timedelta(0))


async def hour_by_hour(street: Street) -> None:
    """From the morning before, through the night."""
    while street.world.now() < street.due_at:
        await street.passes(HOUR)


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    happens: Callable[[Street], Awaitable[None]]
    starts_at: datetime | None = None  # None: so that both are due in five minutes
    told: int = 2 * PEOPLE
    late: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """How the rows have ended, and how many people were told more often or less than they say."""

    told: int
    late: int
    unended: int
    miscounted: int

    def is_as_wanted(self, case: Case) -> bool:
        ends = (self.told, self.late, self.unended, self.miscounted)
        return ends == (case.told, case.late, 0, 0)


CASES: Sequence[Case] = (
    Case("on time", on_time),
    Case("blocked for half an hour", blocked_for_half_an_hour),
    Case("down when due", down_when_due),
    Case("clock set back", clock_set_back),
    Case("clock set forward", clock_set_forward),
    Case("down until it has begun", down_until_it_has_begun, told=0, late=2 * PEOPLE),
    Case("clocks go forward", hour_by_hour, CLOCKS_FORWARD, told=4 * PEOPLE),
    Case("clocks go back", hour_by_hour, CLOCKS_BACK, told=4 * PEOPLE),
)


async def reminded(case: Case) -> Found:
    async with _street(case) as street:
        await street.opens()
        await case.happens(street)
        await street.closes()
        return _found(street)


def _found(street: Street) -> Found:
    """What was never written because its moment had passed counts as late by its alarm."""
    place = Scene(street.world, "", street.folder, 0, {}, {})
    rows = place.rows(_ROWS)
    alarms = Counter(state for (state,) in place.rows(_ALARMS))
    states = Counter(state for _person, state in rows)
    told = Counter(person for person, state in rows if state == "told")
    heard: Counter[int] = Counter()
    for (chat, text), copies in street.world.sent_copies().items():
        heard[chat] += copies * any(words in text for words in REMINDERS)
    return Found(
        told=states["told"],
        late=states["late"] + (alarms["late"] + alarms["moot"]) * PEOPLE,
        unended=sum(states.values()) - states["told"] - states["late"] + alarms["waiting"],
        miscounted=sum(heard[person] != told[person] for person in {*heard, *told}),
    )


@asynccontextmanager
async def _street(case: Case) -> AsyncIterator[Street]:
    start = now().replace(microsecond=0)
    due_at, house = start + HOUR / 12, AT_ANY_HOUR
    activity_at, shift_at = due_at + LEAD, due_at + SHIFT_LEAD
    if case.starts_at:
        due_at = activity_at = shift_at = case.starts_at.astimezone(UTC)
        start, house = due_at - timedelta(days=1, hours=3), IN_BERLIN
    world = World(clock=Clock(frozen_at=start), token=TOKEN)
    for number in range(PEOPLE):
        world.add_person(FIRST_PERSON + number, f"邻居{number}")
        world.person(FIRST_PERSON + number).started = True
    with TemporaryDirectory() as folder:
        street = Street(Path(folder), world, due_at, house)
        await asyncio.to_thread(_fill, street, activity_at, shift_at)
        yield street


def _fill(street: Street, activity_at: datetime, shift_at: datetime) -> None:
    prepare(street.folder, PEOPLE, activities=0, languages=("en",))
    moment, house = street.world.now(), street.house

    def fill(db: Records) -> None:
        everybody = [person.id for person in db.people.with_role(Role.RESIDENT)]
        activity = Activity("包饺子", activity_at, PEOPLE, organiser_id=everybody[0])
        made = db.activities.create(activity, moment)
        db.activities.publish(made.id, now=moment, house=house)
        parts = (Part(PEOPLE // 2), Part(PEOPLE // 2))
        shift = db.shifts.create(
            Shift("巡逻", shift_at, shift_at + HOUR),
            parts,
            by=everybody[0],
            now=moment,
            house=house,
        )
        shift = db.shifts.publish(shift.id, now=moment, house=house)
        for number, person in enumerate(everybody):
            db.sign_ups.sign_up(made.id, person, now=moment, house=house)
            part = shift.parts[number % 2]
            db.crews.take(part.id, person, now=moment, insist=True)

    write_into(street.folder, fill)
