"""The town, opened for each test on a database of its own."""

import pytest

from tests.town import Town


@pytest.fixture
async def town(tmp_path):
    place = Town(tmp_path)
    await place.opens()
    await place.binds_its_groups()
    yield place
    await place.closes()
