"""`linli check` looks at the only way back to the authors of anonymous tickets."""

import pytest

from bot.check import author_key
from storage.seal import KEY_FILE
from storage.store import open_store


@pytest.fixture
async def folder(tmp_path):
    """Of a Linli that has run."""
    async with open_store(tmp_path):
        pass
    return tmp_path


def test_before_the_first_start_nothing_is_missing(tmp_path):
    found = author_key(tmp_path)
    assert found.fit
    assert "first start" in found.says
    assert not (tmp_path / KEY_FILE).exists()


async def test_the_key_of_the_database_is_fit(folder):
    assert author_key(folder).fit


async def test_a_missing_key_is_told_and_none_is_made_instead(folder):
    (folder / KEY_FILE).unlink()
    found = author_key(folder)
    assert found.fit is False
    assert "put it back" in found.says
    assert not (folder / KEY_FILE).exists()


async def test_a_key_of_another_database_is_told(folder):
    (folder / KEY_FILE).write_bytes(bytes(32))
    assert author_key(folder).fit is False


async def test_a_key_given_up_is_told_and_left_empty(folder):
    (folder / KEY_FILE).write_bytes(b"")
    assert author_key(folder).fit is None
    assert (folder / KEY_FILE).read_bytes() == b""
