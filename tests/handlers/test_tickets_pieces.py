"""What has been said so far: kept whole, bounded, and each message once."""

import pytest

from community.threads import Attachment
from handlers.kit.incoming import Content, Incoming, Said, Sender
from handlers.tickets.pieces import (
    CannotPassOn,
    Piece,
    TooMuchSaid,
    added,
    continues,
    packed,
    parts_of,
    piece_of,
    unpacked,
    words_of,
)

ANN = Sender(1, "Ann", "en")


def said(content: Content, message_id: int = 7) -> Incoming:
    return Incoming(ANN, 1, message_id=message_id, content=content)


def test_words_and_files_are_taken_as_they_are():
    assert piece_of(said(Content(Said.TEXT, " 坏了 "))) == Piece(7, "坏了")
    assert piece_of(said(Content(Said.PHOTO, "看", "file", "album"))) == Piece(
        7, "看", "photo", "file", "album"
    )


def test_a_location_is_two_numbers_and_a_name():
    content = Content(Said.LOCATION, latitude=31.5, longitude=121.25, place="东门")

    assert piece_of(said(content)) == Piece(7, "东门", "location", "31.5,121.25")


@pytest.mark.parametrize("content", [Content(Said.OTHER), Content(Said.TEXT, " \u200b ")])
def test_what_says_nothing_is_not_passed_on(content):
    with pytest.raises(CannotPassOn):
        piece_of(said(content))


def test_a_message_that_comes_twice_is_there_once():
    once = added((), Piece(7, "坏了"))

    assert added(once, Piece(7, "坏了")) == once


def test_more_than_anybody_reads_is_refused():
    with pytest.raises(TooMuchSaid):
        added([Piece(number) for number in range(40)], Piece(41))
    with pytest.raises(TooMuchSaid):
        added([Piece(1, "长" * 19_999)], Piece(2, "短短"))


def test_albums_and_long_texts_come_in_one_go():
    assert continues([Piece(1, album="a")], Piece(2, album="a"))
    assert continues([Piece(1, "长" * 4096)], Piece(2, "短"))
    assert not continues([Piece(1, "短")], Piece(2, "短"))
    assert not continues([], Piece(1, album="a"))


def test_nothing_is_lost_on_the_way_into_a_draft():
    pieces = (Piece(7, '"<b>😡'), Piece(8, "看", "photo", "file"))

    assert unpacked(packed(pieces)) == pieces
    assert unpacked("") == ()


def test_each_part_of_a_ticket_knows_its_message():
    (words, photo) = parts_of([Piece(7, "坏了"), Piece(8, "看", "photo", "file")], 101)

    assert (words.words, words.file, words.message.message_id) == ("坏了", None, 7)
    assert (photo.words, photo.file) == ("看", Attachment("photo", "file"))
    assert photo.message.chat_id == 101


def test_words_are_joined_and_files_without_words_are_silent():
    assert (
        words_of([Piece(7, "坏了"), Piece(8, kind="photo", file="f"), Piece(9, "快")])
        == "坏了\n快"
    )
