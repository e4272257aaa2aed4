"""What people see of activities: the group's card, their own, the list, and what staff see."""

from collections.abc import Sequence

from community.activities import Activity, State
from community.feedback import is_open
from community.sign_ups import Standing
from handlers.activities.acting import (
    coming_names,
    for_another,
    open_answers,
    others,
    rows_for_others,
    rows_of_answers,
)
from handlers.activities.buttons import (
    Accept,
    AskLeave,
    Bring,
    ChangeNumber,
    Decline,
    HowDrawn,
    Join,
    Leave,
    Manage,
    MyPlace,
    SendCalendar,
    SetCompanions,
    ShowActivity,
    ShowLately,
    ShowList,
    ShowMap,
    ShowPhoto,
    StillComing,
)
from handlers.activities.opinions import AskFeedback
from handlers.activities.wording import Seen, about, named, organiser, standing
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.paging import Page
from handlers.kit.screen import (
    Button,
    Row,
    Screen,
    Share,
    bold,
    in_pairs,
    lines,
    paragraphs,
    plain,
    shortened,
)
from handlers.kit.whose import for_whom
from handlers.menu import to_menu
from locales import _

LONGEST_LABEL = 60
PER_ROW = 4
ROSTER_PAGE = 20


def in_group(turn: Turn, activity: Activity) -> Screen:
    """For everybody's eyes: only the names of those who allow it."""
    return _for_all(turn, activity, coming_names(activity, turn))


def elsewhere(turn: Turn, activity: Activity) -> Screen:
    """For chats that are not the neighbourhood's: nobody's name."""
    return _for_all(turn, activity, "")


def _for_all(turn: Turn, activity: Activity, who: str) -> Screen:
    rows: list[Row] = []
    if activity.is_open(turn.now):
        joins = [_join(activity, turn)]
        if activity.companions_allowed:
            joins.append(Button(_("With others"), Bring(activity.id)))
        rows = [joins, [Button(_("My place"), MyPlace(activity.id)), *_how_drawn(activity)]]
    text = paragraphs(about(activity, turn), who, plain(activity.details))
    return Screen(text, rows, activity.card)


def card(seen: Seen) -> Screen:
    """The activity in private, with what this person can do about it."""
    activity = seen.activity
    is_on = activity.state is State.PUBLISHED
    text = paragraphs(
        for_whom(seen.person),
        _stands(seen) if is_on else "",
        lines(about(activity, seen.turn, with_places=_is_told_places(seen)), organiser(activity)),
        plain(activity.details),
    )
    mine = Button(_("‹ My own place"), ShowActivity(activity.id))
    back = [mine if seen.for_id else Button(_("‹ List"), ShowList(0)), *_share(seen)]
    places = [*_possible(seen), *rows_of_answers(seen), *rows_for_others(seen)] if is_on else []
    places = [_how_it_was(seen), *places]
    more = [*_how_drawn(activity), *for_another(seen)] if is_on else []
    rows = [*places, *in_pairs([*more, *extras(activity, seen.turn)])]
    return Screen(text, [*rows, _manage(seen), back])


def _stands(seen: Seen) -> str:
    """How things stand for the person and those they act for; afterwards only who was there."""
    if seen.turn.now < seen.activity.over_at:
        return lines(standing(seen), open_answers(seen), others(seen))
    was_there = seen.turn.db.attendance.at(seen.activity.id, seen.person.id)
    return _("✅ You were there.") if was_there else ""


def _how_it_was(seen: Seen) -> Row:
    """Whoever was there can say it as long as it counts, also without having been asked."""
    activity, person = seen.activity, seen.person
    if not is_open(activity, seen.turn.now):
        return []
    if seen.turn.db.attendance.at(activity.id, person.id) is None:
        return []
    return [Button(_("How was it?"), AskFeedback(activity.id, seen.for_id))]


def _is_told_places(seen: Seen) -> bool:
    """How many are left is nothing to whoever has theirs; the receipt would only grow stale."""
    has_place = seen.standing is Standing.CONFIRMED
    return not has_place or seen.turn.now >= seen.activity.starts_at


def _manage(seen: Seen) -> Row:
    is_theirs = seen.activity.may_be_managed_by(seen.person)
    return [Button(_("Manage"), Manage(seen.activity.id))] if is_theirs else []


def _share(seen: Seen) -> Row:
    """What is still to come can be found from any chat by its title."""
    activity, turn = seen.activity, seen.turn
    is_found = activity.state is State.PUBLISHED and turn.now < activity.starts_at
    return [Share(_("Share"), activity.title)] if is_found and turn.has_inline_mode else []


