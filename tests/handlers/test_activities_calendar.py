"""The file that a calendar reads."""

from datetime import timedelta

from icalendar import Calendar

from tests.handlers.organising import published


async def test_the_calendar_entry_says_when_in_the_neighbourhoods_time_zone(town):
    staff = await town.staff()
    lan = await town.resident("阿兰")
    await published(staff, with_media=True)
    await lan.types("/activities")
    await lan.taps("包饺子")

    await lan.taps("📅 加入日历")

    document = town.world.messages(lan.id, lan.id)[-1]["document"]
    content = town.world.files.find(document["file_id"]).content
    (event,) = Calendar.from_ical(content).events
    assert str(event["summary"]) == "包饺子"
    assert event.start.isoformat() == "2026-05-09T14:00:00+08:00"
    assert event.start.utcoffset() == timedelta(hours=8)
    assert str(event["uid"]) == "activity-1@linli_bot"
    assert str(event["contact"]) == "小李"
    assert str(event["location"]) == "社区活动室"
