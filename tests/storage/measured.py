"""A small neighbourhood whose figures are known, put into the tables as the verbs leave it."""

from datetime import UTC, datetime, timedelta

APRIL = datetime(2026, 4, 15, 2, tzinfo=UTC)  # a Wednesday, 10:00 in Shanghai
DAY = timedelta(days=1)


class Measured:
    """`run` takes a statement and its parameters."""

    def __init__(self, run):
        self._run = run
        self._ids = dict.fromkeys(
            ("person", "activity", "ticket", "voice", "shift", "survey"), 1000
        )

    def person(self, name, building="1号楼", unit="1", room="101", *, telegram_id=None):
        number = self._next("person")
        self._run(
            "INSERT INTO people (id, telegram_id, name, language, roles, building, unit, room,"
            " met_at) VALUES (?, ?, ?, 'zh_Hans', 1, ?, ?, ?, 0)",
            *(number, telegram_id or 5_000_000 + number, name, building, unit, room),
        )
        return number

    def activity(self, organiser, at=APRIL, title="包饺子", state="published"):
        number = self._next("activity")
        self._run(
            "INSERT INTO activities (id, title, details, starts_at, sign_up_closes_at, place,"
            " cost, who_may_come, photo, organiser_id, capacity, companions_allowed, state,"
            " created_at)"
            " VALUES (?, ?, '', ?, ?, '', '', '', '', ?, 100, 0, ?, 0)",
            *(number, title, stamp(at), stamp(at), organiser, state),
        )
        return number

    def came(self, activity, *people, at=APRIL):
        for person in people:
            self._run(
                "INSERT INTO attendance (activity_id, person_id, people, at, how)"
                " VALUES (?, ?, 3, ?, 'code')",
                *(activity, person, stamp(at)),
            )

    def asked(self, activity, *people, at=APRIL):
        for person in people:
            self._run(
                "INSERT INTO feedback_requests VALUES (?, ?, ?)", activity, person, stamp(at)
            )

    def said(self, activity, person, level, at=APRIL):
        self._run(
            "INSERT INTO feedback (activity_id, person_id, level, said_at) VALUES (?, ?, ?, ?)",
            *(activity, person, level, stamp(at)),
        )

    def shift(self, person, at=APRIL, *, standing="left", visited=None):
        number = self._next("shift")
        self._run(
            "INSERT INTO shifts (id, title, details, place, starts_at, ends_at, times, state,"
            " is_visit, visited_id, created_at) VALUES (?, '值班', '', '', ?, ?, 0, 'published',"
            " ?, ?, 0)",
            *(number, stamp(at), stamp(at) + 3600, int(visited is not None), visited),
        )
        self._run(
            "INSERT INTO shift_parts (id, shift_id, name, skill, needs_approval, wanted)"
            " VALUES (?, ?, '', '', 0, 5)",
            *(number, number),
        )
        is_there = standing in ("came", "left")
        self._run(
            "INSERT INTO assignments (shift_id, part_id, person_id, standing, insisted, starts_at,"
            " ends_at, made_at, came_at, left_at) VALUES (?, ?, ?, ?, 1, ?, ?, 0, ?, ?)",
            *(number, number, person, standing, stamp(at), stamp(at) + 3600),
            *(stamp(at) if is_there else None, stamp(at) if standing == "left" else None),
        )

    def ticket(
        self,
        person,
        at=APRIL,
        *,
        kind="complaint",
        category="water",
        building="1号楼",
        state="received",
        answered=None,
        closed=None,
        within=timedelta(hours=7),
        reopenings=0,
    ):
        """`answered` and `closed`: how long after it was opened. Without a person: anonymous."""
        number, is_open = self._next("ticket"), state in ("received", "in_hand", "asked")
        self._run(
            "INSERT INTO tickets (id, kind, category, building, place, state, urgent, anonymous,"
            " answers, opened_at, answer_within, solve_within, first_answered_at, closed_at,"
            " closings, reopenings, is_open) VALUES (?, ?, ?, ?, '', ?, 0, ?, '{}', ?, ?, 0, ?, ?,"
            " ?, ?, ?)",
            *(number, kind, category, building, state, int(person is None), stamp(at)),
            *(int(within.total_seconds()), later(at, answered), later(at, closed)),
            *(int(closed is not None), reopenings, int(is_open)),
        )
        self.voice(number, person, at)
        return number

    def voice(self, ticket, person, at=APRIL, origin="author"):
        number = self._next("voice")
        self._run(
            "INSERT INTO ticket_voices (id, ticket_id, origin, person_id, sealed, anonymous,"
            " joined_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(number, ticket, origin, person, None if person else b"x", int(person is None)),
            stamp(at),
        )
        return number

    def rated(self, ticket, contacted=None, solved=None, level=None, *, at=APRIL, round_=1):
        """By its author, about a closing."""
        self._run(
            "INSERT INTO ticket_ratings (voice_id, ticket_id, round, contacted, solved, satisfied,"
            " asked_at) SELECT id, ticket_id, ?, ?, ?, ?, ? FROM ticket_voices"
            " WHERE ticket_id = ? AND origin = 'author'",
            *(round_, contacted, solved, level, stamp(at), ticket),
        )

    def survey(self, levels, asked, *, anonymous=True, closed=APRIL, state="closed"):
        """Of satisfaction; an empty level was skipped."""
        number = self._next("survey")
        self._run(
            "INSERT INTO surveys (id, title, anonymous, by_household, made_at) VALUES"
            " (?, '满意度', ?, 0, 0)",
            *(number, int(anonymous)),
        )
        self._run(
            "INSERT INTO survey_questions (id, survey_id, kind, words, required, measure)"
            " VALUES (?, ?, 'scale', '您满意吗？', 0, 'satisfaction')",
            *(number, number),
        )
        self._run(
            "UPDATE surveys SET state = ?, opened_at = 0, closes_at = ? WHERE id = ?",
            *(state, stamp(closed), number),
        )
        for person in asked:
            self._run("INSERT INTO survey_asked VALUES (?, ?)", number, person)
        for place, level in enumerate(levels):
            if anonymous:
                self._run("INSERT INTO survey_answers VALUES (NULL, ?, ?)", number, level)
            else:
                self._run(
                    "INSERT INTO survey_named_answers VALUES (?, ?, ?)",
                    number,
                    asked[place],
                    level,
                )

    def _next(self, kind):
        self._ids[kind] += 1
        return self._ids[kind]


def stamp(at):
    return int(at.timestamp())


def later(at, span):
    return stamp(at + span) if span is not None else None
