"""Polls: asked, answered, changed, closed; and what the bot hears of each."""

from datetime import timedelta

import pytest

from sandbox.refusals import Impossible

WANG, LI, CHEN = 101, 102, 103
OPTIONS = [{"text": "周六"}, {"text": "周日"}, {"text": "都行"}]


async def ask(bot, chat_id, **more):
    return await bot("sendPoll", chat_id=chat_id, question="哪天打扫？", options=OPTIONS, **more)


async def test_poll_shows_its_question_and_options(bot, group):
    sent = await ask(bot, group)

    poll = sent["poll"]
    assert poll["question"] == "哪天打扫？"
    assert [option["text"] for option in poll["options"]] == ["周六", "周日", "都行"]
    assert [option["voter_count"] for option in poll["options"]] == [0, 0, 0]
    assert len({option["persistent_id"] for option in poll["options"]}) == 3
    assert poll["type"] == "regular"
    assert poll["is_anonymous"] is True
    assert poll["is_closed"] is False


async def test_vote_is_counted_and_told_without_a_name(world, bot, group):
    sent = await ask(bot, group)
    await bot.updates()
    world.vote(LI, group, sent["message_id"], [1])

    updates = await bot.updates()

    assert [set(update) - {"update_id"} for update in updates] == [{"poll"}]
    assert updates[0]["poll"]["total_voter_count"] == 1
    assert [each["voter_count"] for each in updates[0]["poll"]["options"]] == [0, 1, 0]
    assert world.messages(LI, group)[-1]["poll"] == updates[0]["poll"]


async def test_open_poll_also_tells_who_voted(world, bot, group):
    sent = await ask(bot, group, is_anonymous=False)
    persistent = [option["persistent_id"] for option in sent["poll"]["options"]]
    await bot.updates()
    world.vote(LI, group, sent["message_id"], [2])

    answer = (await bot.heard("poll_answer"))[0]

    assert answer["poll_id"] == sent["poll"]["id"]
    assert answer["user"]["id"] == LI
    assert answer["option_ids"] == [2]
    assert answer["option_persistent_ids"] == [persistent[2]]


async def test_vote_is_changed_and_taken_back(world, bot, group):
    sent = await ask(bot, group, is_anonymous=False)
    await bot.updates()
    world.vote(LI, group, sent["message_id"], [0])
    world.vote(LI, group, sent["message_id"], [1])
    world.vote(LI, group, sent["message_id"], [])

    answers = await bot.heard("poll_answer")

    assert [answer["option_ids"] for answer in answers] == [[0], [1], []]
    assert world.messages(LI, group)[-1]["poll"]["total_voter_count"] == 0


async def test_own_vote_is_marked_for_the_voter_only(world, bot, group):
    sent = await ask(bot, group)
    world.vote(LI, group, sent["message_id"], [1])

    assert world.messages(LI, group)[-1]["chosen"] == [1]
    assert "chosen" not in world.messages(WANG, group)[-1]


async def test_several_answers_only_where_allowed(world, bot, group):
    one = await ask(bot, group)
    many = await ask(bot, group, allows_multiple_answers=True)

    with pytest.raises(Impossible, match="takes one answer"):
        world.vote(LI, group, one["message_id"], [0, 1])
    world.vote(LI, group, many["message_id"], [0, 2])

    counts = [each["voter_count"] for each in world.messages(LI, group)[-1]["poll"]["options"]]
    assert counts == [1, 0, 1]


async def test_impossible_votes(world, bot, group):
    sent = await ask(bot, group, allows_revoting=False)
    text = await bot("sendMessage", chat_id=group, text="a")
    world.vote(LI, group, sent["message_id"], [0])

    with pytest.raises(Impossible, match="no such option"):
        world.vote(WANG, group, sent["message_id"], [3])
    with pytest.raises(Impossible, match="cannot be changed"):
        world.vote(LI, group, sent["message_id"], [1])
    with pytest.raises(Impossible, match="no poll to vote in"):
        world.vote(LI, group, text["message_id"], [0])
    with pytest.raises(Impossible, match="no poll to vote in"):
        world.vote(CHEN, group, sent["message_id"], [0])


