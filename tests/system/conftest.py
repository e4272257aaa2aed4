"""A town whose bot also listens to a few buttons that break, wait and write."""

import pytest

from community.people import Role
from handlers.kit.router import Route
from handlers.kit.screen import Press


class Prod(Press, prefix="t.prod"):
    """A button for tests, whose handler each test brings along."""

    number: int


@pytest.fixture
def buttons(town):
    """`buttons(act)` makes `Prod` do that; the handler is real, only the feature is the test's."""

    def declare(act):
        town.linli.doors.features.presses[Prod] = Route(Role.GUEST, act)

    return declare


def press(update_id, person, number=1):
    """An update as Telegram sends it when this person presses `Prod`."""
    user = {"id": person.id, "is_bot": False, "first_name": person.name}
    message = {"message_id": 1, "date": 0, "chat": {"id": person.id, "type": "private"}}
    query = {
        "id": f"q{update_id}",
        "from": user,
        "chat_instance": "1",
        "data": Prod(number).pack(),
    }
    return {"update_id": update_id, "callback_query": query | {"message": message}}


async def traces(town):
    """The numbers of the presses that left something behind."""
    rows = await town.query("SELECT name FROM remembered WHERE name LIKE 'prod:%' ORDER BY name")
    return [name for (name,) in rows]
