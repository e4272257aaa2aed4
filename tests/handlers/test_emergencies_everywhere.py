"""Whom to call when somebody is in danger: never more than two taps away."""

import pytest


async def taps_to_the_numbers(neighbour):
    for taps in (1, 2):
        if "紧急电话" in neighbour.labels():
            await neighbour.taps("紧急电话")
            neighbour.sees("110")
            return taps
        await neighbour.taps("‹ 菜单")
    raise AssertionError(neighbour.labels())


@pytest.mark.parametrize("simple", [False, True], ids=["as usual", "in simple mode"])
async def test_they_are_two_taps_away_from_every_screen_of_the_menu(town, simple):
    await town.linli.set_up()
    lan = await town.resident("阿兰")
    if simple:
        await lan.types("/settings")
        await lan.taps("简洁模式")
    await lan.types("/menu")
    if simple:
        await lan.taps("其他全部功能")
    labels = [label for label in lan.labels() if "紧急" not in label]
    for label in labels:
        await lan.types("/menu")
        if label not in lan.labels():
            await lan.taps("其他全部功能")
        await lan.taps(label)
        if any(word in " ".join(lan.labels()) for word in ("取消",)):
            assert "emergency" in listed(town, lan)  # in the list behind "/", while asked
            await lan.types("/cancel")
            continue
        assert await taps_to_the_numbers(lan) <= 2, label


def listed(town, neighbour):
    return [command["command"] for command in town.world.commands(neighbour.id, neighbour.id)]


async def test_they_are_in_the_list_of_commands_for_everybody_everywhere(town):
    await town.linli.set_up()
    await town.settle()

    stranger = town.newcomer("路人")

    assert "emergency" in listed(town, stranger)
    assert "emergency" in [
        command["command"] for command in town.world.commands(stranger.id, town.group)
    ]
