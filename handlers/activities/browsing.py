"""Looking around: the list, one activity, its map, photo and calendar entry, and my things."""

from collections.abc import Callable, Mapping
from typing import Any

from community.groups import Purpose
from community.people import Person, Role
from community.refusals import NoLongerThere
from handlers.activities.acting import whose
from handlers.activities.buttons import (
    MyPlace,
    SendCalendar,
    ShowActivity,
    ShowLately,
    ShowList,
    ShowMap,
    ShowPhoto,
)
from handlers.activities.calendar import calendar_file
from handlers.activities.cards import card, coming, in_group, unpublished
from handlers.activities.wording import (
    look,
    named,
    named_plainly,
    standing,
)
from handlers.groups import IS_IN
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.links import number_in
from handlers.kit.paging import PER_PAGE, Page
from handlers.kit.router import File, Place, Router
from handlers.kit.screen import Button, Link, Row, Screen, lines
from handlers.kit.sections import Section
from locales import N_, _, speaking

MOST_NAMED = 20  # activities in one message to the desk

router = Router(
    keeps=(N_("the activities you sign up for, how many come along, and your note about it"),)
)


@router.command(
    "activities", role=Role.RESIDENT, summary=N_("What is coming"), label=N_("Activities")
)
def show_upcoming(ctx: Context) -> None:
    ctx.show(_list(ctx, 0))


@router.press(ShowList, role=Role.RESIDENT)
def show_page(ctx: Context, pressed: ShowList) -> None:
    ctx.show(_list(ctx, pressed.page))


@router.press(
    ShowActivity,
    role=Role.RESIDENT,
    place=Place.PRIVATE,
    entry=lambda pressed: f"act-{pressed.activity_id}",
)
def show_activity(ctx: Context, pressed: ShowActivity) -> None:
    ctx.show(card(look(ctx.turn, pressed.activity_id, whose(ctx, pressed.for_id))))


@router.press(MyPlace, role=Role.RESIDENT, entry=lambda pressed: f"act-{pressed.activity_id}")
def show_my_place(ctx: Context, pressed: MyPlace) -> None:
    if ctx.is_private:
        ctx.show(card(look(ctx.turn, pressed.activity_id, ctx.person)))
    else:
        ctx.lead_to_private(f"act-{pressed.activity_id}")


@router.link("act")
def follow(ctx: Context, number: str) -> None:
    ctx.show(card(look(ctx.turn, number_in(number), ctx.person)))


@router.press(ShowMap, role=Role.RESIDENT)
def show_map(ctx: Context, pressed: ShowMap) -> None:
    activity = look(ctx.turn, pressed.activity_id, ctx.person).activity
    if activity.latitude is None:
        raise NoLongerThere
    ctx.chat.send(
        "sendVenue",
        {
            "latitude": activity.latitude,
            "longitude": activity.longitude,
            "title": activity.title,
            "address": activity.place or ctx.house.name,
        },
    )


@router.press(ShowPhoto, role=Role.RESIDENT)
def show_photo(ctx: Context, pressed: ShowPhoto) -> None:
    activity = look(ctx.turn, pressed.activity_id, ctx.person).activity
    if not activity.photo:
        raise NoLongerThere
    caption = named_plainly(activity, ctx.turn)
    ctx.chat.send("sendPhoto", {"photo": activity.photo, "caption": caption})


@router.press(SendCalendar, role=Role.RESIDENT)
def send_calendar(ctx: Context, pressed: SendCalendar) -> None:
    activity = ctx.db.activities.activity(pressed.activity_id)
    activity.require_ahead(ctx.now)
    ctx.chat.make("ics", activity_id=activity.id, language=ctx.person.language)


@router.make("ics")
def calendar(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    activity = turn.db.activities.activity(int(facts["activity_id"]))
    with speaking(str(facts["language"])):
        caption = named_plainly(activity, turn)
    return calendar_file(activity, turn, caption)


@router.card("activity")
def draw(turn: Turn, activity_id: int, _viewer: Person | None) -> Screen:
    return in_group(turn, turn.db.activities.activity(activity_id))


@router.membership
def catch_up(ctx: Context) -> None:
    """While the bot was not in the group, its cards there have grown old."""
    if ctx.incoming.membership not in IS_IN:
        return
    for shown in ctx.db.activities.shown_in(ctx.incoming.chat_id, ctx.now):
        ctx.db.outbox.redraw(shown, ctx.now)


@router.mine(Section.COMING)
def mine(turn: Turn, person: Person) -> list[str]:
    found = turn.db.sign_ups.mine(person.id, turn.now)
    seen = [look(turn, activity.id, person) for activity, _sign_up in found]
    return [lines(named(one.activity, turn), standing(one)) for one in seen]


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {"sign_ups": turn.db.sign_ups.held(person.id)}


@router.erases
def erase(turn: Turn, person: Person) -> None:
    _ask_desk_to_take_over(turn, person)
    for activity_id in turn.db.sign_ups.forget(person.id, now=turn.now, house=turn.house):
        turn.db.outbox.redraw(f"activity:{activity_id}", turn.now)


def _ask_desk_to_take_over(turn: Turn, organiser: Person) -> None:
    """What somebody organised who leaves would have nobody to answer for it."""
    left = turn.db.activities.coming_by(organiser.id, turn.now)
    desk = turn.db.groups.serving(Purpose.DESK)
    if not left or desk is None:
        return
    with speaking(turn.house.language):
        text = _("An organiser has left. Somebody else needs to take over what was planned: open "
                 "it, then Manage → Change.")  # fmt: skip
        rows = [
            [Link(named_plainly(activity, turn), turn.link(f"act-{activity.id}"))]
            for activity in left[:MOST_NAMED]
        ]
        Chat(turn, desk.chat_id).say(Screen(text, rows))


def _list(ctx: Context, number: int) -> Screen:
    page = Page(number, ctx.db.activities.count_upcoming(ctx.now))
    found = ctx.db.activities.upcoming(ctx.now, offset=page.offset, limit=PER_PAGE)
    screen = coming(ctx.turn, found, page)
    *rows, last = screen.rows
    return Screen(screen.html, [*_drafts(ctx), *rows, _to_what_is_over(ctx), last])


def _drafts(ctx: Context) -> list[Row]:
    if Role.STAFF not in ctx.person.roles:
        return []
    drafts = ctx.db.activities.upcoming(ctx.now, offset=0, limit=PER_PAGE, drafts=True)
    return unpublished(ctx.turn, drafts)


def _to_what_is_over(ctx: Context) -> Row:
    is_any = ctx.db.past_activities.count(ctx.person, ctx.now)
    return [Button(_("Past activities"), ShowLately(0))] if is_any else []
