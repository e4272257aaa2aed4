"""Is this still right? Asked of whoever looks after an entry, else of the staff."""

import secrets
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from community.directory import DirectoryCheckDue, EntriesToCheck, Entry
from community.groups import Purpose
from community.people import Person, Role, Topic
from community.refusals import NoLongerThere
from handlers.directory.browsing import card
from handlers.directory.buttons import (
    Confirm,
    KeepMyself,
    LeaveToStaff,
    OfferKeeping,
    ReportChange,
    ShowChanges,
    ShowKeeper,
    StopKeeping,
)
from handlers.directory.editing import changes
from handlers.directory.wording import about
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import (
    Button,
    Link,
    Screen,
    bold,
    isolated,
    paragraphs,
    plain,
)
from handlers.kit.sections import Section
from handlers.kit.steps import Answers, Step, words
from handlers.menu import to_menu
from locales import N_, _, ngettext, speaking

ASKED_AT = time(10)
USEFUL_FOR = timedelta(days=3)
CODE_BYTES = 12
MOST_LISTED = 20
LONGEST_NEWS = 500
LONGEST_LABEL = 40

router = Router(keeps=(N_("what you look after in the directory of services"),))


@router.starts
def plan(turn: Turn) -> None:
    """Tomorrow's look at what nobody has confirmed for long, unless it is planned already."""
    local = turn.now.astimezone(turn.house.zone)
    today = datetime.combine(local.date(), ASKED_AT, turn.house.zone)
    at = today if local < today else today + timedelta(days=1)
    key = f"directory:{at.date().isoformat()}"
    turn.db.notices.put(None, DirectoryCheckDue(), due_at=at, until=at + USEFUL_FOR, key=key)


@router.alarm(DirectoryCheckDue)
def ask(turn: Turn, _due: DirectoryCheckDue) -> None:
    plan(turn)
    if not turn.house.directory_check:
        return
    keepers, for_staff = turn.db.directory.ask(turn.now, turn.house)
    for person_id in keepers:
        until = turn.now + USEFUL_FOR
        turn.db.notices.put(person_id, EntriesToCheck(), due_at=turn.now, until=until)
    if for_staff:
        said = N_("Somebody should look whether these services are still right.")
        _tell_staff(turn, said, {}, "go-checkservices")


@router.notice(EntriesToCheck, topic=Topic.REMINDERS)
def ask_keeper(chat: Chat, person: Person, _notice: EntriesToCheck) -> None:
    chat.say(to_check(chat.turn, person, or_else=NoLongerThere))


@router.command("checkservices", role=Role.RESIDENT, summary="")
def show_to_check(ctx: Context) -> None:
    ctx.show(to_check(ctx.turn, ctx.person))


@router.press(Confirm, role=Role.RESIDENT)
def confirm(ctx: Context, pressed: Confirm) -> None:
    entry = _kept(ctx, pressed.entry_id)
    ctx.db.directory.confirm(entry.id, ctx.now, ctx.house)
    ctx.db.audit.note("confirmed", entry.subject, by=ctx.person.id, now=ctx.now)
    ctx.toast(_("Thank you!"))
    ctx.show(to_check(ctx.turn, ctx.person))


@router.press(ReportChange, role=Role.RESIDENT)
def report_change(ctx: Context, pressed: ReportChange) -> None:
    """The staff change it themselves, others say what is wrong."""
    entry = ctx.db.directory.entry(pressed.entry_id)
    if Role.STAFF in ctx.person.roles:
        ctx.show(changes(ctx, entry))
    else:
        WRONG.start(ctx, entry_id=entry.id)


def pass_on(ctx: Context, facts: Answers) -> None:
    entry = ctx.db.directory.entry(int(facts["entry_id"]))
    if entry.keeper_id == ctx.person.id:
        ctx.db.directory.reported(entry.id, ctx.now)
    said = N_("{name} about “{entry}” in the directory: {words}")
    told = {"name": isolated(ctx.person.name), "entry": plain(entry.name)}
    _tell_staff(ctx.turn, said, {**told, "words": plain(facts["words"])}, f"service-{entry.id}")
    ctx.show(Screen(_("Thank you! The staff have been told."), [[to_menu()]]))


@router.press(ShowKeeper, role=Role.STAFF)
def show_keeper(ctx: Context, pressed: ShowKeeper) -> None:
    ctx.show(_keeper(ctx, ctx.db.directory.entry(pressed.entry_id)))


@router.press(KeepMyself, role=Role.STAFF)
def keep_myself(ctx: Context, pressed: KeepMyself) -> None:
    _give(ctx, pressed.entry_id, ctx.person.id)


@router.press(LeaveToStaff, role=Role.STAFF)
def leave_to_staff(ctx: Context, pressed: LeaveToStaff) -> None:
    _give(ctx, pressed.entry_id, None)


@router.press(OfferKeeping, role=Role.STAFF)
def offer_keeping(ctx: Context, pressed: OfferKeeping) -> None:
    entry, code = ctx.db.directory.entry(pressed.entry_id), secrets.token_urlsafe(CODE_BYTES)
    ctx.db.directory.offer(entry.id, code)
    text = _("Forward the next message to whoever is to look after it. The link works once.")
    ctx.show(Screen(text, [[Button(_("‹ Back"), ShowKeeper(entry.id))]]))
    own = _("“{entry}” is in our neighbourhood's directory. With this link you look after it: "
            "every now and then I ask you whether it is still right.",
            entry=plain(entry.name))  # fmt: skip
    ctx.say(Screen(paragraphs(own, ctx.turn.link(f"keep-{code}"))))


