"""The pictures of a report: the form, its message at three stages, the case and the queue."""

from typing import Protocol

from tests.system.players import Players

GRANDMOTHER, NEWCOMER, STAFF, DESK = 1001, 1003, 1005, -1001000000002
WIDE, PHONE = (1280, 800), (360, 740)
SAID = "3楼拐角的水管漏水，一直在滴，地上很滑，我差点摔倒。"


class Takes(Protocol):
    async def takes(self, shot: tuple[str, tuple[int, int], str, int, int]) -> None: ...


async def a_report(players: Players, camera: Takes) -> None:
    """The grandmother's, from the first word to the three questions."""
    await players.say(GRANDMOTHER, SAID)
    await camera.takes(("ticket-form", PHONE, "zh-Hans", GRANDMOTHER, GRANDMOTHER))
    await players.tap(GRANDMOTHER, "投诉", "水电", "整栋楼")
    await players.tap(GRANDMOTHER, "提交")
    await camera.takes(("ticket-received", PHONE, "zh-Hans", GRANDMOTHER, GRANDMOTHER))
    await camera.takes(("ticket-desk", WIDE, "zh-Hans", STAFF, DESK))
    await players.say(STAFF, "/queue")
    await players.tap(STAFF, "全部")
    await camera.takes(("ticket-queue", PHONE, "zh-Hans", STAFF, STAFF))
    await players.tap(STAFF, "#4", "追问")
    await players.say(STAFF, "请问是 1 单元还是 2 单元？")
    await players.tap(STAFF, "发送")
    await camera.takes(("ticket-asked", PHONE, "zh-Hans", GRANDMOTHER, GRANDMOTHER))
    await players.tap(GRANDMOTHER, "回复")
    await players.say(GRANDMOTHER, "2 单元，电梯出来左手边。")
    await players.tap(GRANDMOTHER, "好了")
    await players.tap(STAFF, "办结")
    await players.say(STAFF, "今天下午换了阀门，试水一小时不再滴漏，地面也擦干了。")
    await players.tap(STAFF, "办结并回访")
    await camera.takes(("ticket-closed", PHONE, "zh-Hans", GRANDMOTHER, GRANDMOTHER))


async def a_report_in_english(players: Players, camera: Takes) -> None:
    """The newcomer's: the lift has been reported already."""
    await players.say(NEWCOMER, "The lift in building 3 stops on the second floor again.")
    await players.tap(NEWCOMER, "Complaint", "Lift", "No", "Skip")
    await players.tap(NEWCOMER, "3号楼")
    await camera.takes(("ticket-similar-en", PHONE, "en", NEWCOMER, NEWCOMER))
    await players.tap(NEWCOMER, "Me too")
    await camera.takes(("ticket-received-en", PHONE, "en", NEWCOMER, NEWCOMER))
    await players.say(STAFF, "/language")
    await players.tap(STAFF, "English")
    await players.say(STAFF, "/queue")
    await camera.takes(("ticket-queue-en", PHONE, "en", STAFF, STAFF))
    await players.say(STAFF, "/language")
    await players.tap(STAFF, "简体中文")
