"""`make pictures`: the pictures in docs/pictures, taken of the sandbox as somebody plays in it."""

import asyncio
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp

from bot.linli import Linli
from bot.playground import playground
from tests.system.browser import chromium, tab

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
GROUP, NEARLY_FULL = -1001000000001, "join-4"
GRANDMOTHER, UNCLE, NEWCOMER, STAFF = 1001, 1002, 1003, 1005
WIDE, PHONE = (1280, 800), (360, 740)

# Name, size, and where the page is: who is played, in which chat, beside whom.
SHOTS = (
    ("sandbox", WIDE, f"?lang=zh-Hans#p={UNCLE}&c={GROUP}&q={NEWCOMER}&d={NEWCOMER}"),
    ("english", WIDE, f"?lang=en#p={NEWCOMER}&c={NEWCOMER}"),
    ("simplified", WIDE, f"?lang=zh-Hans#p={GRANDMOTHER}&c={GRANDMOTHER}"),
    ("traditional", WIDE, f"?lang=zh-Hant#p={UNCLE}&c={UNCLE}"),
    ("dark", WIDE, f"?lang=zh-Hans&theme=dark#p={STAFF}&c={STAFF}"),
    ("phone", PHONE, f"?lang=zh-Hant#p={UNCLE}&c={UNCLE}"),
)


async def main() -> None:
    async with playground(0) as (linli, address), aiohttp.ClientSession(address) as client:
        running = asyncio.create_task(_run(linli))
        await _play(client)
        with TemporaryDirectory() as profile, chromium(Path(profile)) as devtools:
            for name, size, where in SHOTS:
                await _shoot(devtools, f"{address}/{where}", size, FOLDER / f"{name}.png")
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def _run(linli: Linli) -> None:
    await linli.run(linli.intake.run())


async def _play(client: aiohttp.ClientSession) -> None:
    """The newcomer takes the last place, the uncle waits, and staff look at the list."""
    await _post(client, f"/human/people/{NEWCOMER}/start", parameter=NEARLY_FULL)
    for label in ("English", "I agree", "Skip", "Not now"):
        await _tap(client, NEWCOMER, NEWCOMER, label)
    await _tap(client, UNCLE, GROUP, "报名候补")
    await _post(client, f"/human/people/{STAFF}/chats/{STAFF}/messages", text="/activities")
    for label in ("饺子", "管理", "人员", "名单"):
        await _tap(client, STAFF, STAFF, label)
    await asyncio.sleep(1)


async def _tap(client: aiohttp.ClientSession, person: int, chat: int, label: str) -> None:
    """The newest button with the label, as soon as it is there."""
    history = f"/human/people/{person}/chats/{chat}/messages"
    for _patience in range(40):
        async with client.get(history) as answer:
            found = _button((await answer.json())["messages"], label)
        if found:
            message_id, row, column = found
            await _post(client, f"{history}/{message_id}/press", row=row, column=column)
            return
        await asyncio.sleep(0.25)
    raise LookupError(label)


def _button(messages: list[dict[str, Any]], label: str) -> tuple[int, int, int] | None:
    """Message, row and column of the newest one."""
    for message in reversed(messages):
        keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
        for row, buttons in enumerate(keyboard):
            for column, button in enumerate(buttons):
                if label in button["text"]:
                    return message["message_id"], row, column
    return None


async def _post(client: aiohttp.ClientSession, path: str, **facts: object) -> None:
    async with client.post(path, json=facts) as answer:
        answer.raise_for_status()


async def _shoot(devtools: str, address: str, size: tuple[int, int], picture: Path) -> None:
    async with tab(devtools) as page:
        await page.resize(*size, phone=size == PHONE)
        await page.go(address)
        await asyncio.sleep(2.5)
        shot = await page.ask("Page.captureScreenshot", format="png")
    await asyncio.to_thread(picture.write_bytes, b64decode(shot["data"]))


if __name__ == "__main__":
    asyncio.run(main())
