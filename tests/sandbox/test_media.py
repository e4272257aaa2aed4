"""Files that a bot sends, gets and sends again, and those that Telegram does not take."""

import struct

import pytest

from sandbox.files import DOWNLOAD_LIMIT, PHOTO_LIMIT, UPLOAD_LIMIT, picture_size
from sandbox.shapes import Upload

WANG = 101
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 1600, 900) + b"rest"
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 480, 640) + b"rest"
GIF = b"GIF89a" + struct.pack("<HH", 320, 200)


def test_sizes_are_read_from_the_head_of_a_picture():
    assert picture_size(PNG) == (1600, 900)
    assert picture_size(JPEG) == (640, 480)
    assert picture_size(GIF) == (320, 200)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"])
def test_what_has_no_size_gets_a_usual_one(content):
    assert picture_size(content) == (1280, 720)


async def test_photo_comes_in_several_sizes(bot, private):
    sent = await bot("sendPhoto", chat_id=private, photo=Upload("a.png", PNG), caption="合影")

    widths = [(size["width"], size["height"]) for size in sent["photo"]]
    assert widths == [(90, 50), (320, 180), (800, 450), (1280, 720), (1600, 900)]
    assert sent["caption"] == "合影"


@pytest.mark.parametrize(
    ("method", "kind", "more"),
    [
        ("sendDocument", "document", {}),
        ("sendVideo", "video", {"width": 640, "height": 360}),
        ("sendAudio", "audio", {"title": "歌", "performer": "合唱队"}),
        ("sendVoice", "voice", {"duration": 3}),
        ("sendVideoNote", "video_note", {"length": 240}),
        ("sendAnimation", "animation", {}),
        ("sendSticker", "sticker", {"emoji": "🙂"}),
    ],
)
async def test_file_is_sent_and_sent_again_by_its_id(bot, private, method, kind, more):
    sent = await bot(method, chat_id=private, **{kind: Upload("a.bin", b"bytes")}, **more)
    again = await bot(method, chat_id=private, **{kind: sent[kind]["file_id"]})

    assert sent[kind]["file_size"] == 5
    assert again[kind]["file_id"] == sent[kind]["file_id"]


async def test_document_keeps_its_name_and_kind(bot, private):
    upload = Upload("名单.xlsx", b"PK", "application/vnd.ms-excel")

    sent = await bot("sendDocument", chat_id=private, document=upload)

    assert sent["document"]["file_name"] == "名单.xlsx"
    assert sent["document"]["mime_type"] == "application/vnd.ms-excel"


async def test_attachment_is_found_by_its_name(bot, private):
    sent = await bot(
        "sendDocument", chat_id=private, document="attach://x", x=Upload("a.ics", b"BEGIN")
    )

    assert sent["document"]["file_name"] == "a.ics"


async def test_file_is_downloaded_by_its_path(world, bot, private):
    sent = await bot("sendDocument", chat_id=private, document=Upload("a.ics", b"BEGIN"))

    found = await bot("getFile", file_id=sent["document"]["file_id"])

    assert found["file_path"].startswith("documents/")
    assert found["file_size"] == 5
    assert world.files.at(found["file_path"]).content == b"BEGIN"


async def test_file_above_20_megabytes_is_too_big_to_download(bot, private):
    big = Upload("a.bin", bytes(DOWNLOAD_LIMIT + 1))
    sent = await bot("sendDocument", chat_id=private, document=big)

    refusal = await bot.refusal("getFile", file_id=sent["document"]["file_id"])

    assert refusal == "Bad Request: file is too big"


async def test_file_above_50_megabytes_is_too_big_to_send(bot, private):
    refused = await bot.refused(
        "sendDocument", chat_id=private, document=Upload("a.bin", bytes(UPLOAD_LIMIT + 1))
    )

    assert refused["error_code"] == 413
    assert refused["description"] == "Request Entity Too Large"


