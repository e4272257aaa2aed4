"""Groups: who is in them, what the bot hears of it, what it may do, and how they are upgraded."""

import pytest

from sandbox.members import Member, Status
from sandbox.refusals import Impossible

WANG, LI, CHEN = 101, 102, 103


async def test_bot_hears_that_it_was_added(world, bot):
    group = world.add_group("幸福里", creator=WANG, bot="administrator")

    updates = await bot.updates()

    joined = updates[0]["my_chat_member"]
    assert joined["chat"] == {"id": group, "title": "幸福里", "type": "supergroup"}
    assert joined["from"]["id"] == WANG
    assert joined["old_chat_member"]["status"] == "left"
    assert joined["new_chat_member"]["status"] == "administrator"
    assert joined["new_chat_member"]["can_pin_messages"] is True
    assert joined["new_chat_member"]["can_promote_members"] is False
    assert updates[1]["message"]["new_chat_members"][0]["username"] == "linli_bot"


async def test_bot_hears_that_it_was_promoted_and_with_which_rights(world, bot, quiet_group):
    await bot.updates()
    world.bot_membership(quiet_group, "administrator", can_pin_messages=False)

    told = (await bot.updates())[0]["my_chat_member"]

    assert told["old_chat_member"]["status"] == "member"
    assert told["new_chat_member"]["can_pin_messages"] is False
    assert told["new_chat_member"]["can_delete_messages"] is True


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("kicked", "Forbidden: bot was kicked from the supergroup chat"),
        ("left", "Forbidden: bot is not a member of the supergroup chat"),
    ],
)
async def test_bot_that_was_removed_hears_it_and_may_not_write(world, bot, group, status, words):
    await bot.updates()
    world.bot_membership(group, status)

    told = await bot.heard("my_chat_member")

    assert told[0]["new_chat_member"]["status"] == status
    assert await bot.refusal("sendMessage", chat_id=group, text="a") == words
    assert await bot.refusal("getChat", chat_id=group) == words


async def test_basic_group_is_called_a_group(world, bot):
    group = world.add_group("小组", creator=WANG, kind="group", bot="member")
    world.bot_membership(group, "kicked")

    assert await bot.refusal("sendMessage", chat_id=group, text="a") == (
        "Forbidden: bot was kicked from the group chat"
    )


async def test_bot_hears_nothing_from_a_group_it_is_not_in(world, bot, group):
    world.bot_membership(group, "kicked")
    await bot.updates()

    world.say(LI, group, "在吗")

    assert await bot.updates() == []


async def test_bot_can_come_back(world, bot, group):
    world.bot_membership(group, "kicked")
    world.bot_membership(group, "member")

    assert (await bot("sendMessage", chat_id=group, text="回来了"))["text"] == "回来了"


async def test_joining_and_leaving_is_said_in_the_chat(world, bot, group):
    await bot.updates(allowed_updates=["message", "chat_member"])
    world.member(group, CHEN, "member")
    world.member(group, CHEN, "left")

    updates = await bot.updates()

    assert [set(update) - {"update_id"} for update in updates] == [
        {"chat_member"},
        {"message"},
        {"message"},
        {"chat_member"},
    ]
    assert updates[1]["message"]["new_chat_members"][0]["id"] == CHEN
    assert updates[2]["message"]["left_chat_member"]["id"] == CHEN
    assert updates[3]["chat_member"]["old_chat_member"]["status"] == "member"


async def test_plain_member_bot_hears_of_members_only_by_messages(world, bot, quiet_group):
    await bot.updates(allowed_updates=["message", "chat_member"])
    world.member(quiet_group, CHEN, "member")

    updates = await bot.updates()

    assert [set(update) - {"update_id"} for update in updates] == [{"message"}]


async def test_people_see_only_the_groups_they_are_in(world, bot, group):
    await bot("sendMessage", chat_id=group, text="大家好")

    assert world.messages(LI, group)[-1]["text"] == "大家好"
    assert world.messages(CHEN, group) == []
    world.member(group, LI, "kicked", by=WANG)
    assert world.messages(LI, group) == []


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("大家好", False),
        ("/help", True),
        ("/help@linli_bot 报名", True),
        ("/help@LINLI_BOT", True),
        ("/help@other_bot", False),
        ("请看 /help", False),
        ("@linli_bot 你好", False),
    ],
)
async def test_privacy_mode_lets_only_commands_through(world, bot, quiet_group, text, is_heard):
    await bot.updates()

    world.say(LI, quiet_group, text)

    assert len(await bot.heard("message")) == is_heard