def _possible(seen: Seen) -> list[Row]:
    """The buttons that this standing and this moment allow."""
    activity, number = seen.activity, seen.activity.id
    if activity.state is not State.PUBLISHED or seen.turn.now >= activity.starts_at:
        return []
    if seen.standing is Standing.OFFERED:
        return [[Button(_("Accept"), Accept(number, seen.for_id)),
                 Button(_("Decline"), Decline(number, seen.for_id))]]  # fmt: skip
    if seen.standing is not None:
        change = [Button(_("Change number"), ChangeNumber(number, seen.for_id))]
        leave = Button(_leave(seen), AskLeave(number, seen.for_id))
        may_change = activity.companions_allowed or (seen.sign_up and seen.sign_up.companions)
        return [_confirm(seen), [*(change if may_change else []), leave]]
    if not activity.is_open(seen.turn.now):
        return []
    join = _join(activity, seen.turn, seen.for_id)
    if seen.for_id or not activity.companions_allowed:
        return [[join]]
    family = Button(_("With others"), Bring(number))
    return [[join, family]]


def _leave(seen: Seen) -> str:
    if seen.activity.awaits_draw:
        return _("Leave the draw")
    return _("Give up place") if seen.standing is Standing.CONFIRMED else _("Leave the list")


def _confirm(seen: Seen) -> Row:
    if seen.sign_up is None or seen.sign_up.confirm_by is None:
        return []
    move = seen.activity.last_move
    return [Button(_("I'm coming"), StillComing(seen.activity.id, move, seen.for_id))]


def _how_drawn(activity: Activity) -> Row:
    return [Button(_("🎲 The draw"), HowDrawn(activity.id))] if activity.draw_at else []


def _join(activity: Activity, turn: Turn, for_id: int = 0) -> Button:
    """Says before the tap what the tap will do; on the last day free places are anybody's."""
    if activity.awaits_draw:
        return Button(_("Join the draw"), Join(activity.id, for_id))
    waits = activity.free == 0 or (activity.waiting and not activity.is_last_day(turn.now))
    return Button(_("Join the waiting list") if waits else _("Join"), Join(activity.id, for_id))


def extras(activity: Activity, turn: Turn) -> Row:
    """What helps to be there in time; afterwards only what there is to look at."""
    where = [Button(_("📍 Map"), ShowMap(activity.id))] if activity.latitude is not None else []
    look = [Button(_("🖼 Photo"), ShowPhoto(activity.id))] if activity.photo else []
    is_on = activity.state is State.PUBLISHED and turn.now < activity.starts_at
    date = [Button(_("📅 Calendar"), SendCalendar(activity.id))] if is_on else []
    return [*where, *date, *look]


def coming(turn: Turn, activities: Sequence[Activity], page: Page) -> Screen:
    if not activities:
        return Screen(_("Nothing is planned at the moment. Please look in again."), [[to_menu()]])
    rows = [[Button(_label(activity, turn), ShowActivity(activity.id))] for activity in activities]
    text = _("Tap an activity to see more:")
    return Screen(paragraphs(bold(_("What is coming")), text),
                  [*rows, page.turns(ShowList), [to_menu()]])  # fmt: skip


def over(turn: Turn, activities: Sequence[Activity], page: Page) -> Screen:
    """What took place lately, the newest first."""
    rows = [[Button(_label(activity, turn), ShowActivity(activity.id))] for activity in activities]
    text = _("Tap an activity to see more:") if activities else _("There is nothing here.")
    back = Button(_("‹ List"), ShowList(0))
    return Screen(paragraphs(bold(_("Past activities")), text),
                  [*rows, page.turns(ShowLately), [back]])  # fmt: skip


def unpublished(turn: Turn, activities: Sequence[Activity]) -> list[Row]:
    """Drafts, for those who may publish them."""
    return [
        [Button(_("Draft: {activity}", activity=_label(activity, turn)), Manage(activity.id))]
        for activity in activities
    ]


def _label(activity: Activity, turn: Turn) -> str:
    label = f"{when(activity.starts_at, turn)} {activity.title}"
    return shortened(label, LONGEST_LABEL)


def leaving(seen: Seen) -> Screen:
    """Asks once: a place given up goes to somebody else."""
    ask = _("Do you want to give up your place? It will go to whoever is next.")
    if seen.activity.awaits_draw:
        ask = _("Do you want to leave the draw?")
    elif seen.standing is Standing.WAITING:
        ask = _("Do you want to leave the waiting list? Your position will be lost.")
    rows = [
        [Button(_("Yes, give it up"), Leave(seen.activity.id, seen.for_id))],
        [Button(_("No, keep it"), ShowActivity(seen.activity.id, seen.for_id))],
    ]
    return Screen(paragraphs(for_whom(seen.person), named(seen.activity, seen.turn), ask), rows)


def numbers(seen: Seen) -> Screen:
    """How many come along, without the person."""
    activity = seen.activity
    most = max(activity.companions_allowed, seen.sign_up.companions if seen.sign_up else 0)
    buttons = [
        Button(_("Just me") if n == 0 else f"+{n}", SetCompanions(activity.id, n, seen.for_id))
        for n in range(most + 1)
    ]
    rows = [buttons[i : i + PER_ROW] for i in range(0, len(buttons), PER_ROW)]
    text = paragraphs(
        for_whom(seen.person),
        named(activity, seen.turn),
        standing(seen),
        _("How many people come along with you?"),
    )
    back = [Button(_("‹ Back"), ShowActivity(activity.id, seen.for_id))]
    return Screen(text, [*rows, back])
