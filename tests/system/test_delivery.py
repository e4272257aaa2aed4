from datetime import timedelta

import pytest

from handlers.kit.context import Chat
from handlers.kit.screen import Screen
from storage.outbox import EDIT, Lane

SEND = "sendMessage"


async def put(town, *texts, to, card=None, lane=Lane.REPLY):
    def say(db):
        for text in texts:
            Chat(town.linli.doors.turn(db), to, lane).say(Screen(text, card=card))

    await town.linli.doors.store.transaction(say)


async def say(town, *texts, to, **more):
    await put(town, *texts, to=to, **more)
    await town.settle()


async def edit(town, text, *, to, card="test:1"):
    def change(db):
        payload = Screen(text).payload()
        db.outbox.put(Lane.REPLY, EDIT, payload, now=town.clock.now(), chat_id=to, card=card)

    await town.linli.doors.store.transaction(change)


async def once(town):
    """One round: what may go, goes; time stands still."""
    await town.linli.delivery.round()
    await town.linli.delivery.calls_ended()
    await town.linli.delivery.round()


async def states(town, text):
    rows = await town.query("SELECT state FROM outbox WHERE payload LIKE ?", f"%{text}%")
    return [state for (state,) in rows]


@pytest.fixture
async def ann(town):
    return await town.resident("Ann", "en")


async def test_messages_of_a_chat_keep_their_order(town, ann):
    await say(town, "one", "two", "three", to=ann.id)

    assert ann.news()[-3:] == ["one", "two", "three"]


async def test_one_message_a_second_to_one_person(town, ann):
    before = town.clock.now()

    await say(town, *map(str, range(10)), to=ann.id)

    assert timedelta(seconds=8) <= town.clock.now() - before <= timedelta(seconds=11)


async def test_the_limits_are_never_met_by_three_hundred_messages(town):
    people = [town.newcomer(f"P{number}") for number in range(60)]
    for person in people:
        town.world.start(person.id)
    await town.settle()
    town.world.calls.clear()
    for person in people:
        await put(town, "a", "b", "c", "d", "e", to=person.id)

    await town.settle()

    refused = [answer for _, _, answer in town.world.calls if isinstance(answer, Exception)]
    assert refused == []
    assert await town.query("SELECT count(*) FROM outbox WHERE state <> 'sent'") == [(0,)]


async def test_the_message_id_comes_back_to_the_card(town, ann):
    await say(town, "card", to=ann.id, card="test:1")
    await edit(town, "newer", to=ann.id)
    await town.settle()

    assert "newer" in ann.news()
    assert "card" not in ann.news()


async def test_of_many_edits_only_the_newest_is_sent(town, ann):
    await say(town, "card", to=ann.id, card="test:1")
    town.world.calls.clear()
    for number in range(20):
        await edit(town, f"edit {number}", to=ann.id)
    await town.settle()

    assert [call["text"] for method, call, _ in town.world.calls if method == EDIT] == ["edit 19"]


async def test_an_edit_of_what_was_never_shown_is_superseded(town, ann):
    await edit(town, "nothing to edit", to=ann.id)
    await town.settle()

    assert await states(town, "nothing to edit") == ["superseded"]


async def test_a_message_to_someone_who_blocked_the_bot_ends_blocked(town, ann):
    town.world.block(ann.id)
    await say(town, "hello", to=ann.id)

    assert await states(town, "hello") == ["blocked"]


async def test_a_person_the_bot_could_not_reach_is_remembered(town, ann):
    town.world.faults.add(
        method=SEND, times=1, status=403, description="Forbidden: user is deactivated"
    )
    await say(town, "hello", to=ann.id)

    assert await town.query("SELECT blocked FROM people WHERE name = 'Ann'") == [(1,)]


async def test_a_chat_that_does_not_exist_ends_failed(town):
    await say(town, "hello", to=999_999)

    assert await states(town, "hello") == ["failed"]


async def test_the_same_text_again_is_no_failure(town, ann):
    await say(town, "card", to=ann.id, card="test:1")
    await edit(town, "card", to=ann.id)
    await town.settle()

    assert await states(town, "card") == ["sent", "sent"]


@pytest.mark.parametrize("status", [401, 404, 409, 500, 502])
async def test_troubles_of_telegram_pass(town, ann, status):
    town.world.faults.add(method=SEND, times=3, status=status, description="trouble")
    before = town.clock.now()
    await say(town, "hello", to=ann.id)

    assert await states(town, "hello") == ["sent"]
    assert town.clock.now() - before < timedelta(seconds=60)


async def test_garbage_is_no_end(town, ann):
    town.world.faults.add(method="editMessageText", times=1, garbage=True)
    await say(town, "card", to=ann.id, card="test:1")
    await edit(town, "newer", to=ann.id)
    await town.settle()

    assert await states(town, "newer") == ["sent"]


