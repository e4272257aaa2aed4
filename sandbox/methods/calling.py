"""One call of the Bot API from its name and raw parameters to its answer, faults included."""

from inspect import isawaitable
from typing import TYPE_CHECKING

from sandbox.faults import AnswerLost
from sandbox.methods import (
    answering,
    asking,
    copying,
    editing,
    groups,
    inline,
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
    inline,
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
    shown = parameters
    try:
        if fault:
            await fault.strike_before()
        found = _find(method)
        given = read_parameters(parameters, found.parameters, found.required)
        shown = given.values
        result = found.act(world, given)
        if isawaitable(result):
            result = await result
    except Refusal as refusal:
        answer = refusal.answer()
        world.calls.append((method, shown, answer))
        return refusal.status, answer
    world.calls.append((method, shown, result))
    if fault and fault.lose_answer:
        raise AnswerLost
    return 200, {"ok": True, "result": result}


def _find(name: str) -> Method:
    """Telegram does not mind how a method's name is cased."""
    method = TABLE.get(name.lower())
    if method is None:
        raise Refusal(404, "Not Found")
    return method
