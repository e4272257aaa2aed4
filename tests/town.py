"""A town for tests: the real bot on a real database, people with Telegram, and time that moves.

Only Telegram is pretended, by the sandbox and as strictly; nobody sleeps and nothing is mocked.
"""

from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.categories import shipped_categories
from bot.linli import Linli, open_linli
from community.groups import Purpose
from community.house import House
from community.people import Home, Person, Role
from sandbox.clock import Clock
from sandbox.request import SandboxRequest
from sandbox.world import World

# A Friday noon in Shanghai.
NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)
TOKEN = "12345:sandbox"
NOWHERE = Home()
HOUSE = House(
    name="幸福里社区",
    buildings=("1号楼", "2号楼", "3号楼"),
    first_admin=900,
    categories=shipped_categories(),
)
A_PHOTO = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99"
    b"=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


class Neighbour:
    """Someone with a phone; deeds return when the bot has done all it does about them."""

    def __init__(self, town: "Town", telegram_id: int, name: str) -> None:
        self.town, self.id, self.name = town, telegram_id, name
        self._seen: dict[int, dict[int, object]] = {}

    async def types(self, text: str, where: int | None = None, **envelope: object) -> None:
        await self._do(lambda world, chat: world.say(self.id, chat, text, **envelope), where)

    async def taps(self, label: str, where: int | None = None) -> None:
        """The newest button with this label, or one that has it in its label."""
        message, data = self._button(label, where or self.id)
        await self.presses(data, message, where)

    async def presses(self, data: str, message_id: int, where: int | None = None) -> None:
        """Any data, as a modified client could send it."""
        await self._do(lambda world, chat: world.press(self.id, chat, message_id, data), where)

    async def follows(self, link: str) -> None:
        """A deep link, with the part after `?start=`."""
        await self._do(lambda world, _chat: world.start(self.id, link))

    async def starts(self) -> None:
        await self._do(lambda world, _chat: world.start(self.id))

    async def sends_photo(
        self, caption: str = "", *, album: str | None = None, where: int | None = None
    ) -> None:
        await self._do(
            lambda world, chat: world.send_file(
                self.id, chat, A_PHOTO, kind="photo", caption=caption, media_group_id=album
            ),
            where,
        )

    async def sends_sticker(self, where: int | None = None) -> None:
        await self._do(lambda world, chat: world.send_sticker(self.id, chat, "🙂"), where)

    async def sends_location(self, latitude: float, longitude: float) -> None:
        await self._do(lambda world, chat: world.send_location(self.id, chat, latitude, longitude))

    async def edits(self, text: str, where: int | None = None) -> None:
        """Her own newest message."""
        mine = [m for m in self._messages(where or self.id) if m["from"]["id"] == self.id][-1]
        await self._do(
            lambda world, chat: world.edit(self.id, chat, mine["message_id"], text), where
        )

    async def blocks_the_bot(self) -> None:
        await self._do(lambda world, _chat: world.block(self.id))

    async def unblocks_the_bot(self) -> None:
        await self._do(lambda world, _chat: world.unblock(self.id))

    def sees(self, text: str, where: int | None = None) -> str:
        """What has come or changed since her last deed contains this; gives the whole message."""
        news = self.news(where)
        found = [said for said in news if text in said]
        assert found, f"{self.name} does not see {text!r} but {news!r}"
        return found[-1]

    def sees_nothing_of(self, text: str, where: int | None = None) -> None:
        news = self.news(where)
        assert not [said for said in news if text in said], f"{self.name} sees {text!r}: {news!r}"

    def news(self, where: int | None = None) -> list[str]:
        """What others have said or changed since her last deed, oldest first."""
        chat = where or self.id
        seen = self._seen.get(chat, {})
        return [
            _said(message)
            for message in self._messages(chat)
            if message["from"]["id"] != self.id
            and seen.get(message["message_id"]) != _look(message)
        ]

    @property
    def toast(self) -> str:
        """The newest line over a button, alerts included; empty when there was none."""
        toasts = self.town.world.toasts(self.id)
        return (toasts[-1].get("text") or "") if toasts else ""

    @property
    def led_to(self) -> str:
        """The start parameter of the private chat that the newest answer opened."""
        url = self.town.world.toasts(self.id)[-1].get("url") or ""
        return url.partition("start=")[2]

    def screen(self, where: int | None = None) -> str:
        """The newest message in the chat."""
        return _said(self._messages(where or self.id)[-1])

    def labels(self, where: int | None = None) -> list[str]:
        """The buttons of the newest message that has some."""
        for message in reversed(self._messages(where or self.id)):
            if rows := _rows(message):
                return [button["text"] for row in rows for button in row]
        return []

    def link_of(self, label: str, where: int | None = None) -> str:
        """Where a button with an address leads."""
        for message in reversed(self._messages(where or self.id)):
            for button in (b for row in _rows(message) for b in row):
                if label in button["text"] and "url" in button:
                    return str(button["url"])
        raise AssertionError(f"{self.name} sees no link {label!r}")

    async def _do(self, deed, where: int | None = None) -> None:
        self._look_around()
        deed(self.town.world, where or self.id)
        await self.town.settle()

    def _look_around(self) -> None:
        for chat in (self.id, self.town.group, self.town.desk):
            if chat in self.town.world.chats:
                self._seen[chat] = {m["message_id"]: _look(m) for m in self._messages(chat)}

    def _messages(self, chat: int) -> list[dict]:
        return self.town.world.messages(self.id, chat)

    def _button(self, label: str, chat: int) -> tuple[int, str]:
        partly = None
        for message in reversed(self._messages(chat)):
            for button in (b for row in _rows(message) for b in row if "callback_data" in b):
                if button["text"] == label:
                    return message["message_id"], button["callback_data"]
                if label in button["text"] and partly is None:
                    partly = message["message_id"], button["callback_data"]
        assert partly, f"{self.name} has no button {label!r}; the newest are {self.labels(chat)}"
        return partly


