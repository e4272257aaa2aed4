"""People come, go, block the bot, and make it a member of their groups."""

from typing import TYPE_CHECKING

from sandbox.chats import Chat
from sandbox.members import Member, Status
from sandbox.people import Person
from sandbox.refusals import Impossible
from sandbox.shapes import Json

if TYPE_CHECKING:
    from sandbox.world import World


def add_person(
    world: "World",
    person_id: int,
    first_name: str,
    *,
    last_name: str = "",
    username: str | None = None,
    language_code: str | None = None,
    note: str = "",
) -> None:
    person = Person(
        person_id,
        first_name,
        last_name=last_name,
        username=username,
        language_code=language_code,
        note=note,
    )
    world.people[person_id] = person
    world.chats[person_id] = Chat(person.private_chat())


def deactivate(world: "World", person_id: int) -> None:
    world.person(person_id).deactivated = True


def block(world: "World", person_id: int) -> None:
    _set_blocked(world, person_id, blocked=True)


def unblock(world: "World", person_id: int) -> None:
    _set_blocked(world, person_id, blocked=False)


def _set_blocked(world: "World", person_id: int, *, blocked: bool) -> None:
    person = world.person(person_id)
    if person.blocked == blocked:
        return
    person.blocked = blocked
    chat = world.chat(person_id)
    statuses = (Status.MEMBER, Status.KICKED)
    old, new = statuses if blocked else statuses[::-1]
    announce(world, chat, (Member(old), Member(new)), actor=person.user, user=world.bot)


def member(
    world: "World",
    chat_id: int,
    person_id: int,
    status: str,
    *,
    by: int | None = None,
    until_date: int = 0,
    **rights: bool,
) -> None:
    """Makes a person this in a group: joined, left, banned, promoted, restricted."""
    person = world.person(person_id)
    chat = world.chat(chat_id)
    actor = world.person(by).user if by else person.user
    change_membership(
        world, chat, user=person.user, new=Member(Status(status), rights, until_date), actor=actor
    )


def bot_membership(
    world: "World", chat_id: int, status: str, *, by: int | None = None, **rights: bool
) -> None:
    """Adds the bot to a group, promotes, restricts or removes it; the creator does, if nobody."""
    chat = world.chat(chat_id)
    if chat.is_private:
        raise Impossible("only groups have members")
    actor = world.person(by).user if by else creator_of(world, chat)
    change_membership(world, chat, user=world.bot, new=Member(Status(status), rights), actor=actor)


def creator_of(world: "World", chat: Chat) -> Json:
    for user_id, each in chat.members.items():
        if each.status is Status.CREATOR:
            return world.person(user_id).user
    raise Impossible("this group has no creator")


def change_membership(world: "World", chat: Chat, *, user: Json, new: Member, actor: Json) -> None:
    """The change itself, what it says in the chat, and what the bot hears of it."""
    old = chat.member(user["id"])
    chat.members[user["id"]] = new
    if old.is_here and not new.is_here:
        chat.members[user["id"]] = old  # whoever is removed still hears that
        world.post(chat, actor, {"left_chat_member": user})
        chat.members[user["id"]] = new
    announce(world, chat, (old, new), actor=actor, user=user)
    if new.is_here and not old.is_here:
        world.post(chat, actor, {"new_chat_members": [user]})
    world.tell("chat", chat)


def announce(
    world: "World", chat: Chat, change: tuple[Member, Member], *, actor: Json, user: Json
) -> None:
    """my_chat_member for the bot itself; chat_member only where the bot is an administrator."""
    old, new = change
    told = {
        "chat": chat.brief,
        "from": actor,
        "date": world.timestamp(),
        "old_chat_member": old.as_chat_member(user),
        "new_chat_member": new.as_chat_member(user),
    }
    if user is world.bot or chat.is_private:
        world.updates.put("my_chat_member", told)
    elif chat.member(world.bot_id).is_administrator:
        world.updates.put("chat_member", told)
    world.tell("chat", chat)
