"""Groups with topics: one per matter, opened and closed by the bot."""

import pytest

from sandbox.refusals import Impossible

WANG, LI = 101, 102


@pytest.fixture
async def topic(bot, forum):
    created = await bot("createForumTopic", chat_id=forum, name="电梯坏了")
    return created["message_thread_id"]


async def test_topic_bears_the_id_of_the_message_that_opened_it(world, bot, forum):
    created = await bot("createForumTopic", chat_id=forum, name="电梯坏了")

    opened = world.messages(WANG, forum)[-1]

    assert created == {
        "message_thread_id": opened["message_id"],
        "name": "电梯坏了",
        "icon_color": 0x6FB9F0,
    }
    assert opened["forum_topic_created"] == {"name": "电梯坏了", "icon_color": 0x6FB9F0}
    assert opened["is_topic_message"] is True


async def test_message_goes_into_its_topic(bot, forum, topic):
    sent = await bot("sendMessage", chat_id=forum, text="收到", message_thread_id=topic)

    assert sent["message_thread_id"] == topic
    assert sent["is_topic_message"] is True


async def test_word_in_a_topic_answers_the_message_that_opened_it(world, bot, forum, topic):
    await bot.updates()
    world.say(LI, forum, "三楼", thread_id=topic)

    heard = (await bot.heard("message"))[0]

    assert heard["message_thread_id"] == topic
    assert "forum_topic_created" in heard["reply_to_message"]


async def test_answer_stays_in_the_topic_of_what_it_answers(world, bot, forum, topic):
    asked = world.say(LI, forum, "三楼", thread_id=topic)

    sent = await bot(
        "sendMessage",
        chat_id=forum,
        text="知道了",
        reply_parameters={"message_id": asked["message_id"]},
    )

    assert sent["message_thread_id"] == topic


async def test_general_has_no_thread_id(bot, forum, topic):
    sent = await bot("sendMessage", chat_id=forum, text="大家好")

    assert "message_thread_id" not in sent
    assert await bot.refusal("sendMessage", chat_id=forum, text="a", message_thread_id=1) == (
        "Bad Request: message thread not found"
    )


@pytest.mark.parametrize("chat", ["group", "private"])
async def test_chats_without_topics_know_no_threads(bot, request, chat):
    refusal = await bot.refusal(
        "sendMessage", chat_id=request.getfixturevalue(chat), text="a", message_thread_id=5
    )

    assert refusal == "Bad Request: message thread not found"


async def test_topic_is_renamed(world, bot, forum, topic):
    await bot("editForumTopic", chat_id=forum, message_thread_id=topic, name="电梯修好了")

    said = world.messages(WANG, forum)[-1]
    assert said["forum_topic_edited"] == {"name": "电梯修好了"}
    assert world.chat(forum).topics[topic].name == "电梯修好了"


async def test_closed_topic_takes_words_only_from_those_who_manage_topics(
    world, bot, forum, topic
):
    await bot("closeForumTopic", chat_id=forum, message_thread_id=topic)
    managed = await bot("sendMessage", chat_id=forum, text="还有", message_thread_id=topic)
    world.bot_membership(forum, "administrator", can_manage_topics=False)
    refusal = await bot.refusal("sendMessage", chat_id=forum, text="a", message_thread_id=topic)

    assert managed["text"] == "还有"
    assert refusal == "Bad Request: TOPIC_CLOSED"


async def test_topic_is_closed_and_reopened_once(world, bot, forum, topic):
    target = {"chat_id": forum, "message_thread_id": topic}

    await bot("closeForumTopic", **target)
    assert await bot.refusal("closeForumTopic", **target) == "Bad Request: TOPIC_NOT_MODIFIED"
    await bot("reopenForumTopic", **target)
    assert await bot.refusal("reopenForumTopic", **target) == "Bad Request: TOPIC_NOT_MODIFIED"

    fields = [set(message) for message in world.messages(WANG, forum)[-2:]]
    assert "forum_topic_closed" in fields[0]
    assert "forum_topic_reopened" in fields[1]


