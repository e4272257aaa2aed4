"""What staff do again and again in tests: plan an activity in the form, and publish it."""


async def plan_in_form(
    staff, *, title="包饺子", when="5月9日 14:00", places=2, with_media=False
) -> None:
    await staff.types("/newactivity")
    for answer in (title, when, "社区活动室", str(places)):
        await staff.types(answer)
    await staff.taps("3")
    for _optional in ("cost", "who", "details"):
        await staff.taps("跳过")
    if with_media:
        await staff.sends_photo()
        await staff.sends_location(31.23, 121.47)
    else:
        await staff.taps("跳过")
        await staff.taps("跳过")
    await staff.taps("保存为草稿")


async def published(staff, **plan) -> None:
    await plan_in_form(staff, **plan)
    await staff.taps("发布")
