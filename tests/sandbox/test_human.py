"""The human side as the page uses it: look, write, press, vote, move the clock, break things."""

import asyncio
import json
from datetime import timedelta

import aiohttp
import pytest

from sandbox.server import serve

WANG, LI, CHEN = 101, 102, 103
JOIN = {"inline_keyboard": [[{"text": "报名", "callback_data": "join"}]]}


class Page:
    """Asks the human side as the page does."""

    def __init__(self, client):
        self._client = client

    async def get(self, path):
        return await self._ask("GET", path)

    async def post(self, path, **body):
        return await self._ask("POST", path, json=body)

    async def send(self, path, form):
        return await self._ask("POST", path, data=form)

    async def patch(self, path, **body):
        return await self._ask("PATCH", path, json=body)

    async def delete(self, path):
        return await self._ask("DELETE", path)

    async def refusal(self, method, path, **body):
        async with self._client.request(method, f"/human{path}", json=body) as response:
            assert response.status == 400
            return (await response.json())["error"]

    async def _ask(self, method, path, **body):
        async with self._client.request(method, f"/human{path}", **body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer


@pytest.fixture
def due(clock):
    """When the next notice is due, as the one who started the server knows it."""
    return {"at": clock.now() + timedelta(hours=3)}


@pytest.fixture
async def client(world, due):
    async def next_due():
        return due["at"]

    async with (
        serve(world, port=0, next_due=next_due, zone="Asia/Shanghai", home="幸福里") as address,
        aiohttp.ClientSession(base_url=address) as client,
    ):
        yield client


@pytest.fixture
def page(client):
    return Page(client)


async def test_world_tells_who_is_there(page):
    world = await page.get("/world")

    assert world["bot"] == {"id": 12345, "first_name": "邻里 Linli", "username": "linli_bot"}
    assert world["now"] == "2026-05-01T04:00:00+00:00"
    assert world["zone"] == "Asia/Shanghai"
    assert world["home"] == "幸福里"
    assert world["can_go_to_next"] is True
    assert [person["first_name"] for person in world["people"]] == ["王芳", "Li", "陳靜"]
    assert world["people"][0]["language_code"] == "zh-hans"
    assert world["people"][1]["last_name"] == "Ming"


async def test_chats_are_listed_with_the_newest_first(page, bot, clock, private, group):
    clock.advance(timedelta(minutes=1))
    await bot("sendMessage", chat_id=group, text="大家好")
    await bot("sendMessage", chat_id=group, text="再说一句")

    first, second = (await page.get(f"/people/{WANG}/chats"))["chats"]

    assert first["id"] == group
    assert first["type"] == "supergroup"
    assert first["title"] == "幸福里"
    assert first["bot_is_member"] is True
    assert first["members"] == 3
    assert first["last"]["text"] == "再说一句"
    assert second["id"] == WANG
    assert second["title"] == "邻里 Linli"
    assert second["started"] is True
    assert second["blocked"] is False


async def test_unread_are_counted_until_read(page, bot, private):
    for text in "一二三":
        sent = await bot("sendMessage", chat_id=private, text=text)
    before = (await page.get(f"/people/{WANG}/chats"))["chats"][0]["unread"]
    await page.post(f"/people/{WANG}/chats/{private}/read", message_id=sent["message_id"] - 1)
    after = (await page.get(f"/people/{WANG}/chats"))["chats"][0]["unread"]

    assert (before, after) == (3, 1)


async def test_pinned_message_is_in_the_list(page, bot, group):
    sent = await bot("sendMessage", chat_id=group, text="公告")
    await bot("pinChatMessage", chat_id=group, message_id=sent["message_id"])

    row = (await page.get(f"/people/{LI}/chats"))["chats"][0]

    assert row["pinned_message"]["text"] == "公告"


async def test_messages_come_page_by_page(page, bot, private):
    for number in range(7):
        await bot("sendMessage", chat_id=private, text=str(number))
    path = f"/people/{WANG}/chats/{private}/messages?limit=5"

    newest = await page.get(path)
    older = await page.get(f"{path}&before={newest['messages'][0]['message_id']}")

    assert [each["text"] for each in newest["messages"]] == list("23456")
    assert newest["more"] is True
    assert [each["text"] for each in older["messages"]] == ["/start", "0", "1"]
    assert older["more"] is False


async def test_strangers_read_nothing(page, group):
    refusal = await page.refusal("GET", f"/people/{CHEN}/chats/{group}/messages")

    assert refusal == "only members can do this"


async def test_menu_and_members_are_shown(page, bot, private, group):
    await bot("setMyCommands", commands=[{"command": "help", "description": "帮助"}])

    commands = await page.get(f"/people/{WANG}/chats/{private}/commands")
    members = await page.get(f"/people/{WANG}/chats/{group}/members")
    two = await page.get(f"/people/{WANG}/chats/{private}/members")

    assert commands == {"commands": [{"command": "help", "description": "帮助"}]}
    assert [each["status"] for each in members["members"]] == [
        "creator",
        "member",
        "administrator",
    ]
    assert [each["user"]["first_name"] for each in two["members"]] == ["王芳", "邻里 Linli"]


async def test_text_is_written_answered_edited_and_deleted(page, bot, group):
    path = f"/people/{LI}/chats/{group}/messages"

    said = (await page.post(path, text="几点？"))["message"]
    answer = (await page.post(path, text="三点", reply_to=said["message_id"]))["message"]
    edited = (await page.patch(f"{path}/{said['message_id']}", text="几点开始？"))["message"]
    await page.delete(f"{path}/{answer['message_id']}")

    left = (await page.get(path))["messages"]
    assert said["out"] is True
    assert answer["reply_to_message"]["text"] == "几点？"
    assert edited["text"] == "几点开始？"
    assert left[-1]["text"] == "几点开始？"


async def test_place_contact_and_sticker_are_sent(page, private):
    path = f"/people/{WANG}/chats/{private}/messages"
    spot = {"latitude": 31.2, "longitude": 121.5}

    place = await page.post(path, location=spot)
    venue = await page.post(path, location=spot, title="活动室", address="1号楼")
    contact = await page.post(path, contact={"phone_number": "13800000000"})
    sticker = await page.post(path, sticker="🙂")

    assert place["message"]["location"] == spot
    assert venue["message"]["venue"]["address"] == "1号楼"
    assert contact["message"]["contact"]["first_name"] == "王芳"
    assert sticker["message"]["sticker"]["emoji"] == "🙂"


def files(*names, **fields):
    form = aiohttp.FormData(fields)
    for name in names:
        form.add_field("file", name.encode(), filename=name)
    return form


async def test_one_file_is_a_message_and_several_are_an_album(page, private):
    path = f"/people/{WANG}/chats/{private}/messages"

    one = await page.send(path, files("a.pdf", kind="document", caption="看"))
    album = await page.send(path, files("1.png", "2.png", kind="photo", caption="合影"))

    assert one["message"]["document"]["file_name"] == "a.pdf"
    assert one["message"]["caption"] == "看"
    first, second = album["messages"]
    assert first["media_group_id"] == second["media_group_id"]
    assert first["caption"] == "合影"
    assert "caption" not in second


async def test_file_is_shown_but_never_run(client, world, private):
    sent = world.send_file(WANG, private, b"<script>", kind="document", file_name="a.html")

    async with client.get(f"/human/file/{sent['document']['file_id']}") as shown:
        assert await shown.read() == b"<script>"
        assert shown.headers["Content-Security-Policy"] == "sandbox"
        assert shown.headers["X-Content-Type-Options"] == "nosniff"
    async with client.get("/human/file/none") as missing:
        assert missing.status == 404


async def test_message_is_forwarded(page, world, bot, private, group):
    said = world.say(LI, group, "请看")
    path = f"/people/{WANG}/chats/{group}/messages/{said['message_id']}/forward"

    forwarded = (await page.post(path, to=private))["message"]

    assert forwarded["chat"]["id"] == private
    assert forwarded["forward_origin"]["sender_user"]["id"] == LI


async def test_press_waits_for_the_answer(page, world, bot, private):
    sent = await bot("sendMessage", chat_id=private, text="来吗", reply_markup=JOIN)
    await bot.updates()
    path = f"/people/{WANG}/chats/{private}/messages/{sent['message_id']}/press"
    pressing = asyncio.create_task(page.post(path, row=0, column=0))
    query = (await bot("getUpdates", timeout=5))[0]["callback_query"]

    await bot("answerCallbackQuery", callback_query_id=query["id"], text="好", show_alert=True)

    assert query["data"] == "join"
    assert await pressing == {"answered": True, "text": "好", "show_alert": True}


async def test_what_the_bot_finds_is_shown_and_sent(page, world, bot):
    family = world.add_group("一家人", creator=WANG, members=[CHEN])
    asking = asyncio.create_task(page.post(f"/people/{WANG}/chats/{family}/inline", query="饺子"))
    update = (await bot.updates(timeout=5))[0]["inline_query"]
    article = {
        "type": "article",
        "id": "1",
        "title": "包饺子",
        "description": "周六",
        "input_message_content": {"message_text": "来吗"},
        "reply_markup": JOIN,
    }
    await bot("answerInlineQuery", inline_query_id=update["id"], results=[article])

    found = await asking
    sent = await page.post(f"/people/{WANG}/chats/{family}/inline/{found['query']}", result="1")

    assert found["answered"]
    assert found["results"] == [{"id": "1", "title": "包饺子", "description": "周六"}]
    assert (found["button"], found["next_offset"]) == (None, "")
    assert (sent["message"]["text"], sent["message"]["out"]) == ("来吗", True)


async def test_the_same_question_is_answered_at_once(page, world, bot):
    family = world.add_group("一家人", creator=WANG)
    query = world.ask_inline(WANG, family, "饺子")
    await bot("answerInlineQuery", inline_query_id=query, results=[])

    again = await page.post(f"/people/{WANG}/chats/{family}/inline", query="饺子")

    assert (again["answered"], again["results"]) == (True, [])


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0)])
async def test_button_that_is_not_there_cannot_be_pressed(page, bot, private, row, column):
    sent = await bot("sendMessage", chat_id=private, text="来吗", reply_markup=JOIN)
    path = f"/people/{WANG}/chats/{private}/messages/{sent['message_id']}/press"

    assert await page.refusal("POST", path, row=row, column=column) == (
        "there is no such button to press"
    )


