"""What tests of the day itself need: a published activity, its code, and the hour before."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from community.activities import Activity

SHANGHAI = ZoneInfo("Asia/Shanghai")
TO_THE_DOOR = {"days": 8, "hours": 1, "minutes": 40}  # from the first noon: 13:40
AFTERNOON = datetime(2026, 5, 9, 14, tzinfo=SHANGHAI)


async def published(town, staff, *, title="包饺子", starts_at=AFTERNOON, places=10):
    """Organised by `staff`, with the usual length of two hours; its number."""

    def publish(db):
        organiser = db.people.by_telegram(staff.id)
        draft = Activity(title, starts_at, places, organiser.id, place="活动室")
        now = town.clock.now()
        created = db.activities.create(draft, now)
        return db.activities.publish(created.id, now=now, house=town.house).id

    return await town.linli.doors.store.transaction(publish)


async def the_code(staff, activity_id=1):
    """As the organiser sees it on the day page."""
    await to_the_day(staff, activity_id)
    await staff.taps("出示签到码")
    return re.search(r"\d{3} \d{3}", staff.sees("扫一扫二维码")).group().replace(" ", "")


async def to_the_day(staff, activity_id=1):
    await staff.follows(f"act-{activity_id}")
    await staff.taps("管理")
    await staff.taps("现场")


async def to_the_list(staff, activity_id=1):
    await to_the_day(staff, activity_id)
    await staff.taps("签到名单")


async def at_the_door(town, *names, places=10):
    """Staff, those of these names with a place each, and the code, at 13:40."""
    staff = await town.staff()
    people = [await town.resident(name) for name in names or ("阿兰",)]
    await published(town, staff, places=places)
    for person in people:
        await person.follows("join-1")
    code = await the_code(staff)
    await town.passes(**TO_THE_DOOR)
    return staff, *people, code
