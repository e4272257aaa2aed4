"""Which core runs what: the measured bot has one to itself, everything else stays on another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

BOT, OTHERS = 0, -1  # the first and the last core that this process may use


@contextmanager
def on_core(which: int) -> Iterator[None]:
    """What is started within runs there; the same core twice where there is only one."""
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(allowed)[which]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
