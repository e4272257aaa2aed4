"""How a stored file, a place or a contact appears inside a message."""

from collections.abc import Callable

from sandbox.files import StoredFile, picture_size
from sandbox.shapes import Json, without_nothing

THUMBNAIL_SIDE = 90
PHOTO_SIDES = (320, 800, 1280)


def attachment(stored: StoredFile, kind: str, facts: Json | None = None) -> Json:
    """The field of a message that shows this file; facts are what the sender said about it."""
    return _SHAPES[kind](stored, facts or {})


def _photo(stored: StoredFile, _facts: Json) -> Json:
    width, height = picture_size(stored.content)
    longest = max(width, height)
    sides = [THUMBNAIL_SIDE, *(side for side in PHOTO_SIDES if side < longest)]
    sizes = [_scaled(width, height, side) for side in sides if side < longest]
    brief = stored.brief()
    return {"photo": [brief | _size(*each) for each in (*sizes, (width, height))]}


def _document(stored: StoredFile, _facts: Json) -> Json:
    named = without_nothing({"file_name": stored.name, "mime_type": stored.mime})
    return {"document": named | stored.brief()}


def _voice(stored: StoredFile, facts: Json) -> Json:
    told = {"duration": facts.get("duration", 1), "mime_type": "audio/ogg"}
    return {"voice": told | stored.brief()}


def _audio(stored: StoredFile, facts: Json) -> Json:
    told = {
        "duration": facts.get("duration", 0),
        "performer": facts.get("performer"),
        "title": facts.get("title"),
        "file_name": stored.name,
        "mime_type": stored.mime,
    }
    return {"audio": without_nothing(told) | {"duration": told["duration"]} | stored.brief()}


def _film(stored: StoredFile, facts: Json) -> Json:
    told = without_nothing({"file_name": stored.name, "mime_type": stored.mime})
    size = _size(facts.get("width", 0) or 640, facts.get("height", 0) or 360)
    return told | size | {"duration": facts.get("duration", 0)} | stored.brief()


def _video(stored: StoredFile, facts: Json) -> Json:
    return {"video": _film(stored, facts)}


def _animation(stored: StoredFile, facts: Json) -> Json:
    """Telegram shows an animation as a document too, for clients that know no animations."""
    return {"animation": _film(stored, facts)} | _document(stored, facts)


def _video_note(stored: StoredFile, facts: Json) -> Json:
    told = {"length": facts.get("length", 240), "duration": facts.get("duration", 0)}
    return {"video_note": told | stored.brief()}


def _sticker(stored: StoredFile, facts: Json) -> Json:
    told = {
        "type": "regular",
        "emoji": facts.get("emoji"),
        "is_animated": False,
        "is_video": False,
    }
    return {"sticker": without_nothing(told) | _size(512, 512) | stored.brief()}


_SHAPES: dict[str, Callable[[StoredFile, Json], Json]] = {
    "photo": _photo,
    "document": _document,
    "voice": _voice,
    "audio": _audio,
    "video": _video,
    "animation": _animation,
    "video_note": _video_note,
    "sticker": _sticker,
}


def location(fields: Json) -> Json:
    names = ("horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    place: Json = {name: fields[name] for name in ("latitude", "longitude")}
    return {"location": place | {name: fields[name] for name in names if fields.get(name)}}


def venue(fields: Json) -> Json:
    """A venue also carries its location by itself, for clients that know no venues."""
    names = (
        "title",
        "address",
        "foursquare_id",
        "foursquare_type",
        "google_place_id",
        "google_place_type",
    )
    place = location({name: fields[name] for name in ("latitude", "longitude")})
    named = {name: fields[name] for name in names if fields.get(name)}
    return {"venue": place | named} | place


def contact(fields: Json) -> Json:
    names = ("phone_number", "first_name", "last_name", "user_id", "vcard")
    return {"contact": {name: fields[name] for name in names if fields.get(name)}}


def _scaled(width: int, height: int, side: int) -> tuple[int, int]:
    longest = max(width, height)
    return max(1, width * side // longest), max(1, height * side // longest)


def _size(width: int, height: int) -> Json:
    return {"width": width, "height": height}