async def test_vote_is_cast_and_taken_back(page, world, bot, group):
    sent = await bot(
        "sendPoll", chat_id=group, question="哪天？", options=[{"text": "六"}, {"text": "日"}]
    )
    path = f"/people/{LI}/chats/{group}/messages"

    await page.post(f"{path}/{sent['message_id']}/vote", options=[1])
    voted = (await page.get(path))["messages"][-1]
    await page.post(f"{path}/{sent['message_id']}/vote", options=[])
    back = (await page.get(path))["messages"][-1]

    assert voted["chosen"] == [1]
    assert voted["poll"]["options"][1]["voter_count"] == 1
    assert back["poll"]["total_voter_count"] == 0


@pytest.mark.parametrize(
    ("link", "start"),
    [
        ("https://t.me/linli_bot?start=act_5", "act_5"),
        ("t.me/Linli_Bot", None),
        ("tg://resolve?domain=linli_bot&start=x", "x"),
        ("https://t.me/linli_bot?start=" + "a" * 65, None),
        ("https://t.me/linli_bot?startgroup=1", None),
    ],
)
async def test_links_open_the_private_chat(page, link, start):
    assert await page.post(f"/people/{LI}/open", link=link) == {"chat": LI, "start": start}


@pytest.mark.parametrize(
    "link", ["https://example.com", "https://t.me/other_bot", "tg://settings"]
)
async def test_other_links_lead_nowhere(page, link):
    assert "link" in await page.refusal("POST", f"/people/{LI}/open", link=link)


