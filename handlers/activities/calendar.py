"""An activity as a file for one's own calendar; names nobody but the organiser."""

from collections.abc import Callable

from community.activities import Activity
from handlers.kit.context import Turn
from handlers.kit.router import File


def calendar_file(activity: Activity, turn: Turn, caption: str) -> Callable[[], File]:
    def build() -> File:
        content = _calendar(activity, turn)
        name = f"activity-{activity.id}.ics"
        return File("sendDocument", "document", name, content, {"caption": caption})

    return build


def _calendar(activity: Activity, turn: Turn) -> bytes:
    # Takes a fifth of a second to import, and most restarts need it never.
    from icalendar import Calendar, Event  # noqa: PLC0415

    event = Event()
    for key, said in _said(activity, turn).items():
        if said:
            event.add(key, said)
    calendar = Calendar()
    calendar.add("prodid", f"-//{turn.bot_name}//activities//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _said(activity: Activity, turn: Turn) -> dict[str, object]:
    zone, where = turn.house.zone, (activity.latitude, activity.longitude)
    return {
        "uid": f"activity-{activity.id}@{turn.bot_name}",
        "dtstamp": turn.now,
        "summary": activity.title,
        "dtstart": activity.starts_at.astimezone(zone),
        "dtend": activity.ends_at.astimezone(zone) if activity.ends_at else None,
        "location": activity.place,
        "description": activity.details,
        "contact": activity.organiser,
        "geo": None if None in where else where,
    }
