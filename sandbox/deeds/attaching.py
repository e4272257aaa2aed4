"""People send what is not text: files, albums, places, contacts, stickers."""

import mimetypes
from typing import TYPE_CHECKING

from sandbox import attachments
from sandbox.deeds.speaking import utter
from sandbox.refusals import Impossible
from sandbox.shapes import Json, Upload
from sandbox.texts.formatted import formatted

if TYPE_CHECKING:
    from sandbox.world import World

CAPTION_LENGTH = 1024
NAMES = {
    "photo": "photo.jpg",
    "voice": "voice.ogg",
    "video": "video.mp4",
    "document": "document.bin",
    "sticker": "sticker.webp",
    "audio": "audio.mp3",
    "animation": "animation.mp4",
    "video_note": "note.mp4",
}


def send_file(
    world: "World",
    person_id: int,
    chat_id: int,
    content: bytes,
    *,
    kind: str,
    file_name: str = "",
    caption: str = "",
    reply_to: int | None = None,
    thread_id: int | None = None,
    media_group_id: str | None = None,
) -> Json:
    """One file; an album is several with the same media_group_id."""
    if kind not in NAMES:
        raise Impossible(f"no file is sent as {kind}")
    name = file_name or NAMES[kind]
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    stored = world.files.keep(Upload(name, content, mime), kind)
    message = attachments.attachment(stored, kind)
    if media_group_id:
        message["media_group_id"] = media_group_id
    message |= _captioned(world, caption)
    return utter(world, person_id, chat_id, message, reply_to=reply_to, thread_id=thread_id)


def _captioned(world: "World", caption: str) -> Json:
    shown, found = formatted(caption, find_user=world.known_user)
    if len(shown) > CAPTION_LENGTH:
        raise Impossible("this caption is too long")
    if not shown:
        return {}
    return {"caption": shown} | ({"caption_entities": found} if found else {})


def send_location(
    world: "World",
    person_id: int,
    chat_id: int,
    latitude: float,
    longitude: float,
    *,
    title: str = "",
    address: str = "",
    reply_to: int | None = None,
) -> Json:
    """A place; with a title it is a venue."""
    place: Json = {"latitude": latitude, "longitude": longitude}
    if title:
        content = attachments.venue(place | {"title": title, "address": address})
    else:
        content = attachments.location(place)
    return utter(world, person_id, chat_id, content, reply_to=reply_to)


def send_contact(
    world: "World",
    person_id: int,
    chat_id: int,
    phone_number: str,
    first_name: str,
    *,
    last_name: str = "",
    user_id: int | None = None,
    reply_to: int | None = None,
) -> Json:
    """A contact; user_id says whose, one's own when a request_contact button was pressed."""
    told = {
        "phone_number": phone_number,
        "first_name": first_name,
        "last_name": last_name,
        "user_id": user_id,
    }
    return utter(world, person_id, chat_id, attachments.contact(told), reply_to=reply_to)


def send_sticker(
    world: "World",
    person_id: int,
    chat_id: int,
    emoji: str,
    *,
    reply_to: int | None = None,
) -> Json:
    stored = world.files.keep(Upload("sticker.webp", b"sticker"), "sticker")
    content = attachments.attachment(stored, "sticker", {"emoji": emoji})
    return utter(world, person_id, chat_id, content, reply_to=reply_to)
