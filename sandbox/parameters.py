"""What the methods' parameters are and how a client may write them: as JSON or as strings.

Telegram ignores parameters that it does not know; the sandbox refuses them, since in a bot that
is always a mistake.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from sandbox.fields import check_fields
from sandbox.refusals import Refusal, bad_request
from sandbox.shapes import Json, Upload, names


class Kind(Enum):
    INTEGER = auto()
    FLOAT = auto()
    BOOLEAN = auto()
    STRING = auto()
    CHAT = auto()  # an id or @username
    FILE = auto()  # an upload, attach://name, a file id or an address
    OBJECT = auto()
    LIST = auto()


Parameters = Mapping[str, Kind]
TRUE = frozenset({"true", "yes", "1"})
FALSE = frozenset({"false", "no", "0", ""})
FIELDS = {
    "reply_parameters": names(
        "message_id chat_id allow_sending_without_reply quote quote_parse_mode "
        "quote_entities quote_position checklist_task_id poll_option_id"
    ),
    "link_preview_options": names(
        "is_disabled url prefer_small_media prefer_large_media show_above_text"
    ),
}
MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "text": "message text is empty",
    "user_id": "invalid user_id specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "inline_query_id": "query is too old and response timeout expired or query ID is invalid",
    "file_id": "file_id not specified",
    "question": "poll question must be non-empty",
    "options": "poll options must be non-empty",
    "media": "there are no media in the request",
    "commands": 'parameter "commands" is required',
    "action": "wrong parameter action in request",
    "name": "topic name must be non-empty",
    "title": "title must be non-empty",
}
MAY_BE_EMPTY = frozenset({"url"})
SPOKEN = {"reply_markup": "reply keyboard markup"}
FILE_PARAMETERS = names("photo audio document video animation voice video_note sticker")
ELSEWHERE = {
    "business_connection_id": "business connection not found",
    "direct_messages_topic_id": "chat isn't a direct messages chat",
    "suggested_post_parameters": "suggested posts can be sent only to channel direct messages",
    "rich_message": "rich messages are not supported here",
    "message_effect_id": "EFFECT_ID_INVALID",
}


def integers(words: str) -> dict[str, Kind]:
    return dict.fromkeys(words.split(), Kind.INTEGER)


def numbers(words: str) -> dict[str, Kind]:
    return dict.fromkeys(words.split(), Kind.FLOAT)


def booleans(words: str) -> dict[str, Kind]:
    return dict.fromkeys(words.split(), Kind.BOOLEAN)


def strings(words: str) -> dict[str, Kind]:
    return dict.fromkeys(words.split(), Kind.STRING)


def chats(words: str) -> dict[str, Kind]:
    return dict.fromkeys(words.split(), Kind.CHAT)


def files(words: str) -> dict[str, Kind]:
    return dict.fromkeys(words.split(), Kind.FILE)


def objects(words: str) -> dict[str, Kind]:
    return dict.fromkeys(words.split(), Kind.OBJECT)


def lists(words: str) -> dict[str, Kind]:
    return dict.fromkeys(words.split(), Kind.LIST)


@dataclass(frozen=True, slots=True)
class Given:
    """A call's parameters, each of its declared type, and the files that came along."""

    values: Json
    uploads: dict[str, Upload]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def __contains__(self, name: str) -> bool:
        return name in self.values


def read_parameters(raw: Json, declared: Parameters, required: tuple[str, ...]) -> Given:
    values: Json = {}
    uploads: dict[str, Upload] = {}
    for name, value in raw.items():
        if isinstance(value, Upload):
            uploads[name] = value
        if name in declared:
            if value is not None:
                values[name] = coerced(name, value, declared[name])
        elif not isinstance(value, Upload):
            raise bad_request(f"unknown parameter {name}")
    for name in required:
        if name not in values or (values[name] == "" and name not in MAY_BE_EMPTY):
            raise bad_request(_missing(name))
    _refuse_what_is_not_here(values)
    return Given(values, uploads)


def coerced(name: str, value: Any, kind: Kind) -> Any:
    return _COERCE[kind](name, value)


def _missing(name: str) -> str:
    if name in FILE_PARAMETERS:
        return f"there is no {name.replace('_', ' ')} in the request"
    return MISSING.get(name, f"parameter {name} is empty")


def _refuse_what_is_not_here(values: Json) -> None:
    for name in ELSEWHERE.keys() & values.keys():
        raise bad_request(ELSEWHERE[name])


def _integer(name: str, value: Any) -> int:
    if type(value) is int:
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            pass
    raise bad_request(f"parameter {name} must be of type Integer")


def _number(name: str, value: Any) -> float:
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            return float(value)
        except ValueError:
            pass
    raise bad_request(f"parameter {name} must be of type Float")


def _boolean(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word not in TRUE | FALSE:
        raise bad_request(f"parameter {name} must be of type Boolean")
    return word in TRUE


def _string(name: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise bad_request(f"parameter {name} must be of type String")


def _chat(name: str, value: Any) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    if value == "":
        raise bad_request("chat_id is empty")
    try:
        return _integer(name, value)
    except Refusal:
        raise bad_request("chat not found") from None


def _file(name: str, value: Any) -> str | Upload:
    return value if isinstance(value, Upload) else _string(name, value)


def _object(name: str, value: Any) -> Json | None:
    value = _json(name, value)
    if value is None or isinstance(value, dict):
        unknown = set(value or ()) - FIELDS.get(name, set(value or ()))
        if unknown:
            raise bad_request(f"unknown parameter {name}.{min(unknown)}")
        check_fields(name, value)
        return value
    raise bad_request(f"object expected as {name.replace('_', ' ')}")


def _list(name: str, value: Any) -> list[Any]:
    value = _json(name, value)
    if value is None:
        return []
    if isinstance(value, list):
        check_fields(name, value)
        return value
    raise bad_request(f"expected an Array of {name}")


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError as error:
        called = SPOKEN.get(name, name.replace("_", " "))
        raise bad_request(f"can't parse {called} JSON object") from error


_COERCE = {
    Kind.INTEGER: _integer,
    Kind.FLOAT: _number,
    Kind.BOOLEAN: _boolean,
    Kind.STRING: _string,
    Kind.CHAT: _chat,
    Kind.FILE: _file,
    Kind.OBJECT: _object,
    Kind.LIST: _list,
}
