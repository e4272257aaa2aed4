"""People of the sandbox as the page plays them: over the HTTP of its human side."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import aiohttp

PATIENCE = 60  # looks for a button or a message, a quarter of a second apart


class Players:
    def __init__(self, client: aiohttp.ClientSession) -> None:
        self._client = client

    async def start(self, person: int, parameter: str) -> None:
        await self._post(f"/human/people/{person}/start", parameter=parameter)

    async def say(self, person: int, text: str) -> None:
        await self._post(f"/human/people/{person}/chats/{person}/messages", text=text)

    async def tap(self, person: int, *labels: str, chat: int = 0) -> None:
        """One after the other, each time the newest button with the label, once it is there."""
        for label in labels:
            history = f"/human/people/{person}/chats/{chat or person}/messages"
            message_id, row, column = await self._until(history, _button, label)
            await self._post(f"{history}/{message_id}/press", row=row, column=column)
            await asyncio.sleep(0.5)

    async def tap_at(self, person: int, row: int, column: int) -> None:
        """Of the newest message with buttons, once it has as many."""
        history = f"/human/people/{person}/chats/{person}/messages"
        message_id = await self._until(history, _with_place, (row, column))
        await self._post(f"{history}/{message_id}/press", row=row, column=column)
        await asyncio.sleep(0.5)

    async def vote(self, person: int, chat: int, option: int) -> None:
        """In the newest poll of the chat, once there is one."""
        history = f"/human/people/{person}/chats/{chat}/messages"
        message_id = await self._until(history, _poll, "")
        await self._post(f"{history}/{message_id}/vote", options=[option])

    async def block(self, person: int) -> None:
        await self._post(f"/human/people/{person}/block", blocked=True)

    async def has_button(self, person: int, label: str) -> bool:
        history = f"/human/people/{person}/chats/{person}/messages"
        return _button(await self._messages(history), label) is not None

    async def caption(self, person: int, part: str) -> str:
        history = f"/human/people/{person}/chats/{person}/messages"
        return str(await self._until(history, _caption, part))

    async def document(self, person: int, *, after: bytes = b"") -> bytes:
        """The newest file in the private chat, once there is one that is not the one before."""
        history = f"/human/people/{person}/chats/{person}/messages"
        for _look in range(PATIENCE):
            file_id = await self._until(history, _document, "")
            async with self._client.get(f"/human/file/{file_id}") as answer:
                if (content := await answer.read()) != after:
                    return content
            await asyncio.sleep(0.25)
        raise LookupError(file_id)

    async def read_all(self, person: int, chat: int) -> None:
        """So that the page opens at the end, not at the first that is unread."""
        path = f"/human/people/{person}/chats/{chat}"
        newest = (await self._messages(f"{path}/messages"))[-1]["message_id"]
        await self._post(f"{path}/read", message_id=newest)

    async def goes_by_until(self, moment: datetime) -> None:
        while (clock := await self._clock())["next_due"]:
            if datetime.fromisoformat(clock["next_due"]) > moment:
                break
            await self._post("/human/clock", to_next=True)
            await asyncio.sleep(0.3)
        left = moment - datetime.fromisoformat(clock["now"])
        await self._post("/human/clock", advance_seconds=left / timedelta(seconds=1))
        await asyncio.sleep(1)

    async def now(self) -> datetime:
        return datetime.fromisoformat((await self._clock())["now"])

    async def _clock(self) -> dict[str, Any]:
        async with self._client.get("/human/clock") as answer:
            return dict(await answer.json())

    async def _until(self, history: str, found_in: Any, what: Any) -> Any:
        for _look in range(PATIENCE):
            if found := found_in(await self._messages(history), what):
                return found
            await asyncio.sleep(0.25)
        raise LookupError(what)

    async def _messages(self, history: str) -> list[dict[str, Any]]:
        async with self._client.get(history) as answer:
            return list((await answer.json())["messages"])

    async def _post(self, path: str, **facts: object) -> None:
        async with self._client.post(path, json=facts) as answer:
            answer.raise_for_status()


def _button(messages: list[dict[str, Any]], label: str) -> tuple[int, int, int] | None:
    """Message, row and column of the newest one."""
    for message in reversed(messages):
        keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
        for row, buttons in enumerate(keyboard):
            for column, button in enumerate(buttons):
                if label in button["text"]:
                    return message["message_id"], row, column
    return None


def _with_place(messages: list[dict[str, Any]], place: tuple[int, int]) -> int | None:
    row, column = place
    for message in reversed(messages):
        if keyboard := message.get("reply_markup", {}).get("inline_keyboard"):
            is_there = row < len(keyboard) and column < len(keyboard[row])
            return int(message["message_id"]) if is_there else None
    return None


def _caption(messages: list[dict[str, Any]], part: str) -> str | None:
    captions = [message.get("caption", "") for message in reversed(messages)]
    return next((caption for caption in captions if part in caption), None)


def _poll(messages: list[dict[str, Any]], _what: str) -> int | None:
    polls = [int(message["message_id"]) for message in messages if "poll" in message]
    return polls[-1] if polls else None


def _document(messages: list[dict[str, Any]], _what: str) -> str | None:
    files = [message["document"] for message in messages if "document" in message]
    return str(files[-1]["file_id"]) if files else None
