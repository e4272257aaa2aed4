"""Links that give a role, and what becomes of those who guess."""

import pytest

ROLES = "SELECT roles FROM people WHERE telegram_id = ?"
RESIDENT, VOLUNTEER, STAFF, ADMIN = 1, 2, 4, 8


async def _invitation(inviter, role="志愿者"):
    """The start parameter of a fresh link."""
    await inviter.types("/invite")
    await inviter.taps(role)
    return inviter.sees("?start=invite-").partition("?start=")[2].strip()


async def test_a_link_makes_a_resident_a_volunteer_and_both_hear(town):
    li, lan = await town.staff("小李"), await town.resident("阿兰")
    link = await _invitation(li)
    await lan.follows(link)
    lan.sees("您现在是志愿者了")
    li.sees("阿兰")
    li.sees("接受了您的邀请")
    assert await town.query(ROLES, lan.id) == [(RESIDENT | VOLUNTEER,)]


async def test_an_admin_invites_staff_whose_commands_follow(town):
    lan = await town.resident("阿兰")
    await lan.follows(await _invitation(town.admin, "社区工作者"))
    lan.sees("您现在是社区工作者了")
    assert "邀请" in lan.labels()
    listed = [command["command"] for command in town.world.commands(lan.id, lan.id)]
    assert "invite" in listed
    assert "staff" not in listed
    assert ("took an invitation",) in await town.query("SELECT action FROM audit")


async def test_the_link_goes_through_the_welcome_first(town):
    ming = town.newcomer("阿明")
    await ming.follows(await _invitation(town.admin, "社区工作者"))
    for label in ("简体中文", "同意", "跳过", "暂时不"):
        await ming.taps(label)
    ming.sees("您现在是社区工作者了")
    assert await town.query(ROLES, ming.id) == [(RESIDENT | STAFF,)]


async def test_a_typed_code_works_too(town):
    lan = await town.resident("阿兰")
    await lan.types(await _invitation(town.admin))
    lan.sees("您现在是志愿者了")


async def test_a_used_link_gives_nothing(town):
    lan, eve = await town.resident("阿兰"), await town.resident("Eve", "en")
    link = await _invitation(town.admin)
    await lan.follows(link)
    await eve.follows(link)
    eve.sees("This invitation has been used already.")
    assert await town.query(ROLES, eve.id) == [(RESIDENT,)]


async def test_an_expired_link_gives_nothing(town):
    lan = await town.resident("阿兰")
    link = await _invitation(town.admin)
    await town.passes(days=7)
    await lan.follows(link)
    lan.sees("这个邀请已经失效")


async def test_who_has_the_role_already_leaves_the_link_to_others(town):
    vera, lan = await town.volunteer("Vera"), await town.resident("阿兰")
    link = await _invitation(town.admin)
    await vera.follows(link)
    vera.sees("您已经有这个身份了")
    await lan.follows(link)
    lan.sees("您现在是志愿者了")


async def test_a_link_of_somebody_who_lost_the_right_gives_nothing(town):
    li, lan = await town.staff("小李"), await town.resident("阿兰")
    link = await _invitation(li)
    await _remove_from_staff(town, "小李")
    await lan.follows(link)
    lan.sees("这个邀请已经失效")
    assert await town.query(ROLES, lan.id) == [(RESIDENT,)]


async def test_five_wrong_codes_meet_silence_for_an_hour(town):
    eve = await town.resident("Eve", "en")
    link = await _invitation(town.admin)
    for guess in range(5):
        await eve.types(f"invite-guess{guess}")
        eve.sees("I do not know this invitation.")
    await eve.types("invite-guess6")
    assert eve.news() == []
    await eve.follows(link)
    assert eve.news() == []

    await town.passes(minutes=61)
    await eve.follows(link)
    eve.sees("You are a volunteer now.")


async def test_a_forgotten_code_is_nowhere_in_the_clear(town):
    link = await _invitation(town.admin)
    code = link.removeprefix("invite-")
    await town.passes(minutes=20)
    for (table,) in await town.query("SELECT name FROM sqlite_schema WHERE type = 'table'"):
        rows = await town.query(f"SELECT * FROM {table}")
        assert not [row for row in rows if code in str(row)], table


