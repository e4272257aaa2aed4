"""Updates as no Telegram would send them: good ones, of every kind, with something changed."""

from collections.abc import Sequence
from copy import deepcopy
from random import Random
from typing import Any

from benchmarks.neighbourhood import FIRST_PERSON
from handlers import FEATURES
from handlers.kit.screen import Press

Json = dict[str, Any]

WORDS = (
    *("", " ", "x" * 5000, "明天下午3点", "31 February", "-1", "0", "二十", "1e9", "🙂🙂🙂"),
    *(
        "\u202egnp.exe",
        "Z\u0351\u036b\u0343\u036a\u0302\u036b",
        "\ud800",
        "\x00",
        "<b>\"&'{name}%s",
    ),
    *("/start", "/start@linli_bot", "/START join-1", "/start act-999999999999999999999", "//"),
    *("act.join:1", "act.join:99999999999999999", "act.join:-1", "act.join", ":" * 64, "/menu"),
    *("private", "group", "supergroup", "channel", "member", "kicked", "administrator", "zh-hant"),
)
NUMBERS = (-(2**63), -1001, -1, 0, 1, 7, 2**31, 2**52, 2**52 + 1, 2**63, 10**30)
OTHERS: Sequence[Any] = (None, True, False, 0.5, float("inf"), [], {}, [[]], [{}], {"id": 1})
GUESTS = range(3001, 3011)
RESIDENTS = range(FIRST_PERSON + 1, FIRST_PERSON + 41)  # the first person is of the staff
COPIES = tuple(f"copy{number}" for number in range(8))  # of cards that people have shared
KINDS_OF_CONTENT: Sequence[Json] = (
    {"text": "你好"},
    {"photo": [{"file_id": "a", "width": 90, "height": 90}, {"file_id": "b"}], "caption": "看"},
    {"voice": {"file_id": "v", "duration": 3}},
    {"document": {"file_id": "d", "file_name": "a.pdf"}, "media_group_id": "9"},
    {"location": {"latitude": 31.2, "longitude": 121.4}},
    {"venue": {"location": {"latitude": 31.2, "longitude": 121.4}, "title": "公园"}},
    {"sticker": {"file_id": "s", "emoji": "🙂"}},
    {"contact": {"phone_number": "1", "first_name": "甲"}},
    {"new_chat_members": [{"id": 12345, "is_bot": True, "first_name": "Linli"}]},
    {"forward_origin": {"type": "hidden_user"}, "text": "/menu"},
    {"via_bot": {"id": 5, "is_bot": True}, "text": "/newactivity"},
    {"sender_chat": {"id": -1001, "type": "channel"}, "text": "/setup"},
)


def mutated(random: Random, update_id: int, group_id: int) -> Json:
    """One good update with none to three things wrong in it, and mostly its own id."""
    kind = random.choice(
        (_message, _message, _press, _press, _command, _membership, _question, _choice)
    )
    update = deepcopy({"update_id": update_id, **kind(random, group_id)})
    for _ in range(random.choice((0, 0, 1, 1, 2, 3))):
        _spoil(random, update)
    if random.random() < 0.99:  # noqa: PLR2004
        update["update_id"] = update_id
    return update


def _message(random: Random, group_id: int) -> Json:
    content = random.choice((*KINDS_OF_CONTENT, {"text": random.choice(WORDS)}))
    return {"message": {**_envelope(random, group_id), **content}}


def _command(random: Random, group_id: int) -> Json:
    names = [name for router in FEATURES for name in router.commands]
    argument = random.choice(("", "", " x", f" {random.choice(WORDS)}"))
    return {
        "message": {**_envelope(random, group_id), "text": f"/{random.choice(names)}{argument}"}
    }


def _press(random: Random, group_id: int) -> Json:
    kind = random.choice(list(Press.kinds.values()))
    values = [random.choice((0, 1, 2, 3, 60, 61, 10**15)) for _ in kind._names]
    meant = ":".join((kind.prefix, *map(str, values)))
    envelope = _envelope(random, group_id)
    copy = {"inline_message_id": random.choice(COPIES)}
    query = {
        "id": str(random.randrange(10**18)),
        "from": envelope.pop("from"),
        **random.choice(({"message": envelope}, {"message": envelope}, copy)),
        "chat_instance": "1",
        "data": random.choice((meant, f"{meant}~en", random.choice(WORDS))),
    }
    return {"callback_query": query}


def _question(random: Random, group_id: int) -> Json:
    """Words after the bot's name."""
    query = {
        "id": str(random.randrange(10**18)),
        "from": _envelope(random, group_id)["from"],
        "chat_type": random.choice(("sender", "private", "group", "supergroup")),
        "query": random.choice((*WORDS, "饺子", "花园 太极")),
        "offset": "",
    }
    return {"inline_query": query}


def _choice(random: Random, group_id: int) -> Json:
    chosen = {
        "result_id": random.choice(("activity:1", "activity:2", "activity:60", *WORDS)),
        "from": _envelope(random, group_id)["from"],
        "query": "",
        "inline_message_id": random.choice(COPIES),
    }
    return {"chosen_inline_result": chosen}


def _membership(random: Random, group_id: int) -> Json:
    envelope = _envelope(random, group_id)
    return {
        "my_chat_member": {
            "chat": envelope["chat"],
            "from": envelope["from"],
            "date": 0,
            "old_chat_member": {"status": "left", "user": {"id": 12345}},
            "new_chat_member": {
                "status": random.choice(("member", "administrator", "kicked", "left")),
                "user": {"id": 12345},
                "can_pin_messages": True,
            },
        }
    }


def _envelope(random: Random, group_id: int) -> Json:
    person = random.choice((*GUESTS, *RESIDENTS))
    chats = (
        {"id": person, "type": "private", "first_name": "甲"},
        {"id": group_id, "type": "supergroup", "title": "邻居群"},
    )
    user = {"id": person, "is_bot": False, "first_name": "甲", "language_code": "zh-hans"}
    return {
        "message_id": random.randint(1, 200),
        "date": 1_750_000_000,
        "chat": random.choice((chats[0], *chats)),
        "from": user,
    }


def _spoil(random: Random, update: Json) -> None:
    """Something in it, however deep, is gone, doubled, or something else."""
    places: list[tuple[Any, Any]] = []
    _collect(update, places)
    if not places:
        return
    holder, key = random.choice(places)
    if random.random() < 1 / 4:
        del holder[key]
        return
    pool: Sequence[Any] = random.choice((WORDS, NUMBERS, OTHERS))
    holder[key] = deepcopy(random.choice(pool))


def _collect(node: Any, places: list[tuple[Any, Any]]) -> None:
    pairs: Any = ()
    if isinstance(node, dict):
        pairs = node.items()
    elif isinstance(node, list):
        pairs = enumerate(node)
    for key, value in pairs:
        places.append((node, key))
        _collect(value, places)
