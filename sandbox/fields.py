"""The types of fields inside objects and arrays, wherever in a parameter they stand."""

from types import UnionType
from typing import Any

from sandbox.refusals import bad_request
from sandbox.shapes import names

Types = type[Any] | UnionType

STRINGS = names(
    "text type url callback_data media caption parse_mode command description language emoji "
    "quote quote_parse_mode text_parse_mode custom_emoji_id input_field_placeholder style "
    "icon_custom_emoji_id thumbnail cover performer title switch_inline_query "
    "switch_inline_query_current_chat date_time_format message_text start_parameter "
    "thumbnail_url"
)
INTEGERS = names("message_id offset length user_id duration width height start_timestamp")
BOOLEANS = names(
    "is_persistent resize_keyboard one_time_keyboard selective remove_keyboard force_reply "
    "request_contact request_location has_spoiler show_caption_above_media is_disabled "
    "allow_sending_without_reply supports_streaming"
)
ARRAYS = names("entities caption_entities text_entities quote_entities inline_keyboard keyboard")
OBJECTS = names("user web_app login_url copy_text request_poll")
TYPES: dict[str, tuple[Types, str]] = (
    dict.fromkeys(STRINGS, (str, "String"))
    | dict.fromkeys(INTEGERS, (int, "Number"))
    | dict.fromkeys(BOOLEANS, (bool, "Boolean"))
    | dict.fromkeys(ARRAYS, (list, "Array"))
    | dict.fromkeys(OBJECTS, (dict, "Object"))
    | {"chat_id": (int | str, "Number or String")}
)
ITEMS: dict[str, tuple[Types, str]] = (
    dict.fromkeys(names("message_ids correct_option_ids"), (int, "Number"))
    | dict.fromkeys(names("allowed_updates country_codes"), (str, "String"))
    | dict.fromkeys(
        names(
            "entities caption_entities text_entities quote_entities question_entities "
            "explanation_entities description_entities options commands reaction media results"
        ),
        (dict, "Object"),
    )
    | dict.fromkeys(names("inline_keyboard keyboard"), (list, "Array"))
)
DEEPEST = 16


def check_fields(name: str, value: Any) -> None:
    """Refuses what cannot be read as the Bot API's types; unknown names are not its business."""
    _check(name, name, value, DEEPEST)


def _check(parameter: str, name: str, value: Any, levels: int) -> None:
    if not levels:
        raise bad_request(f"can't parse {parameter}: nested too deep")
    if isinstance(value, dict):
        for field, inner in value.items():
            if field in TYPES and not _is(inner, TYPES[field][0]):
                words = f'field "{field}" must be of type {TYPES[field][1]}'
                raise bad_request(f"can't parse {parameter}: {words}")
            _check(parameter, field, inner, levels - 1)
    elif isinstance(value, list):
        types, called = ITEMS.get(name, (object, ""))
        for item in value:
            if not _is(item, types):
                raise bad_request(f"can't parse {parameter}: expected an Array of {called}")
            _check(parameter, "", item, levels - 1)


def _is(value: Any, types: Types) -> bool:
    """In JSON a truth is no number."""
    return isinstance(value, types) and (types in (bool, object) or not isinstance(value, bool))
