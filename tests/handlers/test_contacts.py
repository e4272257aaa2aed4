"""Somebody without Telegram gets Telegram: their places become their own, and stay one."""

import re

import pytest

from tests.handlers.organising import published

PLACES = """
SELECT p.name, p.telegram_id, s.standing FROM sign_ups AS s JOIN people AS p ON p.id = s.person_id
"""
WELCOME = ("简体中文", "同意", "跳过", "暂时不")


@pytest.fixture
async def lei(town):
    """Has signed up his mother, who has no Telegram."""
    await published(await town.staff())
    lei = await town.resident("李雷", building="3号楼", unit="1", room="301")
    await lei.follows("act-1")
    await lei.taps("代他人报名")
    await lei.types("李妈妈")
    await lei.taps("是，同住")
    await lei.taps("没有别人")
    return lei


async def the_link(lei):
    await lei.types("/people")
    await lei.taps("李妈妈")
    await lei.taps("已开通 Telegram")
    return re.search(r"start=(\S+)", lei.screen()).group(1)


async def arrives(mother, link):
    await mother.follows(link)
    for label in WELCOME:
        await mother.taps(label)


async def test_her_places_become_her_own(town, lei):
    link, mother = await the_link(lei), town.newcomer("李妈妈")

    await arrives(mother, link)

    mother.sees("之前替您办的事，现在由您自己管理")
    lei.sees("已开始使用 Telegram")
    assert await town.query(PLACES) == [("李妈妈", mother.id, "confirmed")]
    await mother.types("/me")
    mother.sees("✅ 报名成功")
    await lei.types("/people")
    lei.sees_nothing_of("李妈妈")


async def test_she_hears_her_own_reminders_from_then_on(town, lei):
    link, mother = await the_link(lei), town.newcomer("李妈妈")
    await arrives(mother, link)

    await town.passes(days=7, hours=12)

    mother.sees("包饺子")
    lei.sees_nothing_of("包饺子")


async def test_the_link_works_once(town, lei):
    link, mother = await the_link(lei), town.newcomer("李妈妈")
    await arrives(mother, link)
    stranger = town.newcomer("路人")

    await arrives(stranger, link)

    stranger.sees("链接已失效")
    assert await town.query(PLACES) == [("李妈妈", mother.id, "confirmed")]


async def test_the_link_is_not_for_who_is_here_already(town, lei):
    bo = await town.resident("阿波")
    link = await the_link(lei)
    await bo.follows("join-1")

    await bo.follows(link)

    bo.sees("这个链接是给新来的人的")
    assert len(await town.query(PLACES)) == 2


async def test_the_link_is_not_for_who_has_been_here_for_a_while(town, lei):
    """Something may have been begun that nothing points to, such as an anonymous ticket."""
    bo = await town.resident("阿波")
    link = await the_link(lei)
    await town.passes(minutes=31)

    await bo.follows(link)

    bo.sees("这个链接是给新来的人的")
    assert await town.query(PLACES) == [("李妈妈", None, "confirmed")]


async def test_after_a_week_the_link_is_over(town, lei):
    link, mother = await the_link(lei), town.newcomer("李妈妈")
    await town.passes(days=8)

    await arrives(mother, link)

    mother.sees("链接已失效")


async def test_whoever_guesses_links_meets_silence(town, lei):
    bo = await town.resident("阿波")
    for number in range(5):
        await bo.follows(f"mine-{number}")

    await bo.follows(await the_link(lei))

    assert bo.news() == []


async def test_a_link_is_only_for_ones_own_contact(town, lei):
    bo = await town.resident("阿波")
    message = town.world.messages(bo.id, bo.id)[-1]["message_id"]

    await bo.presses("proxy.link:4", message)

    assert await town.query("SELECT count(*) FROM remembered WHERE name LIKE 'contact:%'") == [
        (0,)
    ]
