"""Linli unpaced, which kills itself at a named point when the environment tells it to.

The points are patched in here: the product has no hooks for its proofs. CRASH_AT=claimed:3
means the third time that letters are claimed.
"""

import os
import signal
import sqlite3
from collections.abc import Callable
from typing import Any

import bot.delivery
import storage.store
from benchmarks.bots import linli_unpaced
from bot.delivery import Delivery
from bot.intake import Intake

Strike = Callable[[], None]


def _striking_at(count: int) -> Strike:
    left = count

    def strike() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return strike


def _before(owner: Any, name: str, strike: Strike) -> None:
    original = getattr(owner, name)

    def act(*args: Any, **named: Any) -> Any:
        strike()
        return original(*args, **named)

    setattr(owner, name, act)


def _after(owner: Any, name: str, strike: Strike) -> None:
    original = getattr(owner, name)

    def act(*args: Any, **named: Any) -> Any:
        done = original(*args, **named)
        strike()
        return done

    setattr(owner, name, act)


def _after_waiting(owner: Any, name: str, strike: Strike) -> None:
    original = getattr(owner, name)

    async def act(*args: Any, **named: Any) -> Any:
        done = await original(*args, **named)
        strike()
        return done

    setattr(owner, name, act)


def _while_migrating(strike: Strike) -> None:
    """Before the statement of that number, wherever in the scripts it stands."""
    original = storage.store._migrate

    def migrate(raw: sqlite3.Connection) -> None:
        raw.set_trace_callback(lambda _sql: strike())
        original(raw)
        raw.set_trace_callback(None)

    storage.store._migrate = migrate


POINTS: dict[str, Callable[[Strike], None]] = {
    "before commit": lambda strike: _after(Intake, "_take_all", strike),
    "after commit": lambda strike: _before(Intake, "_confirm", strike),
    "claimed": lambda strike: _before(Delivery, "_let_go", strike),
    "sent": lambda strike: _after_waiting(bot.delivery, "make_call", strike),
    "marked": lambda strike: _after_waiting(Delivery, "round", strike),
    "migrating": _while_migrating,
}


def main() -> None:
    point, _colon, count = os.environ.get("CRASH_AT", "").partition(":")
    if point:
        POINTS[point](_striking_at(int(count)))
    linli_unpaced.main()


if __name__ == "__main__":
    main()