async def test_deleted_topic_takes_its_messages_along(world, bot, forum, topic):
    await bot("sendMessage", chat_id=forum, text="收到", message_thread_id=topic)

    await bot("deleteForumTopic", chat_id=forum, message_thread_id=topic)

    assert all("is_topic_message" not in each for each in world.messages(WANG, forum))
    assert await bot.refusal("sendMessage", chat_id=forum, text="a", message_thread_id=topic) == (
        "Bad Request: message thread not found"
    )
    assert await bot.refusal("deleteForumTopic", chat_id=forum, message_thread_id=topic) == (
        "Bad Request: TOPIC_ID_INVALID"
    )


async def test_general_is_closed_hidden_and_renamed(world, bot, forum):
    await bot("editGeneralForumTopic", chat_id=forum, name="大厅")
    await bot("closeGeneralForumTopic", chat_id=forum)
    await bot("reopenGeneralForumTopic", chat_id=forum)
    await bot("hideGeneralForumTopic", chat_id=forum)
    await bot("unhideGeneralForumTopic", chat_id=forum)

    said = [set(message) for message in world.messages(WANG, forum)[-5:]]
    for fields, expected in zip(
        said,
        [
            "forum_topic_edited",
            "forum_topic_closed",
            "forum_topic_reopened",
            "general_forum_topic_hidden",
            "general_forum_topic_unhidden",
        ],
        strict=True,
    ):
        assert expected in fields


async def test_pins_of_one_topic_are_taken_off(bot, forum, topic):
    inside = await bot("sendMessage", chat_id=forum, text="里", message_thread_id=topic)
    outside = await bot("sendMessage", chat_id=forum, text="外")
    for message in (outside, inside):
        await bot("pinChatMessage", chat_id=forum, message_id=message["message_id"])

    await bot("unpinAllForumTopicMessages", chat_id=forum, message_thread_id=topic)
    left = (await bot("getChat", chat_id=forum))["pinned_message"]["text"]
    await bot("unpinAllGeneralForumTopicMessages", chat_id=forum)

    assert left == "外"
    assert "pinned_message" not in await bot("getChat", chat_id=forum)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"name": ""}, "topic name must be non-empty"),
        ({"name": "  "}, "topic name must be non-empty"),
        ({"name": "长" * 129}, "TOPIC_TITLE_TOO_LONG"),
        ({"name": "a", "icon_color": 1}, "invalid forum topic icon color specified"),
    ],
)
async def test_topics_that_are_refused(bot, forum, parameters, words):
    assert await bot.refusal("createForumTopic", chat_id=forum, **parameters) == (
        f"Bad Request: {words}"
    )


async def test_only_forums_have_topics(bot, group):
    assert await bot.refusal("createForumTopic", chat_id=group, name="a") == (
        "Bad Request: the chat is not a forum"
    )


async def test_topics_need_the_right_to_manage_them(world, bot, forum):
    world.bot_membership(forum, "member")

    assert await bot.refusal("createForumTopic", chat_id=forum, name="a") == (
        "Bad Request: not enough rights to create a topic"
    )


async def test_edit_without_a_change_is_refused(bot, forum, topic):
    assert await bot.refusal("editForumTopic", chat_id=forum, message_thread_id=topic) == (
        "Bad Request: TOPIC_NOT_MODIFIED"
    )


def test_people_open_topics_too(world, forum, group):
    thread_id = world.topic(forum, "停车")

    assert world.say(LI, forum, "满了", thread_id=thread_id)["message_thread_id"] == thread_id
    with pytest.raises(Impossible, match="has no topics"):
        world.topic(group, "停车")
    with pytest.raises(Impossible, match="no topic"):
        world.say(LI, forum, "a", thread_id=9999)


async def test_no_icons_are_offered(bot):
    assert await bot("getForumTopicIconStickers") == []