async def test_privacy_mode_lets_answers_to_the_bot_through(world, bot, quiet_group):
    sent = await bot("sendMessage", chat_id=quiet_group, text="几个人？")
    hers = world.say(LI, quiet_group, "闲聊")
    await bot.updates()

    world.say(LI, quiet_group, "两个", reply_to=sent["message_id"])
    world.say(WANG, quiet_group, "哈哈", reply_to=hers["message_id"])

    assert [message["text"] for message in await bot.heard("message")] == ["两个"]


async def test_administrator_bot_hears_everything(world, bot, group):
    await bot.updates()

    world.say(LI, group, "大家好")

    assert [message["text"] for message in await bot.heard("message")] == ["大家好"]


async def test_privacy_mode_holds_for_edits_too(world, bot, quiet_group):
    said = world.say(LI, quiet_group, "大家好")["message_id"]
    await bot.updates()
    world.edit(LI, quiet_group, said, "大家早")
    unheard = await bot.updates()
    world.edit(LI, quiet_group, said, "/help")

    assert unheard == []
    assert (await bot.heard("edited_message"))[0]["text"] == "/help"


async def test_upgraded_group_says_where_it_went(world, bot):
    old = world.add_group("小组", creator=WANG, members=[LI], kind="group", bot="administrator")
    await bot.updates()
    new = world.upgrade(old)

    refused = await bot.refused("sendMessage", chat_id=old, text="a")
    messages = await bot.heard("message")

    assert refused == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    assert [(each["chat"]["id"], each["chat"]["type"]) for each in messages] == [
        (old, "group"),
        (new, "supergroup"),
    ]
    assert messages[0]["migrate_to_chat_id"] == new
    assert messages[1]["migrate_from_chat_id"] == old
    assert (await bot("sendMessage", chat_id=new, text="a"))["chat"]["id"] == new


async def test_upgraded_group_keeps_its_members_and_takes_no_words(world, bot):
    old = world.add_group("小组", creator=WANG, members=[LI], kind="group", bot="member")
    new = world.upgrade(old)

    world.say(LI, new, "到了")
    with pytest.raises(Impossible, match="become a supergroup"):
        world.say(LI, old, "还在")


def test_supergroup_cannot_be_upgraded_again(world, group):
    with pytest.raises(Impossible, match="only a basic group"):
        world.upgrade(group)


async def test_chat_tells_about_itself(bot, world, group, private):
    info = await bot("getChat", chat_id=group)
    hers = await bot("getChat", chat_id=private)

    assert info["title"] == "幸福里"
    assert info["permissions"]["can_send_messages"] is True
    assert hers["first_name"] == "王芳"
    assert hers["type"] == "private"


async def test_members_are_counted_and_looked_up(bot, group):
    administrators = await bot("getChatAdministrators", chat_id=group)

    assert await bot("getChatMemberCount", chat_id=group) == 3
    assert [each["status"] for each in administrators] == ["creator", "administrator"]
    assert (await bot("getChatMember", chat_id=group, user_id=LI))["status"] == "member"
    assert (await bot("getChatMember", chat_id=group, user_id=CHEN))["status"] == "left"
    assert await bot.refusal("getChatMember", chat_id=group, user_id=999) == (
        "Bad Request: invalid user_id specified"
    )


async def test_member_is_banned_and_forgiven(world, bot, group):
    target = {"chat_id": group, "user_id": LI}

    await bot("banChatMember", **target)
    banned = await bot("getChatMember", **target)
    await bot("unbanChatMember", **target, only_if_banned=True)

    assert banned["status"] == "kicked"
    assert (await bot("getChatMember", **target))["status"] == "left"


async def test_unbanning_somebody_present_puts_them_out(bot, group):
    target = {"chat_id": group, "user_id": LI}

    await bot("unbanChatMember", **target, only_if_banned=True)
    still_there = (await bot("getChatMember", **target))["status"]
    await bot("unbanChatMember", **target)

    assert still_there == "member"
    assert (await bot("getChatMember", **target))["status"] == "left"


