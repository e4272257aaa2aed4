"""`make pictures`: the pictures in docs/pictures, taken of the sandbox as somebody plays in it."""

import asyncio
import re
import subprocess
from base64 import b64decode
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import aiohttp
from PIL import Image

from bot.playground import playground
from tests.system.browser import chromium, tab
from tests.system.figure_pictures import asking_and_telling
from tests.system.players import Players
from tests.system.shift_pictures import shifts_that_fill
from tests.system.ticket_pictures import a_report, a_report_in_english

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
GROUP = -1001000000001
# As the sample neighbourhood makes them, one after the other.
FLOWERS, PHONES, DUMPLINGS = 1, 3, 6
GRANDMOTHER, UNCLE, NEWCOMER, VOLUNTEER, STAFF = 1001, 1002, 1003, 1004, 1005
WIDE, PHONE = (1280, 800), (360, 740)
SHANGHAI = ZoneInfo("Asia/Shanghai")
BEFORE_THE_START = timedelta(minutes=20)

# Name, size, language of the page, and where it is: who is played, in which chat.
Shot = tuple[str, tuple[int, int], str, int, int]

Play = Callable[[Players, "Camera"], Awaitable[None]]

AT_FIRST: tuple[Shot, ...] = (
    ("sandbox", WIDE, "zh-Hans", UNCLE, GROUP),
    ("english", WIDE, "en", NEWCOMER, NEWCOMER),
    ("simplified", WIDE, "zh-Hans", GRANDMOTHER, GRANDMOTHER),
    ("traditional", WIDE, "zh-Hant", UNCLE, UNCLE),
    ("dark", WIDE, "zh-Hans", STAFF, STAFF),
    ("phone", PHONE, "zh-Hant", UNCLE, UNCLE),
    ("card-zh", PHONE, "zh-Hans", GRANDMOTHER, GROUP),
    ("card-en", PHONE, "en", NEWCOMER, NEWCOMER),
    ("roster", PHONE, "zh-Hans", STAFF, STAFF),
)
BESIDE = {"sandbox": NEWCOMER}  # seen in the same picture, in the private chat
DARK = "dark"


async def main() -> None:
    await _play(_first_days)
    await _play(shifts_that_fill)
    await _play(asking_and_telling)


async def _first_days(players: Players, camera: "Camera") -> None:
    await _an_afternoon(players, camera)
    await a_report(players, camera)
    await a_report_in_english(players, camera)
    await _a_morning(players, camera)


async def _play(play: Play) -> None:
    """In a neighbourhood of its own."""
    async with playground(0) as (linli, address), aiohttp.ClientSession(address) as client:
        running = asyncio.create_task(linli.run(linli.intake.run()))
        players = Players(client)
        with TemporaryDirectory() as profile, chromium(Path(profile)) as devtools:
            await play(players, Camera(devtools, address, players))
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def _an_afternoon(players: Players, camera: "Camera") -> None:
    """The newcomer takes the last place, the uncle waits, and staff look at the list."""
    await players.start(NEWCOMER, f"join-{DUMPLINGS}")
    await players.tap(NEWCOMER, "English", "I agree", "Skip", "Not now")
    await players.tap(UNCLE, "报名候补", chat=GROUP)
    await players.say(STAFF, "/activities")
    await players.tap(STAFF, "饺子", "管理", "人员", "名单")
    for shot in AT_FIRST:
        await camera.takes(shot)
    await players.start(UNCLE, f"join-{PHONES}")
    await camera.takes(("form", PHONE, "zh-Hant", UNCLE, UNCLE))
    await _prints_a_poster(players)
    await players.start(STAFF, f"act-{FLOWERS}")
    await players.tap(STAFF, "管理", "大家的评价")
    await camera.takes(("result", PHONE, "zh-Hans", STAFF, STAFF))


async def _prints_a_poster(players: Players) -> None:
    await players.start(STAFF, f"act-{DUMPLINGS}")
    await players.tap(STAFF, "管理", "现场", "海报")
    await _print_page(await players.document(STAFF), "poster")


async def _print_page(document: bytes, name: str) -> None:
    """The first page, as it comes out of a printer."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.pdf"
        page.write_bytes(document)
        command = ["pdftoppm", "-r", "72", "-png", "-singlefile", page, page.with_suffix("")]
        await asyncio.to_thread(subprocess.run, command, check=True)
        _save(page.with_suffix(".png").read_bytes(), name)


async def _a_morning(players: Players, camera: "Camera") -> None:
    """Who comes types the code or is found on the list."""
    day = (await players.now()).astimezone(SHANGHAI) + timedelta(days=3)
    starts_at = day.replace(hour=10, minute=0, second=0, microsecond=0)
    await players.goes_by_until(starts_at - BEFORE_THE_START)
    await players.start(STAFF, f"act-{DUMPLINGS}")
    await players.tap(STAFF, "管理", "现场", "出示签到码")
    shown = re.search(r"\d{3} \d{3}", await players.caption(STAFF, "扫一扫"))
    assert shown, "the caption carries the code"
    await camera.takes(("check-in-code", PHONE, "zh-Hans", STAFF, STAFF))
    await players.say(GRANDMOTHER, shown.group())
    await players.say(NEWCOMER, shown.group())
    await players.start(STAFF, f"act-{DUMPLINGS}")
    await players.tap(STAFF, "管理", "现场", "签到名单", "陈晓东", "刘建国")
    await camera.takes(("check-in", PHONE, "zh-Hans", STAFF, STAFF))
    await camera.takes(("checked-in", PHONE, "zh-Hans", GRANDMOTHER, GRANDMOTHER))
    await players.say(STAFF, "/language")
    await players.tap(STAFF, "English")
    await players.start(STAFF, f"act-{DUMPLINGS}")
    await players.tap(STAFF, "Manage", "On the day", "Who is here")
    await camera.takes(("check-in-en", PHONE, "en", STAFF, STAFF))
    await players.start(STAFF, f"act-{FLOWERS}")
    await players.tap(STAFF, "Manage", "What people said")
    await camera.takes(("result-en", PHONE, "en", STAFF, STAFF))


class Camera:
    """Takes pictures of the page, and of what was printed."""

    def __init__(self, devtools: str, address: str, players: Players) -> None:
        self._devtools, self._address, self._players = devtools, address, players

    async def takes(self, shot: Shot) -> None:
        name, size, language, person, chat = shot
        await asyncio.sleep(1)
        await self._players.read_all(person, chat)
        beside = BESIDE.get(name)
        theme = f"&theme={DARK}" if name == DARK else ""
        second = f"&q={beside}&d={beside}" if beside else ""
        where = f"?lang={language}{theme}#p={person}&c={chat}{second}"
        async with tab(self._devtools) as page:
            await page.resize(*size, phone=size == PHONE)
            await page.go(f"{self._address}/{where}")
            await asyncio.sleep(2.5)
            picture = await page.ask("Page.captureScreenshot", format="png")
        _save(b64decode(picture["data"]), name)

    async def prints(self, document: bytes, name: str) -> None:
        await _print_page(document, name)


def _save(picture: bytes, name: str) -> None:
    """With few colours, since everybody who clones the repository fetches all of them."""
    drawn = Image.open(BytesIO(picture)).convert("RGB")
    colours = drawn.quantize(256, Image.Quantize.FASTOCTREE)
    colours.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    asyncio.run(main())
