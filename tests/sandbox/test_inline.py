"""Inline mode: queries from any chat, strict answers, and what is sent via the bot."""

from datetime import timedelta

import pytest

WANG, LI, CHEN = 101, 102, 103
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
JOIN = {"inline_keyboard": [[{"text": "报名", "callback_data": "join"}]]}


def article(result_id="1", **more):
    content = {"message_text": "<b>包粽子</b>", "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": result_id,
        "title": "包粽子",
        "input_message_content": content,
        "reply_markup": JOIN,
        **more,
    }


@pytest.fixture
def family(world):
    """A group in which the bot is not."""
    return world.add_group("一家人", creator=WANG, members=[CHEN])


@pytest.fixture
async def shared(world, bot, family):
    """Wang has sent a result to her family."""
    query = world.ask_inline(WANG, family, "粽子")
    await bot("answerInlineQuery", inline_query_id=query, results=[article()])
    return world.choose_result(WANG, query, "1")


async def inline_id(world, bot, family, shared):
    world.press(CHEN, family, shared["message_id"], "join")
    return (await bot.heard("callback_query"))[-1]["inline_message_id"]


async def test_a_query_says_who_asks_what_and_from_where(world, bot, private, family):
    world.ask_inline(WANG, family, "粽子")
    world.ask_inline(WANG, private, "", offset="20")

    first, second = await bot.heard("inline_query")

    assert first["from"]["id"] == WANG
    assert (first["query"], first["offset"], first["chat_type"]) == ("粽子", "", "supergroup")
    assert (second["query"], second["offset"], second["chat_type"]) == ("", "20", "sender")


async def test_a_long_query_is_cut_at_256_characters(world, bot, family):
    world.ask_inline(WANG, family, "粽" * 300)

    assert (await bot.heard("inline_query"))[0]["query"] == "粽" * 256


async def test_without_inline_mode_nobody_can_ask(world, bot, family):
    world.inline.enabled = False

    with pytest.raises(Exception, match="no inline mode"):
        world.ask_inline(WANG, family, "粽子")
    assert (await bot("getMe"))["supports_inline_queries"] is False


async def test_the_bot_says_that_it_has_inline_mode(bot):
    assert (await bot("getMe"))["supports_inline_queries"] is True


