"""The small parts by themselves: tokens, links, files, chats, names of shapes."""

import pytest

from sandbox.chats import Chat
from sandbox.files import FileStore
from sandbox.hearing import bot_hears
from sandbox.human.links import read_link
from sandbox.members import PERMISSIONS, Member, Status
from sandbox.people import Person, bot_user
from sandbox.refusals import Impossible, Refusal, bad_request, conflict, forbidden
from sandbox.shapes import Upload, names, without_nothing
from sandbox.tokens import refusal_of

BOT = bot_user("12345:sandbox", "linli_bot", "邻里")
GROUP = {"id": -1001, "title": "幸福里", "type": "supergroup"}


def message(number, sender=101, **content):
    return {"message_id": number, "from": {"id": sender}, "date": number, "chat": GROUP} | content


def test_token_is_right_wrong_or_none_at_all():
    assert refusal_of("12345:sandbox", "12345:sandbox") is None
    assert refusal_of("12345:other", "12345:sandbox").status == 401
    assert refusal_of("12345:sandbox2", "12345:sandbox").status == 401
    assert refusal_of("sandbox", "12345:sandbox").status == 404
    assert refusal_of("１２:sandbox", "12345:sandbox").status == 404
    assert refusal_of("", "12345:sandbox").status == 404


@pytest.mark.parametrize(
    ("link", "name", "parameter"),
    [
        ("https://t.me/linli_bot", "linli_bot", None),
        ("http://telegram.me/linli_bot/", "linli_bot", None),
        ("T.ME/linli_bot?start=A-b_9", "linli_bot", "A-b_9"),
        ("https://t.me/linli_bot?start=%20", "linli_bot", None),
        ("https://t.me/linli_bot?start=报名", "linli_bot", None),
        ("tg://resolve?domain=linli_bot", "linli_bot", None),
        ("tg://resolve?start=a", "", "a"),
    ],
)
def test_links_name_a_bot_and_a_parameter(link, name, parameter):
    assert read_link(link) == (name, parameter)


@pytest.mark.parametrize(
    "link", ["", "https://example.com/linli_bot", "tg://user?id=5", "mailto:a"]
)
def test_links_that_do_not_open_telegram(link):
    with pytest.raises(Impossible, match="does not open Telegram"):
        read_link(link)


def test_refusals_are_worded_as_telegrams():
    assert bad_request("x").answer() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: x",
    }
    assert forbidden("x").description == "Forbidden: x"
    assert conflict("x").status == 409
    assert bad_request("x", {"migrate_to_chat_id": 5}).answer()["parameters"] == {
        "migrate_to_chat_id": 5
    }
    assert str(Refusal(500, "Internal Server Error")) == "Internal Server Error"


def test_files_are_kept_under_their_kind_and_found_by_id_and_path():
    store = FileStore(12345)

    kept = store.keep(Upload("图.jpg", b"abc", "image/jpeg"), "photo")
    other = store.keep(Upload("noname", b""), "document")

    assert store.find(kept.file_id) is kept
    assert store.at("photos/file_1.jpg") is kept
    assert other.path == "documents/file_2.bin"
    assert kept.brief()["file_size"] == 3
    assert kept.brief()["file_unique_id"] != other.brief()["file_unique_id"]
    assert store.find("x") is None


def test_unread_are_those_of_others_after_the_last_one_read():
    chat = Chat(GROUP)
    for number, sender in enumerate([101, 102, 102, 101, 103], start=1):
        chat.keep(message(number, sender))

    assert chat.unread(101) == 3
    chat.read_up_to[101] = 2
    assert chat.unread(101) == 2
    chat.read_up_to[101] = 5
    assert chat.unread(101) == 0


def test_empty_chat_has_nothing_latest():
    chat = Chat(GROUP)

    assert chat.latest() is None
    assert chat.member_count() == 0
    assert chat.member(5).status is Status.LEFT
    assert chat.called == "supergroup chat"


def test_what_a_group_forbids_holds_for_members_and_not_for_administrators():
    chat = Chat(GROUP, permissions={"can_send_polls": False})
    chat.members = {1: Member(Status.MEMBER), 2: Member(Status.ADMINISTRATOR)}

    assert not chat.allows(1, "can_send_polls")
    assert chat.allows(1, "can_send_messages")
    assert chat.allows(2, "can_send_polls")
    assert not chat.allows(3, "can_send_messages")


def test_members_are_shown_with_what_their_status_tells():
    user = {"id": 101, "is_bot": False, "first_name": "王芳"}

    creator = Member(Status.CREATOR).as_chat_member(user)
    restricted = Member(Status.RESTRICTED, {"can_send_polls": True}).as_chat_member(user)
    banned = Member(Status.KICKED, until_date=7).as_chat_member(user)

    assert creator == {"status": "creator", "user": user, "is_anonymous": False}
    assert restricted["can_send_polls"] is True
    assert restricted["can_send_photos"] is False
    assert set(PERMISSIONS) < set(restricted)
    assert banned == {"status": "kicked", "user": user, "until_date": 7}


def test_optional_rights_are_shown_only_when_held():
    user = {"id": 1, "is_bot": True, "first_name": "B"}

    plain = Member(Status.ADMINISTRATOR).as_chat_member(user)
    poster = Member(Status.ADMINISTRATOR, {"can_post_messages": True}).as_chat_member(user)

    assert "can_post_messages" not in plain
    assert poster["can_post_messages"] is True


@pytest.mark.parametrize(
    ("content", "is_heard"),
    [
        ({"text": "大家好"}, False),
        ({"text": "/a", "entities": [{"type": "bot_command", "offset": 0, "length": 2}]}, True),
        (
            {
                "caption": "/a",
                "caption_entities": [{"type": "bot_command", "offset": 0, "length": 2}],
            },
            True,
        ),
        ({"text": "a /a", "entities": [{"type": "bot_command", "offset": 2, "length": 2}]}, False),
        ({"reply_to_message": {"from": {"id": 12345}}}, True),
        ({"reply_to_message": {"from": {"id": 5}}}, False),
        ({"via_bot": {"id": 12345}}, True),
        ({"via_bot": {"id": 5}}, False),
        ({"new_chat_members": []}, True),
        ({"pinned_message": {}}, True),
        ({"forum_topic_created": {}}, True),
    ],
)
def test_plain_member_bot_hears_only_what_is_meant_for_it(content, is_heard):
    chat = Chat(GROUP, members={12345: Member(Status.MEMBER)})

    assert bot_hears(BOT, chat, message(1, **content)) is is_heard


def test_administrator_bot_hears_all_and_a_removed_one_nothing():
    said = message(1, text="大家好")

    assert bot_hears(BOT, Chat(GROUP, members={12345: Member(Status.ADMINISTRATOR)}), said)
    assert not bot_hears(BOT, Chat(GROUP, members={12345: Member(Status.KICKED)}), said)
    assert not bot_hears(BOT, Chat(GROUP), said)


def test_people_are_shown_without_what_they_do_not_have():
    assert Person(5, "无名").user == {"id": 5, "is_bot": False, "first_name": "无名"}
    assert Person(5, "A", last_name="B", username="c").private_chat() == {
        "id": 5,
        "type": "private",
        "first_name": "A",
        "last_name": "B",
        "username": "c",
    }


def test_small_words_about_shapes():
    assert names("a  b\nc") == {"a", "b", "c"}
    assert without_nothing({"a": None, "b": "", "c": 0, "d": False}) == {"c": 0, "d": False}
