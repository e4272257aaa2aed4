"""Reads an update from Telegram's raw JSON, each field strictly, since anything can come.

Of PTB's full parse (measured at 28 times the cost of the JSON itself) the house would use a tenth.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from community.names import one_line
from handlers.kit.incoming import (
    ANONYMOUS_ADMIN,
    LANGUAGE_MARK,
    Asked,
    Content,
    Incoming,
    Said,
    Sender,
    Shared,
    Told,
)
from handlers.kit.raw import is_code, is_count, is_id, text_of

# Who speaks for a group, a channel or Telegram itself.
IMPERSONAL = frozenset({ANONYMOUS_ADMIN, 136817688, 777000})
NOWHERE: Mapping[str, Any] = {"chat_id": 0, "chat_type": "", "chat_title": "", "is_forum": False}

NOBODY = Sender(0, "·", None)

Raw = Mapping[str, Any]


def read(raw: Raw) -> Incoming | None:
    """None when the update is nothing the house listens to, or not what Telegram sends."""
    for kind, reader in _READERS.items():
        if isinstance(found := raw.get(kind), dict):
            return reader(found)
    return None


def update_id(raw: object) -> int | None:
    """None when this is no update at all."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if is_id(found) else None


def _press(query: Raw) -> Incoming | None:
    if "inline_message_id" in query:
        return _shared_press(query)
    sender, message, data = _sender(query), query.get("message"), query.get("data")
    query_id = query.get("id")
    if sender is None or not is_code(query_id) or not isinstance(message, dict):
        return None
    chat = _chat(message)
    if chat is None or not isinstance(data, str) or not is_id(message.get("message_id")):
        return None
    return Incoming(
        sender,
        **chat,
        message_id=message["message_id"],
        thread_id=_thread(message),
        query_id=query_id,
        data=data,
    )


def _shared_press(query: Raw) -> Incoming | None:
    sender, query_id, data = _sender(query), query.get("id"), query.get("data")
    copy = query.get("inline_message_id")
    if sender is None or not isinstance(data, str) or not is_code(query_id) or not is_code(copy):
        return None
    meant, _mark, language = data.partition(LANGUAGE_MARK)
    shared = Shared(copy, language=language)
    return Incoming(sender, **NOWHERE, query_id=query_id, data=meant, shared=shared)


def _question(query: Raw) -> Incoming | None:
    sender, query_id = _sender(query), query.get("id")
    if sender is None or not is_code(query_id) or not isinstance(query.get("query"), str):
        return None
    return Incoming(sender, **NOWHERE, asked=Asked(query_id, text_of(query, "query")))


def _choice(chosen: Raw) -> Incoming | None:
    """Without a button to press, the copy has no id and nothing to keep up to date."""
    sender, copy, card = _sender(chosen), chosen.get("inline_message_id"), chosen.get("result_id")
    if sender is None or not is_code(copy) or not is_code(card):
        return None
    return Incoming(sender, **NOWHERE, shared=Shared(copy, card=card))


def _poll(poll: Raw) -> Incoming | None:
    """How often each option has been chosen, in the order in which they stand."""
    options, voters = poll.get("options"), poll.get("total_voter_count")
    counts = [_votes(option) for option in options] if isinstance(options, list) else [-1]
    if not is_code(poll.get("id")) or not is_count(voters) or min(counts, default=-1) < 0:
        return None
    facts = {"votes": counts, "voters": voters, "is_closed": poll.get("is_closed") is True}
    return Incoming(NOBODY, **NOWHERE, told=Told("poll", poll["id"], facts))


def _votes(option: object) -> int:
    """-1 when this is no option."""
    count = option.get("voter_count") if isinstance(option, dict) else None
    return count if is_count(count) else -1


def _vote(answer: Raw) -> Incoming | None:
    """Somebody's own; those of whole chats are only counted."""
    sender, chosen = _sender({"from": answer.get("user")}), answer.get("option_persistent_ids")
    if sender is None or not is_code(answer.get("poll_id")) or not isinstance(chosen, list):
        return None
    if not all(is_code(one) for one in chosen):
        return None
    told = Told("poll_answer", answer["poll_id"], {"voter": sender.id, "chosen": chosen})
    return Incoming(sender, **NOWHERE, told=told)


def _message(message: Raw) -> Incoming | None:
    sender, chat = _sender(message), _chat(message)
    if sender is None or chat is None or not is_id(message.get("message_id")):
        return None
    moved_to = message.get("migrate_to_chat_id")
    return Incoming(
        sender,
        **chat,
        message_id=message["message_id"],
        thread_id=_thread(message),
        content=_content(message),
        is_plain=_is_plain(sender, message),
        replies_to=_replies_to(message),
        replied_text=_replied_text(message),
        moved_to=moved_to if is_id(moved_to) else None,
        via_bot=text_of(message.get("via_bot"), "username"),
    )


