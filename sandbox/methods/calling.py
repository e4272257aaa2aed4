"""One call of the Bot API from its name and raw parameters to its answer, faults included."""

from inspect import isawaitable
from typing import TYPE_CHECKING

from sandbox.faults import AnswerLost, Fault
from sandbox.methods import (
    answering,
    asking,
    copying,
    editing,
    groups,
    media,
    memberships,
    places,
    profile,
    receiving,
    sending,
    topics,
)
from sandbox.methods.method import Method
from sandbox.parameters import read_parameters
from sandbox.refusals import Refusal
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World

THEMES = (
    receiving,
    sending,
    media,
    places,
    asking,
    copying,
    editing,
    answering,
    groups,
    memberships,
    topics,
    profile,
)
TABLE: dict[str, Method] = {
    method.name.lower(): method for theme in THEMES for method in theme.METHODS
}


async def call(world: "World", method: str, parameters: Json) -> tuple[int, Json]:
    """Answers with an HTTP status and the answer's body; may lose or garble it when told to."""
    fault = world.faults.take(method)
    try:
        result = await _result(world, method, parameters, fault)
    except Refusal as refusal:
        answer = refusal.answer()
        world.calls.append((method, parameters, answer))
        return refusal.status, answer
    world.calls.append((method, parameters, result))
    if fault and fault.lose_answer:
        raise AnswerLost
    return 200, {"ok": True, "result": result}


async def _result(world: "World", name: str, parameters: Json, fault: Fault | None) -> object:
    if fault:
        await fault.strike_before()
    method = TABLE.get(name.lower())
    if method is None:
        raise Refusal(404, "Not Found")
    given = read_parameters(parameters, method.parameters, method.required)
    result = method.act(world, given)
    return await result if isawaitable(result) else result
