"""What the page asks to show: the world, chats, messages, menus, members, files."""

from itertools import islice

from aiohttp import web

from sandbox.deeds.viewing import as_seen_by, chats_of
from sandbox.human.paths import answer, chat_of, person_of, side_of, world_of
from sandbox.refusals import Impossible
from sandbox.shapes import Json

PAGE_SIZE = 50
routes = web.RouteTableDef()
CHAT = "/human/people/{person}/chats/{chat}"


@routes.get("/human/world")
async def show_world(request: web.Request) -> web.Response:
    side = side_of(request)
    bot = side.world.bot
    people = [
        person.user | {"language_code": person.language_code, "note": person.note}
        for person in side.world.people.values()
    ]
    return answer(
        bot={name: bot[name] for name in ("id", "first_name", "username")},
        now=side.world.now().isoformat(),
        zone=side.zone,
        people=people,
        home=side.home,
        can_go_to_next=side.next_due is not None,
    )


@routes.get("/human/people/{person}/chats")
async def list_chats(request: web.Request) -> web.Response:
    world, person_id = world_of(request), person_of(request)
    world.person(person_id)
    return answer(chats=chats_of(world, person_id))


@routes.get(CHAT + "/messages")
async def list_messages(request: web.Request) -> web.Response:
    """A page of the history: the newest, or those before a message."""
    world, person_id = world_of(request), person_of(request)
    chat = world.chat(chat_of(request))
    if not chat.has_member(person_id):
        raise Impossible("only members can do this")
    world.settle()
    before, limit = _asked(request, "before", 0), _asked(request, "limit", PAGE_SIZE)
    older = (
        message
        for message in reversed(chat.history.values())
        if not before or message["message_id"] < before
    )
    page: list[Json] = list(islice(older, limit + 1))
    shown = [as_seen_by(world, person_id, message) for message in reversed(page[:limit])]
    return answer(messages=shown, more=len(page) > limit)


@routes.get(CHAT + "/commands")
async def list_commands(request: web.Request) -> web.Response:
    world = world_of(request)
    return answer(commands=world.commands(person_of(request), chat_of(request)))


@routes.get(CHAT + "/members")
async def list_members(request: web.Request) -> web.Response:
    world, chat = world_of(request), world_of(request).chat(chat_of(request))
    if chat.is_private:
        users = [world.person(chat.chat_id).user, world.bot]
        return answer(members=[{"user": user, "status": "member"} for user in users])
    members = [
        {"user": world.known_user(user_id), "status": member.status.value}
        for user_id, member in chat.members.items()
        if member.is_here
    ]
    return answer(members=members)


@routes.get("/human/file/{file_id}")
async def show_file(request: web.Request) -> web.Response:
    stored = world_of(request).files.find(request.match_info["file_id"])
    if stored is None:
        raise web.HTTPNotFound
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return web.Response(body=stored.content, content_type=stored.mime, headers=headers)


def _asked(request: web.Request, name: str, default: int) -> int:
    asked = request.query.get(name, "")
    return int(asked) if asked.isdecimal() else default