async def test_start_and_block_from_the_page(page, bot, world):
    await page.post(f"/people/{LI}/start", parameter="act_5")
    await page.post(f"/people/{LI}/block", blocked=True)
    row = (await page.get(f"/people/{LI}/chats"))["chats"][0]
    await page.post(f"/people/{LI}/start", parameter=None)

    updates = await bot.updates()

    assert row["blocked"] is True
    assert updates[0]["message"]["text"] == "/start act_5"
    assert updates[-1]["message"]["text"] == "/start"


async def test_group_is_founded_and_the_bot_moved_in_and_out(page, bot, world):
    group = (await page.post(f"/people/{LI}/groups", title="六栋", is_forum=True))["chat"]
    for action in ("add", "promote", "demote", "remove"):
        await page.post(f"/people/{LI}/chats/{group}/bot", action=action)

    told = await bot.heard("my_chat_member")

    assert [each["new_chat_member"]["status"] for each in told] == [
        "member",
        "administrator",
        "member",
        "kicked",
    ]
    assert told[0]["chat"]["is_forum"] is True
    assert await page.refusal("POST", f"/people/{LI}/chats/{group}/bot", action="praise") == (
        "the bot cannot be told to praise"
    )


async def test_people_leave_and_join(page, world, group):
    await page.post(f"/people/{LI}/chats/{group}/leave")
    gone = await page.get(f"/people/{LI}/chats")
    await page.post(f"/people/{LI}/chats/{group}/join")
    back = await page.get(f"/people/{LI}/chats")

    assert [chat["id"] for chat in gone["chats"]] == [LI]
    assert sorted(chat["id"] for chat in back["chats"]) == [group, LI]