async def test_a_chosen_result_is_sent_in_the_persons_name_via_the_bot(world, family, shared):
    seen = world.messages(CHEN, family)[-1]

    assert seen["from"]["id"] == WANG
    assert seen["via_bot"]["username"] == "linli_bot"
    assert seen["text"] == "包粽子"
    assert seen["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert seen["reply_markup"] == JOIN


async def test_the_bot_learns_nothing_of_chats_it_is_not_in(bot, shared):
    assert [list(update)[1] for update in await bot.updates()] == ["inline_query"]


async def test_where_the_bot_is_it_hears_what_was_sent_via_it(world, bot, quiet_group):
    query = world.ask_inline(LI, quiet_group, "")
    await bot("answerInlineQuery", inline_query_id=query, results=[article()])

    world.choose_result(LI, query, "1")

    heard = (await bot.heard("message"))[-1]
    assert (heard["from"]["id"], heard["via_bot"]["id"]) == (LI, world.bot_id)


async def test_the_choice_is_told_only_when_feedback_is_on(world, bot, family):
    world.inline.feedback = True
    query = world.ask_inline(WANG, family, "粽子")
    await bot(
        "answerInlineQuery",
        inline_query_id=query,
        results=[article("a"), article("b", reply_markup=None)],
    )

    world.choose_result(WANG, query, "a")
    world.choose_result(WANG, query, "b")

    with_keyboard, without = await bot.heard("chosen_inline_result")
    assert (with_keyboard["result_id"], with_keyboard["query"]) == ("a", "粽子")
    assert with_keyboard["from"]["id"] == WANG
    assert with_keyboard["inline_message_id"]
    assert "inline_message_id" not in without


async def test_feedback_is_off_as_with_telegram(bot, shared):
    assert await bot.heard("chosen_inline_result") == []


async def test_a_press_on_it_bears_its_id_and_no_message(world, bot, family, shared):
    query_id = world.press(CHEN, family, shared["message_id"], "join")

    press = (await bot.heard("callback_query"))[0]

    assert press["id"] == query_id
    assert press["inline_message_id"]
    assert "message" not in press
    await bot("answerCallbackQuery", callback_query_id=query_id, text="好")
    assert world.toasts(CHEN)[-1]["text"] == "好"


async def test_its_id_is_the_same_for_everybody(world, bot, family, shared):
    for person in (CHEN, WANG):
        world.press(person, family, shared["message_id"], "join")

    one, two = await bot.heard("callback_query")

    assert one["inline_message_id"] == two["inline_message_id"]


async def test_it_can_be_edited_from_anywhere(world, bot, family, shared):
    message = await inline_id(world, bot, family, shared)

    done = await bot("editMessageText", inline_message_id=message, text="已满", reply_markup=JOIN)

    seen = world.messages(CHEN, family)[-1]
    assert done is True
    assert (seen["text"], seen["reply_markup"], seen["via_bot"]["id"]) == (
        *("已满", JOIN),
        world.bot_id,
    )


async def test_its_buttons_can_be_taken_away(world, bot, family, shared):
    message = await inline_id(world, bot, family, shared)

    assert await bot("editMessageReplyMarkup", inline_message_id=message) is True
    assert "reply_markup" not in world.messages(CHEN, family)[-1]


async def test_an_edit_that_changes_nothing_is_refused(world, bot, family, shared):
    message = await inline_id(world, bot, family, shared)

    refusal = await bot.refusal(
        "editMessageText",
        inline_message_id=message,
        text="<b>包粽子</b>",
        parse_mode="HTML",
        reply_markup=JOIN,
    )

    assert refusal.startswith("Bad Request: message is not modified")


async def test_what_is_deleted_or_never_was_cannot_be_edited(world, bot, family, shared):
    message = await inline_id(world, bot, family, shared)
    world.delete(WANG, family, shared["message_id"])

    for each in (message, "nothing"):
        refusal = await bot.refusal("editMessageText", inline_message_id=each, text="x")
        assert refusal == "Bad Request: MESSAGE_ID_INVALID"


async def test_who_sent_it_cannot_edit_it(world, family, shared):
    with pytest.raises(Exception, match="only the bot can edit"):
        world.edit(WANG, family, shared["message_id"], "x")


async def test_a_query_waits_half_a_minute_and_is_answered_once(world, bot, clock, family):
    one = world.ask_inline(WANG, family, "a")
    two = world.ask_inline(WANG, family, "b")
    await bot("answerInlineQuery", inline_query_id=one, results=[article()])
    again = await bot.refusal("answerInlineQuery", inline_query_id=one, results=[])
    clock.advance(timedelta(seconds=31))
    late = await bot.refusal("answerInlineQuery", inline_query_id=two, results=[])

    assert (again, late) == (TOO_OLD, TOO_OLD)


async def test_an_unconfirmed_query_is_kept_for_half_a_minute(world, bot, clock, family):
    world.ask_inline(WANG, family, "a")
    clock.advance(timedelta(seconds=31))

    assert await bot.heard("inline_query") == []


async def test_the_same_question_is_answered_from_memory(world, bot, clock, family):
    first = world.ask_inline(WANG, family, "a")
    await bot("answerInlineQuery", inline_query_id=first, results=[article()], cache_time=10)

    by_another = world.ask_inline(CHEN, family, "a")
    clock.advance(timedelta(seconds=11))
    later = world.ask_inline(CHEN, family, "a")

    assert world.inline.answers[by_another] == world.inline.answers[first]
    assert world.inline.answers[later] is None


async def test_a_personal_answer_is_remembered_for_that_person_only(world, bot, family):
    first = world.ask_inline(WANG, family, "a")
    await bot("answerInlineQuery", inline_query_id=first, results=[article()], is_personal=True)

    assert world.inline.answers[world.ask_inline(WANG, family, "a")]
    assert world.inline.answers[world.ask_inline(CHEN, family, "a")] is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"results": [article(str(n)) for n in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("")]}, "RESULT_ID_INVALID"),
        ({"results": [article("粽" * 22)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        (
            {"results": [{"type": "article", "title": "x"}]},
            "can't parse inline query result: Can't find field \"id\"",
        ),
        (
            {"results": [article(input_message_content=None)]},
            "can't parse inline query result: Can't find field \"input_message_content\"",
        ),
        (
            {"results": [article(input_message_content={"message_text": ""})]},
            "message text is empty",
        ),
        (
            {"results": [article(input_message_content={"message_text": "x" * 4097})]},
            "MESSAGE_TOO_LONG",
        ),
        (
            {"results": [article(input_message_content={"message_text": "x", "text": "y"})]},
            "unknown parameter input_message_content.text",
        ),
        ({"results": [article(hide_url=True)]}, "unknown parameter results.hide_url"),
        (
            {
                "results": [
                    article(
                        reply_markup={
                            "inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]
                        }
                    )
                ]
            },
            "BUTTON_DATA_INVALID",
        ),
        (
            {"results": [], "button": {"text": "看", "start_parameter": "粽子"}},
            "START_PARAM_INVALID",
        ),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
    ],
)
async def test_what_telegram_refuses(world, bot, family, answer, words):
    query = world.ask_inline(WANG, family, "a")

    refusal = await bot.refusal("answerInlineQuery", inline_query_id=query, **answer)

    assert refusal == f"Bad Request: {words}"


async def test_a_broken_markup_is_refused_in_the_usual_words(world, bot, family):
    query = world.ask_inline(WANG, family, "a")

    refusal = await bot.refusal(
        "answerInlineQuery", inline_query_id=query, results=[article(reply_markup="x")]
    )

    assert refusal == "Bad Request: can't parse reply keyboard markup JSON object"


async def test_only_who_asked_can_choose_and_only_what_was_found(world, bot, family):
    query = world.ask_inline(WANG, family, "a")
    await bot("answerInlineQuery", inline_query_id=query, results=[article()])

    with pytest.raises(Exception, match="somebody else"):
        world.choose_result(CHEN, query, "1")
    with pytest.raises(Exception, match="no such result"):
        world.choose_result(WANG, query, "2")


async def test_edits_of_what_was_shared_count_only_overall(world, bot, family, shared):
    message = await inline_id(world, bot, family, shared)
    world.limits.active = True

    for number in range(25):
        await bot("editMessageText", inline_message_id=message, text=str(number))

    assert world.messages(CHEN, family)[-1]["text"] == "24"
