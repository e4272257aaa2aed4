"""Messages that are neither text nor file: places, contacts, dice, and signs of being busy."""

import secrets
from typing import TYPE_CHECKING

from sandbox import attachments
from sandbox.methods.destinations import open_chat
from sandbox.methods.method import PLACE, SENDING, Method
from sandbox.methods.sending import send
from sandbox.parameters import Given, integers, numbers, strings
from sandbox.refusals import bad_request
from sandbox.shapes import Json, names

if TYPE_CHECKING:
    from sandbox.world import World

POLE, DATE_LINE = 90, 180
DICE = {"🎲": 6, "🎯": 6, "🏀": 5, "⚽": 5, "🎳": 6, "🎰": 64}
ACTIONS = names(
    "typing upload_photo record_video upload_video record_voice upload_voice "
    "upload_document choose_sticker find_location record_video_note upload_video_note"
)


def send_location(world: "World", given: Given) -> Json:
    _check_place(given)
    return send(world, given, attachments.location(given.values), kind="location")


def send_venue(world: "World", given: Given) -> Json:
    _check_place(given)
    return send(world, given, attachments.venue(given.values), kind="venue")


def send_contact(world: "World", given: Given) -> Json:
    return send(world, given, attachments.contact(given.values), kind="contact")


def send_dice(world: "World", given: Given) -> Json:
    emoji = given.get("emoji") or "🎲"
    if emoji not in DICE:
        raise bad_request("EMOTICON_INVALID")
    value = 1 + secrets.randbelow(DICE[emoji])
    return send(world, given, {"dice": {"emoji": emoji, "value": value}}, kind="dice")


def send_chat_action(world: "World", given: Given) -> bool:
    if given["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    open_chat(world, given["chat_id"])
    return True


def _check_place(given: Given) -> None:
    if abs(given["latitude"]) > POLE or abs(given["longitude"]) > DATE_LINE:
        raise bad_request("wrong location specified")


PLACE_ON_EARTH = numbers("latitude longitude")
METHODS = (
    Method(
        "sendLocation",
        send_location,
        SENDING
        | PLACE_ON_EARTH
        | numbers("horizontal_accuracy")
        | integers("live_period heading proximity_alert_radius"),
        ("chat_id", "latitude", "longitude"),
    ),
    Method(
        "sendVenue",
        send_venue,
        SENDING
        | PLACE_ON_EARTH
        | strings("title address foursquare_id foursquare_type google_place_id google_place_type"),
        ("chat_id", "latitude", "longitude", "title", "address"),
    ),
    Method(
        "sendContact",
        send_contact,
        SENDING | strings("phone_number first_name last_name vcard"),
        ("chat_id", "phone_number", "first_name"),
    ),
    Method("sendDice", send_dice, SENDING | strings("emoji"), ("chat_id",)),
    Method("sendChatAction", send_chat_action, PLACE | strings("action"), ("chat_id", "action")),
)
