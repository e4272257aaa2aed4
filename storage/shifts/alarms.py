"""When the house has something to do about a shift by itself."""

from datetime import datetime, timedelta
from typing import get_args

from community.assignments import SETTLED_AFTER
from community.hours import QuietHours
from community.house import House
from community.shift_news import ShiftEnds, ShiftRemindersDue, VisitCheck
from community.shifts import LEADS, Shift
from storage.notices import Notices

STILL_USEFUL = timedelta(days=7)  # after a stop: what an alarm is about checks for itself
VISIT_CHECKED_AFTER = timedelta(minutes=30)

Alarm = ShiftRemindersDue | ShiftEnds | VisitCheck


def set_alarms(notices: Notices, shift: Shift, now: datetime, house: House) -> None:
    """Set anew when it moves."""
    notices.withdraw(about=shift.card, kinds=get_args(Alarm))
    alarms: list[tuple[Alarm, datetime]] = [
        (ShiftRemindersDue(shift.id, int(lead.total_seconds())), reminded_at(shift, lead, house))
        for lead in LEADS
    ]
    alarms.append((ShiftEnds(shift.id, 0), shift.ends_at + SETTLED_AFTER))
    if shift.is_visit:
        alarms.append((VisitCheck(shift.id), shift.ends_at + VISIT_CHECKED_AFTER))
    for alarm, at in alarms:
        if at > now:
            until = shift.ends_at + STILL_USEFUL
            notices.put(None, alarm, due_at=at, until=until, about=shift.card)


def reminded_at(shift: Shift, lead: timedelta, house: House) -> datetime:
    """By day; an early shift is remembered the evening before."""
    return QuietHours.of(house).civil(shift.starts_at - lead, useful_until=shift.starts_at)