async def test_photo_above_10_megabytes_is_too_big(bot, private):
    photo = Upload("a.png", PNG + bytes(PHOTO_LIMIT))

    refusal = await bot.refusal("sendPhoto", chat_id=private, photo=photo)

    assert refusal == "Bad Request: file is too big for a photo"


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (Upload("a.png", b""), "file must be non-empty"),
        (Upload("a.png", b"not a picture"), "IMAGE_PROCESS_FAILED"),
        ("AgUnknown", "wrong file identifier/HTTP URL specified"),
        ("https://example.com/a.png", "failed to get HTTP URL content"),
        ("attach://missing", "there is no photo in the request"),
        ("", "there is no photo in the request"),
    ],
)
async def test_photos_that_are_none(bot, private, photo, words):
    refusal = await bot.refusal("sendPhoto", chat_id=private, photo=photo)

    assert refusal == f"Bad Request: {words}"


async def test_photo_has_to_be_there(bot, private):
    assert await bot.refusal("sendPhoto", chat_id=private) == (
        "Bad Request: there is no photo in the request"
    )


async def test_file_of_one_kind_is_not_sent_as_another(world, bot, private):
    photo = world.send_file(WANG, private, PNG, kind="photo")

    refusal = await bot.refusal(
        "sendDocument", chat_id=private, document=photo["photo"][-1]["file_id"]
    )

    assert refusal == "Bad Request: can't use file of type Photo as Document"


async def test_caption_holds_1024_characters(bot, private):
    photo = Upload("a.png", PNG)

    await bot("sendPhoto", chat_id=private, photo=photo, caption="长" * 1024)
    refusal = await bot.refusal("sendPhoto", chat_id=private, photo=photo, caption="长" * 1025)

    assert refusal == "Bad Request: message caption is too long"


async def test_caption_has_entities_and_manners(bot, private):
    sent = await bot(
        "sendPhoto",
        chat_id=private,
        photo=Upload("a.png", PNG),
        caption="<b>合影</b>",
        parse_mode="HTML",
        show_caption_above_media=True,
        has_spoiler=True,
    )

    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert sent["show_caption_above_media"] is True
    assert sent["has_media_spoiler"] is True


async def test_album_is_several_messages_with_one_id(world, bot, private):
    media = [
        {"type": "photo", "media": "attach://one", "caption": "活动照片"},
        {"type": "photo", "media": "attach://two"},
    ]

    parts = await bot(
        "sendMediaGroup",
        chat_id=private,
        media=media,
        one=Upload("1.png", PNG),
        two=Upload("2.png", PNG),
    )

    assert len(parts) == 2
    assert parts[0]["media_group_id"] == parts[1]["media_group_id"]
    assert parts[0]["caption"] == "活动照片"
    assert parts[1]["message_id"] == parts[0]["message_id"] + 1
    assert world.messages(WANG, private)[-2:] == parts


def photos(count):
    return [{"type": "photo", "media": "attach://p"}] * count


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ([], "there are no media in the request"),
        (photos(1), "wrong number of messages in an album: 2-10 are expected"),
        (photos(11), "wrong number of messages in an album: 2-10 are expected"),
        (
            [*photos(1), {"type": "document", "media": "attach://p"}],
            "documents and music can't be mixed with other media in an album",
        ),
        (
            [*photos(1), {"type": "voice", "media": "attach://p"}],
            "media of this type can't be sent as an album",
        ),
        (["x", "y"], "can't parse media: expected an Array of Object"),
        ([{}, {}], "can't parse InputMedia: unsupported type specified"),
        (
            [{"type": "photo", "media": "attach://p", "size": 1}] * 2,
            "unknown parameter media.size",
        ),
    ],
)
async def test_albums_that_are_none(bot, private, media, words):
    refusal = await bot.refusal(
        "sendMediaGroup", chat_id=private, media=media, p=Upload("p.png", PNG)
    )

    assert refusal == f"Bad Request: {words}"


async def test_members_may_be_kept_from_sending_photos(bot, world, group):
    world.bot_membership(group, "member")
    world.chat(group).permissions = {"can_send_photos": False}

    refusal = await bot.refusal("sendPhoto", chat_id=group, photo=Upload("a.png", PNG))

    assert refusal == "Bad Request: not enough rights to send photos to the chat"


async def test_unknown_file_is_not_found(bot):
    assert await bot.refusal("getFile", file_id="x") == "Bad Request: invalid file_id"
    assert await bot.refusal("getFile") == "Bad Request: file_id not specified"