@router.link("keep")
def become_keeper(ctx: Context, code: str) -> None:
    entry = ctx.db.directory.offered(code)
    if entry is None:
        ctx.say(Screen(_("This link is not valid (any more). Please ask for a new one."),
                       [[to_menu()]]))  # fmt: skip
        return
    ctx.db.directory.keep(entry.id, ctx.person.id)
    ctx.db.audit.note("looks after", entry.subject, by=ctx.person.id, now=ctx.now)
    text = _("Thank you! You look after this entry now. Please read it:")
    asked = question(ctx.turn, ctx.person, ctx.db.directory.entry(entry.id))
    rows = [*asked.rows[:1], [Button(_("Not mine"), StopKeeping(entry.id)), to_menu()]]
    ctx.show(Screen(paragraphs(text, asked.html), rows))


@router.press(StopKeeping, role=Role.RESIDENT)
def stop_keeping(ctx: Context, pressed: StopKeeping) -> None:
    entry = ctx.db.directory.entry(pressed.entry_id)
    if entry.keeper_id != ctx.person.id:
        raise NoLongerThere
    ctx.db.directory.keep(entry.id, None)
    ctx.toast(_("Done."))
    ctx.show(card(ctx, entry))


@router.mine(Section.ASKED)
def mine(turn: Turn, person: Person) -> list[str]:
    count = len(turn.db.directory.to_check(person, limit=MOST_LISTED))
    said = ngettext("{n} service to check: /checkservices",
                    "{n} services to check: /checkservices", count)  # fmt: skip
    return [said] if count else []


@router.holds
def held(turn: Turn, person: Person) -> Mapping[str, object]:
    return {"directory": turn.db.directory.held(person.id)}


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.directory.forget(person.id)


@router.leaves_staff
def hand_back(turn: Turn, person: Person) -> None:
    turn.db.directory.hand_back(person.id)


def to_check(turn: Turn, person: Person, or_else: type[Exception] | None = None) -> Screen:
    """The one, or a list of them. With `or_else` it is no use to say that there is none."""
    waiting = turn.db.directory.to_check(person, limit=MOST_LISTED)
    if not waiting and or_else:
        raise or_else
    if not waiting:
        return Screen(_("There is nothing to check. Thank you!"), [[to_menu()]])
    return question(turn, person, waiting[0], more=len(waiting) - 1)


def question(turn: Turn, person: Person, entry: Entry, more: int = 0) -> Screen:
    right = Button(_("✅ Still right"), Confirm(entry.id))
    wrong = Button(_("Something changed"), ReportChange(entry.id))
    rest = ngettext("{n} more waits after this one.", "{n} more wait after this one.", more)
    is_theirs = entry.keeper_id == person.id
    stop = [Button(_("Not mine"), StopKeeping(entry.id))] if is_theirs else []
    asked = bold(_("Is this still right?"))
    text = paragraphs(asked, about(entry, turn, person), rest if more else "")
    return Screen(text, [[right, wrong], [*stop, to_menu()]])


def _kept(ctx: Context, entry_id: int) -> Entry:
    entry = ctx.db.directory.entry(entry_id)
    entry.require_kept_by(ctx.person)
    return entry


def _keeper(ctx: Context, entry: Entry) -> Screen:
    keeper = ctx.db.people.person(entry.keeper_id) if entry.keeper_id else None
    who = isolated(keeper.name) if keeper else _("the staff")
    text = paragraphs(
        bold(entry.name),
        _("Looked after by: {who}", who=who),
        _("Whoever looks after it is asked every now and then whether it is still right."),
    )
    rows = [
        [Button(_("I look after it"), KeepMyself(entry.id))],
        [Button(_("Ask somebody"), OfferKeeping(entry.id))],
        [Button(_("The staff do"), LeaveToStaff(entry.id))] if keeper else [],
        [Button(_("‹ Back"), ShowChanges(entry.id))],
    ]
    return Screen(text, rows)


def _give(ctx: Context, entry_id: int, keeper_id: int | None) -> None:
    ctx.db.directory.keep(ctx.db.directory.entry(entry_id).id, keeper_id)
    entry = ctx.db.directory.entry(entry_id)
    ctx.db.audit.note("changed", entry.subject, by=ctx.person.id, now=ctx.now)
    ctx.show(_keeper(ctx, entry))


def _tell_staff(turn: Turn, said: str, told: Mapping[str, object], link: str) -> None:
    """In their group; without one, each of them in private."""
    desk = turn.db.groups.serving(Purpose.DESK)
    staff = turn.db.people.with_role(Role.STAFF)
    chats = [(one.telegram_id, one.language) for one in staff if one.telegram_id]
    if desk is not None:
        chats = [(desk.chat_id, turn.house.language)]
    for chat_id, language in chats:
        with speaking(language):
            rows = [[Link(_("Open"), turn.link(link))]]
            Chat(turn, chat_id).say(Screen(_(said, **told), rows))


WRONG = Form(
    "service_wrong",
    (
        Step(
            "words",
            N_("What is not right (any more)? A line is enough."),
            words(most=LONGEST_NEWS, multiline=True),
        ),
    ),
    pass_on,
)
