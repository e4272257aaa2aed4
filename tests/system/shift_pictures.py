"""The pictures of shifts: the list, the reminder, a gap before and after, the certificate."""

from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from tests.system.players import Players

GRANDMOTHER, UNCLE, NEWCOMER, VOLUNTEER, STAFF = 1001, 1002, 1003, 1004, 1005
WIDE, PHONE = (1280, 800), (360, 740)
SHANGHAI = ZoneInfo("Asia/Shanghai")
PATROL, LIBRARY = "夜间巡逻", "图书室值守"
AFTERNOON, EVENING = 1, 2  # columns of the times of the week
A_DAY, HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


class Takes(Protocol):
    async def takes(self, shot: tuple[str, tuple[int, int], str, int, int]) -> None: ...

    async def prints(self, document: bytes, name: str) -> None: ...


async def shifts_that_fill(players: Players, camera: Takes) -> None:
    today = (await players.now()).astimezone(SHANGHAI)
    patrol_at = (today + 2 * A_DAY).replace(hour=19, minute=0, second=0, microsecond=0)
    library_at = (today + 3 * A_DAY).replace(hour=15, minute=0, second=0, microsecond=0)
    await _volunteers_say_when_they_are_free(players, patrol_at, library_at)
    await _look_around(players, camera)
    await players.goes_by_until(patrol_at - A_DAY + A_MINUTE)
    await camera.takes(("shift-reminder", PHONE, "zh-Hans", VOLUNTEER, VOLUNTEER))
    await _a_gap_is_filled(players, camera)
    await players.goes_by_until(library_at - A_DAY + A_MINUTE)
    await camera.takes(("shift-reminder-en", PHONE, "en", NEWCOMER, NEWCOMER))
    await _is_there(players, PATROL, "林志明", patrol_at, patrol_at + 2 * HOUR)
    await _certificate(players, camera, UNCLE, "我的證書", "certificate-zh")
    await _is_there(players, LIBRARY, "Emma", library_at, library_at + 2 * HOUR)
    await _certificate(players, camera, NEWCOMER, "My certificate", "certificate-en")


async def _volunteers_say_when_they_are_free(
    players: Players, patrol_at: datetime, library_at: datetime
) -> None:
    await players.start(NEWCOMER, "volunteer")
    await players.tap(NEWCOMER, "English", "I agree", "Skip", "Yes, gladly")
    await players.say(NEWCOMER, "/volunteer")
    await players.tap(NEWCOMER, "When I am free")
    await _is_free(players, NEWCOMER, patrol_at, library_at)
    await players.tap(NEWCOMER, "Done", "Call me")
    await players.say(GRANDMOTHER, "/volunteer")
    await players.tap(GRANDMOTHER, "我要参加", "空闲时间")
    await _is_free(players, GRANDMOTHER, patrol_at, library_at)
    await players.tap(GRANDMOTHER, "好了", "缺人叫我")
    await players.say(UNCLE, "/volunteer")
    await players.tap(UNCLE, "我要參加", "空閒時間")
    await _is_free(players, UNCLE, patrol_at, library_at)
    await players.tap(UNCLE, "好了", "缺人叫我")


async def _is_free(
    players: Players, person: int, patrol_at: datetime, library_at: datetime
) -> None:
    await players.tap_at(person, patrol_at.weekday(), EVENING)
    await players.tap_at(person, library_at.weekday(), AFTERNOON)


async def _look_around(players: Players, camera: Takes) -> None:
    """Emma takes the library; the patrol has a place left."""
    await players.say(VOLUNTEER, "/shifts")
    await camera.takes(("shift-list", PHONE, "zh-Hans", VOLUNTEER, VOLUNTEER))
    await players.say(NEWCOMER, "/shifts")
    await camera.takes(("shift-list-en", PHONE, "en", NEWCOMER, NEWCOMER))
    await players.tap(NEWCOMER, LIBRARY)


async def _a_gap_is_filled(players: Players, camera: Takes) -> None:
    await players.tap(VOLUNTEER, "我去不了")
    await players.tap(VOLUNTEER, "我去不了")
    await camera.takes(("shift-gap", PHONE, "zh-Hans", GRANDMOTHER, GRANDMOTHER))
    await camera.takes(("shift-gap-en", PHONE, "en", NEWCOMER, NEWCOMER))
    await players.tap(UNCLE, "我來")
    await camera.takes(("shift-gap-taken", PHONE, "zh-Hans", GRANDMOTHER, GRANDMOTHER))
    await camera.takes(("shift-gap-taken-en", WIDE, "en", NEWCOMER, NEWCOMER))
    await players.say(STAFF, "/rota")
    await players.tap(STAFF, PATROL, "人员名单")
    await camera.takes(("shift-crew", WIDE, "zh-Hans", STAFF, STAFF))


async def _is_there(
    players: Players, shift: str, name: str, first: datetime, last: datetime
) -> None:
    await players.goes_by_until(first)
    await players.say(STAFF, "/rota")
    await players.tap(STAFF, shift, "签到名单", name)
    await players.goes_by_until(last)
    await players.tap(STAFF, name)


async def _certificate(
    players: Players, camera: Takes, person: int, label: str, name: str
) -> None:
    await players.say(person, "/hours")
    await players.tap(person, label)
    await camera.prints(await players.document(person), f"shift-{name}")
