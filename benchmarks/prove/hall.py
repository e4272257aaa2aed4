"""A hall with one activity after the other, everything people can do about its places, and what
must be true whatever they do. In memory, with the real rules, records, alarms and wordings."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from benchmarks.prove.door import Door
from benchmarks.prove.promises import require
from bot.clock import conclude
from community.activities import Activity, State
from community.changes import ENOUGH, moved
from community.hours import QuietHours
from community.house import House
from community.people import Home, Person, Role
from community.refusals import Refusal
from community.sign_ups import SignUp, Standing
from handlers import FEATURES
from handlers.kit.context import Turn
from handlers.kit.features import Features
from storage.notices import Due, End
from storage.records import Records
from storage.sql import stamp
from storage.store import MIGRATIONS

HOUSE = House()
HOURS = QuietHours.of(HOUSE)
NAMES = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛")
CONTACTS = NAMES[-2:]  # have no Telegram; the first person acts for them
BEGINNING = datetime(2026, 5, 1, 12, tzinfo=HOUSE.zone)
# What a loss of a place is told by.
LOSSES = ("OfferLapsed", "PlaceLapsed")
# As what somebody stands who is told so.
ABOUT_PLACES = {
    "StartsSoon": (Standing.CONFIRMED,),
    "PlaceGiven": (Standing.CONFIRMED,),
    "StillWaiting": (Standing.WAITING,),
    "PlaceOffered": (Standing.OFFERED,),
    "StillUnconfirmed": (Standing.CONFIRMED,),
    "ActivityMoved": tuple(Standing),
    "DrawHeld": (Standing.CONFIRMED, Standing.WAITING),
}


@dataclass(frozen=True, slots=True)
class Before:
    """What a deed is judged by: how things stood when it was done."""

    activity: Activity
    now: datetime
    sign_ups: dict[str, SignUp]
    newest_notice: int


class Hall:
    def __init__(self, *, capacity: int = 3, by_lot: bool = False) -> None:
        self.connection = _connect()
        self.db = Records(self.connection)
        self.now = BEGINNING
        self.ids = self._people()
        self.names = {person_id: name for name, person_id in self.ids.items()}
        self._features = Features(FEATURES)
        self.activity_id = 0
        self.door = Door(self)
        self.opens(capacity=capacity, by_lot=by_lot)

    # Deeds: each a transaction; False when it was refused, and then nothing has changed

    def opens(self, *, capacity: int, by_lot: bool) -> None:
        """The next activity is published, with everybody's slate clean."""
        draft = Activity(
            title="包饺子",
            starts_at=self.now + timedelta(days=8, hours=2),
            capacity=capacity,
            organiser_id=self.organiser_id,
            place="活动室",
            draw_at=HOURS.morning_after(self.now + timedelta(days=4)) if by_lot else None,
        )
        created = self.db.activities.create(draft, self.now)
        self.activity_id = created.id
        self.db.activities.publish(created.id, now=self.now, house=HOUSE)

    def joins(self, name: str, companions: int = 0) -> bool:
        return self.does(
            lambda: self.db.sign_ups.sign_up(
                self.activity_id,
                self.ids[name],
                now=self.now,
                house=HOUSE,
                companions=companions,
            )
        )

    def leaves(self, name: str) -> bool:
        verb = self.db.sign_ups.leave
        return self._goes(
            name, lambda: verb(self.activity_id, self.ids[name], now=self.now, house=HOUSE)
        )

    def declines(self, name: str) -> bool:
        verb = self.db.sign_ups.decline
        return self._goes(
            name, lambda: verb(self.activity_id, self.ids[name], now=self.now, house=HOUSE)
        )

    def accepts(self, name: str) -> bool:
        verb = self.db.sign_ups.accept
        return self.does(lambda: verb(self.activity_id, self.ids[name], self.now))

    def changes_number(self, name: str, companions: int) -> bool:
        verb = self.db.sign_ups.change_companions
        return self.does(
            lambda: verb(self.activity_id, self.ids[name], companions, now=self.now, house=HOUSE)
        )

    def confirms(self, name: str, *, an_old_question: bool = False) -> bool:
        move = self.activity.last_move - an_old_question
        verb = self.db.changes.confirm
        return self.does(lambda: verb(self.activity_id, self.ids[name], move, self.now))

    def is_resized(self, capacity: int) -> bool:
        verb = self.db.sign_ups.resize
        return self.does(lambda: verb(self.activity_id, capacity, now=self.now, house=HOUSE))

    def is_paused(self, *, paused: bool) -> bool:
        def act() -> None:
            self.db.activities.pause(self.activity_id, paused=paused, now=self.now)
            self.db.sign_ups.pass_on(self.activity_id, now=self.now, house=HOUSE)

        return self.does(act)

    def moves(self, hours: int) -> bool:
        start = self.activity.starts_at + timedelta(hours=hours)
        after = moved(self.activity, start, now=self.now, hours=HOURS)
        return self._is_changed(after)

    def is_brought_forward(self, hours: int) -> bool:
        """To so many hours from now, or put off to then."""
        start = self.now + timedelta(hours=hours)
        after = moved(self.activity, start, now=self.now, hours=HOURS)
        return self._is_changed(after)

    def moves_to(self, place: str) -> bool:
        return self._is_changed(replace(self.activity, place=place))

    def limits_companions(self, most: int) -> bool:
        return self._is_changed(replace(self.activity, companions_allowed=most))

    def blocks(self, name: str, *, blocked: bool) -> bool:
        """Who is back is asked when the line moves next: here at once."""

        def act() -> None:
            telegram_id = 1000 + NAMES.index(name)
            self.db.people.reachable(telegram_id, blocked=blocked)
            self.db.sign_ups.pass_on(self.activity_id, now=self.now, house=HOUSE)

        return self.does(act)

    def contacts_are_served(self, *, served: bool) -> bool:
        """Whoever acts for those without Telegram goes, or comes back."""

        def act() -> None:
            sql = "UPDATE people SET proxy_id = ? WHERE telegram_id IS NULL"
            self.connection.execute(sql, (self.ids[NAMES[0]] if served else None,))
            self.db.sign_ups.pass_on(self.activity_id, now=self.now, house=HOUSE)

        return self.does(act)

    def is_cancelled(self) -> bool:
        verb = self.db.activities.cancel
        return self.does(lambda: verb(self.activity_id, "下雨", self.now))

    def passes(self, hours: float) -> None:
        """Time, with everything that becomes due on the way, as the clock does it."""
        until = self.now + timedelta(hours=hours)
        while (due_at := self.db.notices.next_due_at()) and due_at <= until:
            self.now = max(self.now, due_at)
            self.does(self._tell_due)
        self.now = max(self.now, until)

    @property
    def turn(self) -> Turn:
        return Turn(self.db, self.now, HOUSE, self._features, "linli_bot")

    @property
    def organiser_id(self) -> int:
        return self.ids[NAMES[0]]

    @property
    def activity(self) -> Activity:
        return self.db.activities.activity(self.activity_id)

    @property
    def is_over(self) -> bool:
        activity = self.activity
        return activity.state is State.CANCELLED or self.now >= activity.starts_at

    def sign_ups(self) -> dict[str, SignUp]:
        listed = self.db.sign_ups.roster(self.activity_id, offset=0, limit=len(NAMES))
        return {self.names[line.sign_up.person_id]: line.sign_up for line in listed}

    # What must be true

    def check(self) -> None:
        """Whenever nothing is being done."""
        self.door.check()
        activity, found = self.activity, self.sign_ups()
        self._check_counts(activity, found)
        if self.is_over:
            return
        for sign_up in found.values():
            self._check_deadlines(activity, sign_up)
        if HOURS.morning_after(self.now) < activity.starts_at:
            self._check_nobody_waits_in_vain(activity, found)

    def _check_counts(self, activity: Activity, found: dict[str, SignUp]) -> None:
        taken, reserved = (
            sum(s.party for s in found.values() if s.standing is standing)
            for standing in (Standing.CONFIRMED, Standing.OFFERED)
        )
        waiting = sum(s.standing is Standing.WAITING for s in found.values())
        counted = (activity.taken, activity.reserved, activity.waiting)
        require(counted == (taken, reserved, waiting), f"counts {counted}")
        require(activity.free >= 0, "more places given than there are")
        if activity.awaits_draw:
            require(taken + reserved == 0, "a place before the draw")

    def _check_deadlines(self, activity: Activity, sign_up: SignUp) -> None:
        if until := sign_up.offered_until:
            require(not HOURS.covers(until), f"an offer until {until}, at night")
            require(until <= activity.starts_at, "an offer that outlasts the start")
            require(self._waits("OfferEnds", sign_up.id, stamp(until)), "an offer without end")
        if until := sign_up.confirm_by:
            require(not HOURS.covers(until), f"to be confirmed by {until}, at night")
            require(until < activity.starts_at, "to be confirmed after the start")
            require(self._waits("ConfirmationEnds", 0, stamp(until)), "a question without end")

    def _check_nobody_waits_in_vain(self, activity: Activity, found: dict[str, SignUp]) -> None:
        if activity.is_paused or activity.awaits_draw:
            return
        line = [s.party for s in self._line(found) if s.party <= activity.capacity]
        tight = line if activity.is_last_day(self.now) else line[:1]
        if not self._someone_is_away():
            require(all(party > activity.free for party in tight), "a free place, a line")

    def _line(self, found: dict[str, SignUp]) -> list[SignUp]:
        waiting = [s for s in found.values() if s.standing is Standing.WAITING]
        return sorted(waiting, key=lambda s: (s.rank, s.id))

    # How deeds are done and judged

    def does(self, deed: Callable[[], object], leaves: str = "") -> bool:
        before = self._before()
        self.connection.execute("BEGIN")
        try:
            deed()
        except Refusal:
            self.connection.execute("ROLLBACK")
            return False
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")
        self._judge(before, leaves)
        return True

    def _goes(self, name: str, deed: Callable[[], object]) -> bool:
        return self.does(deed, name)

    def _is_changed(self, after: Activity) -> bool:
        verb = self.db.changes.change
        by = self.organiser_id
        done = self.does(lambda: verb(after, by=by, now=self.now, house=HOUSE))
        self.door.is_put_off()
        return done

    def _tell_due(self) -> None:
        for due in self.db.notices.due(self.now):
            conclude(due, self.turn)
            if due.person_id and self._state(due.id) == End.TOLD:
                is_urgent = self._features.notices[due.kind].urgent
                require(is_urgent or not HOURS.covers(self.now), f"{due.kind} at {self.now}")
                self._check_true(due, due.person_id)
                self.door.judge(due, due.person_id)
        # What was said is not looked at any further.
        self.connection.execute("DELETE FROM outbox")

    def _before(self) -> Before:
        sql = "SELECT coalesce(max(id), 0) FROM notices"
        (newest,) = self.connection.execute(sql).fetchone()
        return Before(self.activity, self.now, self.sign_ups(), newest)

    def _judge(self, before: Before, leaves: str) -> None:
        after = self.sign_ups()
        lost = set(before.sign_ups) - set(after) - {leaves}
        told = self._told_of_a_loss(before)
        require(lost <= told, f"{lost} lost without a word, only {told} are told")
        for name in lost:
            self._check_was_asked(before, before.sign_ups[name])
        self._check_order(before, after)
        self._check_pause(before, after)

    def _told_of_a_loss(self, before: Before) -> set[str]:
        rows = self.connection.execute(
            "SELECT person_id FROM notices WHERE id > ? AND kind IN (?, ?)",
            (before.newest_notice, *LOSSES),
        )
        return {self.names[row[0]] for row in rows}

    def _check_was_asked(self, before: Before, lost: SignUp) -> None:
        if lost.confirm_by is not None:
            asked = lost.asked_at is not None and lost.asked_at <= self.now - ENOUGH
            require(asked, "a place lost over a question that was not asked")

    def _check_order(self, before: Before, after: dict[str, SignUp]) -> None:
        """Before the last day who moves up stood before all who stay in the line."""
        was, activity = before.activity, self.activity
        is_drawn = was.awaits_draw and not activity.awaits_draw
        is_last_day = was.is_last_day(self.now) or activity.is_last_day(self.now)
        if is_drawn or is_last_day or self._someone_is_away():
            return
        capacity = activity.capacity
        line = [s for s in self._line(before.sign_ups) if s.party <= capacity]
        still = {s.id: s for s in after.values()}
        up = [(s.rank, s.id) for s in line if s.id in still and not _waits(still[s.id])]
        stay = [(s.rank, s.id) for s in line if s.id in still and _waits(still[s.id])]
        require(not up or not stay or max(up) < min(stay), "somebody was overtaken")

    def _check_pause(self, before: Before, after: dict[str, SignUp]) -> None:
        if not (before.activity.is_paused and self.activity.is_paused):
            return
        require(set(after) <= set(before.sign_ups), "somebody new while it is paused")
        offered = {n for n, s in after.items() if s.standing is Standing.OFFERED}
        was = {n for n, s in before.sign_ups.items() if s.standing is Standing.OFFERED}
        require(offered <= was, "an offer while it is paused")

    def _check_true(self, due: Due, person_id: int) -> None:
        """Nobody is told what is no longer so."""
        if due.kind not in ABOUT_PLACES:
            return
        activity = self.db.activities.activity(due.facts["activity_id"])
        sign_up = self.db.sign_ups.of(person_id, activity.id)
        wanted = ABOUT_PLACES[due.kind]
        require(activity.state is State.PUBLISHED, f"{due.kind} of what is cancelled")
        require(self.now < activity.starts_at, f"{due.kind} of what has begun")
        require(sign_up and sign_up.standing in wanted, f"{due.kind} is not so")
        is_newest = due.facts.get("move", activity.last_move) == activity.last_move
        require(is_newest, f"{due.kind} of an earlier time or place")

    def _state(self, notice_id: int) -> str:
        sql = "SELECT state FROM notices WHERE id = ?"
        return str(self.connection.execute(sql, (notice_id,)).fetchone()[0])

    def _someone_is_away(self) -> bool:
        """Nothing can be offered to them, or to those they act for."""
        return bool(self.connection.execute(_AWAY).fetchone()[0])

    def _waits(self, kind: str, sign_up_id: int, due_at: int) -> bool:
        sql = (
            "SELECT 1 FROM notices WHERE state = 'waiting' AND kind = ? AND due_at = ?"
            " AND json_extract(facts, '$.activity_id') = ?"
            " AND (? = 0 OR json_extract(facts, '$.sign_up_id') = ?)"
        )
        facts = (kind, due_at, self.activity_id, sign_up_id, sign_up_id)
        return self.connection.execute(sql, facts).fetchone() is not None

    def _people(self) -> dict[str, int]:
        ids: dict[str, int] = {}
        for number, name in enumerate(NAMES):
            if name in CONTACTS:
                proxy = self.db.people.person(ids[NAMES[0]])
                assert proxy, "the first of all"
                home = Home("1号楼", "1", str(number))
                ids[name] = self.db.contacts.meet(proxy, name=name, home=home, now=self.now).id
            else:
                ids[name] = self._resident(1000 + number, name).id
        return ids

    def _resident(self, telegram_id: int, name: str) -> Person:
        met = self.db.people.meet(telegram_id, name=name, language="zh_Hans", now=self.now)
        self.db.people.save(replace(met, roles=Role.RESIDENT, agreed_at=self.now))
        return met


def _waits(sign_up: SignUp) -> bool:
    return sign_up.standing is Standing.WAITING


def _connect() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    for script in sorted(MIGRATIONS.glob("*.sql")):
        connection.executescript(script.read_text(encoding="utf-8"))
    return connection


_AWAY = """
SELECT EXISTS (
    SELECT 1 FROM people WHERE blocked = 1 OR (telegram_id IS NULL AND proxy_id IS NULL))
"""
