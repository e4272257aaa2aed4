"""What whoever manages an activity sees: the overview, and a page each for the people who come,
for the day itself, and for what can be changed."""

from collections.abc import Sequence

from community.activities import Activity, State
from community.feedback import due_at
from community.sign_ups import Listed
from handlers.activities.attendees import day_buttons, missed_often, on_the_day
from handlers.activities.buttons import (
    CancelActivity,
    ChangePlaces,
    Discard,
    EditActivity,
    ForSomeone,
    Manage,
    ManageChanges,
    ManageDay,
    ManagePeople,
    PauseSignUp,
    PostInGroup,
    Publish,
    ResumeSignUp,
    ShowActivity,
    ShowList,
    ShowQuestions,
    ShowRoster,
    TakeOver,
)
from handlers.activities.cards import extras
from handlers.activities.messages import WriteToThem
from handlers.activities.opinions import ShowResult
from handlers.activities.posters import PrintPoster
from handlers.activities.rosters import TakeTable
from handlers.activities.series_buttons import Copy, Repeat, ShowSeries
from handlers.activities.wording import about, named
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.paging import Page
from handlers.kit.screen import Button, Row, Screen, in_pairs, isolated, lines, paragraphs, plain
from handlers.shifts.buttons import AddVolunteers
from locales import _, ngettext

ROSTER_PAGE = 20
SHORT_NOTE = 40  # characters


def managed(turn: Turn, activity: Activity, *, news: str = "") -> Screen:
    """The overview; `news` is safe HTML."""
    number = activity.id
    people = Button(_("👥 People"), ManagePeople(number))
    day = Button(_("📍 On the day"), ManageDay(number))
    changes = Button(_("✏️ Change"), ManageChanges(number))
    seen = Button(_("As residents see it"), ShowActivity(number))
    rows: dict[State, list[Row]] = {
        State.DRAFT: [
            [Button(_("Publish"), Publish(number)), Button(_("Discard"), Discard(number))],
            [changes],
        ],
        State.PUBLISHED: [
            *(_postable(turn, activity), _opinions(turn, activity)),
            *([people, day], [changes, seen]),
        ],
        State.CANCELLED: [[people, changes]],
    }
    title = _("Draft: nobody sees it yet.") if activity.state is State.DRAFT else ""
    text = paragraphs(news, title, about(activity, turn), plain(activity.details))
    return Screen(text, [*rows[activity.state], _media(turn, activity), [_to_list()]])


def people(turn: Turn, activity: Activity) -> Screen:
    """Everything that is about those who come."""
    who = Button(_("Who is coming"), ShowRoster(activity.id, 0))
    rows: list[Row] = [[who, Button(_("📄 As a table"), TakeTable(activity.id))]]
    rows.append([Button(_("✉️ Write to them…"), WriteToThem(activity.id))])
    if activity.is_open(turn.now):
        rows.append([Button(_("Sign up someone"), ForSomeone(activity.id))])
    return _page(turn, activity, lines(_("People"), _taken(activity)), rows)


def day(turn: Turn, activity: Activity) -> Screen:
    """What is of use on the spot, before, during and after."""
    rows = day_buttons(turn, activity)
    if activity.state is State.PUBLISHED and turn.now < activity.starts_at:
        rows = [*rows, [Button(_("🖨 Poster to print"), PrintPoster(activity.id))]]
    title = paragraphs(_("On the day"), on_the_day(turn, activity))
    return _page(turn, activity, title, rows)


def changes(turn: Turn, activity: Activity) -> Screen:
    """What can be changed about it, the most used first."""
    number = activity.id
    is_on = activity.state is State.PUBLISHED and turn.now < activity.starts_at
    buttons: list[Button] = []
    if is_on or activity.state is State.DRAFT:
        buttons = [
            Button(_("Edit…"), EditActivity(number)),
            Button(_("Places…"), ChangePlaces(number)),
            Button(_("Questions…"), ShowQuestions(number)),
        ]
    if is_on:
        buttons += [Button(_("Volunteers…"), AddVolunteers(number)), _pause(activity)]
    last = [Button(_("Cancel activity"), CancelActivity(number))] if is_on else []
    rows = in_pairs([*buttons, *_more_of_it(activity), *last])
    if turn.db.activities.organiser_is_gone(activity):
        rows.append([Button(_("Take over as organiser"), TakeOver(number))])
    return _page(turn, activity, _("Change"), rows)


