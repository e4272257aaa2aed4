"""Making an announcement: its words, for whom, and when; then a look at it before it goes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from community.announcements import (
    LONGEST_WORDS,
    Announcement,
    HasBegun,
    TooFarAway,
    TooLongForPhoto,
    require_fits,
    require_soon,
)
from community.groups import Purpose
from community.people import Role
from handlers.announcements.buttons import (
    ChangePeople,
    ChangeWords,
    Discard,
    ListAnnouncements,
    NewAnnouncement,
    SeePreview,
    ShowAnnouncement,
)
from handlers.announcements.managed import announcements, leave, managed
from handlers.announcements.wording import send
from handlers.kit.context import Context, Turn
from handlers.kit.form import Form
from handlers.kit.incoming import Content
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, paragraphs
from handlers.kit.steps import Answers, Option, Step, photo, words
from handlers.kit.times import moment
from handlers.kit.whom import sample_of, target_of, whom_steps
from locales import N_, _

PRIVATE, GROUP, BOTH = "private", "group", "both"
NOW = "now"

router = Router(
    refusals={
        TooLongForPhoto: N_(
            "Under a picture there is room for {most} characters, and this has {length}. Tap "
            "Skip to send the words alone, or Back to shorten them."
        ),
        TooFarAway: N_("That is more than {days} days away. Please name an earlier moment."),
        HasBegun: N_(
            "This announcement is on its way or over, so it stays as it is. Please make a new one."
        ),
    }
)


@router.command(
    "announce", role=Role.STAFF, summary=N_("Tell many people"), label=N_("Announcements")
)
def show_announcements(ctx: Context) -> None:
    ctx.show(announcements(ctx.turn, 0))


@router.press(ListAnnouncements, role=Role.STAFF)
def show_page(ctx: Context, pressed: ListAnnouncements) -> None:
    leave(ctx, pressed.left_id)
    ctx.show(announcements(ctx.turn, pressed.page))


@router.press(ShowAnnouncement, role=Role.STAFF)
def show_announcement(ctx: Context, pressed: ShowAnnouncement) -> None:
    ctx.show(managed(ctx.turn, ctx.db.announcements.announcement(pressed.announcement_id)))


@router.press(NewAnnouncement, role=Role.STAFF)
def begin(ctx: Context, _pressed: NewAnnouncement) -> None:
    NEW.start(ctx, **_known(ctx))


@router.press(ChangeWords, role=Role.STAFF)
def begin_words(ctx: Context, pressed: ChangeWords) -> None:
    ctx.db.announcements.announcement(pressed.announcement_id).require_draft()
    WORDS.start(ctx, announcement_id=pressed.announcement_id)


@router.press(ChangePeople, role=Role.STAFF)
def begin_people(ctx: Context, pressed: ChangePeople) -> None:
    ctx.db.announcements.announcement(pressed.announcement_id).require_draft()
    PEOPLE.start(ctx, announcement_id=pressed.announcement_id, **_known(ctx))


@router.press(SeePreview, role=Role.STAFF)
def see(ctx: Context, pressed: SeePreview) -> None:
    _preview(ctx, ctx.db.announcements.announcement(pressed.announcement_id))


@router.press(Discard, role=Role.STAFF)
def discard(ctx: Context, pressed: Discard) -> None:
    announcement = ctx.db.announcements.announcement(pressed.announcement_id)
    announcement.require_draft()
    if not pressed.sure:
        rows = [
            [Button(_("Yes, delete it"), Discard(announcement.id, 1))],
            [Button(_("No, go back"), ShowAnnouncement(announcement.id))],
        ]
        ctx.show(Screen(_("Delete this announcement? Nobody has read it yet."), rows))
        return
    ctx.db.announcements.drop(announcement.id)
    ctx.show(announcements(ctx.turn, 0))


def create(ctx: Context, facts: Answers) -> None:
    new = Announcement(facts["words"], ctx.person.id, facts["photo"])
    _preview(ctx, ctx.db.announcements.create(_directed(new, facts), ctx.now))


def change_words(ctx: Context, facts: Answers) -> None:
    before = ctx.db.announcements.announcement(int(facts["announcement_id"]))
    changed = replace(before, words=facts["words"], photo=facts["photo"])
    _preview(ctx, ctx.db.announcements.change(changed))


def change_people(ctx: Context, facts: Answers) -> None:
    before = ctx.db.announcements.announcement(int(facts["announcement_id"]))
    ctx.show(managed(ctx.turn, ctx.db.announcements.change(_directed(before, facts))))


def _preview(ctx: Context, announcement: Announcement) -> None:
    """The very message, and beneath it what can be done."""
    ctx.show(Screen(_("This is what people will read:")))
    send(ctx.private, announcement)
    ctx.private.say(managed(ctx.turn, announcement))


def _directed(announcement: Announcement, facts: Answers) -> Announcement:
    where, at = facts["where"], facts["at"]
    return replace(
        announcement,
        in_group=where in (GROUP, BOTH),
        in_private=where in (PRIVATE, BOTH),
        target=target_of(facts),
        sample=sample_of(facts),
        urgent=facts.get("urgent") == "yes",
        starts_at=None if at == NOW else datetime.fromisoformat(at),
    )


def _known(ctx: Context) -> dict[str, str]:
    """Only administrators can wake people up."""
    return {"may_wake": "yes" if Role.ADMIN in ctx.person.roles else ""}


def _places(turn: Turn, _facts: Answers) -> Sequence[Option]:
    private = Option(PRIVATE, N_("In private"))
    if turn.db.groups.serving(Purpose.NEIGHBOURHOOD) is None:
        return [private]
    return [private, Option(GROUP, N_("In the group")), Option(BOTH, N_("In both"))]


def _is_private(facts: Answers) -> bool:
    return facts.get("where") in (PRIVATE, BOTH)


def _require_room(value: str, _turn: Turn, facts: Answers) -> None:
    require_fits(facts.get("words", ""), value)


def _read_moment(content: Content, turn: Turn) -> str:
    kept = moment(content, turn)
    require_soon(datetime.fromisoformat(kept), turn.now)
    return kept


def _when_question(_turn: Turn, _facts: Answers) -> str:
    return paragraphs(
        _("When shall it go? Tap, or type a day and a time."),
        _("Who sleeps gets it in the morning. You see everything once more before it goes."),
    )


SAID = (
    Step(
        "words",
        N_("What would you like to tell people? Please write it as they shall read it."),
        words(most=LONGEST_WORDS, multiline=True),
    ),
    Step(
        "photo",
        N_("A picture with it? Then send one photo now."),
        photo,
        optional=True,
        require=_require_room,
    ),
)

MEANT = (
    Step("where", N_("Where shall it be said?"), options=_places),
    *whom_steps(N_("Who shall get it?"), _is_private),
    Step(
        "urgent",
        N_("Is it urgent, as for a gas leak? Then it also goes to those who sleep, and to those "
           "who want no announcements."),
        options=(Option("no", N_("Not urgent")), Option("yes", N_("🔴 Urgent"))),
        when=lambda facts: _is_private(facts) and facts.get("may_wake") == "yes",
    ),
    Step("at", _when_question, _read_moment, (Option(NOW, N_("When I say so")),), columns=1),
)  # fmt: skip

NEW = Form("announce", (*SAID, *MEANT), create, role=Role.STAFF)
WORDS = Form("announce_words", SAID, change_words, role=Role.STAFF)
PEOPLE = Form("announce_people", MEANT, change_people, role=Role.STAFF)
