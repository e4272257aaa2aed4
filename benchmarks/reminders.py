"""How long a thousand reminders take that are due at the same moment, at Telegram's own pace."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measures import running
from benchmarks.neighbourhood import everybody_signs_up, prepare
from benchmarks.subjects import Subject
from bot.pace import PER_SECOND

REMINDERS = 1000
LIMIT = REMINDERS / PER_SECOND  # seconds that the pace alone takes
LEAD = timedelta(hours=2)  # the shorter of the usual lead times
STARTING = timedelta(seconds=20)  # for the bot to start before they are due


def seconds_to_send() -> float:
    """From the moment they are due until the last one has arrived."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch) / "prepared"
        due_at = datetime.now(UTC).replace(microsecond=0) + STARTING
        prepare(folder, REMINDERS, activities=1, capacity=REMINDERS, starts_at=due_at + LEAD)
        everybody_signs_up(folder, activity_id=1)
        subject = Subject(
            "Linli", "reminders", "bot", updates=[], expected={"sendMessage": REMINDERS},
            database=folder,
        )  # fmt: skip
        with running(subject) as (server, bot, _started):
            server.ask(f"open?{bot.pid}")
            told = server.ask("outcome")
    return float(told["last_at"]) - due_at.timestamp()
