"""What people see of activities: the group's card, their own, the list, and what staff see."""

from collections.abc import Sequence

from community.activities import Activity, State
from community.sign_ups import Standing
from handlers.activities.buttons import (
    Accept,
    AskLeave,
    Bring,
    ChangeNumber,
    Decline,
    Join,
    Leave,
    Manage,
    MyPlace,
    SendCalendar,
    SetCompanions,
    ShowActivity,
    ShowList,
    ShowMap,
    ShowPhoto,
)
from handlers.activities.wording import Seen, about, named, organiser, standing, when
from handlers.kit.context import Turn
from handlers.kit.paging import Page
from handlers.kit.screen import (
    Button,
    Row,
    Screen,
    bold,
    lines,
    paragraphs,
    plain,
)
from handlers.menu import to_menu
from locales import _

LONGEST_LABEL = 60
PER_ROW = 4
ROSTER_PAGE = 20


def in_group(turn: Turn, activity: Activity) -> Screen:
    """For everybody's eyes: no names."""
    rows: list[Row] = []
    if activity.is_open(turn.now):
        joins = [_join(activity, turn)]
        if activity.companions_allowed:
            joins.append(Button(_("With family or friends"), Bring(activity.id)))
        rows = [joins, [Button(_("My place"), MyPlace(activity.id))]]
    return Screen(paragraphs(about(activity, turn), plain(activity.details)), rows, activity.card)


def card(seen: Seen) -> Screen:
    """The activity in private, with what this person can do about it."""
    activity = seen.activity
    text = paragraphs(
        standing(seen) if activity.state is State.PUBLISHED else "",
        lines(about(activity, seen.turn), organiser(activity)),
        plain(activity.details),
    )
    manage = activity.may_be_managed_by(seen.person)
    staff = [Button(_("Manage"), Manage(activity.id))] if manage else []
    back = [Button(_("‹ List"), ShowList(0)), *staff]
    return Screen(text, [*_possible(seen), extras(activity), back])


def _possible(seen: Seen) -> list[Row]:
    """The buttons that this standing and this moment allow."""
    activity, number = seen.activity, seen.activity.id
    if activity.state is not State.PUBLISHED or seen.turn.now >= activity.starts_at:
        return []
    if seen.standing is Standing.OFFERED:
        return [[Button(_("Accept"), Accept(number)), Button(_("Decline"), Decline(number))]]
    if seen.standing is not None:
        change = [Button(_("Change number"), ChangeNumber(number))]
        give_up = _("Give up my place")
        leave = give_up if seen.standing is Standing.CONFIRMED else _("Leave the list")
        return [[*(change if activity.companions_allowed else []),
                 Button(leave, AskLeave(number))]]  # fmt: skip
    if not activity.is_open(seen.turn.now):
        return []
    family = [Button(_("With family or friends"), Bring(number))]
    return [[_join(activity, seen.turn), *(family if activity.companions_allowed else [])]]


def _join(activity: Activity, turn: Turn) -> Button:
    """Says before the tap what the tap will do; on the last day free places are anybody's."""
    waits = activity.free == 0 or (activity.waiting and not activity.is_last_day(turn.now))
    return Button(_("Join the waiting list") if waits else _("Join"), Join(activity.id))


def extras(activity: Activity) -> Row:
    where = [Button(_("📍 Map"), ShowMap(activity.id))] if activity.latitude is not None else []
    look = [Button(_("🖼 Photo"), ShowPhoto(activity.id))] if activity.photo else []
    is_on = activity.state is State.PUBLISHED
    date = [Button(_("📅 Calendar"), SendCalendar(activity.id))] if is_on else []
    return [*where, *date, *look]


def coming(turn: Turn, activities: Sequence[Activity], page: Page) -> Screen:
    if not activities:
        return Screen(_("Nothing is planned at the moment. Please look in again."), [[to_menu()]])
    rows = [[Button(_label(activity, turn), ShowActivity(activity.id))] for activity in activities]
    text = _("Tap an activity to see more:")
    return Screen(paragraphs(bold(_("What is coming")), text),
                  [*rows, page.turns(ShowList), [to_menu()]])  # fmt: skip


def unpublished(turn: Turn, activities: Sequence[Activity]) -> list[Row]:
    """Drafts, for those who may publish them."""
    return [
        [Button(_("Draft: {activity}", activity=_label(activity, turn)), Manage(activity.id))]
        for activity in activities
    ]


def _label(activity: Activity, turn: Turn) -> str:
    label = f"{when(activity.starts_at, turn)} {activity.title}"
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def leaving(seen: Seen) -> Screen:
    """Asks once: a place given up goes to somebody else."""
    ask = _("Do you want to give up your place? It will go to whoever is next.")
    if seen.standing is Standing.WAITING:
        ask = _("Do you want to leave the waiting list? Your position will be lost.")
    rows = [
        [Button(_("Yes, give it up"), Leave(seen.activity.id))],
        [Button(_("No, keep it"), ShowActivity(seen.activity.id))],
    ]
    return Screen(paragraphs(named(seen.activity, seen.turn), ask), rows)


def numbers(seen: Seen) -> Screen:
    """How many come along, without the person."""
    activity = seen.activity
    buttons = [
        Button(_("Just me") if n == 0 else f"+{n}", SetCompanions(activity.id, n))
        for n in range(activity.companions_allowed + 1)
    ]
    rows = [buttons[i : i + PER_ROW] for i in range(0, len(buttons), PER_ROW)]
    text = paragraphs(
        named(activity, seen.turn), standing(seen), _("How many people come along with you?")
    )
    return Screen(text, [*rows, [Button(_("‹ Back"), ShowActivity(activity.id))]])
