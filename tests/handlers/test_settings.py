"""Language, quiet hours and what not to hear, all on one screen."""

SETTINGS = "SELECT quiet_from, quiet_until, muted, language FROM people WHERE telegram_id = ?"


async def test_quiet_hours_are_the_communitys_until_one_chooses(town):
    lan = await town.resident("阿兰")
    await lan.types("/settings")
    lan.sees("21:00 至 08:00")
    await lan.taps("22:00 起")
    lan.sees("22:00 至 08:00")
    await lan.taps("到 9:00")
    lan.sees("22:00 至 09:00")
    assert await town.query(SETTINGS, lan.id) == [(22 * 60, 9 * 60, "", "zh_Hans")]
    await lan.taps("与社区一致")
    lan.sees("21:00 至 08:00")
    assert await town.query(SETTINGS, lan.id) == [(None, None, "", "zh_Hans")]


async def test_there_can_be_no_quiet_hours_and_some_again(town):
    lan = await town.resident("阿兰")
    await lan.types("/settings")
    await lan.taps("全天可打扰")
    lan.sees("免打扰时段：无")
    await lan.taps("23:00 起")
    lan.sees("23:00 至 08:00")


async def test_the_screen_is_redrawn_in_place(town):
    lan = await town.resident("阿兰")
    await lan.types("/settings")
    count = len(town.world.messages(lan.id, lan.id))
    await lan.taps("22:00 起")
    await lan.taps("静音提醒")
    assert len(town.world.messages(lan.id, lan.id)) == count


async def test_a_topic_is_muted_and_heard_again_and_a_second_tap_changes_nothing(town):
    lan = await town.resident("阿兰")
    await lan.types("/settings")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]
    await lan.taps("静音提醒")
    lan.sees("已静音：提醒")
    await lan.presses("set.mute:0", message)
    assert await town.query(SETTINGS, lan.id) == [(None, None, "reminders", "zh_Hans")]
    await lan.taps("静音公告")
    lan.sees("已静音：提醒、公告")
    await lan.taps("接收提醒")
    await lan.presses("set.hear:0", message)
    assert await town.query(SETTINGS, lan.id) == [(None, None, "announcements", "zh_Hans")]


async def test_settings_survive_a_restart(town):
    lan = await town.resident("阿兰")
    await lan.types("/settings")
    await lan.taps("静音公告")
    await town.restart()
    await lan.types("/settings")
    lan.sees("已静音：公告")


async def test_what_no_button_offers_is_refused(town):
    lan = await town.resident("阿兰")
    await lan.types("/settings")
    message = town.world.messages(lan.id, lan.id)[-1]["message_id"]
    for forged in ("set.from:25", "set.until:3", "set.mute:99", "set.hear:99", "set.lang:99"):
        await lan.presses(forged, message)
        assert "过期" in lan.toast
    assert await town.query(SETTINGS, lan.id) == [(None, None, "", "zh_Hans")]


async def test_a_language_applies_at_once(town):
    lan = await town.resident("阿兰")
    await lan.types("/language")
    assert lan.labels()[:3] == ["简体中文", "繁體中文", "English"]
    await lan.taps("English")
    assert lan.toast == "I speak English now."
    lan.sees("Quiet hours: 21:00 to 08:00, as the community")
    await lan.types("/nosuchthing")
    lan.sees("I do not know this command.")


async def test_a_guest_chooses_the_language_in_the_welcome(town):
    ming = town.newcomer("Ming", "en")
    await ming.types("/language")
    ming.sees("Hello! Which language shall I speak?")