class Town:
    """Everybody, the bot, and the only clock; the neighbourhood group and the desk are bound."""

    def __init__(self, folder: Path, house: House = HOUSE) -> None:
        self.folder, self.house = folder, house
        self.clock = Clock(frozen_at=NOON)
        self.world = World(clock=self.clock, token=TOKEN)
        self._ids = count(101)
        self._stack = AsyncExitStack()
        self.linli: Linli
        self.admin = self._arrives("管理员", "zh-hans", telegram_id=house.first_admin)
        self.group = self.world.add_group(
            "幸福里邻居群", creator=self.admin.id, bot="administrator"
        )
        self.desk = self.world.add_group(
            "办理台", creator=self.admin.id, bot="administrator", is_forum=True
        )

    async def opens(self) -> None:
        """The bot starts (again), as after a crash: nothing is left but the database."""
        self.linli = await self._stack.enter_async_context(
            open_linli(
                self.folder,
                house=self.house,
                token=TOKEN,
                base_url="http://telegram.invalid",
                request=lambda: SandboxRequest(self.world),
                now=self.clock.now,
                ticks=lambda: self.clock.now().timestamp(),
            )
        )
        await self.linli.delivery.recover()

    async def closes(self) -> None:
        await self._stack.aclose()
        self._stack = AsyncExitStack()

    async def restart(self) -> None:
        await self.closes()
        await self.opens()

    async def binds_its_groups(self) -> None:
        await self.settle()
        for chat_id, title, purpose, is_forum in (
            (self.group, "幸福里邻居群", Purpose.NEIGHBOURHOOD, False),
            (self.desk, "办理台", Purpose.DESK, True),
        ):

            def bind(db, chat_id=chat_id, title=title, purpose=purpose, is_forum=is_forum):
                db.groups.note(chat_id, title=title, is_forum=is_forum, is_member=True)
                db.groups.bind(chat_id, purpose)

            await self.linli.doors.store.transaction(bind)
        await self.knows(self.admin, Role.RESIDENT | Role.STAFF | Role.ADMIN, "zh_Hans")

    def newcomer(self, name: str = "新邻居", language_code: str | None = "zh-hans") -> Neighbour:
        """Someone with Telegram whom the bot has never met; a member of the group."""
        neighbour = self._arrives(name, language_code)
        self.world.member(self.group, neighbour.id, "member")
        return neighbour

    async def resident(self, name: str, language: str = "zh_Hans", **home: str) -> Neighbour:
        return await self._known(name, Role.RESIDENT, language, Home(**home))

    async def volunteer(self, name: str, language: str = "zh_Hans") -> Neighbour:
        return await self._known(name, Role.RESIDENT | Role.VOLUNTEER, language)

    async def staff(self, name: str = "小李", language: str = "zh_Hans") -> Neighbour:
        return await self._known(name, Role.RESIDENT | Role.STAFF, language)

    async def knows(
        self, neighbour: Neighbour, roles: Role, language: str, home: Home = NOWHERE
    ) -> None:
        """The neighbour has been welcomed before."""

        def save(db) -> None:
            now = self.clock.now()
            met = db.people.meet(neighbour.id, name=neighbour.name, language=language, now=now)
            db.people.save(
                Person(met.id, neighbour.id, neighbour.name, language, roles, home, agreed_at=now)
            )

        await self.linli.doors.store.transaction(save)
        self.world.start(neighbour.id)
        await self.settle()
        neighbour._look_around()

    async def passes(self, **span: float) -> None:
        """Time goes by, in the steps in which something becomes due."""
        until = self.clock.now() + timedelta(**span)
        while (due := await self.linli.clock.next_due_at()) and due <= until:
            if due > self.clock.now():
                self.clock.advance(due - self.clock.now())
            await self.settle()
        if until > self.clock.now():
            self.clock.advance(until - self.clock.now())
        await self.settle()

    async def settle(self) -> None:
        """Until nothing moves; time passes where Telegram's limits make the bot wait."""
        await self.linli.settle(self.clock.advance)

    async def query(self, sql: str, *args: object) -> list[tuple]:
        """Rows, for what people cannot see."""
        return await self.linli.doors.store.transaction(
            lambda db: [tuple(row) for row in db.updates._sql.rows(sql, *args)]
        )

    async def _known(
        self, name: str, roles: Role, language: str, home: Home = NOWHERE
    ) -> Neighbour:
        neighbour = self.newcomer(name, language.lower().replace("_", "-"))
        await self.knows(neighbour, roles, language, home)
        return neighbour

    def _arrives(
        self, name: str, language_code: str | None, telegram_id: int | None = None
    ) -> Neighbour:
        neighbour = Neighbour(self, telegram_id or next(self._ids), name)
        self.world.add_person(neighbour.id, name, language_code=language_code)
        return neighbour


def _said(message: dict) -> str:
    return message.get("text") or message.get("caption") or ""


def _rows(message: dict) -> list[list[dict]]:
    return message.get("reply_markup", {}).get("inline_keyboard", [])


def _look(message: dict) -> object:
    return _said(message), str(_rows(message))
