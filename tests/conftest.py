"""The town, opened for each test on a database of its own."""

import pytest
from hypothesis import settings

from tests.town import Town

# Machines are shared and slow at times: tests never time.
settings.register_profile("linli", deadline=None)
settings.load_profile("linli")


@pytest.fixture
async def town(tmp_path):
    place = Town(tmp_path)
    await place.opens()
    await place.binds_its_groups()
    yield place
    await place.closes()