async def test_restricted_member_cannot_write(world, bot, group):
    await bot(
        "restrictChatMember", chat_id=group, user_id=LI, permissions={"can_send_messages": False}
    )

    with pytest.raises(Impossible, match="may not write"):
        world.say(LI, group, "我")
    assert (await bot("getChatMember", chat_id=group, user_id=LI))["can_send_messages"] is False


async def test_closed_group_lets_only_administrators_write(world, bot, group):
    await bot("setChatPermissions", chat_id=group, permissions={"can_send_messages": False})

    with pytest.raises(Impossible, match="may not write"):
        world.say(LI, group, "我")
    assert world.say(WANG, group, "通知")["text"] == "通知"


async def test_promoting_needs_a_right_that_is_seldom_given(world, bot, group):
    target = {"chat_id": group, "user_id": LI}
    refusal = await bot.refusal("promoteChatMember", **target, can_pin_messages=True)
    world.bot_membership(group, "administrator", can_promote_members=True)

    await bot("promoteChatMember", **target, can_pin_messages=True)
    promoted = await bot("getChatMember", **target)
    await bot("promoteChatMember", **target)

    assert refusal == "Bad Request: not enough rights"
    assert promoted["status"] == "administrator"
    assert promoted["can_pin_messages"] is True
    assert promoted["can_delete_messages"] is False
    assert (await bot("getChatMember", **target))["status"] == "member"


@pytest.mark.parametrize(
    ("user_id", "words"),
    [
        (WANG, "can't remove chat owner"),
        (12345, "can't restrict self"),
        (999, "invalid user_id specified"),
    ],
)
async def test_some_cannot_be_banned(bot, group, user_id, words):
    refusal = await bot.refusal("banChatMember", chat_id=group, user_id=user_id)

    assert refusal == f"Bad Request: {words}"


async def test_administrators_are_not_banned(world, bot, group):
    world.member(group, LI, "administrator", by=WANG)

    assert await bot.refusal("banChatMember", chat_id=group, user_id=LI) == (
        "Bad Request: user is an administrator of the chat"
    )


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("banChatMember", {"user_id": LI}, "not enough rights to restrict/unrestrict chat member"),
        ("setChatTitle", {"title": "新"}, "not enough rights to change chat title"),
        ("setChatDescription", {}, "not enough rights to set chat description"),
        (
            "setChatPermissions",
            {"permissions": {}},
            "not enough rights to change chat permissions",
        ),
        ("exportChatInviteLink", {}, "not enough rights to manage chat invite link"),
        (
            "pinChatMessage",
            {"message_id": 1},
            "not enough rights to manage pinned messages in the chat",
        ),
        ("unpinAllChatMessages", {}, "not enough rights to manage pinned messages in the chat"),
    ],
)
async def test_plain_member_bot_manages_nothing(bot, quiet_group, method, parameters, words):
    refusal = await bot.refusal(method, chat_id=quiet_group, **parameters)

    assert refusal == f"Bad Request: {words}"


@pytest.mark.parametrize("method", ["exportChatInviteLink", "setChatDescription"])
async def test_private_chat_is_not_managed(bot, private, method):
    refusal = await bot.refusal(method, chat_id=private)

    assert refusal == "Bad Request: method is available for supergroup and channel chats only"


async def test_title_and_description_change(world, bot, group):
    await bot("setChatTitle", chat_id=group, title="幸福里二期")
    await bot("setChatDescription", chat_id=group, description="邻里之间")
    again = await bot.refusal("setChatDescription", chat_id=group, description="邻里之间")

    info = await bot("getChat", chat_id=group)

    assert info["title"] == "幸福里二期"
    assert info["description"] == "邻里之间"
    assert again == "Bad Request: chat description is not modified"
    assert world.messages(WANG, group)[-1]["new_chat_title"] == "幸福里二期"


@pytest.mark.parametrize(
    ("method", "parameters", "words"),
    [
        ("setChatTitle", {"title": "长" * 129}, "chat title is too long"),
        ("setChatTitle", {"title": ""}, "title must be non-empty"),
        ("setChatDescription", {"description": "长" * 256}, "chat description is too long"),
        (
            "setChatPermissions",
            {"permissions": {"can_fly": True}},
            "unknown parameter permissions.can_fly",
        ),
    ],
)
async def test_impossible_changes_are_refused(bot, group, method, parameters, words):
    assert await bot.refusal(method, chat_id=group, **parameters) == f"Bad Request: {words}"


