import pytest

from bot.settings import Settings
from bot.skills import SHIPPED, line_of, skill_in
from community.volunteers import SKILLS


def test_a_skill_is_an_id_and_its_names():
    skill = skill_in("driving!: 开车 / 開車 / Driving")

    assert (skill.id, skill.needs_approval) == ("driving", True)
    assert [skill.name(code) for code in ("zh_Hans", "zh_Hant", "en")] == [
        "开车", "開車", "Driving",
    ]  # fmt: skip


def test_one_name_stands_for_all_languages():
    skill = skill_in("erhu: 二胡")

    assert not skill.needs_approval
    assert {skill.name(code) for code in ("zh_Hans", "zh_Hant", "en")} == {"二胡"}


def test_the_shipped_skills_are_those_of_the_house():
    assert tuple(map(skill_in, SHIPPED)) == SKILLS == Settings().house().skills
    assert line_of(SKILLS[0]) == "first_aid!: 急救 / 急救 / First aid"


@pytest.mark.parametrize(
    "line", ["", "开车", "Driving: 开车", "driving:", "driving: 开车 / Driving", "it: 一/ /三"]
)
def test_a_line_that_says_no_skill_is_refused(line):
    with pytest.raises(ValueError):  # noqa: PT011 -- the setting says the remedy
        skill_in(line)


def test_the_same_skill_twice_is_told():
    with pytest.raises(ValueError, match="skills"):
        Settings(volunteers={"skills": ["it: 电脑", "it: 手机"]})
