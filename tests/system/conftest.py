"""A town whose bot also listens to a few buttons that break, wait and write."""

import pytest

from community.people import Role
from handlers.kit.router import Route
from handlers.kit.screen import Button, Press, Screen


class Prod(Press, prefix="t.prod"):
    """A button for tests, whose handler each test brings along."""

    number: int


@pytest.fixture
def buttons(town):
    """`buttons(act)` makes `Prod` do that; the handler is real, only the feature is the test's."""

    def declare(act):
        town.linli.doors.features.presses[Prod] = Route(Role.GUEST, act)

    return declare


def a_button(number=1):
    return Screen("press", [[Button("press", Prod(number))]])
