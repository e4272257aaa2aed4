"""What volunteers can and want, and what the staff have said yes to."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from community.house import House
from community.people import Person, Role
from community.refusals import NoLongerThere
from community.volunteers import (
    FreeTime,
    Profile,
    SkillApproved,
    SkillRefused,
    SkillsToApprove,
    VolunteerApproved,
    bits_of,
    skill_of,
    times_in,
)
from storage.audit import Audit
from storage.notices import Notices
from storage.people import People, person_of
from storage.sql import Sql, moment, stamp

NEWS_FOR = timedelta(days=14)


class Volunteers:
    def __init__(self, sql: Sql, *, people: People, notices: Notices, audit: Audit) -> None:
        self._sql, self._people = sql, people
        self._notices, self._audit = notices, audit

    # Questions

    def profile(self, person_id: int) -> Profile:
        """An empty one of those who have not said anything."""
        row = self._sql.row("SELECT * FROM volunteers WHERE person_id = ?", person_id)
        if row is None:
            return Profile(person_id)
        sql = "SELECT skill, approved_at FROM volunteer_skills WHERE person_id = ?"
        return _profile(row, self._sql.rows(sql, person_id))

    def is_enrolled(self, person_id: int) -> bool:
        return self._sql.row("SELECT 1 FROM volunteers WHERE person_id = ?", person_id) is not None

    def awaiting_approval(self) -> Sequence[tuple[Person, list[str]]]:
        """Those with skills that the staff have to say yes to first."""
        found: dict[int, tuple[Person, list[str]]] = {}
        for row in self._sql.rows(_AWAITING):
            person = person_of(row)
            found.setdefault(person.id, (person, []))[1].append(row["skill"])
        return list(found.values())

    def listed(self, *, offset: int, limit: int) -> Sequence[tuple[Person, Profile]]:
        rows = self._sql.rows(_LISTED, limit, offset)
        return [(person_of(row), self.profile(row["id"])) for row in rows]

    def count(self) -> int:
        return int(self._sql.one("SELECT count(*) AS n FROM volunteers")["n"])

    # Verbs

    def enrol(self, profile: Profile, *, now: datetime, house: House) -> Profile:
        """All that the person says of themself, the first time or anew. What the staff have said
        yes to stays so as long as the person keeps it."""
        self._sql.run(
            _ENROL,
            *(profile.person_id, json.dumps(profile.languages, ensure_ascii=False)),
            *(bits_of(profile.free), int(profile.hears_gaps), int(profile.in_ranking)),
            stamp(now),
        )
        self._set_skills(profile, now, house)
        self._give_role(profile.person_id)
        return self.profile(profile.person_id)

    def set_free(self, person_id: int, free: frozenset[FreeTime]) -> None:
        sql = "UPDATE volunteers SET free = ? WHERE person_id = ?"
        self._change(sql, bits_of(free), person_id)

    def set_gap_calls(self, person_id: int, hears: bool) -> None:
        sql = "UPDATE volunteers SET hears_gaps = ? WHERE person_id = ?"
        self._change(sql, int(hears), person_id)

    def set_ranking(self, person_id: int, shown: bool) -> None:
        sql = "UPDATE volunteers SET in_ranking = ? WHERE person_id = ?"
        self._change(sql, int(shown), person_id)

    def approve_skill(self, person_id: int, skill: str, *, by: int, now: datetime) -> None:
        sql = (
            "UPDATE volunteer_skills SET approved_at = ?"
            " WHERE person_id = ? AND skill = ? AND approved_at IS NULL"
        )
        if not self._sql.run(sql, stamp(now), person_id, skill):
            self._require_skill(person_id, skill)
            return
        self._audit.note(f"approved {skill}", f"person:{person_id}", by=by, now=now)
        self._tell(person_id, SkillApproved(skill), now)

    def refuse_skill(self, person_id: int, skill: str, *, by: int, now: datetime) -> None:
        """Also one that was approved by mistake."""
        sql = "DELETE FROM volunteer_skills WHERE person_id = ? AND skill = ?"
        self._change(sql, person_id, skill)
        self._audit.note(f"refused {skill}", f"person:{person_id}", by=by, now=now)
        self._tell(person_id, SkillRefused(skill), now)

    def approve(self, person_id: int, *, by: int, now: datetime, approved: bool = True) -> None:
        """The staff vouch for the person, or do no longer; they are told only of the first."""
        was = self.profile(person_id).is_approved
        sql = "UPDATE volunteers SET approved_at = ? WHERE person_id = ?"
        self._change(sql, stamp(now) if approved else None, person_id)
        if was == approved:
            return
        action = "vouched for" if approved else "vouches no longer for"
        self._audit.note(action, f"person:{person_id}", by=by, now=now)
        if approved:
            self._tell(person_id, VolunteerApproved(), now)

    def dismiss(self, person_id: int) -> None:
        """The profile and the role go."""
        self._sql.run("DELETE FROM volunteers WHERE person_id = ?", person_id)
        self._notices.withdraw(about=_about(person_id))
        person = self._people.person(person_id)
        if person and Role.VOLUNTEER in person.roles:
            self._people.save(replace(person, roles=person.roles & ~Role.VOLUNTEER))

    def _set_skills(self, profile: Profile, now: datetime, house: House) -> None:
        before = self.profile(profile.person_id).skills
        sql = "DELETE FROM volunteer_skills WHERE person_id = ? AND skill = ?"
        self._sql.run_many(sql, [(profile.person_id, gone) for gone in before - profile.skills])
        new = sorted(profile.skills - before)
        to_approve = {one for one in new if _needs_approval(house, one)}
        sql = "INSERT INTO volunteer_skills (person_id, skill, approved_at) VALUES (?, ?, ?)"
        for skill in new:
            approved_at = None if skill in to_approve else stamp(now)
            self._sql.run(sql, profile.person_id, skill, approved_at)
        if to_approve:
            self._ask_staff(profile.person_id, now)

    def _ask_staff(self, person_id: int, now: datetime) -> None:
        self._notices.withdraw(about=_about(person_id), kinds=(SkillsToApprove,))
        for staff in self._people.with_role(Role.STAFF):
            asked, about = SkillsToApprove(person_id), _about(person_id)
            self._notices.put(staff.id, asked, due_at=now, until=now + NEWS_FOR, about=about)

    def _give_role(self, person_id: int) -> None:
        person = self._people.person(person_id)
        assert person, "somebody the house knows"
        if Role.VOLUNTEER not in person.roles:
            self._people.save(replace(person, roles=person.roles | Role.VOLUNTEER))

    def _tell(
        self, person_id: int, news: SkillApproved | SkillRefused | VolunteerApproved, now: datetime
    ) -> None:
        self._notices.put(
            person_id, news, due_at=now, until=now + NEWS_FOR, about=_about(person_id)
        )

    def _change(self, sql: str, *args: object) -> None:
        if not self._sql.run(sql, *args):
            raise NoLongerThere

    def _require_skill(self, person_id: int, skill: str) -> None:
        if skill not in self.profile(person_id).skills:
            raise NoLongerThere


def _needs_approval(house: House, skill_id: str) -> bool:
    """One that the config has forgotten meanwhile does not count on anybody's word either."""
    skill = skill_of(house.skills, skill_id)
    return skill is None or skill.needs_approval


