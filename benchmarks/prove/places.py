"""Hundreds of thousands of random deeds about places, each judged by what must be true."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from benchmarks.prove.hall import CONTACTS, NAMES, Hall
from benchmarks.prove.promises import Wrong
from community.attendance import How
from community.sign_ups import SignUp, Standing

STEPS = 1_000_000
PLACES = ("活动室", "小广场", "")
EACH = 1_000  # steps in one database, so that it stays as small as a neighbourhood's


@dataclass(slots=True)
class Tally:
    steps: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    wrongs: list[str] = field(default_factory=list)


Deed = Callable[[Hall, Random], bool | None]


def contended(random: Random, steps: int = STEPS) -> Tally:
    """`steps` deeds; a promise that is broken is written down and another hall is opened."""
    tally = Tally()
    while tally.steps < steps:
        _play(random, tally, min(EACH, steps - tally.steps))
    return tally


def _play(random: Random, tally: Tally, steps: int) -> None:
    hall = Hall(capacity=random.randint(1, 3), by_lot=random.random() < SHARE_BY_LOT)
    for _step in range(steps):
        if hall.is_over:
            hall.opens(capacity=random.randint(1, 3), by_lot=random.random() < SHARE_BY_LOT)
        name = random.choices(list(DEEDS), [weight for weight, _deed in DEEDS.values()])[0]
        tally.steps += 1
        try:
            done = DEEDS[name][1](hall, random)
            hall.check()
        except Wrong as wrong:
            tally.wrongs.append(f"{name}: {wrong}")
            break
        (tally.refused if done is False else tally.done)[name] += 1
    hall.connection.close()


def _somebody(random: Random) -> str:
    return random.choice(NAMES)


def _offered(hall: Hall, random: Random) -> str:
    """Mostly somebody to whom the deed makes sense."""
    return _of(hall, random, lambda sign_up: sign_up.standing is Standing.OFFERED)


def _asked(hall: Hall, random: Random) -> str:
    return _of(hall, random, lambda sign_up: sign_up.confirm_by is not None)


def _of(hall: Hall, random: Random, fits: Callable[[SignUp], bool]) -> str:
    found = [name for name, sign_up in hall.sign_ups().items() if fits(sign_up)]
    return random.choice(found) if found else _somebody(random)


def _comes(hall: Hall, random: Random) -> bool:
    how = random.choice((How.CODE, How.QR, How.STAFF, How.STAFF))
    return hall.door.arrives(_somebody(random), how, of_last=_even(random))


def _undoes(hall: Hall, random: Random) -> bool:
    of_last = _even(random)
    return hall.door.is_undone(_present(hall, random, of_last=of_last), of_last=of_last)


def _counts(hall: Hall, random: Random) -> bool:
    of_last, people = _even(random), random.randint(0, 5)
    name = _present(hall, random, of_last=of_last)
    return hall.door.is_counted(name, people, of_last=of_last)


def _says_how_it_was(hall: Hall, random: Random) -> bool:
    return hall.door.says_how_it_was(_present(hall, random, of_last=True), random.randint(0, 6))


def _present(hall: Hall, random: Random, *, of_last: bool) -> str:
    found = hall.door.present(of_last=of_last)
    return random.choice(found) if found and random.random() < MOSTLY else _somebody(random)


def _missed(hall: Hall, random: Random) -> str:
    found = hall.door.missed()
    return random.choice(found) if found and random.random() < MOSTLY else _somebody(random)


def _even(random: Random) -> bool:
    return random.random() < HALF


def _own_phone(random: Random) -> str:
    return random.choice([name for name in NAMES if name not in CONTACTS])


SHARE_BY_LOT = 0.3
HALF = 0.5
MOSTLY = 0.8

# How often, and what.
DEEDS: dict[str, tuple[int, Deed]] = {
    "join": (45, lambda hall, r: hall.joins(_somebody(r), r.choice((0, 0, 0, 1, 2, 3)))),
    "leave": (12, lambda hall, r: hall.leaves(_somebody(r))),
    "accept": (6, lambda hall, r: hall.accepts(_offered(hall, r))),
    "decline": (4, lambda hall, r: hall.declines(_offered(hall, r))),
    "change the number": (8, lambda hall, r: hall.changes_number(_somebody(r), r.randint(0, 4))),
    "confirm": (6, lambda hall, r: hall.confirms(_asked(hall, r))),
    "confirm what is old": (
        3,
        lambda hall, r: hall.confirms(_asked(hall, r), an_old_question=True),
    ),
    "another number of places": (2, lambda hall, r: hall.is_resized(r.randint(1, 5))),
    "pause": (1, lambda hall, r: hall.is_paused(paused=True)),
    "resume": (3, lambda hall, r: hall.is_paused(paused=False)),
    "another time": (3, lambda hall, r: hall.moves(r.randint(-60, 60))),
    "soon": (2, lambda hall, r: hall.is_brought_forward(r.randint(1, 48))),
    "another place": (2, lambda hall, r: hall.moves_to(r.choice(PLACES))),
    "fewer companions": (1, lambda hall, r: hall.limits_companions(r.randint(0, 3))),
    "block the bot": (1, lambda hall, r: hall.blocks(_own_phone(r), blocked=True)),
    "unblock the bot": (3, lambda hall, r: hall.blocks(_own_phone(r), blocked=False)),
    "leave contacts alone": (1, lambda hall, _r: hall.contacts_are_served(served=False)),
    "serve contacts": (3, lambda hall, _r: hall.contacts_are_served(served=True)),
    "come to the door": (12, _comes),
    "undo a check-in": (3, _undoes),
    "count who came": (4, _counts),
    "say they were there": (2, lambda hall, r: hall.door.says_they_were_there(_missed(hall, r))),
    "excuse": (2, lambda hall, r: hall.door.is_excused(_missed(hall, r))),
    "say how it was": (4, _says_how_it_was),
    "until the door opens": (1, lambda hall, _r: hall.door.opens()),
    "cancel": (1, lambda hall, _r: hall.is_cancelled()),
    "time": (24, lambda hall, r: hall.passes(r.choice((0.1, 0.2, 0.5, 0.5, 1, 2, 5, 9, 14)))),
}
