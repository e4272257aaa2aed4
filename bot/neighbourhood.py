"""The sample neighbourhood of the sandbox: who lives there, and what they have done so far.

It comes to life by people using the bot, through its own forms and buttons; not a row is written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.categories import shipped_categories
from bot.linli import Linli
from community.house import House
from locales import NATIVE_NAMES, _, speaking
from sandbox.world import World

HOUSE = House(
    name="幸福里社区",
    buildings=tuple(f"{number}号楼" for number in range(1, 7)),
    first_admin=1006,
    privacy_contact="社区服务中心，幸福路 8 号一楼",
    categories=shipped_categories(),
)


@dataclass(frozen=True, slots=True)
class Somebody:
    id: int
    name: str
    language: str
    note: str = ""  # people with a note can be played
    building: str = ""
    rooms: str = ""
    helps: bool = False


NEW = Somebody(1003, "Emma", "en", "居民 · 新来的")
RESIDENTS = (
    Somebody(1001, "王秀兰", "zh_Hans", "居民 · 68 岁", "3号楼", "2-501"),
    Somebody(1002, "林志明", "zh_Hant", "居民 · 說繁體", "5号楼", "1-203"),
)
VOLUNTEER = Somebody(1004, "陈晓东", "zh_Hans", "志愿者", "1号楼", "1-1102", helps=True)
STAFF = Somebody(1005, "李敏", "zh_Hans", "社区工作者")
ADMIN = Somebody(1006, "赵刚", "zh_Hans", "管理员")
PLAYED = (*RESIDENTS, NEW, VOLUNTEER, STAFF, ADMIN)
OTHERS = tuple(
    Somebody(2001 + number, name, "zh_Hans", building=f"{number % 6 + 1}号楼", rooms="1-101")
    for number, name in enumerate(("刘建国", "张桂英", "陈静", "周磊", "吴芳", "郑浩然"))
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What staff type and tap to make an activity, in the order of the form."""

    title: str
    days_ahead: int
    hour: str
    place: str
    capacity: str
    companions: str
    details: str
    who: str = ""
    point: tuple[float, float] | None = None


PLANS = (
    Plan(
        title="旧物交换市集",
        days_ahead=15,
        hour="9:00",
        place="中心花园",
        capacity="50",
        companions="5",
        details="家里用不上的书、玩具、小家电都可以带来，换一件您喜欢的。摊位现场领取，下雨改期。",
        point=(31.2304, 121.4737),
    ),
    Plan(
        title="手机课堂：挂号与缴费",
        days_ahead=8,
        hour="14:00",
        place="社区图书室",
        capacity="10",
        companions="1",
        details="志愿者一对一教您用手机挂号、缴水电费。请带上手机和充电线。",
        who="60 岁以上的邻居优先",
    ),
    Plan(
        title="太极晨练",
        days_ahead=5,
        hour="9:00",
        place="中心花园凉亭",
        capacity="30",
        companions="1",
        details="张老师带大家打二十四式，零基础也可以来。",
        point=(31.2308, 121.4729),
    ),
    Plan(
        title="一起包饺子",
        days_ahead=3,
        hour="10:00",
        place="一楼活动室",
        capacity="12",
        companions="3",
        details="面粉和馅料由社区准备，请自带围裙。包好一起吃，也给楼里的老人送一份。",
    ),
)

A_WHILE = timedelta(minutes=15)  # after which the house has done all it does about an invitation

Deed = Callable[[], Any]


class Neighbourhood:
    def __init__(self, world: World) -> None:
        self._world = world
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
        life = _Life(self._world, linli)
        for one in (ADMIN, STAFF, *RESIDENTS, VOLUNTEER, *OTHERS):
            await life.arrives(one)
        await life.binds(self.group, "Neighbourhood group")
        await life.binds(self.desk, "Desk of the staff")
        await life.invites_staff()
        for plan in PLANS:
            activity_id = await life.plans_and_publishes(plan)
        await self._sign_up(life, activity_id)
        await life.goes_by(A_WHILE)
        self._everything_is_read()

    def _everything_is_read(self) -> None:
        for chat in self._world.chats.values():
            if chat.history:
                newest = max(chat.history)
                chat.read_up_to.update((one.id, newest) for one in PLAYED)

    async def _sign_up(self, life: "_Life", nearly_full: int) -> None:
        """The last published is nearly full: one place is left of twelve."""
        grandmother, father, *others = (RESIDENTS[0], OTHERS[0], VOLUNTEER, *OTHERS[1:])
        await life.brings(grandmother, nearly_full, 1)
        await life.brings(father, nearly_full, 2)
        for one in others:
            await life.joins(one, self.group)


