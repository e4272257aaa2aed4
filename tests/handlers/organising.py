"""What staff do again and again in tests: plan an activity in the form, and publish it."""


async def plan_in_form(
    staff,
    *,
    title="包饺子",
    when="5月9日 14:00",
    places=2,
    with_media=False,
    lasts="",
    draw_at="",
) -> None:
    await staff.types("/newactivity")
    await staff.types(title)
    await staff.types(when)
    await staff.types("社区活动室")
    await staff.types(str(places))
    await staff.taps("3")
    await staff.taps("抽签" if draw_at else "先到先得")
    if draw_at:
        await staff.types(draw_at)
    await (staff.types(lasts) if lasts else staff.taps("跳过"))
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
