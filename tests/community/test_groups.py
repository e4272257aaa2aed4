import pytest

from community.groups import Group, Purpose, missing_rights


@pytest.mark.parametrize(
    ("purpose", "is_forum", "rights", "missing"),
    [
        (Purpose.NEIGHBOURHOOD, False, [], ["can_pin_messages", "can_delete_messages"]),
        (Purpose.NEIGHBOURHOOD, False, ["can_pin_messages"], ["can_delete_messages"]),
        (Purpose.NEIGHBOURHOOD, True, ["can_pin_messages", "can_delete_messages"], []),
        (Purpose.DESK, True, ["can_pin_messages"], ["can_manage_topics"]),
        (Purpose.DESK, True, ["can_manage_topics"], []),
        (Purpose.DESK, False, [], []),
    ],
)
def test_which_rights_are_missing_follows_what_the_group_is_for(
    purpose, is_forum, rights, missing
):
    group = Group(-1, "G", purpose, is_forum=is_forum, rights=frozenset(rights))
    assert missing_rights(group, purpose) == missing
