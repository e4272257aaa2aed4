"""Whatever the page (or another in its place) asks, the human side does it or says why not."""

import asyncio
from datetime import UTC, datetime

import aiohttp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.world import World

WANG, LI = 101, 102
NOON = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)
GROUP = -1001000000001
PEOPLE = st.sampled_from([WANG, LI, 999, "x"])
CHATS = st.sampled_from([WANG, LI, GROUP, -5, "y"])
MESSAGES = st.sampled_from([1, 2, 3, 99, "z"])
DEEDS = st.sampled_from(
    [
        ("GET", "/chats"),
        ("POST", "/open"),
        ("POST", "/start"),
        ("POST", "/block"),
        ("POST", "/groups"),
        ("GET", "/chats/{chat}/messages"),
        ("POST", "/chats/{chat}/messages"),
        ("GET", "/chats/{chat}/commands"),
        ("GET", "/chats/{chat}/members"),
        ("POST", "/chats/{chat}/read"),
        ("POST", "/chats/{chat}/bot"),
        ("POST", "/chats/{chat}/leave"),
        ("POST", "/chats/{chat}/join"),
        ("POST", "/chats/{chat}/upgrade"),
        ("PATCH", "/chats/{chat}/messages/{message}"),
        ("DELETE", "/chats/{chat}/messages/{message}"),
        ("POST", "/chats/{chat}/messages/{message}/forward"),
        ("POST", "/chats/{chat}/messages/{message}/vote"),
        ("POST", "/chats/{chat}/messages/{message}/press"),
    ]
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.sampled_from([GROUP, WANG, "member", "add", "https://t.me/linli_bot?start=a"]),
    st.lists(st.integers(-1, 3), max_size=2),
    st.just([{"type": "bold", "offset": "a", "length": 1}]),
    st.just({}),
    st.just({"latitude": 1, "longitude": 2}),
    st.just({"phone_number": "1", "first_name": 5}),
)
BODIES = st.dictionaries(
    st.sampled_from(
        [
            *("text", "reply_to", "thread_id", "entities", "location", "contact", "sticker"),
            *("title", "address", "to", "row", "column", "options", "message_id", "link"),
            *("parameter", "blocked", "action", "is_forum"),
        ]
    ),
    VALUES,
    max_size=4,
)
REQUESTS = st.lists(st.tuples(DEEDS, PEOPLE, CHATS, MESSAGES, BODIES), min_size=5, max_size=20)


async def ask_all(requests):
    world = World(clock=Clock(frozen_at=NOON), limited=False)
    world.add_person(WANG, "王芳", language_code="zh-hans")
    world.add_person(LI, "Li")
    world.add_group("幸福里", creator=WANG, members=[LI], is_forum=True, bot="administrator")
    async with serve(world, port=0) as address, aiohttp.ClientSession(address) as client:
        for (method, path), person, chat, message, body in requests:
            where = f"/human/people/{person}{path}".format(chat=chat, message=message)
            async with client.request(method, where, json=body) as response:
                answer = await response.json()
                assert response.status in {200, 400}, (method, where, body)
                assert (response.status == 400) is ("error" in answer)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(REQUESTS)
def test_any_request_is_answered(requests):
    asyncio.run(ask_all(requests))
