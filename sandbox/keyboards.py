"""Keyboards under messages: what Telegram accepts as one, and its refusals."""

import re
from typing import Any

from sandbox.refusals import bad_request
from sandbox.shapes import Json, names

MOST_BUTTONS = 100
MOST_PER_ROW = 8
DATA_BYTES = 64
INLINE_ACTIONS = names(
    "url callback_data web_app login_url switch_inline_query "
    "switch_inline_query_current_chat switch_inline_query_chosen_chat copy_text "
    "callback_game pay"
)
LOOKS = frozenset({"text", "icon_custom_emoji_id", "style"})
REPLY_ACTIONS = names(
    "request_users request_chat request_managed_bot request_contact request_location "
    "request_poll web_app"
)
MARKUP_FIELDS = {
    "inline_keyboard": frozenset({"inline_keyboard"}),
    "keyboard": names(
        "keyboard is_persistent resize_keyboard one_time_keyboard input_field_placeholder "
        "selective"
    ),
    "remove_keyboard": frozenset({"remove_keyboard", "selective"}),
    "force_reply": frozenset({"force_reply", "input_field_placeholder", "selective"}),
}
ONLY_IN_PRIVATE = ("request_contact", "request_location", "request_poll", "web_app")
ADDRESS = re.compile(r"(?:(?:https?|tg|ton)://)?[\w-]+(?:\.[\w-]+)*(?:[:/?#].*)?$", re.IGNORECASE)
PLACEHOLDER_LENGTH = 64


def checked_markup(markup: Json | None, *, private: bool) -> Json | None:
    """The markup as Telegram keeps it, or nothing; refuses what Telegram would refuse."""
    if not markup:
        return None
    kind = next((kind for kind in MARKUP_FIELDS if kind in markup), None)
    if kind is None:
        raise bad_request("object expected as reply markup")
    unknown = set(markup) - MARKUP_FIELDS[kind]
    if unknown:
        raise bad_request(f"unknown parameter reply_markup.{min(unknown)}")
    if kind == "inline_keyboard":
        return _inline(markup)
    if len(markup.get("input_field_placeholder") or "") > PLACEHOLDER_LENGTH:
        raise bad_request("reply markup input field placeholder is too long")
    if kind == "keyboard":
        return _reply_keyboard(markup, private=private)
    return markup


def checked_inline(markup: Json | None) -> Json | None:
    """For edits: only inline keyboards hang on a message that is already there."""
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return checked_markup(markup, private=True)


def _inline(markup: Json) -> Json | None:
    rows = _rows(markup["inline_keyboard"])
    for row in rows:
        for button in row:
            _check_inline_button(button)
    return {"inline_keyboard": rows} if rows else None


def _rows(rows: list[list[Any]]) -> list[list[Any]]:
    kept = [row for row in rows if row]
    too_wide = any(len(row) > MOST_PER_ROW for row in kept)
    if too_wide or sum(map(len, kept)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return kept


def _check_inline_button(button: Any) -> None:
    if not isinstance(button, dict) or "text" not in button:
        raise bad_request("can't parse inline keyboard button: can't find field \"text\"")
    unknown = set(button) - INLINE_ACTIONS - LOOKS
    if unknown:
        raise bad_request(f"unknown parameter inline_keyboard.{min(unknown)}")
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = INLINE_ACTIONS & button.keys()
    if not actions:
        raise bad_request("text buttons are allowed in reply keyboards only")
    if len(actions) > 1:
        raise bad_request("inline keyboard button must have exactly one action")
    if "callback_data" in actions:
        _check_data(button["callback_data"])
    if "url" in actions:
        _check_address(button["url"])


def _check_data(data: str) -> None:
    if not 1 <= len(data.encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_address(address: str) -> None:
    if not address:
        raise bad_request("BUTTON_URL_INVALID")
    scheme, separator, _ = address.partition("://")
    if separator and scheme.lower() not in {"http", "https", "tg", "ton"}:
        raise bad_request(
            f"inline keyboard button URL '{address}' is invalid: Unsupported URL protocol"
        )
    if not ADDRESS.match(address) or ("." not in address and scheme not in {"tg", "ton"}):
        raise bad_request(f"inline keyboard button URL '{address}' is invalid: Wrong HTTP URL")


def _reply_keyboard(markup: Json, *, private: bool) -> Json | None:
    rows = _rows(markup["keyboard"])
    if not rows:
        return None
    shown = [[_reply_button(button, private=private) for button in row] for row in rows]
    return markup | {"keyboard": shown}


def _reply_button(button: Any, *, private: bool) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse keyboard button: text must be non-empty")
    unknown = set(button) - REPLY_ACTIONS - LOOKS
    if unknown:
        raise bad_request(f"unknown parameter keyboard.{min(unknown)}")
    if not private and any(button.get(action) for action in ONLY_IN_PRIVATE):
        raise bad_request("phone number can be requested in private chats only")
    return button
