import pytest

from community.people import Role
from community.refusals import NoLongerThere
from community.volunteers import EVERY_FREE_TIME, Profile
from tests.storage.corps import HOUSE, Corps


@pytest.fixture
def corps():
    return Corps()


def profile(corps, name):
    return corps.db.volunteers.profile(corps.person(name))


def test_whoever_joins_is_a_volunteer_from_then_on(corps):
    corps.volunteer("小明", "cooking", free=EVERY_FREE_TIME[:2])

    assert Role.VOLUNTEER in corps.known("小明").roles
    assert profile(corps, "小明").skills == profile(corps, "小明").approved == {"cooking"}
    assert profile(corps, "小明").free == set(EVERY_FREE_TIME[:2])


def test_nobody_is_asked_about_skills_that_need_no_proof(corps):
    corps.volunteer("小明", "cooking")

    assert corps.told("SkillsToApprove") == []


def test_first_aid_counts_when_the_staff_have_said_yes(corps):
    person_id = corps.volunteer("小明", "first_aid")
    assert profile(corps, "小明").approved == set()
    assert corps.told("SkillsToApprove") == ["小李"]

    corps.db.volunteers.approve_skill(person_id, "first_aid", by=corps.staff, now=corps.now)

    assert profile(corps, "小明").approved == {"first_aid"}
    assert corps.told("SkillApproved") == ["小明"]


def test_two_of_the_staff_who_say_yes_are_one_yes(corps):
    person_id = corps.volunteer("小明", "first_aid")
    for _ in range(2):
        corps.db.volunteers.approve_skill(person_id, "first_aid", by=corps.staff, now=corps.now)

    assert corps.told("SkillApproved") == ["小明"]


def test_a_skill_that_is_gone_cannot_be_approved(corps):
    person_id = corps.volunteer("小明")

    with pytest.raises(NoLongerThere):
        corps.db.volunteers.approve_skill(person_id, "driving", by=corps.staff, now=corps.now)


def test_a_change_of_the_profile_keeps_what_was_approved(corps):
    person_id = corps.volunteer("小明", "first_aid", "cooking")
    corps.db.volunteers.approve_skill(person_id, "first_aid", by=corps.staff, now=corps.now)

    corps.volunteer("小明", "first_aid", "driving")

    assert profile(corps, "小明").skills == {"first_aid", "driving"}
    assert profile(corps, "小明").approved == {"first_aid"}


def test_a_skill_dropped_and_claimed_again_has_to_be_shown_again(corps):
    person_id = corps.volunteer("小明", "first_aid")
    corps.db.volunteers.approve_skill(person_id, "first_aid", by=corps.staff, now=corps.now)

    corps.volunteer("小明")
    corps.volunteer("小明", "first_aid")

    assert profile(corps, "小明").approved == set()


def test_the_staff_see_what_waits_for_them(corps):
    corps.volunteer("小明", "first_aid", "driving")
    corps.volunteer("小红", "cooking")

    waiting = corps.db.volunteers.awaiting_approval()

    assert [(person.name, skills) for person, skills in waiting] == [
        ("小明", ["driving", "first_aid"])
    ]


def test_somebody_who_only_said_they_would_help_has_an_empty_profile(corps):
    person_id = corps.person("小红", Role.RESIDENT | Role.VOLUNTEER)

    assert corps.db.volunteers.profile(person_id) == Profile(person_id)
    assert not corps.db.volunteers.is_enrolled(person_id)


def test_who_stops_gives_up_what_was_to_come_and_keeps_the_hours(corps):
    past, coming = corps.shift(), corps.shift(starts_at=corps.now.replace(day=20))
    person_id = corps.volunteer("小明")
    corps.takes("小明", past)
    corps.takes("小明", coming)
    corps.now = past.starts_at
    corps.db.turnouts.check_in(past.id, person_id, now=corps.now, house=HOUSE)
    corps.now = past.ends_at
    corps.db.turnouts.check_out(past.id, person_id, now=corps.now, house=HOUSE)

    corps.db.farewells.resign(person_id, now=corps.now, house=HOUSE)

    assert corps.of("小明", coming) is None
    assert len(corps.db.gaps.open_of(coming.id)) == 1
    assert corps.db.hours.minutes(person_id) == 120
    assert Role.VOLUNTEER not in corps.known("小明").roles


def test_nothing_is_left_of_who_is_erased_but_the_counts(corps):
    shift = corps.shift()
    person_id = corps.volunteer("小明", "cooking")
    corps.takes("小明", shift)
    corps.now = shift.ends_at
    corps.db.turnouts.check_in(shift.id, person_id, now=corps.now, house=HOUSE, by_id=corps.staff)
    corps.db.hours.certify(corps.known("小明"), corps.now)
    corps.db.hours.honour(person_id, "谢谢", by=corps.staff, now=corps.now)
    assert set(corps.db.farewells.held(person_id)) == {
        *("volunteer", "volunteer_skills", "shifts", "hours", "certificates", "honours"),
    }

    corps.db.farewells.forget(person_id, now=corps.now, house=HOUSE)

    assert set(corps.db.farewells.held(person_id)) == {"shifts", "hours"}