async def test_stopped_poll_takes_no_votes(world, bot, group):
    sent = await ask(bot, group)
    target = {"chat_id": group, "message_id": sent["message_id"]}
    world.vote(LI, group, sent["message_id"], [0])

    stopped = await bot("stopPoll", **target)

    assert stopped["is_closed"] is True
    assert stopped["total_voter_count"] == 1
    assert world.messages(LI, group)[-1]["poll"]["is_closed"] is True
    with pytest.raises(Impossible, match="closed"):
        world.vote(WANG, group, sent["message_id"], [0])
    assert await bot.refusal("stopPoll", **target) == "Bad Request: poll has already been closed"


async def test_only_polls_of_the_bot_are_stopped(world, bot, group):
    hers = world.say(LI, group, "a")["message_id"]

    assert await bot.refusal("stopPoll", chat_id=group, message_id=hers) == (
        "Bad Request: poll can't be stopped"
    )
    assert await bot.refusal("stopPoll", chat_id=group, message_id=999) == (
        "Bad Request: message with poll to stop not found"
    )


async def test_poll_closes_by_itself_when_its_time_is_over(world, bot, clock, group):
    sent = await ask(bot, group, open_period=600)
    await bot.updates()
    clock.advance(timedelta(minutes=10))

    polls = await bot.heard("poll")

    assert sent["poll"]["close_date"] == sent["date"] + 600
    assert [poll["is_closed"] for poll in polls] == [True]


async def test_poll_may_close_at_a_date(bot, clock, group):
    close_date = int((clock.now() + timedelta(days=2)).timestamp())

    sent = await ask(bot, group, close_date=close_date)

    assert sent["poll"]["close_date"] == close_date


async def test_quiz_knows_its_right_answer(world, bot, group):
    sent = await ask(bot, group, type="quiz", correct_option_ids=[1], explanation="因为")

    assert sent["poll"]["correct_option_ids"] == [1]
    assert sent["poll"]["explanation"] == "因为"
    world.vote(LI, group, sent["message_id"], [0])
    with pytest.raises(Impossible, match="cannot be changed"):
        world.vote(LI, group, sent["message_id"], [1])


async def test_question_may_be_formatted(bot, group):
    sent = await bot(
        "sendPoll",
        chat_id=group,
        question="<b>哪天？</b>",
        question_parse_mode="HTML",
        options=[{"text": "<i>周六</i>", "text_parse_mode": "HTML"}],
    )

    assert sent["poll"]["question_entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert sent["poll"]["options"][0]["text"] == "周六"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"question": " "}, "poll question must be non-empty"),
        ({"question": "长" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least 1 option"),
        (
            {"options": [{"text": str(n)} for n in range(13)]},
            "poll can't have more than 12 options",
        ),
        ({"options": [{"text": ""}]}, "poll options must be non-empty"),
        ({"options": [{"text": "长" * 101}]}, "poll options length must not exceed 100"),
        ({"options": [{"text": "a"}, {"text": "a"}]}, "POLL_OPTION_DUPLICATE"),
        ({"options": ["a", "b"]}, "can't parse options: expected an Array of Object"),
        ({"options": [{}]}, "can't parse poll option: can't find field \"text\""),
        ({"options": [{"text": "a", "id": 1}]}, "unknown parameter options.id"),
        ({"type": "riddle"}, "unsupported poll type specified"),
        ({"type": "quiz"}, "wrong correct option ID specified"),
        ({"type": "quiz", "correct_option_ids": [3]}, "wrong correct option ID specified"),
        (
            {"type": "quiz", "correct_option_ids": [0], "explanation": "长" * 201},
            "quiz explanation is too long",
        ),
        ({"open_period": 4}, "poll close time must be in the future"),
        ({"open_period": 2_628_001}, "poll close time must be in the future"),
        ({"close_date": 1}, "poll close time must be in the future"),
        (
            {"open_period": 60, "close_date": 1},
            "only one of the fields open_period and close_date may be specified",
        ),
        ({"country_codes": ["CN"]}, "country_codes of polls is not supported here"),
    ],
)
async def test_polls_that_are_refused(bot, group, changes, words):
    asked = {"question": "哪天？", "options": OPTIONS} | changes

    refusal = await bot.refusal("sendPoll", chat_id=group, **asked)

    assert refusal == f"Bad Request: {words}"


async def test_refused_poll_leaves_nothing_behind(world, bot):
    await bot.refused("sendPoll", chat_id=LI, question="哪天？", options=OPTIONS)

    assert world.polls == {}
