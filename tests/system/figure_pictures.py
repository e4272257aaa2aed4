"""The pictures of polls, announcements, the survey of a quarter, and the figures."""

import asyncio
from datetime import timedelta
from typing import Protocol

from tests.system.players import Players

GRANDMOTHER, UNCLE, NEWCOMER, VOLUNTEER, STAFF = 1001, 1002, 1003, 1004, 1005
NEIGHBOURS = (2001, 2002, 2003, 2004, 2005, 2006)
WHO_HAS_BLOCKED = 2006
GROUP = -1001000000001
DUMPLINGS = 6
WIDE, PHONE, TALL = (1280, 800), (360, 740), (760, 1400)
A_DAY = timedelta(days=1)
WATER = "周四上午九点到十一点，3号楼检修水管停水，请提前接好水。"
DANCE = "广场舞晚上几点结束好？"
HOURS = ("晚上八点半", "晚上九点", "晚上九点半")
VOTES = (1, 1, 0, 1, 2, 1, 0, 1)


class Takes(Protocol):
    async def takes(self, shot: tuple[str, tuple[int, int], str, int, int]) -> None: ...

    async def prints(self, document: bytes, name: str) -> None: ...


async def asking_and_telling(players: Players, camera: Takes) -> None:
    await players.start(NEWCOMER, f"join-{DUMPLINGS}")
    await players.tap(NEWCOMER, "English", "I agree", "Skip", "Not now")
    await _figures(players, camera)
    await _announcement(players, camera)
    await _poll(players, camera)
    await _quarter(players, camera)


async def _figures(players: Players, camera: Takes) -> None:
    await _says(players, "/figures")
    await camera.takes(("figures-screen", TALL, "zh-Hans", STAFF, STAFF))
    await players.tap(STAFF, "PDF")
    await camera.prints(await players.document(STAFF), "figures-page")
    await players.tap(STAFF, "图片")
    await asyncio.sleep(4)
    await camera.takes(("figures-picture", PHONE, "zh-Hans", STAFF, STAFF))
    await _speaks(players, "English")
    await _says(players, "/figures")
    await camera.takes(("figures-screen-en", TALL, "en", STAFF, STAFF))
    await players.tap(STAFF, "Picture")
    await asyncio.sleep(4)
    await camera.takes(("figures-picture-en", PHONE, "en", STAFF, STAFF))
    chinese = await players.document(STAFF)
    await players.tap(STAFF, "PDF")
    await camera.prints(await players.document(STAFF, after=chinese), "figures-page-en")
    await _speaks(players, "简体中文")


async def _announcement(players: Players, camera: Takes) -> None:
    await players.block(WHO_HAS_BLOCKED)
    await _says(players, "/announce")
    await players.tap(STAFF, "写新公告")
    await _says(players, WATER)
    await players.tap(STAFF, "跳过", "私聊", "所有人", "全部", "由我来点发送")
    await camera.takes(("figures-announcement-draft", PHONE, "zh-Hans", STAFF, STAFF))
    await players.tap(STAFF, "现在发送")
    await asyncio.sleep(5)
    await players.goes_by_until(await players.now() + timedelta(minutes=2))
    await camera.takes(("figures-announcement", PHONE, "zh-Hans", STAFF, STAFF))
    await _speaks(players, "English")
    await _says(players, "/announce")
    await players.tap(STAFF, "停水")
    await camera.takes(("figures-announcement-en", PHONE, "en", STAFF, STAFF))
    await _speaks(players, "简体中文")


async def _poll(players: Players, camera: Takes) -> None:
    await _says(players, "/poll")
    await players.tap(STAFF, "新投票")
    await _says(players, DANCE)
    await _says(players, "\n".join(HOURS))
    await players.tap(STAFF, "只选一个", "不，匿名", "邻里群", "一天", "📣 发出")
    for person, option in zip((GRANDMOTHER, UNCLE, *NEIGHBOURS), VOTES, strict=True):
        await players.vote(person, GROUP, option)
    await camera.takes(("figures-poll", PHONE, "zh-Hans", GRANDMOTHER, GROUP))
    await players.goes_by_until(await players.now() + A_DAY + timedelta(minutes=2))
    await asyncio.sleep(4)
    await camera.takes(("figures-poll-result", PHONE, "zh-Hans", GRANDMOTHER, GROUP))
    await camera.takes(("figures-poll-result-en", WIDE, "en", NEWCOMER, GROUP))


async def _quarter(players: Players, camera: Takes) -> None:
    """Everybody is drawn in so small a neighbourhood; most answer, and the staff read."""
    while not await players.has_button(GRANDMOTHER, "填写"):
        await players.goes_by_until(await players.now() + 7 * A_DAY)
    await camera.takes(("figures-survey", PHONE, "zh-Hans", GRANDMOTHER, GRANDMOTHER))
    await camera.takes(("figures-survey-en", PHONE, "en", NEWCOMER, NEWCOMER))
    await _answers(players, GRANDMOTHER, "填写", "4", "3")
    await camera.takes(("figures-survey-choice", PHONE, "zh-Hans", GRANDMOTHER, GRANDMOTHER))
    await players.tap(GRANDMOTHER, "卫生", "停车", "好了", "跳过")
    await camera.takes(("figures-survey-sent", PHONE, "zh-Hans", GRANDMOTHER, GRANDMOTHER))
    await players.tap(GRANDMOTHER, "发送")
    await _answers(players, NEWCOMER, "Answer it", "5", "4")
    await camera.takes(("figures-survey-choice-en", PHONE, "en", NEWCOMER, NEWCOMER))
    await players.tap(NEWCOMER, "Skip", "Skip", "Send")
    for person, level in zip(NEIGHBOURS[:5], "54435", strict=True):
        await _answers(players, person, "填写", level, level, "跳过", "跳过", "发送")
    await players.goes_by_until(await players.now() + 15 * A_DAY)
    await _says(players, "/survey")
    await players.tap(STAFF, "满意度", "📊 结果")
    await players.tap(STAFF, "图片")
    await asyncio.sleep(4)
    await camera.takes(("figures-survey-result", PHONE, "zh-Hans", STAFF, STAFF))
    await _speaks(players, "English")
    await _says(players, "/survey")
    await players.tap(STAFF, "How satisfied", "Results")
    await players.tap(STAFF, "As a picture")
    await asyncio.sleep(4)
    await camera.takes(("figures-survey-result-en", PHONE, "en", STAFF, STAFF))


async def _answers(players: Players, person: int, *taps: str) -> None:
    """Slowly: the same numbers stand under each question."""
    for label in taps:
        await players.tap(person, label)
        await asyncio.sleep(1)


async def _says(players: Players, text: str) -> None:
    """And waits for what comes: the buttons of older questions look the same."""
    await players.say(STAFF, text)
    await asyncio.sleep(1.5)


async def _speaks(players: Players, language: str) -> None:
    await _says(players, "/language")
    await players.tap(STAFF, language)
