"""Albums and long texts, told apart from what only looks like their rest."""

from handlers.kit.incoming import Content, Incoming, Said, Sender
from handlers.kit.parts import KNOWN, Parts

LAN = Sender(7, "阿兰", "zh-hans")


def picture(message_id, album="77"):
    return Incoming(
        LAN, 7, message_id=message_id, content=Content(Said.PHOTO, file_id="f", album=album)
    )


def text(message_id, length, chat_id=7):
    return Incoming(LAN, chat_id, message_id=message_id, content=Content(Said.TEXT, "长" * length))


def test_only_the_first_picture_of_an_album_is_answered_however_often_it_comes():
    parts = Parts()

    for number in (1, 2, 3, 1):
        parts.came(picture(number))

    assert [parts.is_rest_of_album(picture(number)) for number in (1, 2, 3)] == [
        False,
        True,
        True,
    ]
    assert not parts.is_rest_of_album(picture(4, album=""))


def test_what_follows_a_refused_long_text_without_a_gap_is_its_rest():
    parts = Parts()

    parts.refused(text(1, 4096))

    assert parts.is_rest_of_text(text(2, 904))
    assert not parts.is_rest_of_text(text(3, 904))
    assert not parts.is_rest_of_text(text(2, 904, chat_id=8))


def test_a_short_text_that_was_refused_has_no_rest():
    parts = Parts()

    parts.refused(text(1, 200))

    assert not parts.is_rest_of_text(text(2, 5))


def test_what_is_remembered_stays_small():
    parts = Parts()

    for number in range(KNOWN + 1):
        parts.came(picture(number, album=str(number)))
        parts.refused(text(1, 4096, chat_id=number))

    assert not parts.is_rest_of_album(picture(2, album="0"))
    assert parts.is_rest_of_album(picture(2, album="1"))
    assert not parts.is_rest_of_text(text(2, 904, chat_id=0))
    assert parts.is_rest_of_text(text(2, 904, chat_id=KNOWN))