def _more_of_it(activity: Activity) -> Row:
    series = [Button(_("🔁 Series"), ShowSeries(activity.id, 0))] if activity.series_id else []
    repeat = Button(_("Repeat…"), Repeat(activity.id))
    return [repeat, Button(_("Copy…"), Copy(activity.id)), *series]


def _pause(activity: Activity) -> Button:
    if activity.is_paused:
        return Button(_("▶️ Open sign-up"), ResumeSignUp(activity.id))
    return Button(_("⏸ Pause sign-up"), PauseSignUp(activity.id))


def back_to_managing(activity_id: int) -> Button:
    return Button(_("‹ Back"), Manage(activity_id))


def _page(turn: Turn, activity: Activity, title: str, rows: Sequence[Row]) -> Screen:
    text = paragraphs(named(activity, turn), title)
    return Screen(text, [*rows, [back_to_managing(activity.id)]])


def _postable(turn: Turn, activity: Activity) -> Row:
    if turn.db.activities.is_posted(activity.id):
        return []
    return [Button(_("Post in the group"), PostInGroup(activity.id))]


def _opinions(turn: Turn, activity: Activity) -> Row:
    """What came of it stands before everything else, once there is something."""
    if turn.now < due_at(activity):
        return []
    return [Button(_("What people said"), ShowResult(activity.id, 0))]


def _media(turn: Turn, activity: Activity) -> Row:
    return [button for button in extras(activity, turn) if "📅" not in button.label]


def _taken(activity: Activity) -> str:
    return _("{taken} of {capacity} places taken", taken=activity.taken + activity.reserved,
             capacity=activity.capacity)  # fmt: skip


def _to_list() -> Button:
    return Button(_("‹ List"), ShowList(0))


def roster(turn: Turn, activity: Activity, listed: Sequence[Listed], page: Page) -> Screen:
    """Who is coming and who waits; for those who manage it only."""
    count = ngettext("{n} sign-up", "{n} sign-ups", page.total)
    said = _lines(listed, turn) or [_("Nobody yet.")]
    hint = _("🚫 has blocked the bot and hears nothing from it.")
    asked = _("❔ has not said yet whether they still come after the change.")
    text = paragraphs(
        named(activity, turn),
        _("; ").join((count, _taken(activity))),
        lines(*said),
        hint if any(line.is_blocked and not line.has_to_be_told for line in listed) else "",
        asked if any(line.sign_up.confirm_by for line in listed) else "",
    )
    turns = page.turns(lambda number: ShowRoster(activity.id, number))
    return Screen(text, [turns, [Button(_("‹ Back"), ManagePeople(activity.id))]])


def _lines(listed: Sequence[Listed], turn: Turn) -> list[str]:
    """With how often somebody stayed away lately: for the staff to judge, nothing follows."""
    people, last = [line.sign_up.person_id for line in listed], turn.house.no_shows_last
    times = turn.db.no_shows.counts(people, now=turn.now, house=turn.house)
    said = [(_listed(line, turn), times.get(line.sign_up.person_id, 0)) for line in listed]
    return [f"{line} · {missed_often(n, last)}" if n else line for line, n in said]


def _listed(line: Listed, turn: Turn) -> str:
    sign_up = line.sign_up
    name = isolated(line.name) if line.name else _("(erased)")
    companions = f" +{sign_up.companions}" if sign_up.companions else ""
    blocked = _(" ☎ to be told in person") if line.has_to_be_told else " 🚫" * line.is_blocked
    through = _(" (by the staff)") if line.is_by_staff else ""
    if line.made_by and not line.is_by_staff:
        through = _(" (through {name})", name=isolated(line.made_by))
    note = f" – {plain(_short(sign_up.note))}" if sign_up.note else ""
    return f"{_mark(line, turn)} {name}{companions}{through}{blocked}{note}"


def _short(note: str) -> str:
    """A page of long notes would be too long for a message; the table has all of it."""
    return note if len(note) <= SHORT_NOTE else f"{note[:SHORT_NOTE]}…"


def _mark(line: Listed, turn: Turn) -> str:
    if line.position:
        return _("⏳ {position}.", position=line.position)
    if line.sign_up.offered_until:
        return _("Reserved until {until}:", until=when(line.sign_up.offered_until, turn))
    if line.sign_up.confirm_by:
        return "❔"  # asked anew after a change, and not answered yet
    return "✅"
