"""Everything the bot gets is of the published types: no field missing, none invented."""

import json
from pathlib import Path

import pytest

from sandbox.methods.calling import TABLE
from sandbox.shapes import Upload

SPEC = Path(__file__).parents[3] / "shared" / "spec" / "botapi-10.1.json"
WANG, LI, CHEN = 101, 102, 103
PNG = b"\x89PNG picture"
JOIN = {"inline_keyboard": [[{"text": "报名", "callback_data": "join"}]]}
PLAIN = {
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "String": lambda value: isinstance(value, str),
    "InputFile": lambda value: False,
}


class Published:
    """The published Bot API, asked whether a value is of one of its types."""

    def __init__(self, spec):
        self.methods = spec["methods"]
        self._types = spec["types"]

    def faults(self, value, types, where=""):
        """What is wrong with a value that should be of one of these types; empty if nothing."""
        found = []
        for each in types:
            wrong = self._faults_as(value, each, where)
            if not wrong:
                return []
            found += wrong
        return found

    def _faults_as(self, value, type_name, where):
        if type_name.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where}: no array but {value!r}"]
            inner = [type_name.removeprefix("Array of ")]
            return [
                wrong
                for index, item in enumerate(value)
                for wrong in self.faults(item, inner, f"{where}[{index}]")
            ]
        if type_name in PLAIN:
            return [] if PLAIN[type_name](value) else [f"{where}: no {type_name} but {value!r}"]
        published = self._types[type_name]
        if published.get("subtypes"):
            return self._faults_as_any(value, published["subtypes"], where)
        return self._faults_as_object(value, type_name, where)

    def _faults_as_any(self, value, subtypes, where):
        """The reasons of the subtype that comes nearest."""
        attempts = [self._faults_as(value, each, where) for each in subtypes]
        return min(attempts, key=len)

    def _faults_as_object(self, value, type_name, where):
        if not isinstance(value, dict):
            return [f"{where}: no {type_name} but {value!r}"]
        fields = {field["name"]: field for field in self._types[type_name].get("fields", [])}
        missing = [name for name, field in fields.items() if field["required"]]
        wrong = [f"{where}.{name}: missing" for name in missing if name not in value]
        wrong += [f"{where}.{name}: unknown to {type_name}" for name in value.keys() - fields]
        for name in value.keys() & fields:
            wrong += self.faults(value[name], fields[name]["types"], f"{where}.{name}")
        return wrong


@pytest.fixture(scope="module")
def published():
    if not SPEC.exists():
        pytest.skip("the published Bot API is not beside this project")
    return Published(json.loads(SPEC.read_text()))


@pytest.fixture
async def all_updates(bot):
    await bot(
        "getUpdates",
        allowed_updates=[
            "message",
            "edited_message",
            "callback_query",
            "inline_query",
            "chosen_inline_result",
            "poll",
            "poll_answer",
            "my_chat_member",
            "chat_member",
            "message_reaction",
        ],
    )


def wrong_results(published, world):
    """Every call so far whose result is not what its method returns."""
    names = {name.lower(): method["returns"] for name, method in published.methods.items()}
    wrong = []
    for method, _parameters, result in world.calls:
        if isinstance(result, dict) and result.get("ok") is False:
            wrong.append(f"{method} was refused: {result['description']}")
        else:
            wrong += published.faults(result, names[method.lower()], method)
    return wrong


async def test_updates_of_a_lively_day(published, world, bot, all_updates, group):
    sent = await bot("sendMessage", chat_id=group, text="来吗", reply_markup=JOIN)
    poll = await bot(
        "sendPoll",
        chat_id=group,
        question="哪天？",
        options=[{"text": "六"}, {"text": "日"}],
        is_anonymous=False,
    )
    said = world.say(LI, group, "@wangfang /help https://example.com #好", reply_to=2)
    world.edit(LI, group, said["message_id"], "改了")
    world.press(LI, group, sent["message_id"], "join")
    world.press(LI, group, 999, "join")
    world.vote(LI, group, poll["message_id"], [1])
    world.react(LI, group, sent["message_id"], "👍")
    world.member(group, CHEN, "member")
    world.member(group, CHEN, "administrator", by=WANG)
    world.member(group, CHEN, "restricted", by=WANG)
    world.member(group, CHEN, "kicked", by=WANG)
    world.bot_membership(group, "member")
    world.bot_membership(group, "kicked")
    world.block(WANG)
    world.unblock(WANG)

    updates = await bot("getUpdates")

    assert len(updates) >= 20
    assert published.faults(updates, ["Array of Update"]) == []


