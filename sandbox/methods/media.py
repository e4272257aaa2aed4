"""Messages with files: photos, documents, voice, albums, and where their bytes come from."""

from typing import TYPE_CHECKING, Any

from sandbox.attachments import attachment
from sandbox.files import PHOTO_LIMIT, UPLOAD_LIMIT, StoredFile
from sandbox.methods.method import MANNER, PLACE, SENDING, Method
from sandbox.methods.sending import addressed, caption_content, send
from sandbox.parameters import Given, Kind, booleans, files, integers, lists, objects, strings
from sandbox.refusals import Refusal, bad_request
from sandbox.shapes import Json, Upload, names

if TYPE_CHECKING:
    from sandbox.world import World

PICTURE_HEADS = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF", b"BM")
ALBUM_SIZES = range(2, 11)
SPOKEN = {
    "photo": "Photo",
    "document": "Document",
    "video": "Video",
    "audio": "Audio",
    "voice": "VoiceNote",
    "video_note": "VideoNote",
    "animation": "Animation",
    "sticker": "Sticker",
}
ALBUM_KINDS = frozenset({"photo", "video", "document", "audio"})
WITHOUT_COMPANY = frozenset({"document", "audio"})
MEDIA_FIELDS = names(
    "type media caption parse_mode caption_entities show_caption_above_media "
    "has_spoiler thumbnail cover start_timestamp width height duration "
    "supports_streaming performer title disable_content_type_detection"
)


def send_file(world: "World", given: Given, kind: str) -> Json:
    stored = stored_file(world, given, given[kind], kind)
    content = attachment(stored, kind, given.values) | caption_content(world, given)
    return send(world, given, content, kind=kind)


def send_media_group(world: "World", given: Given) -> list[Json]:
    """An album: every part is a message of its own, held together by an id."""
    parts = [input_media(world, given, part) for part in given["media"]]
    _check_album([kind for kind, _content in parts])
    envelope, chat = addressed(world, given, parts[0][0])
    world.limits.spend(world.now().timestamp(), chat.chat_id, count=len(parts))
    envelope["media_group_id"] = str(10**16 + chat.last_message_id)
    return [world.post(chat, world.bot, envelope | content) for _kind, content in parts]


def input_media(world: "World", given: Given, media: Any) -> tuple[str, Json]:
    """One InputMedia: its kind, and the content of the message it becomes."""
    if not isinstance(media, dict) or media.get("type") not in SPOKEN:
        raise bad_request("can't parse InputMedia: unsupported type specified")
    unknown = media.keys() - MEDIA_FIELDS
    if unknown:
        raise bad_request(f"unknown parameter media.{min(unknown)}")
    kind = str(media["type"])
    stored = stored_file(world, given, media.get("media", ""), kind)
    return kind, attachment(stored, kind, media) | caption_content(world, media)


def stored_file(world: "World", given: Given, source: str | Upload, kind: str) -> StoredFile:
    """A file that a call brings along, or one that Telegram has already."""
    if isinstance(source, str) and source.startswith("attach://"):
        source = given.uploads.get(source.removeprefix("attach://"), "")
    if isinstance(source, Upload):
        _check_upload(source, kind)
        return world.files.keep(source, kind)
    if not source:
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    if source.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.find(source)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        words = f"can't use file of type {SPOKEN[stored.kind]} as {SPOKEN[kind]}"
        raise bad_request(words)
    return stored


def _check_upload(upload: Upload, kind: str) -> None:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > UPLOAD_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo" and len(upload.content) > PHOTO_LIMIT:
        raise bad_request("file is too big for a photo")
    if kind == "photo" and not upload.content.startswith(PICTURE_HEADS):
        raise bad_request("IMAGE_PROCESS_FAILED")


def _check_album(kinds: list[str]) -> None:
    if not kinds:
        raise bad_request("there are no media in the request")
    if len(kinds) not in ALBUM_SIZES:
        raise bad_request("wrong number of messages in an album: 2-10 are expected")
    if not ALBUM_KINDS.issuperset(kinds):
        raise bad_request("media of this type can't be sent as an album")
    mixed = set(kinds)
    if mixed & WITHOUT_COMPANY and len(mixed) > 1:
        raise bad_request("documents and music can't be mixed with other media in an album")


def _sender(kind: str, name: str, **more: Kind) -> Method:
    def act(world: "World", given: Given) -> Json:
        return send_file(world, given, kind)

    return Method(name, act, SENDING | {kind: Kind.FILE} | more, ("chat_id", kind))


CAPTION = strings("caption parse_mode") | lists("caption_entities")
ABOVE = booleans("show_caption_above_media has_spoiler")
LASTING = integers("duration")
FILM = LASTING | integers("width height") | files("thumbnail")

METHODS = (
    _sender("photo", "sendPhoto", **CAPTION, **ABOVE),
    _sender(
        "audio",
        "sendAudio",
        **CAPTION,
        **LASTING,
        performer=Kind.STRING,
        title=Kind.STRING,
        thumbnail=Kind.FILE,
    ),
    _sender(
        "document",
        "sendDocument",
        **CAPTION,
        thumbnail=Kind.FILE,
        disable_content_type_detection=Kind.BOOLEAN,
    ),
    _sender(
        "video",
        "sendVideo",
        **CAPTION,
        **ABOVE,
        **FILM,
        cover=Kind.FILE,
        start_timestamp=Kind.INTEGER,
        supports_streaming=Kind.BOOLEAN,
    ),
    _sender("animation", "sendAnimation", **CAPTION, **ABOVE, **FILM),
    _sender("voice", "sendVoice", **CAPTION, **LASTING),
    _sender("video_note", "sendVideoNote", **LASTING, length=Kind.INTEGER, thumbnail=Kind.FILE),
    _sender("sticker", "sendSticker", emoji=Kind.STRING),
    Method(
        "sendMediaGroup",
        send_media_group,
        PLACE
        | MANNER
        | integers("direct_messages_topic_id")
        | lists("media")
        | objects("reply_parameters"),
        ("chat_id", "media"),
    ),
)
