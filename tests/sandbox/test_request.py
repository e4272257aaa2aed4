"""A stock bot library on the in-process request: calls, files, errors."""

import json

import pytest
import telegram
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TimedOut
from telegram.request import RequestData

from sandbox.request import SandboxRequest

WANG = 101
TOKEN = "12345:sandbox"


@pytest.fixture
async def library(world):
    request = SandboxRequest(world)
    async with telegram.Bot(TOKEN, request=request, get_updates_request=request) as library:
        yield library


async def test_library_knows_who_it_is(library):
    assert library.username == "linli_bot"
    assert library.can_read_all_group_messages is False


async def test_message_goes_out_and_comes_back_parsed(library, world, private):
    sent = await library.send_message(private, "<b>你好</b>", parse_mode="HTML")

    assert sent.text == "你好"
    assert sent.entities[0].type == "bold"
    assert world.messages(WANG, private)[-1]["text"] == "你好"


async def test_updates_are_parsed(library, world, private):
    world.press(WANG, private, 1, "join")

    updates = await library.get_updates()

    assert updates[0].message.text == "/start"
    assert updates[1].callback_query.data == "join"
    assert updates[1].callback_query.message.text == "/start"


async def test_message_that_is_gone_is_inaccessible(library, world, private):
    world.press(WANG, private, 99, "join")

    updates = await library.get_updates()

    assert updates[-1].callback_query.message.is_accessible is False


async def test_every_kind_of_update_is_parsed(library, world, group):
    poll = await library.send_poll(group, "哪天？", ["六", "日"], is_anonymous=False)
    await library.get_updates(allowed_updates=telegram.Update.ALL_TYPES)
    world.vote(WANG, group, poll.message_id, [0])
    world.member(group, 103, "member")
    world.react(WANG, group, poll.message_id, "👍")

    updates = await library.get_updates()

    seen = {name for update in updates for name in update.to_dict() if name != "update_id"}
    assert seen == {
        "my_chat_member",
        "message",
        "poll_answer",
        "poll",
        "chat_member",
        "message_reaction",
    }


async def test_files_travel_both_ways(library, world, private):
    sent = await library.send_document(private, b"PK", filename="名单.xlsx", caption="名单")

    file = await library.get_file(sent.document.file_id)

    assert sent.document.file_name == "名单.xlsx"
    assert bytes(await file.download_as_bytearray()) == b"PK"


async def test_albums_are_sent(library, private):
    picture = b"\x89PNG picture"

    parts = await library.send_media_group(
        private, [telegram.InputMediaPhoto(picture), telegram.InputMediaPhoto(picture)]
    )

    assert len({part.media_group_id for part in parts}) == 1


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_refusals_become_the_librarys_errors(library, world, private):
    old = world.add_group("小组", creator=WANG, kind="group", bot="member")
    world.upgrade(old)

    with pytest.raises(BadRequest, match=r"(?i)message text is empty"):
        await library.send_message(private, " ")
    with pytest.raises(Forbidden, match="initiate conversation"):
        await library.send_message(102, "a")
    with pytest.raises(ChatMigrated):
        await library.send_message(old, "a")
    world.faults.add(retry_after=3)
    with pytest.raises(RetryAfter):
        await library.send_message(private, "a")


async def test_lost_answer_is_a_timeout(library, world, private):
    world.faults.add(method="sendMessage", lose_answer=True)

    with pytest.raises(TimedOut):
        await library.send_message(private, "到了")

    assert world.messages(WANG, private)[-1]["text"] == "到了"


async def test_wrong_token_is_refused(world):
    request = SandboxRequest(world)

    with pytest.raises(InvalidToken):
        await telegram.Bot("12345:wrong", request=request).get_me()


@pytest.mark.parametrize(
    ("path", "status"),
    [("12345:sandbox/none", 404), ("12345:wrong/documents/file_1.bin", 404)],
)
async def test_files_that_are_not_there(world, path, status):
    answer = await SandboxRequest(world).do_request(f"https://x.invalid/file/bot{path}", "GET")

    assert answer[0] == status


class Compact(RequestData):
    """A caller that writes its own JSON, with values as they are."""

    def __init__(self, **fields):
        super().__init__()
        self._fields = fields

    @property
    def json_payload(self):
        return json.dumps(self._fields).encode()


async def test_payload_may_be_the_callers_own(world, private):
    data = Compact(chat_id=private, text="好", protect_content=True)

    status, body = await SandboxRequest(world).do_request(
        f"https://x.invalid/bot{TOKEN}/sendMessage", "POST", data
    )

    assert status == 200
    assert json.loads(body)["result"]["has_protected_content"] is True


async def test_garbage_reaches_the_caller(world):
    world.faults.add(garbage=True)

    status, body = await SandboxRequest(world).do_request(
        f"https://x.invalid/bot{TOKEN}/getMe", "POST"
    )

    assert status == 200
    assert body.startswith(b"<html>")