def _edit(message: Raw) -> Incoming | None:
    """Never a command, and no answer to what is being asked now."""
    found = _message(message)
    return found and replace(found, is_edit=True, is_plain=False, moved_to=None)


def _replies_to(message: Raw) -> int | None:
    number = _answered(message).get("message_id")
    return number if is_id(number) else None


def _replied_text(message: Raw) -> str:
    answered = _answered(message)
    return text_of(answered, "text") or text_of(answered, "caption")


def _answered(message: Raw) -> Raw:
    """What a bot had said in the message that this one answers; empty when it answers none."""
    answered = message.get("reply_to_message")
    sender = answered.get("from") if isinstance(answered, dict) else None
    is_a_bots = isinstance(sender, dict) and sender.get("is_bot") is True
    return answered if is_a_bots and isinstance(answered, dict) else {}


def _membership(change: Raw) -> Incoming | None:
    sender, chat, member = _sender(change), _chat(change), change.get("new_chat_member")
    if sender is None or chat is None or not isinstance(member, dict):
        return None
    status = member.get("status")
    rights = frozenset(k for k, v in member.items() if k.startswith("can_") and v is True)
    return Incoming(
        sender, **chat, membership=status if isinstance(status, str) else None, rights=rights
    )


def _is_plain(sender: Sender, message: Raw) -> bool:
    """What staff forward or send through a bot carries their id and is no wish of theirs."""
    return sender.id not in IMPERSONAL and not any(
        key in message for key in ("forward_origin", "via_bot", "sender_chat")
    )


def _sender(raw: Raw) -> Sender | None:
    user = raw.get("from")
    if not isinstance(user, dict) or not is_id(user.get("id")):
        return None
    if user.get("is_bot") is True and user["id"] != ANONYMOUS_ADMIN:
        return None
    names = (user.get("first_name"), user.get("last_name"))
    code = user.get("language_code")
    name = one_line(" ".join(n for n in names if isinstance(n, str)))[:64]
    return Sender(user["id"], name or "·", code if isinstance(code, str) else None)


def _chat(raw: Raw) -> dict[str, Any] | None:
    chat = raw.get("chat")
    if not isinstance(chat, dict) or not is_id(chat.get("id")):
        return None
    kind, title = chat.get("type"), chat.get("title")
    return {
        "chat_id": chat["id"],
        "chat_type": kind if isinstance(kind, str) else "",
        "chat_title": one_line(title)[:128] if isinstance(title, str) else "",
        "is_forum": chat.get("is_forum") is True,
    }


def _content(message: Raw) -> Content:
    for said, found in _FOUND.items():
        if (content := message.get(said)) and (read_it := found(content, message)):
            return read_it
    return Content(Said.OTHER, album=text_of(message, "media_group_id"))


def _words(_content: Any, message: Raw) -> Content:
    return Content(Said.TEXT, text_of(message, "text"))


def _photo(sizes: Any, message: Raw) -> Content | None:
    return _file(Said.PHOTO, sizes[-1] if isinstance(sizes, list) else None, message)


def _file(said: Said, file: Any, message: Raw) -> Content | None:
    file_id = file.get("file_id") if isinstance(file, dict) else None
    if not is_code(file_id):
        return None
    return Content(
        said, text_of(message, "caption"), file_id, album=text_of(message, "media_group_id")
    )


def _location(where: Any, message: Raw) -> Content | None:
    if not isinstance(where, dict):
        return None
    latitude, longitude = where.get("latitude"), where.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    place = text_of(message.get("venue"), "title")
    return Content(Said.LOCATION, latitude=latitude, longitude=longitude, place=place)


_READERS = {
    "callback_query": _press,
    "message": _message,
    "edited_message": _edit,
    "my_chat_member": _membership,
    "inline_query": _question,
    "chosen_inline_result": _choice,
    "poll": _poll,
    "poll_answer": _vote,
}

_FOUND = {
    Said.TEXT: _words,
    Said.PHOTO: _photo,
    Said.VIDEO: lambda file, message: _file(Said.VIDEO, file, message),
    Said.VIDEO_NOTE: lambda file, message: _file(Said.VIDEO_NOTE, file, message),
    Said.VOICE: lambda file, message: _file(Said.VOICE, file, message),
    Said.AUDIO: lambda file, message: _file(Said.AUDIO, file, message),
    # Before documents, since Telegram gives an animation both names.
    Said.ANIMATION: lambda file, message: _file(Said.ANIMATION, file, message),
    Said.DOCUMENT: lambda file, message: _file(Said.DOCUMENT, file, message),
    Said.LOCATION: _location,
}


def _thread(message: Raw) -> int | None:
    thread = message.get("message_thread_id")
    return thread if message.get("is_topic_message") is True and is_id(thread) else None