async def test_staff_invite_volunteers_and_only_admins_invite_staff(town):
    li = await town.staff("小李")
    await li.types("/invite")
    assert li.labels() == ["志愿者", "‹ 菜单"]
    await town.admin.types("/invite")
    assert town.admin.labels() == ["志愿者", "社区工作者", "‹ 菜单"]


@pytest.mark.parametrize(
    ("role", "answer"),
    [(STAFF, "没有这个权限"), (ADMIN, "过期"), (RESIDENT, "过期"), (0, "过期"), (999, "过期")],
)
async def test_a_forged_role_is_refused(town, role, answer):
    li = await town.staff("小李")
    await li.types("/invite")
    message = town.world.messages(li.id, li.id)[-1]["message_id"]
    await li.presses(f"inv.make:{role}", message)
    assert answer in li.toast
    assert await town.query("SELECT * FROM invitations") == []


async def test_commands_of_the_staff_are_not_for_residents(town):
    lan = await town.resident("阿兰")
    for command in ("/invite", "/staff"):
        await lan.types(command)
        lan.sees("您没有这个权限")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]
    for forged in ("inv.make:2", "staff.gone:1", "/staff"):
        await lan.presses(forged, message)
        assert "您没有这个权限" in lan.toast


async def test_a_removed_role_is_gone_at_the_next_press(town):
    li = await town.staff("小李")
    await li.types("/invite")
    await _remove_from_staff(town, "小李")
    li.sees("您不再是")
    await li.taps("志愿者")
    assert "您没有这个权限" in li.toast
    assert await town.query(ROLES, li.id) == [(RESIDENT,)]
    listed = [command["command"] for command in town.world.commands(li.id, li.id)]
    assert "invite" not in listed
    assert ("removed from staff",) in await town.query("SELECT action FROM audit")


async def test_removing_is_asked_once_more_and_can_be_left(town):
    li = await town.staff("小李")
    await town.admin.types("/staff")
    town.admin.sees("管理员")
    await town.admin.taps("移除 小李")
    await town.admin.taps("不")
    town.admin.sees("小李")
    assert await town.query(ROLES, li.id) == [(RESIDENT | STAFF,)]


async def test_an_admin_is_not_removed_by_a_forged_press(town):
    [(number,)] = await town.query("SELECT id FROM people WHERE telegram_id = ?", town.admin.id)
    await town.admin.types("/staff")
    message = town.world.messages(town.admin.id, town.admin.id)[-1]["message_id"]
    await town.admin.presses(f"staff.gone:{number}", message)
    assert "不能在这里移除管理员" in town.admin.toast
    await town.admin.presses("staff.gone:4711", message)
    assert "过期" in town.admin.toast


async def test_removing_twice_is_answered(town):
    li = await town.staff("小李")
    [(number,)] = await town.query("SELECT id FROM people WHERE telegram_id = ?", li.id)
    await _remove_from_staff(town, "小李")
    message = town.world.messages(town.admin.id, town.admin.id)[-1]["message_id"]
    await town.admin.presses(f"staff.gone:{number}", message)
    assert "不是社区工作者" in town.admin.toast


async def test_a_long_staff_list_is_paged(town):
    for number in range(8):
        await town.staff(f"同事{number}")
    await town.admin.types("/staff")
    town.admin.sees("同事4")
    town.admin.sees_nothing_of("同事7")
    await town.admin.taps("›")
    town.admin.sees("同事7")


async def test_somebody_invited_at_night_is_told_and_the_inviter_hears_in_the_morning(town):
    li, lan = await town.staff("小李"), await town.resident("阿兰")
    link = await _invitation(li)
    await town.passes(hours=11)  # 23:00
    li._look_around()
    await lan.follows(link)
    lan.sees("您现在是志愿者了")
    assert li.news() == []
    await town.passes(hours=10)
    li.sees("接受了您的邀请")


async def _remove_from_staff(town, name):
    await town.admin.types("/staff")
    await town.admin.taps(f"移除 {name}")
    await town.admin.taps("确定移除")
