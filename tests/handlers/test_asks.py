"""Nobody is asked for their opinion more often than the community has decided, whoever asks."""

from tests.handlers.surveying import adds, drafted, published
from tests.handlers.test_tickets_desk import at_the_desk, reported

LATER = "过了几天，想问问您结果怎么样"


async def closed_for(town, wang):
    (li,) = await at_the_desk(town, "小李")
    number = await reported(town, wang)
    await li.taps("我来办", town.desk)
    await li.follows(f"case-{number}")
    await li.taps("办结")
    await li.types("修好了")
    await li.taps("办结并回访")


async def is_asked_four_times(town):
    for number in range(4):
        staff = await drafted(town, title=f"第{number}份", staff_name=f"小王{number}")
        await adds(staff, "好吗？", "1 到 5 分")
        await published(town, staff, closes="3 天")


async def heard_later(town, wang):
    await town.passes(days=4)
    return [m for m in town.world.messages(wang.id, wang.id) if LATER in m.get("text", "")]


async def test_the_second_question_about_a_ticket_is_left_out(town):
    wang = await town.resident("王秀兰")
    await is_asked_four_times(town)
    await closed_for(town, wang)

    wang.sees("请回答三个小问题")
    assert await heard_later(town, wang) == []


async def test_where_there_is_room_it_is_asked(town):
    wang = await town.resident("王秀兰")
    await closed_for(town, wang)

    assert await heard_later(town, wang)
    assert await town.query("SELECT n FROM asks") == [(2,)]