async def test_group_is_upgraded(page, world):
    old = world.add_group("小组", creator=WANG, kind="group")

    new = (await page.post(f"/people/{WANG}/chats/{old}/upgrade"))["chat"]

    assert [chat["id"] for chat in (await page.get(f"/people/{WANG}/chats"))["chats"]] == [
        new,
        WANG,
    ]


async def test_clock_is_moved_by_so_much_and_to_the_next_notice(page, due):
    before = await page.get("/clock")
    hour = await page.post("/clock", advance_seconds=3600)
    to_next = await page.post("/clock", to_next=True)
    due["at"] = None

    assert before == {
        "now": "2026-05-01T04:00:00+00:00",
        "offset_seconds": 0.0,
        "next_due": "2026-05-01T07:00:00+00:00",
    }
    assert hour["now"] == "2026-05-01T05:00:00+00:00"
    assert to_next["now"] == "2026-05-01T07:00:01+00:00"
    assert await page.refusal("POST", "/clock", to_next=True) == "nothing is due"


async def test_faults_are_added_and_cleared(page, world, bot):
    await page.post("/faults", method="getMe", times=2, status=500)
    refused = await bot.refused("getMe")
    await page.delete("/faults")

    assert refused["error_code"] == 500
    assert (await bot("getMe"))["id"] == 12345
    assert await page.refusal("POST", "/faults", colour="red") == "a fault has no colour"