async def test_updates_of_inline_mode(published, world, bot, all_updates, group):
    world.inline.feedback = True
    article = {
        "type": "article",
        "id": "1",
        "title": "包粽子",
        "input_message_content": {"message_text": "来吗"},
        "reply_markup": JOIN,
    }
    query = world.ask_inline(WANG, group, "粽子")
    await bot("answerInlineQuery", inline_query_id=query, results=[article])
    sent = world.choose_result(WANG, query, "1")
    world.press(LI, group, sent["message_id"], "join")

    updates = await bot("getUpdates")
    pressed = next(u["callback_query"] for u in updates if "callback_query" in u)
    copy = pressed["inline_message_id"]
    await bot("editMessageText", inline_message_id=copy, text="已满")

    assert {kind for update in updates for kind in update} >= {
        "inline_query",
        "chosen_inline_result",
        "message",
    }
    assert published.faults(updates, ["Array of Update"]) == []
    assert wrong_results(published, world) == []


async def test_messages_of_every_kind_that_people_send(published, world, bot, private, forum):
    for kind in ("photo", "document", "voice", "video", "audio", "animation", "video_note"):
        world.send_file(WANG, private, b"bytes", kind=kind, caption="看 /a", media_group_id="7")
    world.send_location(WANG, private, 31.2, 121.5)
    world.send_location(WANG, private, 31.2, 121.5, title="活动室", address="1号楼")
    world.send_contact(WANG, private, "13800000000", "王芳", user_id=WANG)
    world.send_sticker(WANG, private, "🙂")
    world.forward(WANG, private, 2, forum)
    topic = world.topic(forum, "停车")
    world.say(LI, forum, "满了", thread_id=topic)
    world.upgrade(world.add_group("小组", creator=WANG, kind="group", bot="administrator"))

    updates = await bot("getUpdates")

    assert published.faults(updates, ["Array of Update"]) == []


async def test_results_of_sending(published, world, bot, private, group):
    said = world.say(LI, group, "几点？")
    answer = {"message_id": said["message_id"], "quote": "几点"}
    await bot(
        "sendMessage",
        chat_id=group,
        text="<b>三点</b>",
        parse_mode="HTML",
        reply_parameters=answer,
        reply_markup=JOIN,
    )
    await bot(
        "sendMessage",
        chat_id=private,
        text="见群",
        reply_parameters={"message_id": said["message_id"], "chat_id": group},
    )
    for method, kind in (
        ("sendPhoto", "photo"),
        ("sendDocument", "document"),
        ("sendVideo", "video"),
        ("sendAudio", "audio"),
        ("sendVoice", "voice"),
        ("sendVideoNote", "video_note"),
        ("sendAnimation", "animation"),
        ("sendSticker", "sticker"),
    ):
        await bot(method, chat_id=private, **{kind: Upload("a.png", PNG, "image/png")})
    await bot(
        "sendMediaGroup",
        chat_id=private,
        p=Upload("p.png", PNG),
        media=[{"type": "photo", "media": "attach://p"}] * 2,
    )
    await bot("sendLocation", chat_id=private, latitude=1, longitude=2.5, live_period=60)
    await bot("sendVenue", chat_id=private, latitude=1, longitude=2, title="a", address="b")
    await bot("sendContact", chat_id=private, phone_number="1", first_name="a", last_name="b")
    await bot("sendDice", chat_id=private)
    await bot("sendChatAction", chat_id=private, action="typing")

    assert wrong_results(published, world) == []


async def test_results_of_changing(published, world, bot, private, group):
    text = (await bot("sendMessage", chat_id=group, text="一"))["message_id"]
    photo = await bot("sendPhoto", chat_id=group, photo=Upload("a.png", PNG))
    poll = await bot(
        "sendPoll",
        chat_id=group,
        question="？",
        type="quiz",
        options=[{"text": "a"}, {"text": "b"}],
        correct_option_ids=[0],
        explanation="因为",
        open_period=60,
    )
    target = {"chat_id": group, "message_id": text}
    await bot("editMessageText", **target, text="二", reply_markup=JOIN)
    await bot("editMessageReplyMarkup", **target)
    pictured = {"chat_id": group, "message_id": photo["message_id"]}
    await bot("editMessageCaption", **pictured, caption="图")
    await bot(
        "editMessageMedia",
        **pictured,
        media={"type": "document", "media": "attach://d"},
        d=Upload("d.pdf", b"x"),
    )
    await bot("stopPoll", chat_id=group, message_id=poll["message_id"])
    travel = {"chat_id": private, "from_chat_id": group}
    await bot("forwardMessage", **travel, message_id=text)
    await bot("copyMessage", **travel, message_id=text)
    await bot("forwardMessages", **travel, message_ids=[text])
    await bot("copyMessages", **travel, message_ids=[text])
    await bot("pinChatMessage", **target)
    await bot("setMessageReaction", **target, reaction=[{"type": "emoji", "emoji": "👍"}])
    await bot("getChat", chat_id=group)
    await bot("unpinChatMessage", **target)
    await bot("unpinAllChatMessages", chat_id=group)
    await bot("deleteMessage", **target)
    await bot("deleteMessages", chat_id=group, message_ids=[photo["message_id"]])

    assert wrong_results(published, world) == []


