"""What has happened in the sample neighbourhood of the sandbox when somebody begins to play.

It comes to life by people using the bot, through its own forms and buttons; not a row is written.
"""

from datetime import datetime, timedelta

from bot.linli import Linli
from bot.neighbours import (
    ADMIN,
    FLOWERS,
    HOUSE,
    MATTERS,
    NEW,
    OTHERS,
    PLANS,
    PLAYED,
    RESIDENTS,
    STAFF,
    VOLUNTEER,
    WATCHES,
    Plan,
)
from bot.phones import Phones
from sandbox.world import World

A_WHILE = timedelta(minutes=15)  # after which the house has done all it does about an invitation
SO_FAR = timedelta(days=4)  # what has been lived through when the play begins
AFTERWARDS = timedelta(hours=4)  # from the start of something until people say how it was


class Neighbourhood:
    def __init__(self, world: World) -> None:
        self._world = world
        self._now = world.clock.now()
        world.clock.advance(-SO_FAR)
        for one in (*PLAYED, *OTHERS):
            code = one.language.lower().replace("_", "-")
            world.add_person(one.id, one.name, language_code=code, note=one.note)
        everybody = [one.id for one in (*PLAYED, *OTHERS)]
        self.group = world.add_group(
            "幸福里邻居群", creator=ADMIN.id, members=everybody, bot="administrator"
        )
        self.desk = world.add_group(
            "幸福里办理台",
            creator=ADMIN.id,
            members=[STAFF.id],
            is_forum=True,
            bot="administrator",
        )
        # Without the bot: what people share there they have found by its name.
        world.add_group("我们一家人", creator=RESIDENTS[0].id, members=[NEW.id])

    async def comes_to_life(self, linli: Linli) -> None:
        """People arrive, the groups are set up, activities are made, places are taken."""
        life = Phones(self._world, linli)
        for one in (ADMIN, STAFF, *RESIDENTS, VOLUNTEER, *OTHERS):
            await life.arrives(one)
        await life.binds(self.group, "Neighbourhood group")
        await life.binds(self.desk, "Desk of the staff")
        await life.invites_staff()
        await self._plant_flowers(life)
        await life.goes_by_until(self._now - A_WHILE)
        await self._report(life)
        for plan in PLANS:
            activity_id = await life.plans_and_publishes(plan)
            if plan.draw:
                await self._hope(life, activity_id)
        await self._sign_up(life, activity_id)
        for watch in WATCHES:
            await life.plans_shift(watch)
            if watch.taken_by:
                await life.takes_shift(watch, watch.taken_by)
        await life.goes_by_until(self._world.clock.now() + A_WHILE)
        self._everything_is_read()

    def _everything_is_read(self) -> None:
        for chat in self._world.chats.values():
            if chat.history:
                newest = max(chat.history)
                chat.read_up_to.update((one.id, newest) for one in PLAYED)

    async def _plant_flowers(self, life: Phones) -> None:
        """Something that is over: people came, and most have said how it was."""
        flowers = await life.plans_and_publishes(FLOWERS)
        grandmother = RESIDENTS[0]
        father, aunt, one_who_forgets, *_others = OTHERS
        await life.brings(grandmother, flowers, 1)
        for one in (VOLUNTEER, father, aunt, one_who_forgets):
            await life.joins(one, flowers)
        starts_at = self._begins(FLOWERS)
        await life.goes_by_until(starts_at)
        here = (f"{grandmother.name} +1", VOLUNTEER.name, father.name, aunt.name)
        await life.lets_in(flowers, *here)
        await life.goes_by_until(starts_at + AFTERWARDS)
        await life.says_how_it_was(grandmother, 5, "花苗很壮，孩子特别高兴。")
        await life.says_how_it_was(father, 4, "希望多备两条水管。")
        await life.says_how_it_was(aunt, 5, "认识了楼上的邻居，真好！")

    async def _report(self, life: Phones) -> None:
        """The first is being worked on, the others wait for somebody to take them."""
        for matter in MATTERS:
            await life.reports(matter)
            if matter.answer:
                await life.answers(matter, self.desk)

    def _begins(self, plan: Plan) -> datetime:
        hour, minute = map(int, plan.hour.split(":"))
        day = (self._now - SO_FAR).astimezone(HOUSE.zone) + timedelta(days=plan.days_ahead)
        return day.replace(hour=hour, minute=minute, second=0, microsecond=0)

    async def _hope(self, life: Phones, drawn_by_lot: int) -> None:
        for one in OTHERS[:3]:
            await life.joins(one, drawn_by_lot)

    async def _sign_up(self, life: Phones, nearly_full: int) -> None:
        """The last published is nearly full: one place is left of twelve."""
        grandmother, father, *others = (RESIDENTS[0], OTHERS[0], VOLUNTEER, *OTHERS[1:])
        await life.brings(grandmother, nearly_full, 1)
        await life.brings(father, nearly_full, 2)
        for one in others:
            await life.joins(one, nearly_full)
