from datetime import UTC, datetime, timedelta

import pytest

from storage.outbox import ANSWER, EDIT, Lane, Outcome, State
from storage.store import open_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
async def do(tmp_path):
    """Run something with the outbox, each in a transaction of its own."""
    async with open_store(tmp_path) as store:

        async def in_outbox(act):
            return await store.transaction(lambda db: act(db.outbox))

        yield in_outbox


def say(text, *, chat=1, lane=Lane.REPLY, card=None):
    payload = {"text": text}
    return lambda outbox: outbox.put(
        lane, "sendMessage", payload, now=NOW, chat_id=chat, card=card
    )


def edit(text, *, chat=1, card="activity:7"):
    return lambda outbox: outbox.put(
        Lane.REPLY, EDIT, {"text": text}, now=NOW, chat_id=chat, card=card
    )


def list_commands(text, *, person=1):
    payload, card = {"text": text}, f"commands:{person}"
    return lambda outbox: outbox.put(Lane.ANSWER, "setMyCommands", payload, now=NOW, card=card)


def claim(now=NOW, room=100, resting=()):
    return lambda outbox: outbox.claim(now, room=room, resting=resting)


def settle(*outcomes):
    return lambda outbox: outbox.settle(outcomes)


def texts(letters):
    return [letter.payload.split('"')[3] for letter in letters]


def states(outbox):
    return [r["state"] for r in outbox._sql.rows("SELECT state FROM outbox ORDER BY id")]


async def test_one_letter_of_a_chat_at_a_time_in_order(do):
    for text in ("one", "two"):
        await do(say(text))

    (first,) = await do(claim())
    assert await do(claim()) == []
    await do(settle(Outcome(first, State.SENT)))
    (second,) = await do(claim())

    assert texts([first, second]) == ["one", "two"]


async def test_a_reply_overtakes_a_notice_of_the_same_chat(do):
    await do(say("notice", lane=Lane.NOTICE))
    await do(say("reply"))

    assert texts(await do(claim())) == ["reply"]


async def test_lanes_decide_between_chats_when_there_is_little_room(do):
    await do(say("announcement", chat=1, lane=Lane.ANNOUNCEMENT))
    await do(say("notice", chat=2, lane=Lane.NOTICE))
    await do(say("reply", chat=3))

    assert texts(await do(claim(room=2))) == ["reply", "notice"]


async def test_resting_chats_wait(do):
    await do(say("to 1", chat=1))
    await do(say("to 2", chat=2))

    assert texts(await do(claim(resting=[1]))) == ["to 2"]


async def test_answers_belong_to_no_chat_and_need_no_room(do):
    await do(say("reply"))
    await do(
        lambda outbox: outbox.put(Lane.ANSWER, "answerCallbackQuery", {"text": "ok"}, now=NOW)
    )

    assert texts(await do(claim(room=0))) == ["ok"]


async def test_two_lists_of_one_person_do_not_cross(do):
    await do(list_commands("old"))
    await do(list_commands("new"))
    await do(list_commands("of another", person=2))

    first, other = await do(claim())
    assert texts([first, other]) == ["old", "of another"]
    await do(settle(Outcome(first, State.WAITING, send_at=NOW + timedelta(seconds=5))))
    assert await do(claim()) == []

    (again,) = await do(claim(NOW + timedelta(seconds=5)))
    await do(settle(Outcome(again, State.SENT)))
    (last,) = await do(claim())
    assert texts([again, last]) == ["old", "new"]


async def test_a_list_waits_for_no_answer_and_no_answer_for_a_list(do):
    answer = {"text": "ok"}
    await do(list_commands("list"))
    await do(lambda outbox: outbox.put(Lane.ANSWER, ANSWER, answer, now=NOW))
    await do(lambda outbox: outbox.put(Lane.ANSWER, ANSWER, answer, now=NOW))

    assert texts(await do(claim(room=0))) == ["list", "ok", "ok"]


async def test_of_edits_of_a_card_only_the_newest_waits_in_the_place_of_the_first(do):
    await do(lambda outbox: outbox.remember("activity:7", chat_id=1, message_id=50))
    await do(edit("old"))
    await do(say("between"))
    await do(edit("new"))

    (first,) = await do(claim())

    assert (texts([first]), first.message_id) == (["new"], 50)


async def test_an_edit_that_has_to_go_again_gives_way_to_a_newer_one(do):
    await do(edit("old"))
    (old,) = await do(claim())
    await do(edit("new"))

    await do(settle(Outcome(old, State.WAITING, send_at=NOW)))

    assert await do(states) == ["superseded", "waiting"]


async def test_the_same_card_in_two_chats_is_two_edits(do):
    await do(edit("here", chat=1))
    await do(edit("there", chat=2))

    assert await do(states) == ["waiting", "waiting"]


async def test_what_is_put_off_waits_for_its_moment(do):
    await do(say("later"))
    (letter,) = await do(claim())
    await do(settle(Outcome(letter, State.WAITING, send_at=NOW + timedelta(seconds=5))))

    assert await do(claim()) == []
    assert await do(lambda outbox: outbox.something_waits())
    assert texts(await do(claim(NOW + timedelta(seconds=5)))) == ["later"]