async def test_results_about_groups(published, world, bot, group, private):
    world.bot_membership(group, "administrator", can_promote_members=True)
    member = {"chat_id": group, "user_id": LI}
    await bot("getChat", chat_id=private)
    await bot("setChatTitle", chat_id=group, title="新")
    await bot("setChatDescription", chat_id=group, description="新")
    await bot("setChatPermissions", chat_id=group, permissions={"can_send_messages": True})
    await bot("getChatMemberCount", chat_id=group)
    await bot("getChatAdministrators", chat_id=group)
    await bot("restrictChatMember", **member, permissions={"can_send_messages": True})
    await bot("getChatMember", **member)
    await bot("promoteChatMember", **member, can_pin_messages=True)
    await bot("getChatMember", **member)
    await bot("promoteChatMember", **member)
    await bot("banChatMember", **member)
    await bot("getChatMember", **member)
    await bot("unbanChatMember", **member)
    await bot("exportChatInviteLink", chat_id=group)
    link = await bot("createChatInviteLink", chat_id=group, member_limit=3)
    await bot("revokeChatInviteLink", chat_id=group, invite_link=link["invite_link"])
    await bot("leaveChat", chat_id=group)

    assert wrong_results(published, world) == []


async def test_results_about_topics(published, world, bot, forum):
    created = await bot("createForumTopic", chat_id=forum, name="一", icon_custom_emoji_id="5")
    target = {"chat_id": forum, "message_thread_id": created["message_thread_id"]}
    await bot("sendMessage", **target, text="里")
    await bot("editForumTopic", **target, name="二")
    await bot("closeForumTopic", **target)
    await bot("reopenForumTopic", **target)
    await bot("unpinAllForumTopicMessages", **target)
    await bot("deleteForumTopic", **target)
    await bot("editGeneralForumTopic", chat_id=forum, name="厅")
    await bot("closeGeneralForumTopic", chat_id=forum)
    await bot("reopenGeneralForumTopic", chat_id=forum)
    await bot("hideGeneralForumTopic", chat_id=forum)
    await bot("unhideGeneralForumTopic", chat_id=forum)
    await bot("unpinAllGeneralForumTopicMessages", chat_id=forum)
    await bot("getForumTopicIconStickers")

    assert wrong_results(published, world) == []
    history = [
        {name: value for name, value in message.items() if name != "out"}
        for message in world.messages(WANG, forum)
    ]
    assert published.faults(history, ["Array of Message"]) == []


async def test_results_about_the_bot(published, world, bot, private):
    sent = await bot("sendDocument", chat_id=private, document=Upload("a.pdf", b"x"))
    query_id = world.press(WANG, private, sent["message_id"], "a")
    await bot("getMe")
    await bot("logOut")
    await bot("close")
    await bot("getUpdates")
    await bot("deleteWebhook")
    await bot("getWebhookInfo")
    await bot("answerCallbackQuery", callback_query_id=query_id, text="好")
    await bot("getFile", file_id=sent["document"]["file_id"])
    await bot("getUserProfilePhotos", user_id=WANG)
    await bot("setMyCommands", commands=[{"command": "a", "description": "b"}])
    await bot("getMyCommands")
    await bot("deleteMyCommands")
    for kind in ("Name", "Description", "ShortDescription"):
        await bot(f"setMy{kind}")
        await bot(f"getMy{kind}")
    await bot("setChatMenuButton", menu_button={"type": "commands"})
    await bot("getChatMenuButton")

    assert wrong_results(published, world) == []


def test_a_wrong_shape_would_be_noticed(published):
    chat = {"id": 1, "type": "private", "colour": "red"}

    assert published.faults(chat, ["Chat"], "chat") == ["chat.colour: unknown to Chat"]
    assert published.faults({"id": "1"}, ["Chat"], "chat") == [
        "chat.type: missing",
        "chat.id: no Integer but '1'",
    ]
    assert published.faults([1, "2"], ["Array of Integer"], "ids") == [
        "ids[1]: no Integer but '2'"
    ]


def test_every_method_returns_something_published(published):
    assert all(published.methods[method.name]["returns"] for method in TABLE.values())
