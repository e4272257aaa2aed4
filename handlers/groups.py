"""The community's group chats: the bot comes and goes, and /setup says what each is for."""

from community.groups import Group, Purpose, missing_rights
from community.people import Role
from community.refusals import NoLongerThere
from handlers.kit.context import Context
from handlers.kit.router import Place, Router
from handlers.kit.screen import Button, Press, Screen, bold, isolated, paragraphs
from locales import N_, _, speaking

router = Router()

GROUPS = frozenset({"group", "supergroup"})
IS_IN = frozenset({"member", "administrator", "creator", "restricted"})
PURPOSES = tuple(Purpose)
NAMES = {
    Purpose.NEIGHBOURHOOD: N_("Neighbourhood group"),
    Purpose.DESK: N_("Desk of the staff"),
}
BOUND = {
    Purpose.NEIGHBOURHOOD: N_("This is the neighbourhood group of {community} now."),
    Purpose.DESK: N_("This is the desk of the staff of {community} now."),
}
RIGHTS = {
    "can_pin_messages": N_("pin messages"),
    "can_delete_messages": N_("delete messages"),
    "can_manage_topics": N_("manage topics"),
}


class Bind(Press, prefix="group.is"):
    purpose: int


@router.membership
def notice_membership(ctx: Context) -> None:
    incoming = ctx.incoming
    if incoming.is_private:
        ctx.db.people.reachable(incoming.sender.id, blocked=incoming.membership not in IS_IN)
    elif incoming.chat_type in GROUPS:
        before = ctx.db.groups.group(incoming.chat_id)
        is_in = incoming.membership in IS_IN
        _note(ctx, is_member=is_in)
        ctx.db.groups.permit(incoming.chat_id, incoming.rights)
        if is_in and not (before and before.is_member):
            _greet(ctx)


@router.command(
    "setup", role=Role.ADMIN, summary=N_("Say what this group is for"), place=Place.GROUP
)
def ask_purpose(ctx: Context) -> None:
    _note(ctx, is_member=True)
    with speaking(ctx.house.language):
        buttons = [[Button(_(NAMES[p]), Bind(i))] for i, p in enumerate(PURPOSES)]
        ctx.say(Screen(_("What is this group for? An admin of the bot decides."), buttons))


@router.press(Bind, role=Role.ADMIN, place=Place.GROUP)
def bind(ctx: Context, pressed: Bind) -> None:
    chat_id = ctx.incoming.chat_id
    if pressed.purpose >= len(PURPOSES) or ctx.incoming.chat_type not in GROUPS:
        raise NoLongerThere
    purpose = PURPOSES[pressed.purpose]
    before = ctx.db.groups.serving(purpose)
    _note(ctx, is_member=True)
    ctx.db.groups.bind(chat_id, purpose)
    ctx.db.audit.note("bound group", f"group:{chat_id} {purpose}", by=ctx.person.id, now=ctx.now)
    group = ctx.db.groups.group(chat_id)
    assert group, "it has just been noted"
    ctx.turn.features.bound(ctx.turn, group)
    with speaking(ctx.house.language):
        ctx.show(_bound(ctx, group, purpose, before))


def _note(ctx: Context, *, is_member: bool) -> None:
    incoming = ctx.incoming
    ctx.db.groups.note(
        incoming.chat_id,
        title=incoming.chat_title,
        is_forum=incoming.is_forum,
        is_member=is_member,
    )


def _greet(ctx: Context) -> None:
    group = ctx.db.groups.group(ctx.incoming.chat_id)
    assert group, "it has just been noted"
    with speaking(ctx.house.language):
        ctx.say(_back_again(ctx, group, group.purpose) if group.purpose else _hello(ctx))


def _hello(ctx: Context) -> Screen:
    return Screen(
        paragraphs(
            _("Hello, I am the bot of {community}.", community=bold(ctx.house.name)),
            _("An admin of the bot sends /setup here to say what this group is for."),
        )
    )


def _back_again(ctx: Context, group: Group, purpose: Purpose) -> Screen:
    bound = _(BOUND[purpose], community=bold(ctx.house.name))
    return Screen(paragraphs(_("I am back."), bound, _missing(group, purpose)))


def _bound(ctx: Context, group: Group, purpose: Purpose, before: Group | None) -> Screen:
    moved = before and before.chat_id != group.chat_id
    return Screen(
        paragraphs(
            _(BOUND[purpose], community=bold(ctx.house.name)),
            _("Before, it was {title}.", title=isolated(before.title)) if before and moved else "",
            _missing(group, purpose),
        )
    )


def _missing(group: Group, purpose: Purpose) -> str:
    missing = missing_rights(group, purpose)
    if not missing:
        return ""
    rights = _(", ").join(_(RIGHTS[right]) for right in missing)
    return _(
        "I could do more with these rights: {rights}. The group's owner gives them under "
        "Administrators.",
        rights=rights,
    )
