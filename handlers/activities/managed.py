"""What whoever manages an activity sees: the overview, and a page each for the people who come,
for the day itself, and for what can be changed."""

from collections.abc import Sequence

from community.activities import Activity, State
from community.sign_ups import Listed
from handlers.activities.buttons import (
    CancelActivity,
    ChangePlaces,
    Discard,
    Manage,
    ManageChanges,
    ManageDay,
    ManagePeople,
    PostInGroup,
    Publish,
    ShowActivity,
    ShowList,
    ShowRoster,
)
from handlers.activities.cards import extras
from handlers.activities.wording import about, named, when
from handlers.kit.context import Turn
from handlers.kit.paging import Page
from handlers.kit.screen import Button, Row, Screen, isolated, lines, paragraphs, plain
from locales import _, ngettext

ROSTER_PAGE = 20


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
        State.PUBLISHED: [_postable(turn, activity), [people, day], [changes, seen]],
        State.CANCELLED: [[people, changes]],
    }
    title = _("Draft: nobody sees it yet.") if activity.state is State.DRAFT else ""
    text = paragraphs(news, title, about(activity, turn), plain(activity.details))
    return Screen(text, [*rows[activity.state], _media(activity), [_to_list()]])


def people(turn: Turn, activity: Activity) -> Screen:
    """Everything that is about those who come."""
    rows: list[Row] = [[Button(_("Who is coming"), ShowRoster(activity.id, 0))]]
    return _page(turn, activity, _("People"), rows)


def day(turn: Turn, activity: Activity) -> Screen:
    """What is of use on the spot, before, during and after."""
    rows: list[Row] = []
    return _page(turn, activity, _("On the day"), rows)


def changes(turn: Turn, activity: Activity) -> Screen:
    """What can be changed about it."""
    rows: list[Row] = []
    if activity.state is State.PUBLISHED and turn.now < activity.starts_at:
        rows = [
            [Button(_("Places…"), ChangePlaces(activity.id))],
            [Button(_("Cancel activity"), CancelActivity(activity.id))],
        ]
    return _page(turn, activity, _("Change"), rows)


def back_to_managing(activity_id: int) -> Button:
    return Button(_("‹ Back"), Manage(activity_id))


def _page(turn: Turn, activity: Activity, title: str, rows: Sequence[Row]) -> Screen:
    text = paragraphs(named(activity, turn), title)
    return Screen(text, [*rows, [back_to_managing(activity.id)]])


def _postable(turn: Turn, activity: Activity) -> Row:
    if turn.db.activities.is_posted(activity.id):
        return []
    return [Button(_("Post in the group"), PostInGroup(activity.id))]


def _media(activity: Activity) -> Row:
    return [button for button in extras(activity) if "📅" not in button.label]


def _to_list() -> Button:
    return Button(_("‹ List"), ShowList(0))


def roster(turn: Turn, activity: Activity, listed: Sequence[Listed], page: Page) -> Screen:
    """Who is coming and who waits; for those who manage it only."""
    count = ngettext("{n} sign-up", "{n} sign-ups", page.total)
    taken = _("{taken} of {capacity} places taken", taken=activity.taken + activity.reserved,
              capacity=activity.capacity)  # fmt: skip
    said = [_listed(line, turn) for line in listed] or [_("Nobody yet.")]
    hint = _("🚫 has blocked the bot and hears nothing from it.")
    text = paragraphs(
        named(activity, turn),
        _("; ").join((count, taken)),
        lines(*said),
        hint if any(line.is_blocked for line in listed) else "",
    )
    turns = page.turns(lambda number: ShowRoster(activity.id, number))
    return Screen(text, [turns, [Button(_("‹ Back"), Manage(activity.id))]])


def _listed(line: Listed, turn: Turn) -> str:
    sign_up = line.sign_up
    name = isolated(line.name) if line.name else _("(erased)")
    companions = f" +{sign_up.companions}" if sign_up.companions else ""
    blocked = " 🚫" if line.is_blocked else ""
    note = f" – {plain(sign_up.note)}" if sign_up.note else ""
    return f"{_mark(line, turn)} {name}{companions}{blocked}{note}"


def _mark(line: Listed, turn: Turn) -> str:
    if line.position:
        return _("⏳ {position}.", position=line.position)
    if line.sign_up.offered_until:
        return _("Reserved until {until}:", until=when(line.sign_up.offered_until, turn))
    return "✅"