async def test_flood_control_holds_everything_back(town, ann):
    ben = await town.resident("Ben")
    town.world.faults.add(method=SEND, times=1, status=429, retry_after=30)
    await put(town, "hello", to=ann.id)
    await once(town)
    await put(town, "greetings", to=ben.id)
    await once(town)
    assert await states(town, "hello") + await states(town, "greetings") == ["waiting", "waiting"]

    town.clock.advance(timedelta(seconds=31))
    await town.settle()

    assert await states(town, "hello") + await states(town, "greetings") == ["sent", "sent"]


async def test_the_pause_after_flood_control_outlives_a_restart(town, ann):
    town.world.faults.add(method=SEND, times=1, status=429, retry_after=30)
    await put(town, "hello", to=ann.id)
    await once(town)

    await town.restart()
    await once(town)
    assert await states(town, "hello") == ["waiting"]
    town.clock.advance(timedelta(seconds=31))
    await once(town)

    assert await states(town, "hello") == ["sent"]


async def test_a_message_that_may_have_left_is_tried_once_more(town, ann):
    town.world.faults.add(method=SEND, times=2, lose_answer=True)
    await say(town, "hello", to=ann.id)

    assert await states(town, "hello") == ["unknown"]
    assert town.world.sent_copies()[ann.id, "hello"] == 2


async def test_an_edit_that_may_have_left_goes_until_it_is_known_to_have(town, ann):
    await say(town, "card", to=ann.id, card="test:1")
    town.world.faults.add(method=EDIT, times=4, lose_answer=True)
    await edit(town, "newer", to=ann.id)
    await town.settle()

    assert await states(town, "newer") == ["sent"]


async def test_what_could_not_leave_for_a_day_ends_failed(town, ann):
    town.world.faults.add(method=SEND, times=10_000, status=500, description="trouble")
    await put(town, "hello", to=ann.id)
    await once(town)
    town.clock.advance(timedelta(hours=25))
    await once(town)

    assert await states(town, "hello") == ["failed"]


async def test_markup_that_telegram_cannot_read_is_sent_plain(town, ann):
    await say(town, "<b>half &amp; whole", to=ann.id)

    assert ann.news()[-1] == "half & whole"


async def test_what_was_claimed_before_a_crash_is_sent_once_more(town, ann):
    await put(town, "hello", to=ann.id)
    await town.linli.doors.store.transaction(
        lambda db: db.outbox.claim(town.clock.now(), room=10, resting=[])
    )

    await town.restart()
    await town.settle()

    assert await states(town, "hello") == ["sent"]


async def test_a_group_that_became_a_supergroup_takes_its_letters_and_cards_along(town):
    small = town.world.add_group("小群", creator=town.admin.id, kind="group", bot="member")
    await town.settle()
    await town.linli.doors.store.transaction(
        lambda db: db.groups.note(small, title="小群", is_forum=False, is_member=True)
    )
    large = town.world.upgrade(small)

    await say(town, "hello", to=small)

    texts = [message.get("text") for message in town.world.messages(town.admin.id, large)]
    assert "hello" in texts
    assert await town.query("SELECT count(*) FROM groups WHERE chat_id = ?", large) == [(1,)]


async def test_replies_go_before_announcements(town):
    people = [await town.resident(f"P{number}") for number in range(3)]
    for person in people:
        await put(town, "announcement", to=person.id, lane=Lane.ANNOUNCEMENT)
    await put(town, "reply", to=people[2].id)
    town.world.calls.clear()
    await town.settle()

    sent = [call["text"] for method, call, _ in town.world.calls if method == SEND]
    assert sent == ["reply", "announcement", "announcement", "announcement"]


async def test_a_notice_that_could_not_leave_in_time_is_not_sent_late(town, ann):
    def notice(db):
        turn = town.linli.doors.turn(db)
        until = town.clock.now() + timedelta(hours=1)
        Chat(turn, ann.id, Lane.NOTICE, until=until).say(Screen("starts soon"))

    await town.linli.doors.store.transaction(notice)
    town.clock.advance(timedelta(hours=2))
    await town.settle()

    ann.sees_nothing_of("starts soon")
    assert await states(town, "starts soon") == ["failed"]


async def test_when_everything_is_marked_the_departures_are_forgotten(town, ann):
    town.linli.doors.departures.note(7)
    await put(town, "hello", to=ann.id)
    await town.linli.delivery.round()
    while_under_way = town.linli.doors.departures.noted()
    await town.settle()

    assert while_under_way == [7]
    assert town.linli.doors.departures.noted() == []
