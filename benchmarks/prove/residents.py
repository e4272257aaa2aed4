"""Residents who tap without end: mostly what makes sense to them, now and then what does not."""

import asyncio
from dataclasses import dataclass, field
from random import Random

from benchmarks.neighbourhood import FIRST_PERSON
from benchmarks.prove.model import COMPANIONS, Line, Model, Pair
from benchmarks.prove.scene import ACTIVITIES, CAPACITY, RESIDENTS, Scene
from handlers.activities.buttons import Accept, Decline, Join, Leave, SetCompanions

MOST_WAITING = 60  # presses that wait for Linli: more would grow too old to be answered
SENSELESS = 0.1

BUTTONS = {"join": Join, "leave": Leave, "accept": Accept, "decline": Decline}
DEEDS_BY_STANDING = {
    "confirmed": ("bring", "leave", "join"),
    "waiting": ("bring", "leave", "join"),
    "offered": ("accept", "accept", "decline", "bring"),
}


@dataclass(slots=True)
class Residents:
    scene: Scene
    random: Random
    per_second: float
    model: Model = field(init=False)
    expected: dict[str, str] = field(default_factory=dict)  # press to how its answer begins
    pairs: dict[str, Pair] = field(default_factory=dict)  # press to who pressed for what
    gone: set[Pair] = field(default_factory=set)  # who left stays away: receipts are unique
    touched: set[int] = field(default_factory=set)  # activities that somebody joined

    def __post_init__(self) -> None:
        self.model = Model({number: Line(CAPACITY) for number in range(1, ACTIVITIES + 1)})

    async def tap_for_ever(self) -> None:
        while True:
            if self.scene.world.pending_updates() < MOST_WAITING:
                self.tap()
            await asyncio.sleep(self.random.expovariate(self.per_second))

    def tap(self) -> None:
        person = FIRST_PERSON + self.random.randrange(RESIDENTS)
        activity = self.random.randint(1, ACTIVITIES)
        party = self.model.lines[activity].parties.get(person)
        deeds = DEEDS_BY_STANDING[party.standing] if party else ("join",)
        if self.random.random() < SENSELESS:
            deeds = ("bring", "leave", "accept", "decline")
        deed = self.random.choice(deeds)
        if deed == "join" and (person, activity) in self.gone:
            return
        if deed == "join":
            self.touched.add(activity)
        elif deed in {"leave", "decline"}:
            self.gone.add((person, activity))
        self._press(deed, person, activity)

    def _press(self, deed: str, person: int, activity: int) -> None:
        scene, number = self.scene, self.random.randint(0, COMPANIONS + 1)
        button = SetCompanions(activity, number) if deed == "bring" else BUTTONS[deed](activity)
        chat, message = person, scene.greeted[person]
        if deed == "join" and self.random.random() < 1 / 2:
            chat, message = scene.group_id, scene.posted[activity]
            said = self.model.join_in_group(person, activity)
        else:
            said = self.model.press(deed, person, activity, number=number)
        query_id = scene.world.press(person, chat, message, button.pack())
        self.expected[query_id], self.pairs[query_id] = said, (person, activity)
