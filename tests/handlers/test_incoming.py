import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.kit.incoming import Said
from handlers.kit.reading import read, update_id

ANN = {"id": 7, "is_bot": False, "first_name": "Ann", "last_name": "Lee", "language_code": "en"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Ann"}
GROUP = {"id": -1001, "type": "supergroup", "title": "邻居群", "is_forum": True}


def message(**more):
    return {"message_id": 5, "date": 0, "chat": PRIVATE, "from": ANN, **more}


def content(**more):
    return read({"update_id": 1, "message": message(**more)}).content


def test_a_message_says_who_where_and_what():
    heard = read({"update_id": 1, "message": message(text="你好")})

    assert (heard.sender.id, heard.sender.name, heard.sender.language_code) == (7, "Ann Lee", "en")
    assert (heard.chat_id, heard.is_private, heard.content.text) == (7, True, "你好")
    assert heard.is_plain


def test_a_press_says_which_button_of_which_message():
    query = {"id": "99", "from": ANN, "data": "act.join:1", "message": message(chat=GROUP)}

    pressed = read({"update_id": 1, "callback_query": query})

    assert (pressed.query_id, pressed.data, pressed.message_id) == ("99", "act.join:1", 5)
    assert (pressed.chat_id, pressed.is_private) == (-1001, False)


def test_a_press_on_a_message_too_old_to_read_still_counts():
    query = {
        "id": "99",
        "from": ANN,
        "data": "x",
        "message": {"message_id": 5, "date": 0, "chat": PRIVATE},
    }

    assert read({"update_id": 1, "callback_query": query}).data == "x"


@pytest.mark.parametrize(
    "envelope",
    [
        {"forward_origin": {"type": "hidden_user"}},
        {"via_bot": {"id": 5, "is_bot": True}},
        {"sender_chat": {"id": -100, "type": "channel"}},
        {"from": ANN | {"id": 1087968824}},
        {"from": ANN | {"id": 136817688}},
        {"from": ANN | {"id": 777000}},
    ],
    ids=["forwarded", "via a bot", "from a channel", "anonymous", "channel", "Telegram"],
)
def test_only_what_people_write_in_their_own_name_is_plain(envelope):
    assert not read({"update_id": 1, "message": message(text="/x", **envelope)}).is_plain


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"text": "a"}, Said.TEXT),
        ({"photo": [{"file_id": "small"}, {"file_id": "large"}], "caption": "c"}, Said.PHOTO),
        ({"voice": {"file_id": "v"}}, Said.VOICE),
        ({"video": {"file_id": "v"}}, Said.VIDEO),
        ({"document": {"file_id": "d"}}, Said.DOCUMENT),
        ({"location": {"latitude": 31.2, "longitude": 121.5}}, Said.LOCATION),
        ({"sticker": {"file_id": "s"}}, Said.OTHER),
        ({"photo": []}, Said.OTHER),
        ({"location": "here"}, Said.OTHER),
    ],
)
def test_what_a_message_consists_of(more, said):
    assert content(**more).said is said


def test_an_edited_message_is_no_command():
    edited = read({"update_id": 1, "edited_message": message(text="/x")})

    assert (edited.is_edit, edited.is_plain, edited.content.text) == (True, False, "/x")


def test_of_an_answered_message_only_the_bots_own_words_are_read():
    bots = {"text": "#42", "from": {"id": 7, "is_bot": True}}
    theirs = {"text": "#43", "from": ANN}

    assert read({"update_id": 1, "message": message(reply_to_message=bots)}).replied_text == "#42"
    assert read({"update_id": 1, "message": message(reply_to_message=theirs)}).replied_text == ""


def test_of_a_photo_the_largest_size_is_taken():
    assert content(photo=[{"file_id": "small"}, {"file_id": "large"}]).file_id == "large"


def test_the_bots_own_membership_and_rights():
    change = {
        "chat": GROUP,
        "from": ANN,
        "date": 0,
        "old_chat_member": {"status": "left"},
        "new_chat_member": {"status": "administrator", "can_pin_messages": True, "can_x": False},
    }

    heard = read({"update_id": 1, "my_chat_member": change})

    assert (heard.membership, heard.rights) == ("administrator", {"can_pin_messages"})
    assert heard.is_forum


def test_a_group_that_moves_says_where_to():
    assert (
        read({"update_id": 1, "message": message(chat=GROUP, migrate_to_chat_id=-2)}).moved_to
        == -2
    )


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1, "message": message(**{"from": ANN | {"is_bot": True}})},
        {"update_id": 1, "message": message(chat={"id": [1], "type": "private"})},
        {"update_id": 1, "message": message(**{"from": None})},
        {"update_id": 1, "message": "text"},
        {"update_id": 1, "callback_query": {"id": 5, "from": ANN, "data": "x"}},
        {"update_id": 1, "channel_post": message(text="/x")},
        {"update_id": 1, "message": message(message_id=2**70)},
        {"update_id": 1},
    ],
)
def test_what_is_not_for_the_house_is_passed_over(raw):
    assert read(raw) is None


@pytest.mark.parametrize("raw", [None, 7, [], {}, {"update_id": "1"}, {"update_id": True}])
def test_what_is_no_update_has_no_id(raw):
    assert update_id(raw) is None


def test_half_of_a_character_is_read_as_a_sign_that_something_was_there():
    assert content(text="/start \ud83d").text == "/start ?"


