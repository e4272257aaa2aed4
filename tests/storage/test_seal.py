import os
import stat

import pytest

from storage.seal import KEY_FILE, KeyMissing, OtherKey, Seal, seal_in
from storage.store import DATABASE, open_store


@pytest.fixture
def seal():
    return Seal(b"k" * 32)


def test_what_is_closed_can_be_opened_for_the_same_ticket_only(seal):
    sealed = seal.close(7, 42)

    assert seal.person_behind(sealed, 42) == 7
    assert seal.person_behind(sealed, 43) is None


def test_equal_authors_look_different(seal):
    assert seal.close(7, 42) != seal.close(7, 42)
    assert len(seal.close(7, 42)) == len(seal.close(2**40, 42))


def test_another_key_opens_nothing(seal):
    other = Seal(b"o" * 32)

    assert other.person_behind(seal.close(7, 42), 42) is None
    assert other.named(seal.token(7)) is None
    assert other.mark(7) != seal.mark(7)


def test_a_token_names_one_voice_and_stays(seal):
    assert seal.token(7) == seal.token(7)
    assert seal.named(seal.token(7)) == 7
    assert seal.named(12345) is None
    assert seal.named(2**300) is None
    assert seal.named(-1) is None


def test_a_shelf_does_not_tell_how_much_is_on_it(seal):
    mark = seal.mark(7)

    assert seal.unpack(seal.pack([3, 4], mark), mark) == [3, 4]
    assert len(seal.pack([3], mark)) == len(seal.pack(range(1, 65), mark))


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    first = seal_in(tmp_path, None)

    assert seal_in(tmp_path, first.fingerprint).fingerprint == first.fingerprint
    assert stat.S_IMODE(os.stat(tmp_path / KEY_FILE).st_mode) == 0o600


def test_a_key_that_is_gone_stops_the_start(tmp_path):
    with pytest.raises(KeyMissing):
        seal_in(tmp_path, "0123456789abcdef")


def test_another_key_stops_the_start(tmp_path):
    (tmp_path / KEY_FILE).write_bytes(b"o" * 32)

    with pytest.raises(OtherKey):
        seal_in(tmp_path, "0123456789abcdef")


def test_an_emptied_key_file_says_that_the_key_is_lost_for_good(tmp_path):
    first = seal_in(tmp_path, None)
    (tmp_path / KEY_FILE).write_bytes(b"")

    assert seal_in(tmp_path, first.fingerprint).fingerprint != first.fingerprint


async def test_a_database_remembers_which_key_is_its_own(tmp_path):
    async with open_store(tmp_path):
        pass
    (tmp_path / KEY_FILE).unlink()

    with pytest.raises(KeyMissing):
        async with open_store(tmp_path):
            pass


async def test_the_key_does_not_stand_in_the_database(tmp_path):
    async with open_store(tmp_path) as store:
        await store.checkpoint()

    assert (tmp_path / KEY_FILE).read_bytes() not in (tmp_path / DATABASE).read_bytes()
