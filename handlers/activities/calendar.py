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

    zone = turn.house.zone
    event = Event()
    event.add("uid", f"activity-{activity.id}@{turn.bot_name}")
    event.add("dtstamp", turn.now)
    event.add("summary", activity.title)
    event.add("dtstart", activity.starts_at.astimezone(zone))
    if activity.ends_at:
        event.add("dtend", activity.ends_at.astimezone(zone))
    for key, said in (
        ("location", activity.place),
        ("description", activity.details),
        ("contact", activity.organiser),
    ):
        if said:
            event.add(key, said)
    if activity.latitude is not None and activity.longitude is not None:
        event.add("geo", (activity.latitude, activity.longitude))
    calendar = Calendar()
    calendar.add("prodid", f"-//{turn.bot_name}//activities//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content
