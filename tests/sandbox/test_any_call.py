"""Whatever a client sends, it is answered: never an exception, never a result that is no JSON."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.clock import Clock
from sandbox.methods.calling import TABLE
from sandbox.shapes import Upload
from sandbox.world import World

WANG = 101
NOON = datetime(2026, 5, 1, 4, 0, tzinfo=UTC)
FIELDS = st.sampled_from(
    [
        "type",
        "text",
        "offset",
        "length",
        "url",
        "media",
        "message_id",
        "chat_id",
        "user_id",
        "inline_keyboard",
        "keyboard",
        "callback_data",
        "command",
        "description",
        "caption",
        "emoji",
        "can_send_messages",
        "parse_mode",
    ]
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from([WANG, -1001000000001, 1, 2, 3, "HTML", "photo", "<b>", "@x", "attach://u"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=3),
    max_leaves=8,
)


def neighbourhood():
    world = World(clock=Clock(frozen_at=NOON), limited=False)
    world.add_person(WANG, "王芳")
    world.start(WANG)
    group = world.add_group("幸福里", creator=WANG, is_forum=True, bot="administrator")
    return world, group


def parameters_of(method):
    usual = {"chat_id": st.sampled_from([WANG, -1001000000001]), "timeout": st.just(0)}
    return st.fixed_dictionaries(
        {},
        optional={name: usual.get(name, VALUES) for name in method.parameters},
    )


CALLS = st.sampled_from(sorted(TABLE.values(), key=lambda method: method.name)).flatmap(
    lambda method: st.tuples(st.just(method.name), parameters_of(method))
)


@settings(max_examples=200, deadline=None)
@given(CALLS)
def test_any_call_is_answered(call):
    name, parameters = call
    if name == "setWebhook":
        return
    world, _group = neighbourhood()

    status, answer = asyncio.run(world.call(name, parameters | {"u": Upload("u", b"u")}))

    assert json.loads(json.dumps(answer))["ok"] is (status == 200)
    if status != 200:
        assert answer["error_code"] == status
        assert answer["description"]


@settings(max_examples=40, deadline=None)
@given(st.lists(CALLS, max_size=6))
def test_any_conversation_leaves_a_world_that_can_be_shown(calls):
    world, group = neighbourhood()

    async def converse():
        for name, parameters in calls:
            if name != "setWebhook":
                await world.call(name, parameters)

    asyncio.run(converse())

    assert json.dumps(world.messages(WANG, group))
    assert json.dumps(world.messages(WANG, WANG))
    assert world.pending_updates() >= 1


@pytest.mark.parametrize("method", sorted(TABLE), ids=str)
async def test_every_method_can_be_called_with_nothing(world, method):
    status, answer = await world.call(method, {})

    assert answer["ok"] is (status == 200)