@pytest.mark.parametrize(
    ("method", "path", "body", "words"),
    [
        ("GET", "/people/999/chats", {}, "nobody here has the id 999"),
        ("GET", "/people/x/chats", {}, "person must be a number"),
        ("POST", f"/people/{LI}/chats/-5/messages", {"text": "a"}, "there is no chat -5"),
        ("POST", f"/people/{LI}/chats/{LI}/messages", {}, "text is missing or of the wrong kind"),
        (
            "POST",
            f"/people/{LI}/block",
            {"blocked": "yes"},
            "blocked is missing or of the wrong kind",
        ),
        (
            "POST",
            f"/people/{LI}/chats/{LI}/messages",
            {"text": "a", "entities": [1]},
            "Bad Request: can't parse entities: expected an Array of Object",
        ),
        (
            "POST",
            f"/people/{LI}/chats/{LI}/messages",
            {"text": "a", "reply_to": [1]},
            "reply_to is missing or of the wrong kind",
        ),
        ("POST", "/clock", {"advance_seconds": 1e300}, "nobody sees that far"),
        ("POST", "/clock", {}, "advance_seconds is missing or of the wrong kind"),
        (
            "POST",
            f"/people/{LI}/chats/{LI}/messages",
            {"text": " "},
            "an empty message cannot be sent",
        ),
    ],
)
async def test_what_cannot_be_done_is_said_plainly(page, method, path, body, words):
    assert await page.refusal(method, path, **body) == words


class Stream:
    """The events as the page hears them."""

    def __init__(self, response):
        self._lines = response.content

    async def next(self):
        async with asyncio.timeout(5):
            while True:
                line = (await self._lines.readline()).decode()
                if line.startswith("data: "):
                    return json.loads(line.removeprefix("data: "))


@pytest.fixture
async def stream(client):
    async with client.get(f"/human/events?people={WANG},{LI}") as response:
        assert response.content_type == "text/event-stream"
        assert (await response.content.readline()) == b": here\n"
        await response.content.readline()
        yield Stream(response)


async def test_message_is_told_to_those_who_see_it(group, stream, world):
    said = world.say(LI, group, "大家好")

    wangs, lis = await stream.next(), await stream.next()

    assert (wangs["type"], wangs["person"], wangs["chat"]) == ("message", WANG, group)
    assert wangs["message"]["message_id"] == said["message_id"]
    assert "out" not in wangs["message"]
    assert wangs["chat_info"]["last"]["text"] == "大家好"
    assert lis["person"] == LI
    assert lis["message"]["out"] is True


async def test_edits_deletions_and_answers_are_told(private, stream, world, bot):
    sent = await bot("sendMessage", chat_id=private, text="来吗", reply_markup=JOIN)
    query_id = world.press(WANG, private, sent["message_id"], "join")
    await bot("answerCallbackQuery", callback_query_id=query_id, text="好")
    await bot("editMessageText", chat_id=private, message_id=sent["message_id"], text="满了")
    await bot("deleteMessage", chat_id=private, message_id=sent["message_id"])

    events = [await stream.next() for _ in range(4)]

    assert [event["type"] for event in events] == ["message", "answer", "edited", "deleted"]
    assert events[1]["answer"]["text"] == "好"
    assert events[2]["message"]["text"] == "满了"
    assert events[3]["message_id"] == sent["message_id"]


async def test_moved_clock_and_new_menus_are_told_to_everybody(stream, clock, bot):
    clock.advance(timedelta(hours=1))
    await bot("setMyCommands", commands=[{"command": "a", "description": "b"}])

    events = [await stream.next() for _ in range(4)]

    assert [(event["type"], event["person"]) for event in events] == [
        ("clock", WANG),
        ("clock", LI),
        ("commands", WANG),
        ("commands", LI),
    ]
    assert events[0]["now"] == "2026-05-01T05:00:00+00:00"


async def test_whoever_is_put_out_hears_that_the_chat_is_gone(group, stream, world):
    world.member(group, LI, "kicked", by=WANG)

    events = [await stream.next() for _ in range(6)]

    last = [event for event in events if event["person"] == LI][-1]
    assert last["type"] == "chat"
    assert "chat_info" not in last


async def test_private_matters_of_others_are_not_told(stream, world):
    world.say(CHEN, CHEN, "秘密")
    world.say(LI, LI, "你好")

    assert (await stream.next())["person"] == LI
