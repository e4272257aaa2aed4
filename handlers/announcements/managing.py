"""What staff do with an announcement: start, pause, go on, stop; all of it is noted."""

from community.announcements import Announcement, NoGroup, State
from community.groups import Purpose
from community.people import Person, Role
from community.refusals import NotAllowed
from community.targets import NobodyThere
from handlers.announcements.buttons import CallOff, Pause, Resume, ShowAnnouncement, Start
from handlers.announcements.managed import leave, managed
from handlers.kit.context import Context, Turn
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, paragraphs
from locales import N_, _

router = Router(
    keeps=(N_("which announcements went to you, and whether they arrived"),),
    refusals={
        NobodyThere: N_("Nobody I know of belongs to these people. Please choose others."),
        NoGroup: N_(
            "I am in no neighbourhood group to post it in. Please send /setup in the group first, "
            "or choose “In private”."
        ),
    },
)


@router.press(Start, role=Role.STAFF)
def start(ctx: Context, pressed: Start) -> None:
    announcement = ctx.db.announcements.announcement(pressed.announcement_id)
    announcement.require_draft()
    _require_can_start(ctx, announcement)
    started = ctx.db.announcements.plan(announcement, ctx.now)
    deed = "planned an announcement" if announcement.starts_at else "started an announcement"
    _done(ctx, started, deed)


@router.press(Pause, role=Role.STAFF)
def pause(ctx: Context, pressed: Pause) -> None:
    """What has not left comes back, and waits."""
    announcement = ctx.db.announcements.announcement(pressed.announcement_id)
    announcement.require(State.RUNNING)
    ctx.db.broadcasts.hold(announcement.id)
    paused = ctx.db.announcements.stand(announcement, State.PAUSED, ctx.now)
    _done(ctx, ctx.db.announcements.go_on(paused, ctx.now), "paused an announcement")


@router.press(Resume, role=Role.STAFF)
def resume(ctx: Context, pressed: Resume) -> None:
    announcement = ctx.db.announcements.announcement(pressed.announcement_id)
    announcement.require(State.PAUSED)
    running = ctx.db.announcements.stand(announcement, State.RUNNING, ctx.now)
    _done(ctx, ctx.db.announcements.go_on(running, ctx.now), "resumed an announcement")


@router.press(CallOff, role=Role.STAFF)
def call_off(ctx: Context, pressed: CallOff) -> None:
    announcement = ctx.db.announcements.announcement(pressed.announcement_id)
    announcement.require(State.PLANNED, State.RUNNING, State.PAUSED)
    if not pressed.sure:
        rows = [
            [Button(_("Yes, stop it"), CallOff(announcement.id, 1))],
            [Button(_("No, go back"), ShowAnnouncement(announcement.id))],
        ]
        leave(ctx, announcement.id)
        said = _("What has arrived stays with people; the rest is not sent any more.")
        ctx.show(Screen(paragraphs(_("Stop this announcement for good?"), said), rows))
        return
    ctx.db.broadcasts.withdraw(announcement.id)
    off = ctx.db.announcements.stand(announcement, State.CANCELLED, ctx.now)
    _done(ctx, ctx.db.announcements.go_on(off, ctx.now), "stopped an announcement")


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {
        "announcements_made": turn.db.announcements.held(person.id),
        "announcements_received": turn.db.broadcasts.held(person.id),
    }


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.broadcasts.forget(person.id)


def _require_can_start(ctx: Context, announcement: Announcement) -> None:
    if announcement.urgent and Role.ADMIN not in ctx.person.roles:
        raise NotAllowed
    if announcement.in_private and not ctx.db.announcements.meant(announcement):
        raise NobodyThere
    if announcement.in_group and ctx.db.groups.serving(Purpose.NEIGHBOURHOOD) is None:
        raise NoGroup


def _done(ctx: Context, announcement: Announcement, deed: str) -> None:
    ctx.db.audit.note(deed, announcement.card, by=ctx.person.id, now=ctx.now)
    ctx.show(managed(ctx.turn, announcement))
    ctx.redraw(announcement.card)
