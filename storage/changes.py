"""Changes of an activity, and whoever has to confirm their place after one.

A question counts as asked when it was really told: nobody loses a place unasked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from community.activities import (
    Activity,
    ActivityMoved,
    ConfirmationEnds,
    PlaceLapsed,
    StartsSoon,
    State,
    StillUnconfirmed,
    StillWaiting,
)
from community.attendance import Phase, phase
from community.changes import (
    ENOUGH,
    Change,
    Field,
    confirm_by,
    differences,
    last_call,
    require_changeable,
    summed_up,
)
from community.hours import QuietHours
from community.house import House
from community.sign_ups import NotSignedUp, SignUp, Standing, confirm
from storage.activities import Activities
from storage.notices import Notices
from storage.people import People
from storage.sql import Sql, stamp
from storage.waiting_lists import WaitingLists, sign_up_of

TIMES = frozenset((Field.STARTS_AT, Field.ENDS_AT, Field.CLOSES_AT, Field.DRAW_AT))


@dataclass(frozen=True, slots=True)
class Changed:
    """The activity as it is now, and how many sign-ups are told of it."""

    activity: Activity
    changes: Sequence[Change]
    told: int = 0


class Changes:
    def __init__(
        self,
        sql: Sql,
        *,
        activities: Activities,
        notices: Notices,
        people: People,
        line: WaitingLists,
    ) -> None:
        self._sql, self._activities, self._notices = sql, activities, notices
        self._people, self._line = people, line

    # Questions

    def unread(self, sign_up: SignUp) -> Sequence[Change]:
        """What of time and place has become another since the person was told last."""
        rows = self._sql.rows(_UNREAD, sign_up.activity_id, sign_up.knows_move)
        changes = (Change(Field(row["field"]), row["was"], row["becomes"]) for row in rows)
        return summed_up(changes)

    # Verbs

    def change(self, after: Activity, *, by: int, now: datetime, house: House) -> Changed:
        """The activity with other facts; who has signed up is told when it moves."""
        before = self._activities.activity(after.id)
        require_changeable(before, after, now=now, hours=QuietHours.of(house))
        found = differences(before, after)
        self._activities.save(after)
        if before.state is State.DRAFT or not found:
            return Changed(self._activities.activity(after.id), found)
        move = self._write_down(after.id, found, by=by, now=now)
        fields = {change.field for change in found}
        if Field.STARTS_AT in fields and phase(after, now) is Phase.NOT_YET:
            # It was put off when some had come already: they have been to nothing yet.
            self._sql.run("DELETE FROM attendance WHERE activity_id = ?", after.id)
        if fields & TIMES:
            self._activities.set_alarms(self._activities.activity(after.id), now, house)
        if not move:
            return Changed(self._activities.activity(after.id), found)
        starts_anew = Field.STARTS_AT in fields
        told = self._move(after.id, move, starts_anew=starts_anew, now=now, house=house)
        return Changed(self._line.pass_on(after.id, now=now, house=house), found, told)

    def note_told(self, sign_up: SignUp, move: int, now: datetime) -> None:
        """From now on the question counts as asked."""
        self._line.save(replace(sign_up, knows_move=move, asked_at=now))

    def confirm(self, activity_id: int, person_id: int, move: int, now: datetime) -> SignUp:
        """The person comes all the same."""
        sql = "SELECT * FROM sign_ups WHERE activity_id = ? AND person_id = ?"
        row = self._sql.row(sql, activity_id, person_id)
        if row is None:
            raise NotSignedUp
        activity = self._activities.activity(activity_id)
        confirmed = confirm(activity, sign_up_of(row), move, now)
        self._line.save(confirmed)
        kinds = (ActivityMoved, StillUnconfirmed)
        self._notices.withdraw(about=activity.card, person_id=person_id, kinds=kinds)
        return confirmed

    def lapse(self, activity_id: int, *, now: datetime, house: House) -> Activity:
        """The deadline has come: what was asked for and not confirmed goes to the next."""
        activity = self._activities.activity(activity_id)
        activity.require_ahead(now)
        later = set()
        for row in self._sql.rows(_UNCONFIRMED, activity_id, stamp(now)):
            sign_up = sign_up_of(row)
            if sign_up.asked_at and sign_up.asked_at <= now - ENOUGH:
                self._let_lapse(activity, sign_up, now)
            else:
                later.add(self._ask_until(activity, sign_up, now, house))
        self._set_ends(activity, later)
        return self._line.pass_on(activity_id, now=now, house=house)

    def _write_down(
        self, activity_id: int, found: Sequence[Change], *, by: int, now: datetime
    ) -> int:
        """Gives the id of the newest move; 0 when it does not move."""
        move = 0
        for change in found:
            facts = (change.field, change.was, change.becomes, int(change.is_move))
            written = self._sql.one(_WRITE, activity_id, *facts, stamp(now), by)["id"]
            move = written if change.is_move else move
        if move:
            sql = "UPDATE activities SET last_move = ? WHERE id = ?"
            self._sql.run(sql, move, activity_id)
        return move

    def _move(
        self, activity_id: int, move: int, *, starts_anew: bool, now: datetime, house: House
    ) -> int:
        """Everybody is told, and who has a place is asked; an earlier question is replaced."""
        activity = self._activities.activity(activity_id)
        outdated: tuple[type, ...] = (ActivityMoved, StillUnconfirmed, ConfirmationEnds)
        if starts_anew:
            self._line.offer_anew(activity, now=now, house=house)
            outdated += (StartsSoon, StillWaiting)
        self._notices.withdraw(about=activity.card, kinds=outdated)
        sql = "SELECT * FROM sign_ups WHERE activity_id = ? ORDER BY rank, id"
        sign_ups = [sign_up_of(row) for row in self._sql.rows(sql, activity_id)]
        told = ActivityMoved(activity_id, move)
        ends = set()
        for sign_up in sign_ups:
            self._put(sign_up, told, activity, due_at=now, until=activity.starts_at)
            if sign_up.standing is Standing.CONFIRMED:
                ends.add(self._ask_until(activity, sign_up, now, house))
        self._set_ends(activity, ends)
        return len(sign_ups)

    def _ask_until(
        self, activity: Activity, sign_up: SignUp, now: datetime, house: House
    ) -> datetime | None:
        """The deadline of one person, in their own hours; None: they keep the place anyway."""
        hours = QuietHours.of(house, self._people.hearer(sign_up.person_id))
        deadline = confirm_by(activity, hours, now=now, lasts=house.confirm_lasts)
        self._line.save(replace(sign_up, confirm_by=deadline, asked_at=None))
        if deadline and (at := last_call(deadline, hours, now=now)):
            once_more = StillUnconfirmed(activity.id, activity.last_move)
            self._put(sign_up, once_more, activity, due_at=at, until=deadline)
        return deadline

    def _set_ends(self, activity: Activity, deadlines: set[datetime | None]) -> None:
        for at in deadlines - {None}:
            assert at, "without a deadline nothing ends"
            until = activity.starts_at + timedelta(seconds=1)
            alarm, about = ConfirmationEnds(activity.id), activity.card
            self._notices.put(None, alarm, due_at=at, until=until, about=about)

    def _let_lapse(self, activity: Activity, sign_up: SignUp, now: datetime) -> None:
        assert sign_up.confirm_by, "only what has a deadline lapses"
        self._line.remove(sign_up)
        lapsed = PlaceLapsed(activity.id, stamp(sign_up.confirm_by))
        self._put(sign_up, lapsed, activity, due_at=now, until=activity.starts_at)

    def _put(
        self,
        sign_up: SignUp,
        notice: ActivityMoved | StillUnconfirmed | PlaceLapsed,
        activity: Activity,
        *,
        due_at: datetime,
        until: datetime,
    ) -> None:
        about = activity.card
        self._notices.put(sign_up.person_id, notice, due_at=due_at, until=until, about=about)


_WRITE = """
INSERT INTO changes (activity_id, field, was, becomes, is_move, at, by_id)
VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
"""

_UNREAD = """
SELECT field, was, becomes FROM changes
 WHERE activity_id = ? AND id > ? AND is_move = 1 ORDER BY id
"""

_UNCONFIRMED = """
SELECT * FROM sign_ups WHERE activity_id = ? AND confirm_by <= ? ORDER BY rank, id
"""