async def test_the_message_id_is_kept_with_the_card(do):
    await do(say("card", card="activity:7"))
    (letter,) = await do(claim())
    await do(settle(Outcome(letter, State.SENT, message_id=77)))
    await do(edit("newer"))

    (newer,) = await do(claim())

    assert newer.message_id == 77


async def test_a_redraw_reaches_every_chat_that_shows_the_card_but_this_one(do):
    for chat in (1, 2, 3):
        await do(
            lambda outbox, chat=chat: outbox.remember("activity:7", chat_id=chat, message_id=5)
        )

    await do(lambda outbox: outbox.redraw("activity:7", NOW, but_not_in=2))
    letters = await do(claim())

    assert [(letter.chat_id, letter.payload) for letter in letters] == [(1, None), (3, None)]


@pytest.mark.parametrize(
    ("crashes", "state"), [(1, "waiting"), (2, "unknown")], ids=["once", "twice"]
)
async def test_a_claimed_message_goes_once_more_and_is_then_unknown(do, crashes, state):
    await do(say("hello"))
    for _ in range(crashes):
        (letter,) = await do(claim())
        await do(lambda outbox, number=letter.id: outbox.recover([number]))

    assert await do(states) == [state]


async def test_a_claimed_message_that_never_departed_was_never_tried(do):
    await do(say("hello"))
    for _ in range(5):
        (letter,) = await do(claim())
        assert letter.attempts == 1
        await do(lambda outbox: outbox.recover([]))


async def test_claimed_edits_repeat_for_ever(do):
    await do(edit("card"))
    for _ in range(5):
        assert len(await do(claim())) == 1
        await do(lambda outbox: outbox.recover([]))


async def test_a_claimed_edit_gives_way_to_a_newer_one_after_a_crash(do):
    await do(edit("old"))
    await do(claim())
    await do(edit("new"))

    await do(lambda outbox: outbox.recover([]))

    assert await do(states) == ["superseded", "waiting"]


async def test_a_call_that_surely_never_left_does_not_count_as_a_try(do):
    await do(say("hello"))
    for _ in range(4):
        (letter,) = await do(claim())
        assert letter.attempts == 1
        await do(settle(Outcome(letter, State.WAITING, send_at=NOW)))


async def test_ended_letters_are_forgotten_after_a_month_and_waiting_ones_never(do):
    await do(say("sent", chat=1))
    await do(say("waits", chat=2))
    letters = await do(claim(room=1))
    await do(settle(Outcome(letters[0], State.SENT)))

    await do(lambda outbox: outbox.forget_old(NOW + timedelta(days=31)))

    assert await do(states) == ["waiting"]


async def test_news_whose_card_changes_while_they_wait_are_brought_up_to_date_when_they_are_there(
    do,
):
    await do(lambda outbox: outbox.remember("thread:7", chat_id=1, message_id=50))
    await do(say("in hand", lane=Lane.NOTICE, card="thread:7"))
    await do(lambda outbox: outbox.redraw("thread:7", NOW))

    (news,) = await do(claim())
    await do(settle(Outcome(news, State.SENT, message_id=60)))

    assert (news.method, texts([news])) == ("sendMessage", ["in hand"])
    (update,) = await do(claim())
    assert (update.method, update.payload, update.message_id) == (EDIT, None, 60)


async def test_news_that_have_to_wait_longer_are_still_brought_up_to_date(do):
    await do(say("in hand", lane=Lane.NOTICE, card="thread:7"))
    await do(lambda outbox: outbox.redraw("thread:7", NOW))
    (news,) = await do(claim())
    await do(settle(Outcome(news, State.WAITING, send_at=NOW)))

    (again,) = await do(claim())

    assert again.is_overtaken


async def test_what_is_on_its_way_when_its_card_changes_is_brought_up_to_date_at_once(do):
    await do(say("new", card="case:7"))
    (on_its_way,) = await do(claim())

    await do(lambda outbox: outbox.redraw("case:7", NOW))
    await do(settle(Outcome(on_its_way, State.SENT, message_id=60)))

    (update,) = await do(claim())
    assert (update.method, update.payload, update.message_id) == (EDIT, None, 60)


async def test_what_waits_for_a_topic_keeps_its_place_and_is_edited_there(do):
    topic = {"text": "new", "message_thread_id": 3}
    await do(
        lambda outbox: outbox.put(
            Lane.REPLY, "sendMessage", topic, now=NOW, chat_id=1, card="case:7"
        )
    )

    await do(lambda outbox: outbox.redraw("case:7", NOW))

    (first,) = await do(claim())
    assert '"message_thread_id":3' in first.payload
    await do(settle(Outcome(first, State.SENT, message_id=60)))
    (update,) = await do(claim())
    assert (update.method, update.message_id) == (EDIT, 60)


async def test_after_two_crashes_whoever_waits_for_what_a_call_makes_is_told_that_it_is_given_up(
    do,
):
    await do(
        lambda outbox: outbox.put(
            Lane.REPLY, "createForumTopic", {"name": "#7"}, now=NOW, chat_id=1, card="topic:7"
        )
    )
    given_up = []
    for _crash in range(2):
        (letter,) = await do(claim())
        given_up += await do(lambda outbox, number=letter.id: outbox.recover([number]))

    assert given_up == [("createForumTopic", "topic:7")]
