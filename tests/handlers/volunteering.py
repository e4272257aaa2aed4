"""What staff and volunteers do again and again in the tests of shifts."""


async def plan_shift(
    staff, *, title="夜间巡逻", when="5月9日 14:00", people="2", until=""
) -> None:
    """The guided form, up to the draft."""
    await staff.types("/newshift")
    await staff.types(title)
    await staff.types(when)
    await staff.taps("2 小时")
    await staff.types("北门岗亭")
    await staff.types(people)
    await staff.taps("跳过")
    await staff.taps("谁都可以")
    await staff.taps("没有了")
    await staff.taps("跳过")
    await staff.taps("跳过")
    await (staff.types(until) if until else staff.taps("跳过"))
    await staff.taps("保存为草稿")


async def published_shift(staff, **plan) -> None:
    await plan_shift(staff, **plan)
    await staff.taps("发布")


async def ready_volunteer(town, name, *, hears_gaps=False, language="zh_Hans"):
    """Somebody who has said that they help, and when they are free: at any time."""
    volunteer = await town.volunteer(name, language)
    await enrol(town, volunteer, hears_gaps=hears_gaps)
    return volunteer


async def enrol(town, neighbour, *, hears_gaps=False, skills=()) -> None:
    from community.volunteers import EVERY_FREE_TIME, Profile  # noqa: PLC0415

    def do(db) -> None:
        person = db.people.by_telegram(neighbour.id)
        profile = Profile(
            person.id,
            skills=frozenset(skills),
            free=frozenset(EVERY_FREE_TIME),
            hears_gaps=hears_gaps,
        )
        db.volunteers.enrol(profile, now=town.clock.now(), house=town.house)

    await town.linli.doors.store.transaction(do)
