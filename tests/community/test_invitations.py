from datetime import UTC, datetime, timedelta

import pytest

from community.invitations import (
    AdminStays,
    Invitation,
    InvitationExpired,
    InvitationUsed,
    NotStaff,
    RoleHeld,
    accept,
    invitable,
    is_silenced,
    may_invite,
    require_may_invite,
    without_staff_roles,
)
from community.people import Person, Role
from community.refusals import NotAllowed

NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
LAN = Person(7, 107, "Lan", roles=Role.RESIDENT)
STAFF, ADMIN = Role.RESIDENT | Role.STAFF, Role.RESIDENT | Role.STAFF | Role.ADMIN


def to_be(role, *, used_by=None, expires_at=NOON + DAY):
    return Invitation(1, role, made_by=3, expires_at=expires_at, used_by=used_by)


def test_staff_invite_volunteers_and_admins_staff_too():
    assert invitable(STAFF) == [Role.VOLUNTEER]
    assert invitable(ADMIN) == [Role.VOLUNTEER, Role.STAFF]
    assert invitable(Role.RESIDENT | Role.VOLUNTEER) == []


@pytest.mark.parametrize("role", [Role.ADMIN, Role.RESIDENT, Role.GUEST, Role.STAFF | Role.ADMIN])
def test_no_link_makes_an_admin_or_anything_odd(role):
    assert not may_invite(ADMIN, role)
    with pytest.raises(NotAllowed):
        require_may_invite(ADMIN, role)


def test_a_role_is_added_to_those_one_has():
    roles = accept(to_be(Role.VOLUNTEER), LAN, maker=STAFF, now=NOON)
    assert roles == Role.RESIDENT | Role.VOLUNTEER


def test_a_used_invitation_is_over():
    with pytest.raises(InvitationUsed):
        accept(to_be(Role.VOLUNTEER, used_by=9), LAN, maker=STAFF, now=NOON)


def test_an_invitation_is_over_at_the_moment_it_expires():
    with pytest.raises(InvitationExpired):
        accept(to_be(Role.VOLUNTEER, expires_at=NOON), LAN, maker=STAFF, now=NOON)
    almost = NOON - timedelta(seconds=1)
    assert accept(to_be(Role.VOLUNTEER, expires_at=NOON), LAN, maker=STAFF, now=almost)


@pytest.mark.parametrize("maker", [Role.GUEST, Role.RESIDENT, STAFF])
def test_an_invitation_is_worth_what_its_maker_may_do_today(maker):
    with pytest.raises(InvitationExpired):
        accept(to_be(Role.STAFF), LAN, maker=maker, now=NOON)


def test_who_has_the_role_does_not_use_the_invitation_up():
    vera = Person(8, 108, roles=Role.RESIDENT | Role.VOLUNTEER)
    with pytest.raises(RoleHeld):
        accept(to_be(Role.VOLUNTEER), vera, maker=STAFF, now=NOON)


def test_four_guesses_are_answered_and_a_fifth_brings_silence():
    guesses = [NOON + n * MINUTE for n in range(5)]
    assert not is_silenced(guesses[:4], NOON + 5 * MINUTE)
    assert is_silenced(guesses, NOON + 5 * MINUTE)


def test_silence_lasts_an_hour_from_the_last_guess():
    guesses = [NOON + n * MINUTE for n in range(5)]
    assert is_silenced(guesses, NOON + 63 * MINUTE)
    assert not is_silenced(guesses, NOON + 64 * MINUTE)


def test_guesses_over_many_hours_are_no_attack():
    guesses = [NOON + n * 20 * MINUTE for n in range(5)]
    assert not is_silenced(guesses, NOON + 81 * MINUTE)


def test_only_the_newest_guesses_count_in_any_order():
    old = [NOON - 30 * DAY]
    new = [NOON + n * MINUTE for n in (4, 2, 0, 1, 3)]
    assert is_silenced(new + old, NOON + 5 * MINUTE)


def test_who_leaves_the_staff_stays_a_resident_and_a_volunteer():
    li = Person(3, 103, roles=STAFF | Role.VOLUNTEER)
    assert without_staff_roles(li) == Role.RESIDENT | Role.VOLUNTEER


def test_an_admin_is_not_removed_by_one_person():
    with pytest.raises(AdminStays):
        without_staff_roles(Person(3, 103, roles=ADMIN))


def test_who_is_not_on_the_staff_cannot_be_removed_from_it():
    with pytest.raises(NotStaff):
        without_staff_roles(LAN)
