"""What volunteers laid out, from the photo of the receipt to the answer."""

from io import BytesIO

from openpyxl import load_workbook

from tests.handlers.volunteering import published_shift, ready_volunteer


async def been_to_a_shift(town):
    """A staff member, and a volunteer who was written down as having come."""
    staff, volunteer = await town.staff("小李", "zh_Hans"), await ready_volunteer(town, "小明")
    await published_shift(staff)

    def takes(db):
        shift = db.shifts.shift(1)
        person = db.people.by_telegram(volunteer.id)
        db.crews.take(shift.parts[0].id, person.id, now=town.clock.now())

    def comes(db):
        person = db.people.by_telegram(volunteer.id)
        leader = db.people.by_telegram(staff.id)
        now, house = town.clock.now(), town.house
        db.turnouts.check_in(1, person.id, now=now, house=house, by_id=leader.id)

    store = town.linli.doors.store
    await store.transaction(takes)
    [[ends_at]] = await town.query("SELECT ends_at FROM shifts")
    await town.passes(seconds=ends_at - town.clock.now().timestamp() + 60)
    await store.transaction(comes)
    return staff, volunteer


async def lays_out(volunteer, amount="12.5元"):
    await volunteer.types("/expenses")
    await volunteer.taps("夜间巡逻")
    await volunteer.taps("交通")
    await volunteer.types(amount)


async def test_an_expense_with_its_receipt_is_approved_and_paid(town):
    staff, volunteer = await been_to_a_shift(town)
    await lays_out(volunteer)
    await volunteer.sends_photo()
    await volunteer.taps("跳过")
    volunteer.sees("谢谢您")

    staff.sees("交通: 12.50 (等待答复)")
    await staff.taps("同意")
    await staff.taps("已付款")
    staff.sees("已付款")
    volunteer.sees("12.50 (已同意)")


async def test_an_expense_that_is_refused_says_why(town):
    staff, volunteer = await been_to_a_shift(town)
    await lays_out(volunteer)
    await volunteer.taps("跳过")
    await volunteer.taps("跳过")

    await staff.taps("不同意")
    await staff.types("请补一张票据")

    volunteer.sees("请补一张票据")


async def test_words_are_no_amount_and_nothing_is_lost(town):
    _staff, volunteer = await been_to_a_shift(town)
    await lays_out(volunteer, "不记得了")
    volunteer.sees("请输入金额")

    await volunteer.types("8")

    volunteer.sees("票据照片")


async def test_without_a_shift_there_is_nothing_to_ask_for(town):
    neighbour = await town.resident("Alice", "en")

    await neighbour.types("/expenses")

    neighbour.sees("After a shift you can ask here")


async def test_the_accounts_get_a_table_with_its_sum(town):
    staff, volunteer = await been_to_a_shift(town)
    await lays_out(volunteer)
    await volunteer.sends_photo()
    await volunteer.taps("跳过")
    await staff.taps("同意")

    await staff.types("/expenses")
    await staff.taps("表格")

    message = town.world.messages(staff.id, staff.id)[-1]
    content = town.world.files.find(message["document"]["file_id"]).content
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows[1][1:7] == ("小明", "夜间巡逻", "交通", "12.50", "已同意", "小李")
    assert rows[2][3:5] == ("同意合计", "12.50")
