"""Letting an announcement go: a few letters at a time, each person by day, each one once."""

from datetime import datetime, timedelta

from community.announcements import (
    AT_ONCE,
    EVERY,
    STUCK,
    TOO_LATE,
    UNDER_WAY,
    Announcement,
    AnnouncementGoesOn,
    AnnouncementHeld,
    AnnouncementOver,
    Batch,
    Standing,
    State,
    standing_of,
)
from community.groups import Purpose
from community.hours import QuietHours
from community.people import Person, Role
from community.refusals import NotAllowed
from handlers.announcements.managed import managed
from handlers.announcements.wording import beside, lane, send
from handlers.kit.context import Chat, Turn
from handlers.kit.router import Router
from handlers.kit.screen import Screen, paragraphs
from locales import _, speaking

NEWS_LASTS = timedelta(days=7)

router = Router()


@router.starts
def look_after(turn: Turn) -> None:
    """Whatever ended the house, or went wrong in it: what was on its way goes on."""
    for one in turn.db.announcements.unfinished():
        turn.db.announcements.go_on(one, max(one.starts_at or turn.now, turn.now))


@router.alarm(AnnouncementGoesOn)
def go_on(turn: Turn, alarm: AnnouncementGoesOn) -> None:
    announcement = turn.db.announcements.announcement(alarm.announcement_id)
    if announcement.state is State.PLANNED:
        announcement = _begin(turn, announcement)
    match announcement.state:
        case State.RUNNING:
            _let_some_go(turn, announcement)
        case State.PAUSED:
            turn.db.broadcasts.hold(announcement.id)
            _look_again(turn, announcement)
        case State.CANCELLED:
            turn.db.broadcasts.withdraw(announcement.id)
            _look_again(turn, announcement)
    turn.db.outbox.redraw(announcement.card, turn.now)


@router.card("announcement")
def card(turn: Turn, announcement_id: int, viewer: Person | None) -> Screen:
    if viewer is None or Role.STAFF not in viewer.roles:
        raise NotAllowed
    return managed(turn, turn.db.announcements.announcement(announcement_id))


@router.notice(AnnouncementOver)
def tell_over(chat: Chat, person: Person, notice: AnnouncementOver) -> None:
    _tell(chat, person, notice.announcement_id, _("Your announcement is done."))


@router.notice(AnnouncementHeld)
def tell_held(chat: Chat, person: Person, notice: AnnouncementHeld) -> None:
    text = _("I was not running when this announcement was due, so I kept it. Shall it still go?")
    _tell(chat, person, notice.announcement_id, text)


def _tell(chat: Chat, person: Person, announcement_id: int, text: str) -> None:
    screen = card(chat.turn, announcement_id, person)
    chat.say(Screen(paragraphs(text, screen.html), screen.rows, screen.card))


def _begin(turn: Turn, announcement: Announcement) -> Announcement:
    """Long after its moment it may say what is no longer so: then it waits for a word."""
    assert announcement.starts_at, "it is planned"
    if turn.now - announcement.starts_at <= TOO_LATE:
        return turn.db.announcements.stand(announcement, State.RUNNING, turn.now)
    _tell_maker(turn, announcement, AnnouncementHeld(announcement.id))
    return turn.db.announcements.stand(announcement, State.PAUSED, turn.now)


def _let_some_go(turn: Turn, announcement: Announcement) -> None:
    broadcasts = turn.db.broadcasts
    if announcement.begun_at is None:
        people = turn.db.announcements.meant(announcement)
        broadcasts.begin(announcement, people, turn.now)
    if turn.db.announcements.announcement(announcement.id).group_state is Standing.WAITING:
        _post(turn, announcement)
    room = max(0, AT_ONCE - broadcasts.under_way(announcement.id))
    batches = broadcasts.due(announcement.id, turn.now, most=room)
    for batch in batches:
        _send(turn, announcement, batch)
    announcement = turn.db.announcements.announcement(announcement.id)
    if broadcasts.is_over(announcement):
        turn.db.announcements.stand(announcement, State.OVER, turn.now)
        _tell_maker(turn, announcement, AnnouncementOver(announcement.id))
    else:
        turn.db.announcements.go_on(announcement, _next(turn, announcement, bool(batches)))


def _look_again(turn: Turn, announcement: Announcement) -> None:
    """What is being sent just now may come back, and then it must not leave."""
    is_leaving = announcement.group_state is Standing.LEAVING
    if is_leaving or turn.db.broadcasts.under_way(announcement.id):
        turn.db.announcements.go_on(announcement, turn.now + STUCK)


def _next(turn: Turn, announcement: Announcement, have_left: bool) -> datetime:
    soon = turn.now + (EVERY if have_left else STUCK)
    moments = [turn.db.broadcasts.next_due_at(announcement.id)]
    if turn.db.broadcasts.under_way(announcement.id):
        moments.append(soon)
    if announcement.group_state in UNDER_WAY:
        moments.append(QuietHours.of(turn.house).morning_after(turn.now))
    return max(soon, min(at for at in moments if at))


def _post(turn: Turn, announcement: Announcement) -> None:
    """In the neighbourhood group, by day there."""
    group = turn.db.groups.serving(Purpose.NEIGHBOURHOOD)
    if group is None:
        turn.db.broadcasts.mark_group(announcement.id, Standing.FAILED)
        return
    if QuietHours.of(turn.house).covers(turn.now) and not announcement.urgent:
        return
    with speaking(turn.house.language):
        send(Chat(turn, group.chat_id, lane(announcement)), announcement)
    turn.db.broadcasts.left_to_group(announcement.id)


def _send(turn: Turn, announcement: Announcement, batch: Batch) -> None:
    """To whoever hears for these people, as things are now."""
    batch, hearer = _still_heard(turn, announcement, batch)
    if not batch.person_ids:
        return
    standing = standing_of(hearer, urgent=announcement.urgent)
    if hearer is None or hearer.telegram_id is None or standing is not Standing.WAITING:
        turn.db.broadcasts.mark(announcement.id, batch, standing)
        return
    hears = QuietHours.of(turn.house, hearer).morning_after(turn.now)
    if hears > turn.now and not announcement.urgent:
        turn.db.broadcasts.put_off(announcement.id, batch, hears)
        return
    people = [one for number in batch.person_ids if (one := turn.db.people.person(number))]
    with speaking(hearer.language):
        chat = Chat(turn, hearer.telegram_id, lane(announcement))
        send(chat, announcement, beside=beside(hearer, people))
    turn.db.broadcasts.left(announcement.id, batch)


def _still_heard(
    turn: Turn, announcement: Announcement, batch: Batch
) -> tuple[Batch, Person | None]:
    """Those for whom the same person hears; the others are asked for again through theirs."""
    kept = []
    for person_id in batch.person_ids:
        hearer = turn.db.people.hearer(person_id)
        if (hearer.id if hearer else None) == batch.hearer_id:
            kept.append(person_id)
        else:
            through = hearer.id if hearer else None
            turn.db.broadcasts.hear_through(announcement.id, person_id, through)
    found = turn.db.people.person(batch.hearer_id) if batch.hearer_id else None
    return Batch(batch.hearer_id, tuple(kept)), found


def _tell_maker(
    turn: Turn, announcement: Announcement, notice: AnnouncementOver | AnnouncementHeld
) -> None:
    until = turn.now + NEWS_LASTS
    turn.db.notices.put(announcement.made_by, notice, due_at=turn.now, until=until)