def test_a_press_whose_id_cannot_be_written_down_is_passed_over():
    query = {"id": "\ud83d", "from": ANN, "data": "x", "message": message()}

    assert read({"update_id": 1, "callback_query": query}) is None


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
POLL = {
    "id": "77",
    "options": [
        {"persistent_id": "a1", "text": "周六", "voter_count": 2},
        {"persistent_id": "b2", "text": "周日", "voter_count": 0},
    ],
    "total_voter_count": 2,
    "is_closed": False,
}
VOTE = {"poll_id": "77", "user": ANN, "option_ids": [0], "option_persistent_ids": ["a1"]}
WHOLE = {
    "poll": POLL,
    "poll_answer": VOTE,
    "message": message(text="hi"),
    "callback_query": {"id": "1", "from": ANN, "data": "x", "message": message()},
    "inline_query": {"id": "1", "from": ANN, "query": "饺子", "offset": ""},
    "chosen_inline_result": {"result_id": "activity:1", "from": ANN, "inline_message_id": "a"},
}


@st.composite
def mutated(draw):
    """A real update with one value somewhere replaced by anything."""
    raw = json.loads(json.dumps(WHOLE[draw(st.sampled_from(sorted(WHOLE)))]))
    name = draw(st.sampled_from(sorted(WHOLE)))
    raw = json.loads(json.dumps(WHOLE[name]))
    at = raw
    while draw(st.booleans()) and (inner := [v for v in at.values() if isinstance(v, dict)]):
        at = draw(st.sampled_from(inner))
    if at:
        at[draw(st.sampled_from(sorted(at)))] = draw(ANYTHING)
    return {"update_id": 1, name: raw}


@settings(max_examples=500, deadline=None)
@given(mutated())
def test_reading_never_breaks_whatever_comes(raw):
    heard = read(raw)

    assert heard is None or (isinstance(heard.sender.id, int) and isinstance(heard.chat_id, int))


def test_a_press_on_a_shared_copy_says_which_copy_and_no_chat():
    query = {
        "id": "99",
        "from": ANN,
        "inline_message_id": "AbC",
        "chat_instance": "1",
        "data": "act.join:7~en",
    }

    pressed = read({"update_id": 1, "callback_query": query})

    assert (pressed.query_id, pressed.data) == ("99", "act.join:7")
    assert (pressed.shared.inline_message_id, pressed.shared.language) == ("AbC", "en")
    assert (pressed.chat_id, pressed.message_id, pressed.is_private) == (0, 0, False)


def test_words_after_the_bots_name():
    query = {"id": "99", "from": ANN, "query": "粽子\ud800", "offset": "", "chat_type": "group"}

    heard = read({"update_id": 1, "inline_query": query})

    assert (heard.asked.query_id, heard.asked.words, heard.chat_id) == ("99", "粽子?", 0)
    assert not heard.is_plain


def test_a_choice_says_which_card_became_which_copy():
    chosen = {"result_id": "activity:7", "from": ANN, "query": "", "inline_message_id": "AbC"}

    heard = read({"update_id": 1, "chosen_inline_result": chosen})

    assert (heard.shared.card, heard.shared.inline_message_id) == ("activity:7", "AbC")


def test_what_was_made_with_a_bot_says_with_which():
    via = {"id": 5, "is_bot": True, "username": "linli_bot"}

    assert read({"update_id": 1, "message": message(text="x", via_bot=via)}).via_bot == "linli_bot"
    assert read({"update_id": 1, "message": message(text="x", via_bot=[1])}).via_bot == ""


@pytest.mark.parametrize(
    "raw",
    [
        {"inline_query": {"id": "9", "from": ANN, "query": None}},
        {"inline_query": {"id": 9, "from": ANN, "query": ""}},
        {"inline_query": {"id": "9", "from": ANN | {"is_bot": True}, "query": ""}},
        {"chosen_inline_result": {"result_id": "activity:7", "from": ANN, "query": ""}},
        {"chosen_inline_result": {"result_id": 7, "from": ANN, "inline_message_id": "a"}},
        {"callback_query": {"id": "9", "from": ANN, "inline_message_id": "é", "data": "x"}},
        {"callback_query": {"id": "9", "from": ANN, "inline_message_id": "a", "data": None}},
        {"callback_query": {"id": "9", "from": ANN, "inline_message_id": "a" * 2000, "data": "x"}},
    ],
)
def test_what_no_telegram_says_of_inline_mode_is_passed_over(raw):
    assert read({"update_id": 1, **raw}) is None


def test_a_polls_counts_come_from_nobody():
    heard = read({"update_id": 1, "poll": POLL | {"is_closed": True}})

    assert (heard.sender.id, heard.chat_id, heard.told.kind, heard.told.about) == (
        *(0, 0, "poll", "77"),
    )
    assert heard.told.facts == {"votes": [2, 0], "voters": 2, "is_closed": True}


def test_a_vote_is_somebodys():
    heard = read({"update_id": 1, "poll_answer": VOTE})

    assert (heard.sender.id, heard.told.kind, heard.told.about) == (7, "poll_answer", "77")
    assert heard.told.facts == {"voter": 7, "chosen": ["a1"]}


@pytest.mark.parametrize(
    "raw",
    [
        {"poll": POLL | {"id": 77}},
        {"poll": POLL | {"options": "two"}},
        {"poll": POLL | {"options": []}},
        {"poll": POLL | {"options": [{"voter_count": -1}]}},
        {"poll": POLL | {"options": [{"voter_count": True}]}},
        {"poll": POLL | {"total_voter_count": None}},
        {"poll_answer": VOTE | {"user": None}},
        {"poll_answer": VOTE | {"user": ANN | {"is_bot": True}}},
        {"poll_answer": VOTE | {"option_persistent_ids": [["a1"]]}},
        {"poll_answer": {"poll_id": "77", "voter_chat": GROUP, "option_persistent_ids": ["a1"]}},
    ],
)
def test_what_no_telegram_says_of_polls_is_passed_over(raw):
    assert read({"update_id": 1, **raw}) is None