def _about(person_id: int) -> str:
    return f"volunteer:{person_id}"


def _profile(row: sqlite3.Row, skills: Sequence[sqlite3.Row]) -> Profile:
    return Profile(
        row["person_id"],
        skills=frozenset(one["skill"] for one in skills),
        approved=frozenset(one["skill"] for one in skills if one["approved_at"]),
        languages=tuple(json.loads(row["languages"])),
        free=times_in(row["free"]),
        hears_gaps=bool(row["hears_gaps"]),
        in_ranking=bool(row["in_ranking"]),
        is_approved=row["approved_at"] is not None,
        joined_at=moment(row["joined_at"]),
    )


_ENROL = """
INSERT INTO volunteers (person_id, languages, free, hears_gaps, in_ranking, joined_at)
VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (person_id) DO UPDATE SET languages = excluded.languages, free = excluded.free,
    hears_gaps = excluded.hears_gaps, in_ranking = excluded.in_ranking
"""

_AWAITING = """
SELECT p.*, s.skill FROM volunteer_skills AS s JOIN people AS p ON p.id = s.person_id
 WHERE s.approved_at IS NULL ORDER BY p.id, s.skill
"""

_LISTED = """
SELECT p.* FROM volunteers AS v JOIN people AS p ON p.id = v.person_id
 ORDER BY p.name, p.id LIMIT ? OFFSET ?
"""
