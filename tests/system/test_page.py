"""The sandbox's page in a real browser: what people see and do there, on a real sandbox."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.world import World
from tests.system.browser import CHROMIUM, Tab, chromium, tab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
JING, OLIVER = 1, 2
NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)
BUTTONS = {
    "inline_keyboard": [
        [{"text": "报名", "callback_data": "toast"}, {"text": "名单", "callback_data": "alert"}],
        [{"text": "改一改", "callback_data": "edit"}],
        [{"text": "详情", "url": "https://t.me/linli_bot?start=a12"}],
    ]
}
POLL = [{"text": "剪纸"}, {"text": "香囊"}]
NAMELESS = """
[...document.querySelectorAll("button, a, input, textarea, [role=log], nav, section")]
  .filter((each) => each.checkVisibility())
  .filter((each) => !(each.ariaLabel || each.textContent.trim() || each.labels?.length))
  .map((each) => each.outerHTML)
"""


class Scene:
    """A small world with a scripted bot, and a tab that looks at it."""

    def __init__(self, world: World, group: int, address: str, browser: Tab) -> None:
        self.world, self.group, self.address, self.tab = world, group, address, browser

    async def opens(self, place: str, query: str = "") -> None:
        await self.tab.go(f"{self.address}/{query}#{place}")
        await self.tab.until("document.querySelector('.self h1, .chat-title h2')")

    async def bot(self, method: str, **parameters: object) -> Any:
        status, body = await self.world.call(method, parameters)
        assert status == 200, body
        return body["result"]

    async def says(self, text: str, chat_id: int | None = None, **more: object) -> Any:
        return await self.bot("sendMessage", chat_id=chat_id or self.group, text=text, **more)

    async def sees(self, selector: str, text: str = "") -> None:
        await self.tab.until(
            f"[...document.querySelectorAll('{selector}')].some((each) => "
            f"each.checkVisibility() && each.textContent.includes('{text}'))"
        )


def a_world() -> tuple[World, int]:
    world = World(clock=Clock(NOON), limited=False)
    world.add_person(JING, "陈静", language_code="zh-hans", note="居民")
    world.add_person(OLIVER, "Oliver", last_name="Brown", language_code="en", note="Resident")
    group = world.add_group("幸福里邻居群", creator=OLIVER, members=[JING], bot="administrator")
    return world, group


async def play_bot(world: World) -> None:
    """Answers presses as their data asks, and greets whoever starts."""
    offset = 0
    while True:
        _, body = await world.call("getUpdates", {"offset": offset, "timeout": 20})
        for update in body["result"]:
            offset = update["update_id"] + 1
            await react(world, update)


async def react(world: World, update: dict[str, Any]) -> None:
    if "callback_query" in update:
        await answer(world, update["callback_query"])
    elif "inline_query" in update:
        await find(world, update["inline_query"])
    elif update.get("message", {}).get("text", "").startswith("/start"):
        text = f"欢迎 {update['message']['text'].removeprefix('/start').strip()}"
        await world.call("sendMessage", {"chat_id": update["message"]["chat"]["id"], "text": text})


async def find(world: World, query: dict[str, Any]) -> None:
    article = {
        "type": "article",
        "id": "1",
        "title": "一起包饺子",
        "description": "5月4日 10:00",
        "input_message_content": {"message_text": "<b>一起包饺子</b>", "parse_mode": "HTML"},
        "reply_markup": BUTTONS,
    }
    found = {"results": [article]} if query["query"] in "饺子" else {"results": []}
    way_on = {"button": {"text": "查看所有活动", "start_parameter": "a12"}}
    told = {"inline_query_id": query["id"], "cache_time": 0, **found, **way_on}
    await world.call("answerInlineQuery", told)


async def answer(world: World, query: dict[str, Any]) -> None:
    told = {"toast": "报名成功", "alert": "陈静、Oliver"}.get(query["data"], "")
    shown = {"text": told, "show_alert": query["data"] == "alert"}
    await world.call("answerCallbackQuery", {"callback_query_id": query["id"], **shown})
    if query["data"] == "edit":
        message = query["message"]
        where = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        await world.call("editMessageText", {**where, "text": "改好了"})


@pytest.fixture(scope="module")
def devtools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chromium(tmp_path_factory.mktemp("chromium")) as address:
        yield address


@pytest.fixture
async def scene(devtools: str) -> AsyncIterator[Scene]:
    world, group = a_world()
    playing = asyncio.create_task(play_bot(world))
    async with serve(world, port=0, home="幸福里社区") as address, tab(devtools) as browser:
        await browser.resize(1280, 860)
        yield Scene(world, group, address, browser)
    playing.cancel()
    with suppress(asyncio.CancelledError):
        await playing


async def test_word_of_the_bot_appears_at_once(scene: Scene) -> None:
    await scene.opens(f"p={JING}&c={scene.group}")
    await scene.sees(".line.service", "创建了群组")

    await scene.says("明早七点半小广场见")

    await scene.sees(".message.other .bubble", "明早七点半小广场见")


async def test_what_is_typed_reaches_the_chat_and_can_be_rewritten(scene: Scene) -> None:
    await scene.opens(f"p={JING}&c={scene.group}")
    await scene.sees("textarea")
    await scene.tab.run("document.querySelector('textarea').focus()")

    await scene.tab.type("几点开始？")
    await scene.tab.press("Enter")
    await scene.sees(".message.own .bubble", "几点开始？")
    await scene.tab.press("ArrowUp")
    await scene.sees(".composer-bar", "编辑消息")
    await scene.tab.type("谢谢")
    await scene.tab.press("Enter")

    await scene.sees(".message.own .bubble", "几点开始？谢谢")
    assert scene.world.messages(OLIVER, scene.group)[-1]["text"] == "几点开始？谢谢"


async def test_press_shows_the_words_of_the_bot_over_the_chat(scene: Scene) -> None:
    await scene.says("广场舞", reply_markup=BUTTONS)
    await scene.opens(f"p={JING}&c={scene.group}")

    await scene.tab.click(".key", "报名")

    await scene.sees(".toast", "报名成功")


async def test_alert_stays_until_it_is_confirmed(scene: Scene) -> None:
    await scene.says("广场舞", reply_markup=BUTTONS)
    await scene.opens(f"p={JING}&c={scene.group}")

    await scene.tab.click(".key", "名单")
    await scene.sees("dialog", "陈静、Oliver")
    await scene.tab.press("Enter")

    await scene.tab.until("!document.querySelector('dialog')")


async def test_edited_and_deleted_messages_change_before_ones_eyes(scene: Scene) -> None:
    first = await scene.says("说错了")
    await scene.says("广场舞", reply_markup=BUTTONS)
    await scene.opens(f"p={JING}&c={scene.group}")

    await scene.tab.click(".key", "改一改")
    await scene.sees(".bubble", "改好了")
    await scene.bot("deleteMessage", chat_id=scene.group, message_id=first["message_id"])

    await scene.tab.until("!document.querySelector('.log').textContent.includes('说错了')")


async def test_deep_link_opens_the_private_chat_and_start_carries_its_word(scene: Scene) -> None:
    await scene.says("广场舞", reply_markup=BUTTONS)
    await scene.opens(f"p={OLIVER}&c={scene.group}")

    await scene.tab.click(".key", "详情")
    await scene.tab.click(".due", "START")

    await scene.sees(".message.own .bubble", "/start a12")
    await scene.sees(".message.other .bubble", "欢迎 a12")


async def test_what_the_bot_finds_is_sent_by_a_tap_and_works_where_the_bot_is_not(
    scene: Scene,
) -> None:
    family = scene.world.add_group("一家人", creator=OLIVER, members=[JING])
    await scene.opens(f"p={JING}&c={family}")
    await scene.sees("textarea")
    await scene.tab.run("document.querySelector('textarea').focus()")

    await scene.tab.type("@linli_bot 饺")
    await scene.sees(".results .result", "5月4日 10:00")
    await scene.tab.click(".result", "一起包饺子")
    await scene.sees(".message.own .note", "@linli_bot")
    await scene.tab.click(".key", "报名")

    await scene.sees(".toast", "报名成功")
    assert scene.world.messages(OLIVER, family)[-1]["text"] == "一起包饺子"


async def test_keys_choose_among_what_the_bot_finds(scene: Scene) -> None:
    await scene.opens(f"p={JING}&c={scene.group}")
    await scene.sees("textarea")
    await scene.tab.run("document.querySelector('textarea').focus()")

    await scene.tab.type("@linli_bot 饺")
    await scene.sees(".results .result", "一起包饺子")
    await scene.tab.press("ArrowDown")
    await scene.tab.press("Enter")

    await scene.sees(".message.own .bubble", "一起包饺子")


async def test_what_is_not_found_leads_to_the_private_chat(scene: Scene) -> None:
    await scene.opens(f"p={JING}&c={scene.group}")
    await scene.sees("textarea")
    await scene.tab.run("document.querySelector('textarea').focus()")

    await scene.tab.type("@linli_bot 滑雪")
    await scene.tab.click(".lead", "查看所有活动")
    await scene.tab.click(".due", "开始")

    await scene.sees(".message.own .bubble", "/start a12")


async def test_a_button_to_share_asks_in_a_chat_of_ones_choice(scene: Scene) -> None:
    share = {"inline_keyboard": [[{"text": "分享", "switch_inline_query": "饺子"}]]}
    scene.world.start(JING)
    await scene.says("饺子", JING, reply_markup=share)
    await scene.tab.resize(360, 740, phone=True)
    await scene.opens(f"p={JING}&c={JING}")

    await scene.tab.click(".key", "分享")
    await scene.tab.click("dialog button", "幸福里邻居群")
    await scene.sees(".results .result", "一起包饺子")
    assert await scene.tab.run("document.scrollingElement.scrollWidth") <= 360
    await scene.tab.click(".result", "一起包饺子")

    await scene.sees(".message.own .bubble", "一起包饺子")


async def test_clock_moves_by_a_day(scene: Scene) -> None:
    await scene.opens(f"p={JING}")
    await scene.sees(".clock-date", "5月1日")

    await scene.tab.click(".clock-step", "+1 天")

    await scene.sees(".clock-date", "5月2日")
    assert scene.world.now().day == 2


async def test_vote_shows_the_result(scene: Scene) -> None:
    await scene.bot("sendPoll", chat_id=scene.group, question="学什么？", options=POLL)
    await scene.opens(f"p={JING}&c={scene.group}")

    await scene.tab.click(".poll-option input")

    await scene.sees(".poll-result", "100%")
    await scene.sees(".poll-foot", "1 人投票")


async def test_quiz_tells_right_from_wrong(scene: Scene) -> None:
    quiz = {"question": "哪一层？", "options": POLL, "type": "quiz", "correct_option_ids": [1]}
    await scene.bot("sendPoll", chat_id=scene.group, **quiz)
    await scene.opens(f"p={JING}&c={scene.group}")

    await scene.tab.click(".poll-option", "剪纸")

    await scene.sees(".toast", "答错了")
    await scene.sees(".poll-result.wrong", "剪纸")
    await scene.sees(".poll-result.right", "香囊")


async def test_two_people_stand_side_by_side_each_in_their_language(scene: Scene) -> None:
    await scene.opens(f"p={JING}&c={scene.group}&q={OLIVER}&d={scene.group}")
    await scene.sees(".pane[lang=en] .chat-title", "members")

    scene.world.say(OLIVER, scene.group, "Hello neighbours")

    await scene.sees(".pane[lang=zh-Hans] .message.other", "Hello neighbours")
    await scene.sees(".pane[lang=en] .message.own", "Hello neighbours")


async def test_unread_messages_are_counted_until_they_are_seen(scene: Scene) -> None:
    scene.world.start(JING)
    await scene.says("第一条", JING)
    await scene.opens(f"p={JING}&c={JING}")
    await scene.sees(".message", "第一条")

    await scene.says("群里有事")
    await scene.sees(".chat-row .badge", "2")
    await scene.tab.click(".chat-row", "幸福里邻居群")

    await scene.tab.until("!document.querySelector('.chat-row .badge')")


async def test_what_people_write_is_never_taken_for_markup(scene: Scene) -> None:
    nasty = "<img src=x onerror=\"document.title='broken'\"><b>"
    scene.world.say(OLIVER, scene.group, nasty)
    await scene.opens(f"p={JING}&c={scene.group}")

    await scene.sees(".bubble .words", "onerror")

    assert await scene.tab.run("document.querySelectorAll('.log img').length") == 0
    assert await scene.tab.run("document.title") == "幸福里社区 · 沙盒"


async def test_phone_shows_one_column_and_nothing_beside_the_screen(scene: Scene) -> None:
    await scene.says("广场舞 " + "https://example.org/" + "long" * 60, reply_markup=BUTTONS)
    await scene.tab.resize(360, 740, phone=True)
    width = "document.scrollingElement.scrollWidth"

    await scene.opens(f"p={JING}")
    await scene.sees(".chat-row", "幸福里邻居群")
    assert await scene.tab.run(width) <= 360

    await scene.tab.click(".chat-row", "幸福里邻居群")
    await scene.sees(".bubble", "广场舞")
    assert await scene.tab.run(width) <= 360
    assert not await scene.tab.run("document.querySelector('.side').checkVisibility()")
    assert await scene.tab.run(
        "[...document.querySelectorAll('.key, .round, .you')]"
        ".every((each) => !each.checkVisibility() || each.offsetHeight >= 44)"
    )


async def test_everything_one_can_press_has_a_name(scene: Scene) -> None:
    await scene.says("广场舞", reply_markup=BUTTONS)
    await scene.bot("sendPoll", chat_id=scene.group, question="学什么？", options=POLL)
    await scene.opens(f"p={JING}&c={scene.group}&q={OLIVER}&d={OLIVER}")
    await scene.sees(".poll-option")

    assert await scene.tab.run(NAMELESS) == []


async def test_address_overrides_language_and_theme(scene: Scene) -> None:
    await scene.opens(f"p={JING}&c={JING}", "?lang=zh-Hant&theme=dark")

    await scene.sees(".due", "開始")
    assert await scene.tab.run("document.documentElement.dataset.theme") == "dark"
