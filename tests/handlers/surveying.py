"""What the tests about surveys begin with: a survey that staff have made and published."""


async def drafted(town, *, names="匿名", per="每人一份", title="楼道灯", staff_name="小李"):
    staff = await town.staff(staff_name)
    await staff.types("/survey")
    await staff.taps("新问卷")
    await staff.types(title)
    await staff.types("想知道楼道灯亮不亮")
    await staff.taps(names)
    await staff.taps(per)
    return staff


async def adds(staff, words, kind, *options, must="是", after="所有人", when=""):
    await staff.taps("加一道题")
    await staff.types(words)
    await staff.taps(kind)
    if options:
        await staff.types("\n".join(options))
    await staff.taps(must)
    await staff.taps(after)
    if when:
        await staff.taps(when)


async def published(town, staff, *, whom=("所有人",), size="全部", closes="一周"):
    await staff.taps("📣 发布")
    for choice in whom:
        await staff.taps(choice)
    if size == "全部":
        await staff.taps(size)
    else:
        await staff.types(size)
    await staff.taps(closes)
    await staff.taps("📣 发布")


async def asked(town, **promise):
    """A scale, a branch for the unhappy, and words that may be skipped."""
    staff = await drafted(town, **promise)
    await adds(staff, "灯亮吗？", "1 到 5 分")
    await adds(staff, "哪里最暗？", "单选", "门口", "楼梯", after="1. 灯亮吗", when="低分")
    await adds(staff, "还想说什么？", "文字", must="可以跳过")
    return staff


async def answers(person, level, *rest):
    """Through the survey that waits, up to the list of all answers, and sent."""
    await person.types("/surveys")
    await person.taps("楼道灯")
    await person.taps(level)
    for one in rest:
        await (person.taps("跳过") if one == "" else say_or_tap(person, one))
    await person.taps("发送")


async def say_or_tap(person, one):
    await (person.taps(one) if one in person.labels() else person.types(one))