async def test_message_is_pinned_and_unpinned(world, bot, group):
    first = (await bot("sendMessage", chat_id=group, text="一"))["message_id"]
    second = (await bot("sendMessage", chat_id=group, text="二"))["message_id"]

    await bot("pinChatMessage", chat_id=group, message_id=first)
    await bot("pinChatMessage", chat_id=group, message_id=second)
    pinned = (await bot("getChat", chat_id=group))["pinned_message"]["text"]
    await bot("unpinChatMessage", chat_id=group)
    left = (await bot("getChat", chat_id=group))["pinned_message"]["text"]
    await bot("unpinAllChatMessages", chat_id=group)

    assert pinned == "二"
    assert left == "一"
    assert world.messages(WANG, group)[-1]["pinned_message"]["text"] == "二"
    assert "pinned_message" not in await bot("getChat", chat_id=group)


async def test_what_is_not_there_is_not_pinned(bot, group):
    assert await bot.refusal("pinChatMessage", chat_id=group, message_id=99) == (
        "Bad Request: message to pin not found"
    )
    assert await bot.refusal("unpinChatMessage", chat_id=group) == (
        "Bad Request: message to unpin not found"
    )


async def test_invite_links_are_made_and_revoked(bot, group):
    primary = await bot("exportChatInviteLink", chat_id=group)
    link = await bot("createChatInviteLink", chat_id=group, name="志愿者", member_limit=1)
    revoked = await bot("revokeChatInviteLink", chat_id=group, invite_link=link["invite_link"])
    unknown = await bot.refusal("revokeChatInviteLink", chat_id=group, invite_link="x")

    assert primary.startswith("https://t.me/+")
    assert link["name"] == "志愿者"
    assert link["is_revoked"] is False
    assert revoked["is_revoked"] is True
    assert unknown == "Bad Request: INVITE_HASH_EXPIRED"


async def test_bot_leaves(world, bot, group):
    assert await bot("leaveChat", chat_id=group) is True

    assert await bot.refusal("sendMessage", chat_id=group, text="a") == (
        "Forbidden: bot is not a member of the supergroup chat"
    )
    assert world.messages(WANG, group)[-1]["left_chat_member"]["username"] == "linli_bot"


async def test_bot_reacts_with_one_emoji(bot, world, group):
    said = world.say(LI, group, "谢谢")["message_id"]
    thumb, heart = ({"type": "emoji", "emoji": emoji} for emoji in "👍❤")
    target = {"chat_id": group, "message_id": said}

    assert await bot("setMessageReaction", **target, reaction=[thumb]) is True
    assert await bot.refusal("setMessageReaction", **target, reaction=[thumb, heart]) == (
        "Bad Request: REACTIONS_TOO_MANY"
    )
    assert await bot.refusal("setMessageReaction", **target, reaction=[{"type": "paid"}]) == (
        "Bad Request: REACTION_INVALID"
    )


async def test_bot_hears_reactions_when_it_asked_to(world, bot, group):
    sent = await bot("sendMessage", chat_id=group, text="来吗")
    await bot.updates(allowed_updates=["message_reaction"])
    world.react(LI, group, sent["message_id"], "👍")
    world.react(LI, group, sent["message_id"], None)

    told = await bot.heard("message_reaction")

    assert [each["new_reaction"] for each in told] == [[{"type": "emoji", "emoji": "👍"}], []]
    assert told[1]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]


def test_founder_may_everything_and_a_member_nothing_special():
    assert Member(Status.CREATOR).has("can_promote_members")
    assert not Member(Status.MEMBER).has("can_pin_messages")
    assert not Member(Status.LEFT).is_here
    assert Member(Status.RESTRICTED, {"can_send_messages": True}).may("can_send_messages")
    assert not Member(Status.RESTRICTED, is_member=False).is_here


def test_impossible_groups_are_not_founded(world):
    with pytest.raises(Impossible):
        world.add_group("x", creator=WANG, kind="channel")
    with pytest.raises(Impossible):
        world.add_group("x", creator=WANG, kind="group", is_forum=True)
    with pytest.raises(Impossible):
        world.add_group("x", creator=999)