class _Life:
    """People at their phones, one deed at a time, each answered before the next."""

    def __init__(self, world: World, linli: Linli) -> None:
        self._world, self._linli = world, linli

    async def arrives(self, one: Somebody) -> None:
        await self._do(lambda: self._world.start(one.id))
        with speaking(one.language):
            await self.taps(one, NATIVE_NAMES[one.language])
            await self.taps(one, _("I agree"))
            if one.building:
                await self.taps(one, one.building)
                await self.says(one, one.rooms)
            else:
                await self.taps(one, _("Skip"))
            await self.taps(one, _("Yes, gladly") if one.helps else _("Not now"))

    async def binds(self, group: int, purpose: str) -> None:
        await self.says(ADMIN, "/setup", group)
        with speaking(ADMIN.language):
            await self.taps(ADMIN, _(purpose), group)

    async def invites_staff(self) -> None:
        await self.says(ADMIN, "/invite")
        with speaking(ADMIN.language):
            await self.taps(ADMIN, _("Staff"))
        invitation = self._world.messages(ADMIN.id, ADMIN.id)[-1]["text"]
        await self._do(lambda: self._world.start(STAFF.id, invitation.rpartition("start=")[2]))

    async def plans_and_publishes(self, plan: Plan) -> int:
        """The id of the activity that comes of it."""
        day = self._world.clock.now().astimezone(HOUSE.zone) + timedelta(days=plan.days_ahead)
        with speaking(STAFF.language):
            await self.says(STAFF, "/newactivity")
            for typed in (plan.title, f"{day.month}月{day.day}日 {plan.hour}", plan.place):
                await self.says(STAFF, typed)
            await self.says(STAFF, plan.capacity)
            await self.says(STAFF, plan.companions)
            await self.taps(STAFF, _("First come, first served"))
            await self.taps(STAFF, _("Skip"))  # how long it lasts
            await self.taps(STAFF, _("Skip"))  # what it costs
            await self._says_or_skips(plan.who)
            await self.says(STAFF, plan.details)
            await self.taps(STAFF, _("Skip"))  # a photo
            await self._pins_or_skips(plan.point)
            await self.taps(STAFF, _("Save as draft"))
            _message, data = self._button(STAFF, _("Publish"), STAFF.id)
            await self.taps(STAFF, _("Publish"))
        return int(data.rpartition(":")[2])

    async def brings(self, one: Somebody, activity_id: int, companions: int) -> None:
        await self._do(lambda: self._world.start(one.id, f"bring-{activity_id}"))
        with speaking(one.language):
            await self.taps(one, f"+{companions}")
            await self.taps(one, _("Skip"))

    async def joins(self, one: Somebody, group: int) -> None:
        with speaking(HOUSE.language):
            await self.taps(one, _("Join"), group)

    async def _says_or_skips(self, text: str) -> None:
        await (self.says(STAFF, text) if text else self.taps(STAFF, _("Skip")))

    async def _pins_or_skips(self, point: tuple[float, float] | None) -> None:
        if point:
            await self._do(lambda: self._world.send_location(STAFF.id, STAFF.id, *point))
        else:
            await self.taps(STAFF, _("Skip"))

    async def goes_by(self, span: timedelta) -> None:
        await self._do(lambda: self._world.clock.advance(span))

    async def says(self, one: Somebody, text: str, where: int = 0) -> None:
        await self._do(lambda: self._world.say(one.id, where or one.id, text))

    async def taps(self, one: Somebody, label: str, where: int = 0) -> None:
        """The newest button with this label."""
        chat = where or one.id
        message_id, data = self._button(one, label, chat)
        await self._do(lambda: self._world.press(one.id, chat, message_id, data))

    def _button(self, one: Somebody, label: str, chat: int) -> tuple[int, str]:
        for message in reversed(self._world.messages(one.id, chat)):
            keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in (button for row in keyboard for button in row):
                if button["text"] == label:
                    return message["message_id"], button["callback_data"]
        raise LookupError(f"{one.name} has no button {label!r}")

    async def _do(self, deed: Deed) -> None:
        deed()
        await self._linli.settle(self._world.clock.advance)
