"""Every button and command, by everybody, everywhere, in every envelope: who gets through.

The routes are the real ones; only what they would do is replaced by a note that it was reached.
"""

from dataclasses import replace
from itertools import count

import pytest

from community.people import Role
from handlers import FEATURES
from handlers.kit.features import Features
from handlers.kit.router import Place

R, V, S, A = Role.RESIDENT, Role.VOLUNTEER, Role.STAFF, Role.ADMIN
PEOPLE = {
    "a guest": Role.GUEST,
    "a resident": R,
    "a volunteer": R | V,
    "staff": R | S,
    "an admin": R | S | A,
}
ROUTES = Features(FEATURES)
ENVELOPES = {
    "forwarded": {"forward_origin": {"type": "hidden_user", "date": 0, "sender_user_name": "x"}},
    "via a bot": {"via_bot": {"id": 5, "is_bot": True, "first_name": "b"}},
    "as the group": {"sender_chat": {"id": -1, "type": "supergroup", "title": "g"}},
    "from a channel": {"sender_chat": {"id": -2, "type": "channel", "title": "c"}},
    "an anonymous admin": {"from": {"id": 1087968824, "is_bot": True, "first_name": "Group"}},
    "a bot": {"from": {"id": 6, "is_bot": True, "first_name": "b"}},
}


@pytest.fixture
async def knock(town):
    """`await knock(update)` hands it to the bot and tells which routes were reached."""
    reached, ids = [], count(1)
    features = town.linli.doors.features

    def note(name):
        return lambda *_anything: reached.append(name)

    for kind, route in ROUTES.presses.items():
        features.presses[kind] = replace(route, act=note(kind))
    for name, command in ROUTES.commands.items():
        features.commands[name] = replace(command, act=note(name))
    for name, (role, _act) in ROUTES.links.items():
        features.links[name] = (role, note(name))
    features._contents.clear()

    async def hear(update):
        reached.clear()
        await town.linli.intake.take([{"update_id": next(ids), **update}])
        return list(reached)

    return hear


@pytest.fixture
async def people(town):
    """Somebody for each set of roles."""
    found = {}
    for name, roles in PEOPLE.items():
        found[name] = town.newcomer(name, "en")
        if roles:
            await town.knows(found[name], roles, "en")
    return found


def user(person):
    return {"id": person.id, "is_bot": False, "first_name": person.name, "language_code": "en"}


def chat(town, person, place):
    if place is Place.PRIVATE:
        return {"id": person.id, "type": "private", "first_name": person.name}
    return {"id": town.group, "type": "supergroup", "title": "群"}


def press(town, person, data, place):
    message = {"message_id": 1, "date": 0, "chat": chat(town, person, place)}
    query = {"id": "q", "from": user(person), "chat_instance": "1", "data": data}
    return {"callback_query": query | {"message": message}}


def shared_press(person, data):
    query = {"id": "q", "from": user(person), "chat_instance": "1", "data": data}
    return {"callback_query": query | {"inline_message_id": "copy"}}


def message(town, person, text, place, **envelope):
    sent = {"message_id": 1, "date": 0, "chat": chat(town, person, place), "from": user(person)}
    return {"message": sent | {"text": text} | envelope}


@pytest.mark.parametrize("place", list(Place), ids=["in private", "in the group"])
@pytest.mark.parametrize("name", PEOPLE)
async def test_a_button_works_for_whom_and_where_it_is_meant(town, knock, people, name, place):
    for kind, route in ROUTES.presses.items():
        data = kind(*[1] * len(kind._names)).pack()

        reached = await knock(press(town, people[name], data, place))

        may = route.role in PEOPLE[name] and place in route.place
        assert reached == ([kind] if may else []), (name, kind, place)


@pytest.mark.parametrize("name", PEOPLE)
async def test_a_shared_copy_has_only_the_buttons_of_a_groups_card(town, knock, people, name):
    for kind, route in ROUTES.presses.items():
        data = kind(*[1] * len(kind._names)).pack()

        reached = await knock(shared_press(people[name], f"{data}~en"))

        may = route.role in PEOPLE[name] and Place.GROUP in route.place and bool(route.entry)
        assert reached == ([kind] if may else []), (name, kind)


@pytest.mark.parametrize("name", PEOPLE)
async def test_no_command_can_be_given_from_a_shared_copy(knock, people, name):
    for command in ROUTES.commands:
        assert await knock(shared_press(people[name], f"/{command}")) == [], (name, command)


@pytest.mark.parametrize("place", list(Place), ids=["in private", "in the group"])
@pytest.mark.parametrize("name", PEOPLE)
async def test_a_command_works_for_whom_and_where_it_is_meant(town, knock, people, name, place):
    for command in ROUTES.commands.values():
        may = command.role in PEOPLE[name] and place in command.place
        expected = [command.name] if may else []

        typed = await knock(message(town, people[name], f"/{command.name}", place))
        pressed = await knock(press(town, people[name], f"/{command.name}", place))

        assert (typed, pressed) == (expected, expected), (name, command.name, place)


@pytest.mark.parametrize("name", PEOPLE)
async def test_a_link_works_for_whom_it_is_meant(town, knock, people, name):
    for link, (role, _act) in ROUTES.links.items():
        reached = await knock(message(town, people[name], f"{link}-1", Place.PRIVATE))

        assert reached == ([link] if role in PEOPLE[name] else []), (name, link)


@pytest.mark.parametrize("envelope", ENVELOPES)
@pytest.mark.parametrize("place", list(Place), ids=["in private", "in the group"])
async def test_no_envelope_makes_somebody_elses_words_a_command(
    town, knock, people, place, envelope
):
    for name in ROUTES.commands:
        sent = message(town, people["an admin"], f"/{name}", place, **ENVELOPES[envelope])

        assert await knock(sent) == [], (name, envelope, place)


@pytest.mark.parametrize("place", list(Place), ids=["in private", "in the group"])
async def test_an_edited_message_is_no_command(town, knock, people, place):
    for name in ROUTES.commands:
        sent = message(town, people["an admin"], f"/{name}", place)

        assert await knock({"edited_message": sent["message"] | {"edit_date": 1}}) == []


@pytest.mark.parametrize(
    "data",
    [
        "",
        "act.join",
        "act.join:",
        "act.join:1:2:3",
        "act.join:-1",
        "act.join:1e3",
        "act.join:１",
        "act.join:" + "9" * 17,
        "no.such:1",
        "/",
        "/nosuch",
        "/setup@other_bot",
        "\x00",
        "act.join:1\n",
    ],
)
async def test_data_that_no_button_of_ours_has_reaches_nothing(town, knock, people, data):
    for place in Place:
        assert await knock(press(town, people["an admin"], data, place)) == []


async def test_a_role_that_is_taken_away_is_gone_at_the_next_press(town, knock, people):
    staff = people["staff"]
    assert await knock(message(town, staff, "/newactivity", Place.PRIVATE)) == ["newactivity"]

    await town.query(
        "UPDATE people SET roles = ? WHERE telegram_id = ? RETURNING 1", R.value, staff.id
    )

    assert await knock(message(town, staff, "/newactivity", Place.PRIVATE)) == []
