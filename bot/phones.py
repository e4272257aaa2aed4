"""What neighbours and staff do at their phones, one deed at a time, each answered at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.linli import Linli
from bot.neighbours import ADMIN, HOUSE, STAFF, Matter, Plan, Somebody, Watch
from locales import NATIVE_NAMES, _, speaking
from sandbox.world import World

A_MOMENT = timedelta(seconds=1)  # so that what is due is surely past

Deed = Callable[[], Any]


class Phones:
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
        with speaking(STAFF.language):
            await self.says(STAFF, "/newactivity")
            for typed in (plan.title, self._day(plan.days_ahead, plan.hour), plan.place):
                await self.says(STAFF, typed)
            await self.says(STAFF, plan.capacity)
            await self.says(STAFF, plan.companions)
            await self._says_how_places_are_given(plan)
            await self._says_or_skips(plan.lasts)
            await self.taps(STAFF, _("Skip"))  # what it costs
            await self._says_or_skips(plan.who)
            await self.says(STAFF, plan.details)
            await self.taps(STAFF, _("Skip"))  # a photo
            await self._pins_or_skips(plan.point)
            await self.taps(STAFF, _("Save as draft"))
            await self._asks(plan)
            _message, data = self._button(STAFF, _("Publish"), STAFF.id)
            await self.taps(STAFF, _("Publish"))
        return int(data.rpartition(":")[2])

    async def brings(self, one: Somebody, activity_id: int, companions: int) -> None:
        await self._do(lambda: self._world.start(one.id, f"bring-{activity_id}"))
        with speaking(one.language):
            await self.taps(one, f"+{companions}")
            await self.taps(one, _("Skip"))

    async def joins(self, one: Somebody, activity_id: int) -> None:
        await self._do(lambda: self._world.start(one.id, f"join-{activity_id}"))

    async def lets_in(self, activity_id: int, *names: str) -> None:
        """Off the list at the door, by staff."""
        await self._do(lambda: self._world.start(STAFF.id, f"act-{activity_id}"))
        with speaking(STAFF.language):
            for label in (_("Manage"), _("📍 On the day"), _("✅ Who is here")):
                await self.taps(STAFF, label)
            for name in names:
                await self.taps(STAFF, f"▫️ {name}")

    async def says_how_it_was(self, one: Somebody, level: int, words: str) -> None:
        with speaking(one.language):
            await self.taps(one, str(level))
            await (self.says(one, words) if words else self.taps(one, _("Skip")))

    async def plans_shift(self, watch: Watch) -> None:
        with speaking(STAFF.language):
            await self.says(STAFF, "/newshift")
            for typed in (watch.title, self._day(watch.days_ahead, watch.hour)):
                await self.says(STAFF, typed)
            await self.taps(STAFF, _("2 hours"))
            for typed in (watch.place, watch.people):
                await self.says(STAFF, typed)
            for label in (_("Skip"), _("Anybody"), _("No, that's all")):
                await self.taps(STAFF, label)
            for _skipped in ("more to say", "the map", "every week"):
                await self.taps(STAFF, _("Skip"))
            await self.taps(STAFF, _("Save as draft"))
            await self.taps(STAFF, _("Publish"))

    async def takes_shift(self, watch: Watch, one: Somebody) -> None:
        with speaking(one.language):
            await self.says(one, "/shifts")
            shown = self._world.messages(one.id, one.id)[-1]["reply_markup"]["inline_keyboard"]
            labels = [button["text"] for row in shown for button in row]
            await self.taps(one, next(label for label in labels if watch.title in label))

    async def reports(self, matter: Matter) -> None:
        """From the first word to the receipt; what the category asks besides is skipped."""
        one = matter.who
        with speaking(one.language):
            await self.says(one, matter.words)
            await self.taps(one, _(matter.kind))
            await self.taps(one, HOUSE.categories.category(matter.category).name(one.language))
            while self._is_asked(one, _("Skip")):
                await self.taps(one, _("Skip"))
            if matter.anonymous:
                await self.taps(one, _("🔒 Make it anonymous"))
            await self.taps(one, _("✅ Send"))

    async def answers(self, matter: Matter, desk: int) -> None:
        """By a reply to the case."""
        shown = self._world.messages(STAFF.id, desk)
        case = next(one for one in shown if matter.words in one.get("text", ""))
        number = case["message_id"]
        await self._do(lambda: self._world.say(STAFF.id, desk, matter.answer, reply_to=number))

    def _is_asked(self, one: Somebody, label: str) -> bool:
        """Whether the newest message has this button."""
        newest = self._world.messages(one.id, one.id)[-1]
        rows = newest.get("reply_markup", {}).get("inline_keyboard", [])
        return any(button["text"] == label for row in rows for button in row)

    async def _says_how_places_are_given(self, plan: Plan) -> None:
        if plan.draw is None:
            await self.taps(STAFF, _("First come, first served"))
            return
        await self.taps(STAFF, _("Drawn by lot"))
        await self.says(STAFF, self._day(*plan.draw))

    async def _asks(self, plan: Plan) -> None:
        """The questions for everybody who signs up."""
        if not plan.asks:
            return
        for label in (_("✏️ Change"), _("Questions…"), *(f"+ {_(ready)}" for ready in plan.asks)):
            await self.taps(STAFF, label)
        for _step in ("to the changes", "to the draft"):
            await self.taps(STAFF, _("‹ Back"))

    def _day(self, days_ahead: int, hour: str) -> str:
        day = self._world.clock.now().astimezone(HOUSE.zone) + timedelta(days=days_ahead)
        return f"{day.month}月{day.day}日 {hour}"

    async def _says_or_skips(self, text: str) -> None:
        await (self.says(STAFF, text) if text else self.taps(STAFF, _("Skip")))

    async def _pins_or_skips(self, point: tuple[float, float] | None) -> None:
        if point:
            await self._do(lambda: self._world.send_location(STAFF.id, STAFF.id, *point))
        else:
            await self.taps(STAFF, _("Skip"))

    async def goes_by_until(self, moment: datetime) -> None:
        """In the steps in which the house has something to do."""
        clock = self._world.clock
        while (due := await self._linli.clock.next_due_at()) and due <= moment:
            await self._goes_by(max(due - clock.now(), A_MOMENT))
        if moment > clock.now():
            await self._goes_by(moment - clock.now())

    async def _goes_by(self, span: timedelta) -> None:
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
