"""What those who manage an activity see on the day: the counts, the list at the door, one name."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from babel.dates import format_time

from community.activities import Activity, State
from community.attendance import (
    Expected,
    Phase,
    Turnout,
    corrected_until,
    most_people,
    phase,
)
from community.feedback import due_at
from community.people import Person
from community.sign_ups import SignUp, Standing
from handlers.activities.buttons import ManageDay
from handlers.activities.opinions import ShowResult
from handlers.activities.wording import named
from handlers.kit.context import Turn
from handlers.kit.paging import Page
from handlers.kit.screen import (
    Button,
    Press,
    Row,
    Screen,
    bold,
    in_pairs,
    isolated,
    lines,
    paragraphs,
    plain,
)
from handlers.kit.whose import plainly_named
from locales import _, locale_of, ngettext, spoken

PER_PAGE = 8
PER_ROW = 4
MOST_FOUND = 10
MOST_OTHERS = 5
LONGEST_NAME = 30  # on a button
SHORT_LABEL = 9  # with its mark: half of a small phone


class ShowDoor(Press, prefix="in.list"):
    activity_id: int
    page: int


class CheckIn(Press, prefix="in.here"):
    activity_id: int
    person_id: int
    page: int


class CheckInFound(Press, prefix="in.found"):
    activity_id: int
    person_id: int


class LetInNeighbour(Press, prefix="in.add"):
    """Somebody the house knows who is not on the list."""

    activity_id: int
    person_id: int


class ShowAttendee(Press, prefix="in.who"):
    activity_id: int
    person_id: int


class UndoCheckIn(Press, prefix="in.undo"):
    activity_id: int
    person_id: int


class SetCame(Press, prefix="in.came"):
    activity_id: int
    person_id: int
    people: int


class FindName(Press, prefix="in.find"):
    activity_id: int


class AddWalkIn(Press, prefix="in.walk"):
    activity_id: int


class ShowCode(Press, prefix="in.code"):
    activity_id: int


class EveryoneCame(Press, prefix="in.all"):
    activity_id: int


class Excuse(Press, prefix="in.sorry"):
    activity_id: int
    person_id: int


def on_the_day(turn: Turn, activity: Activity) -> str:
    """How many are expected and here; nothing before the day. Safe HTML."""
    if activity.state is State.DRAFT or phase(activity, turn.now) is Phase.NOT_YET:
        return ""
    return _counted(turn.db.attendance.turnout(activity.id), activity)


def day_buttons(turn: Turn, activity: Activity) -> list[Row]:
    """What can be done at this moment about who is there."""
    rows: list[Row] = []
    number = activity.id
    if activity.state in (State.DRAFT, State.CANCELLED):
        return rows
    if phase(activity, turn.now) is not Phase.OVER:
        rows.append([Button(_("Show the code"), ShowCode(number))])
    if phase(activity, turn.now) is not Phase.NOT_YET:
        rows.append([Button(_("✅ Who is here"), ShowDoor(number, 0))])
    if due_at(activity) <= turn.now:
        rows.append([Button(_("What people said"), ShowResult(number, 0))])
    return rows


def door(turn: Turn, activity: Activity, listed: Sequence[Expected], page: Page) -> Screen:
    """Who is expected and who is here; a tap lets one in."""
    is_correctable = turn.now < corrected_until(activity)
    hint = _("Tap a name when they arrive.") if turn.now < activity.over_at else ""
    if turn.now >= activity.over_at and is_correctable:
        hint = _("Tap a name to put it right.")
    text = paragraphs(
        named(activity, turn),
        _counted(turn.db.attendance.turnout(activity.id), activity),
        hint if listed else _("Nobody has signed up."),
    )
    here = min(page.number, page.last)
    names = _in_rows([_name(one, activity, here) for one in listed])
    more = [Button(_("Find a name"), FindName(activity.id)), _walk_in(activity)]
    nobody = not any(one.attendance for one in listed) and turn.now >= activity.over_at
    all_of_them = [Button(_("Everyone came"), EveryoneCame(activity.id))] if nobody else []
    turns = page.turns(lambda number: ShowDoor(activity.id, number))
    back = Button(_("‹ Back"), ManageDay(activity.id))
    return Screen(text, [*names, turns, *([all_of_them, more] if is_correctable else []), [back]])


def found(
    turn: Turn,
    activity: Activity,
    part: str,
    listed: Sequence[Expected],
    others: Sequence[Person],
) -> Screen:
    """Those on the list who could be meant, and other neighbours, told apart by their home."""
    searched = _("With “{part}” in the name:", part=isolated(part))
    if not listed:
        searched = _("Nobody on the list has “{part}” in the name.", part=isolated(part))
    many = _("There may be more: please type more of the name.")
    text = paragraphs(named(activity, turn), searched, many if len(listed) == MOST_FOUND else "")
    names = [[Button(_label(one), _to_let_in(one, activity.id))] for one in listed]
    names += [
        [Button(f"＋ {plainly_named(one)}"[:LONGEST_NAME], LetInNeighbour(activity.id, one.id))]
        for one in others
    ]
    again = [Button(_("Find another"), FindName(activity.id)), _walk_in(activity)]
    return Screen(text, [*names, again, [_to_door(activity)]])


def attendee(turn: Turn, activity: Activity, one: Expected, sign_up: SignUp | None) -> Screen:
    """One name: whether they are here, with how many, and what is said of it if not."""
    rows = _numbers(activity, one, sign_up) if one.attendance else []
    times = turn.db.no_shows.counts([one.person_id], now=turn.now, house=turn.house)
    text = paragraphs(
        named(activity, turn),
        lines(bold(one.name) if one.name else _("(erased)"), _whether_here(turn, one)),
        _how_missed(one),
        missed_often(times.get(one.person_id, 0), turn.house.no_shows_last),
        _("How many are they in all?") if rows else "",
    )
    rows = [*rows, [_to_undo(one, activity)], _to_excuse(one, activity)]
    return Screen(text, [*rows, [Button(_("Find another"), FindName(activity.id)),
                                 _to_door(activity)]])  # fmt: skip


def here_since(turn: Turn, one: Expected) -> str:
    """Since when somebody is here and who has said so. Plain text."""
    assert one.attendance, "only asked about who is here"
    since = _clock(one.attendance.at, turn)
    if one.attendance.by_id is None:
        return _("Here since {time}", time=since)
    return _("Here since {time}; let in by {name}", time=since, name=one.checked_in_by)


def missed_often(times: int, last: timedelta) -> str:
    if not times:
        return ""
    return ngettext(
        "Missed {n} time in {days} days", "Missed {n} times in {days} days", times, days=last.days
    )


def _counted(turnout: Turnout, activity: Activity) -> str:
    walk_ins = _("without a place: {n}", n=turnout.walk_ins) if turnout.walk_ins else ""
    over = _("⚠️ More people than places: {here} here, {capacity} places",
             here=turnout.here, capacity=activity.capacity)  # fmt: skip
    return lines(
        _("Expected: {n}", n=turnout.expected),
        _("; ").join(part for part in (_("Here: {n}", n=turnout.here), walk_ins) if part),
        _("Missing: {n}", n=turnout.missing),
        over if turnout.here > activity.capacity else "",
    )


def _name(one: Expected, activity: Activity, page: int) -> Button:
    """One tap lets in; of those who were missed there is more to say."""
    if one.attendance or one.missed:
        return Button(_label(one), ShowAttendee(activity.id, one.person_id))
    return Button(_label(one), CheckIn(activity.id, one.person_id, page))


def _in_rows(names: Row) -> list[Row]:
    """Two in a row where all of them are short enough to be read whole."""
    is_short = all(len(name.label) <= SHORT_LABEL for name in names)
    return in_pairs(names) if is_short else [[name] for name in names]


def _to_let_in(one: Expected, activity_id: int) -> Press:
    if one.attendance or one.missed:
        return ShowAttendee(activity_id, one.person_id)
    return CheckInFound(activity_id, one.person_id)


def _label(one: Expected) -> str:
    name = one.name[:LONGEST_NAME] or _("(erased)")
    if one.attendance:
        people = one.attendance.people
        return f"✅ {name}" if people == 1 else f"✅ {name} ({people})"
    waits = "⏳" if one.standing is not Standing.CONFIRMED else "▫️"
    return f"{waits} {name}" + (f" +{one.companions}" if one.companions else "")


def _whether_here(turn: Turn, one: Expected) -> str:
    if one.attendance is None:
        return _("Not here")
    people = one.attendance.people
    return lines(plain(here_since(turn, one)), ngettext("{n} person", "{n} people", people))


def _how_missed(one: Expected) -> str:
    if one.missed is None:
        return ""
    if one.missed.excused_at:
        reason = plain(one.missed.reason)
        return _("Excused: {reason}", reason=reason) if reason else _("Excused")
    return _("Says they were there.") if one.missed.claimed_at else _("Did not come.")


def _numbers(activity: Activity, one: Expected, sign_up: SignUp | None) -> list[Row]:
    most = most_people(activity, sign_up)
    if most == 1:
        return []
    buttons = [Button(str(n), SetCame(activity.id, one.person_id, n)) for n in range(1, most + 1)]
    return [buttons[i : i + PER_ROW] for i in range(0, len(buttons), PER_ROW)]


def _to_undo(one: Expected, activity: Activity) -> Button:
    if one.attendance:
        return Button(_("Undo: not here"), UndoCheckIn(activity.id, one.person_id))
    return Button(_("✅ Is here"), CheckInFound(activity.id, one.person_id))


def _to_excuse(one: Expected, activity: Activity) -> Row:
    if one.missed is None or one.missed.excused_at:
        return []
    return [Button(_("Excuse"), Excuse(activity.id, one.person_id))]


def _walk_in(activity: Activity) -> Button:
    return Button(_("Add a name"), AddWalkIn(activity.id))


def _to_door(activity: Activity) -> Button:
    return Button(_("The list"), ShowDoor(activity.id, 0))


def _clock(moment: datetime, turn: Turn) -> str:
    return format_time(moment, "H:mm", tzinfo=turn.house.zone, locale=locale_of(spoken()))
