"""The day itself: who arrives, is let in, is counted, was missed, and says how it was. Who came is
kept a second time, by name, and compared after every deed."""

from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.prove.promises import require
from community.attendance import How, Phase, phase
from community.feedback import LEVELS, is_open
from handlers.activities.check_in import let_in
from storage.notices import Due

if TYPE_CHECKING:
    from benchmarks.prove.hall import Hall

HALF_AN_HOUR = timedelta(minutes=30)


class Door:
    """Of the activity that is on, and of the one before it (`of_last`), which can still be put
    right; deeds are False when they were refused."""

    def __init__(self, hall: "Hall") -> None:
        self._hall = hall
        self._here: dict[tuple[int, str], int] = {}  # activity and name: with how many

    def arrives(self, name: str, how: How, *, of_last: bool = False) -> bool:
        """By the code, on their own; by staff off the list, with `How.STAFF`."""
        activity_id, hall = self._at(of_last=of_last), self._hall
        activity = hall.db.activities.activity(activity_id)
        sign_up = hall.db.sign_ups.of(hall.ids[name], activity_id)
        by_id = hall.organiser_id if how is How.STAFF else None
        was_early = phase(activity, hall.now) is Phase.NOT_YET
        done = hall.does(lambda: let_in(hall.turn, activity, hall.ids[name], how=how, by_id=by_id))
        if done:
            known = (activity_id, name) in self._here
            require(known or not was_early, "let in before the hour")
            self._here.setdefault((activity_id, name), sign_up.party if sign_up else 1)
        return done

    def is_undone(self, name: str, *, of_last: bool = False) -> bool:
        activity_id, hall = self._at(of_last=of_last), self._hall
        verb = hall.db.attendance.undo
        done = hall.does(lambda: verb(activity_id, hall.ids[name], hall.now))
        if done:
            self._here.pop((activity_id, name), None)
        return done

    def is_counted(self, name: str, people: int, *, of_last: bool = False) -> bool:
        activity_id, hall = self._at(of_last=of_last), self._hall
        done = hall.does(
            lambda: hall.db.attendance.set_people(
                activity_id, hall.ids[name], people, now=hall.now, by_manager=True
            )
        )
        if done:
            require((activity_id, name) in self._here, "somebody counted who is not here")
            self._here[activity_id, name] = people
        return done

    def says_they_were_there(self, name: str) -> bool:
        hall, verb = self._hall, self._hall.db.no_shows.claim
        return hall.does(lambda: verb(self._at(of_last=True), hall.ids[name], hall.now))

    def is_excused(self, name: str) -> bool:
        hall, by_id = self._hall, self._hall.organiser_id
        verb, activity_id = hall.db.no_shows.excuse, self._at(of_last=True)
        return hall.does(lambda: verb(activity_id, hall.ids[name], by_id=by_id, now=hall.now))

    def says_how_it_was(self, name: str, level: int) -> bool:
        hall, verb, activity_id = self._hall, self._hall.db.feedback.rate, self._at(of_last=True)
        done = hall.does(lambda: verb(activity_id, hall.ids[name], level, hall.now))
        if done:
            require((activity_id, name) in self._here, "an opinion of somebody who was not there")
            require(level in LEVELS, f"level {level}")
        return done

    def is_put_off(self) -> None:
        """Who had come already has been to nothing yet."""
        activity = self._hall.activity
        if phase(activity, self._hall.now) is Phase.NOT_YET:
            for here in [here for here in self._here if here[0] == activity.id]:
                del self._here[here]

    def opens(self) -> None:
        """Time passes until half an hour before the start, if that is still ahead."""
        hall = self._hall
        ahead = hall.activity.starts_at - HALF_AN_HOUR - hall.now
        if ahead > timedelta(0):
            hall.passes(ahead / timedelta(hours=1))

    def present(self, *, of_last: bool) -> list[str]:
        activity_id = self._at(of_last=of_last)
        return [name for number, name in self._here if number == activity_id]

    def missed(self) -> list[str]:
        """Of last time."""
        missed, activity_id = self._hall.db.no_shows.missed, self._at(of_last=True)
        return [name for name, number in self._hall.ids.items() if missed(activity_id, number)]

    # What must be true

    def check(self) -> None:
        for activity_id in {self._at(of_last=False), self._at(of_last=True)}:
            self._check_who_came(activity_id)

    def judge(self, told: Due, person_id: int) -> None:
        """Nobody who was there is missed, and only they are asked."""
        if told.kind not in {"WasMissed", "FeedbackAsked", "FeedbackAskedAgain"}:
            return
        hall, activity_id = self._hall, told.facts["activity_id"]
        was_there = (activity_id, hall.names[person_id]) in self._here
        require(was_there is (told.kind != "WasMissed"), f"{told.kind} is not so")
        if was_there:
            activity = hall.db.activities.activity(activity_id)
            require(is_open(activity, hall.now), f"{told.kind} when nothing can be said")
        if told.kind == "FeedbackAskedAgain":
            require(not hall.db.feedback.of(activity_id, person_id), "asked after the answer")

    def _check_who_came(self, activity_id: int) -> None:
        hall, db = self._hall, self._hall.db
        came = {hall.names[one.person_id]: one.people for one in db.attendance.came(activity_id)}
        here = {name: n for (number, name), n in self._here.items() if number == activity_id}
        require(came == here, f"who came: {came} instead of {here}")
        for name in came:
            missed = db.no_shows.missed(activity_id, hall.ids[name])
            require(missed is None, "somebody who was there was missed")
        turnout = db.attendance.turnout(activity_id)
        require(turnout.here == sum(here.values()), "the count of those who came")
        expected = db.activities.activity(activity_id).taken
        require(turnout.expected == expected, "the count of those expected")
        listed = db.attendance.listed(activity_id, offset=0, limit=2 * len(hall.ids))
        require({one.name for one in listed if one.attendance} == set(here), "the list")

    def _at(self, *, of_last: bool) -> int:
        """The hall numbers its activities one after the other."""
        return max(1, self._hall.activity_id - of_last)
