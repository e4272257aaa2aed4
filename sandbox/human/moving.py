"""The clock and the faults as the page moves them."""

from datetime import timedelta
from types import UnionType
from typing import Any

from aiohttp import web

from sandbox.human.paths import HumanSide, answer, body_of, side_of, wanted, world_of
from sandbox.refusals import Impossible

FAULT_FIELDS: dict[str, type[Any] | UnionType] = {
    "method": str,
    "times": int,
    "status": int,
    "description": str,
    "retry_after": int,
    "delay_seconds": float | int,
    "lose_answer": bool,
    "lose_request": bool,
    "garbage": bool,
}
FARTHEST = timedelta(days=3660)
JUST_AFTER = timedelta(seconds=1)
routes = web.RouteTableDef()


@routes.get("/human/clock")
async def show_clock(request: web.Request) -> web.Response:
    return await _clock(side_of(request))


@routes.post("/human/clock")
async def move_clock(request: web.Request) -> web.Response:
    side, body = side_of(request), await body_of(request)
    step = await _to_next(side) if body.get("to_next") else _step(body.get("advance_seconds"))
    side.world.clock.advance(step)
    return await _clock(side)


async def _to_next(side: HumanSide) -> timedelta:
    due_at = await side.next_due() if side.next_due else None
    if due_at is None:
        raise Impossible("nothing is due")
    return max(timedelta(0), due_at - side.world.now()) + JUST_AFTER


def _step(seconds: object) -> timedelta:
    if not isinstance(seconds, int | float):
        raise Impossible("advance_seconds is missing or of the wrong kind")
    if abs(seconds) > FARTHEST.total_seconds():
        raise Impossible("nobody sees that far")
    return timedelta(seconds=seconds)


async def _clock(side: HumanSide) -> web.Response:
    due_at = await side.next_due() if side.next_due else None
    return answer(
        now=side.world.now().isoformat(),
        offset_seconds=side.world.clock.offset.total_seconds(),
        next_due=due_at.isoformat() if due_at else None,
    )


@routes.post("/human/faults")
async def add_fault(request: web.Request) -> web.Response:
    body = await body_of(request)
    unknown = body.keys() - FAULT_FIELDS.keys()
    if unknown:
        raise Impossible(f"a fault has no {min(unknown)}")
    fields = {name: wanted(body, name, FAULT_FIELDS[name]) for name in body}
    world_of(request).faults.add(**fields)
    return answer()


@routes.delete("/human/faults")
async def clear_faults(request: web.Request) -> web.Response:
    world_of(request).faults.clear()
    return answer()
