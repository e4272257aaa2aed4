"""The statements behind the figures: each gives counts, one row for every part of the community.

{people} and {tickets} stand for what the rows are told apart by. A household is a room that is
known, in a building; a unit is a stairwell of one.
"""

from community.figures import By

# Of people in `p`, and of tickets in `t`.
KEYS = {
    By.ALL: ("''", "''"),
    By.BUILDING: ("p.building", "t.building"),
    By.CATEGORY: ("''", "t.category"),
}

HOUSEHOLD = "CASE WHEN p.room <> '' THEN p.building || '/' || p.unit || '/' || p.room END"
UNIT = "CASE WHEN p.unit <> '' THEN p.building || '/' || p.unit END"

# Who took part: at activities, and in shifts.
CAME = """
SELECT a.person_id FROM activities AS x JOIN attendance AS a ON a.activity_id = x.id
 WHERE x.state = 'published' AND x.starts_at >= :since AND x.starts_at < :until
"""
SERVED = """
SELECT person_id FROM assignments
 WHERE came_at >= :since AND came_at < :until AND standing IN ('came', 'left')
"""
VISITED = """
SELECT s.visited_id AS person_id FROM shifts AS s
 WHERE s.starts_at >= :since AND s.starts_at < :until AND s.visited_id IS NOT NULL
   AND EXISTS (SELECT 1 FROM assignments WHERE shift_id = s.id AND came_at IS NOT NULL)
"""
HELPED = """
SELECT v.person_id FROM ticket_ratings AS r JOIN ticket_voices AS v ON v.id = r.voice_id
  JOIN tickets AS t ON t.id = r.ticket_id
 WHERE r.asked_at >= :since AND r.asked_at < :until AND r.solved = 2 AND t.kind = 'help'
   AND v.person_id IS NOT NULL
"""
TOOK_PART = f"{CAME} UNION {SERVED}"
RECEIVED = f"{CAME} UNION {VISITED} UNION {HELPED}"

PARTICIPATION = f"""
WITH one AS ({TOOK_PART})
SELECT {{people}} AS name, count(*) AS took_part, count(DISTINCT {UNIT}) AS units_took_part
  FROM one JOIN people AS p ON p.id = one.person_id GROUP BY 1
"""  # noqa: S608 -- constants, as everywhere below

BENEFIT = f"""
WITH one AS ({RECEIVED})
SELECT {{people}} AS name, count(DISTINCT {HOUSEHOLD}) AS households_served,
    count(DISTINCT {UNIT}) AS units_served, sum(p.room = '') AS homeless
  FROM one JOIN people AS p ON p.id = one.person_id GROUP BY 1
"""  # noqa: S608

# Everybody who was asked what they think, with the newest answer if there is one.
OPINIONS = "CREATE TEMP TABLE opinions (person_id INTEGER NOT NULL, level INTEGER)"
GATHER_OPINIONS = """
WITH said AS (
    SELECT q.person_id, q.asked_at, f.level FROM feedback_requests AS q
      LEFT JOIN feedback AS f ON f.activity_id = q.activity_id AND f.person_id = q.person_id
     WHERE q.asked_at >= :since AND q.asked_at < :until
    UNION ALL
    SELECT v.person_id, r.asked_at, r.satisfied
      FROM ticket_ratings AS r JOIN ticket_voices AS v ON v.id = r.voice_id
     WHERE r.asked_at >= :since AND r.asked_at < :until AND v.person_id IS NOT NULL),
ranked AS (
    SELECT person_id, level, row_number() OVER (
        PARTITION BY person_id ORDER BY level IS NULL, asked_at DESC) AS place FROM said)
INSERT INTO temp.opinions SELECT person_id, level FROM ranked WHERE place = 1
"""

SATISFACTION = """
SELECT {people} AS name, count(*) AS people_asked, count(o.level) AS people_answered,
    sum(o.level >= :satisfied) AS people_satisfied
  FROM temp.opinions AS o JOIN people AS p ON p.id = o.person_id GROUP BY 1
"""

SATISFIED_UNITS = """
WITH units AS (
    SELECT {people} AS name, sum(o.level >= :satisfied) * 2 > count(o.level) AS content
      FROM temp.opinions AS o JOIN people AS p ON p.id = o.person_id
     WHERE p.unit <> '' AND o.level IS NOT NULL GROUP BY 1, p.building, p.unit)
SELECT name, count(*) AS units_answered, sum(content) AS units_satisfied FROM units GROUP BY 1
"""

# The newest survey that asked for satisfaction and has ended in the period: it asks more people
# than have just been to something, so that it goes before what they say unasked.
SURVEY = """
WITH survey AS (
    SELECT s.id, q.id AS question_id
      FROM surveys AS s JOIN survey_questions AS q ON q.survey_id = s.id
     WHERE s.state = 'closed' AND s.closes_at >= :since AND s.closes_at < :until
       AND q.measure = 'satisfaction' ORDER BY s.closes_at DESC, s.id DESC, q.id LIMIT 1),
said AS (
    SELECT a.answer FROM survey JOIN survey_answers AS a USING (question_id)
     WHERE a.answer <> ''
    UNION ALL
    SELECT n.answer FROM survey JOIN survey_named_answers AS n USING (question_id)
     WHERE n.answer <> '')
SELECT id AS survey_id, (SELECT count(*) FROM survey_asked WHERE survey_id = id) AS people_asked,
    (SELECT count(*) FROM said) AS people_answered,
    (SELECT sum(CAST(answer AS INTEGER) >= :satisfied) FROM said) AS people_satisfied
  FROM survey
"""

MET = """
(SELECT r.solved FROM ticket_ratings AS r JOIN ticket_voices AS v ON v.id = r.voice_id
  WHERE r.ticket_id = t.id AND v.origin = 'author' ORDER BY r.round DESC LIMIT 1) IS 2
"""
RAISED = """
t.kind = 'help' AND t.state NOT IN ('withdrawn', 'merged')
   AND t.opened_at >= :since AND t.opened_at < :until
"""

NEEDS = f"""
SELECT {{tickets}} AS name, count(*) AS needs_raised, sum({MET}) AS needs_met
  FROM tickets AS t WHERE {RAISED} GROUP BY 1
"""  # noqa: S608

# Of each voice the newest closing of the period.
ASKED = """
ticket_ratings AS r JOIN tickets AS t ON t.id = r.ticket_id
 WHERE r.asked_at >= :since AND r.asked_at < :until
   AND NOT EXISTS (SELECT 1 FROM ticket_ratings AS later
        WHERE later.voice_id = r.voice_id AND later.ticket_id = r.ticket_id
          AND later.round > r.round AND later.asked_at < :until)
"""

ANSWERS = f"""
SELECT {{tickets}} AS name, count(*) AS closings_asked,
    count(r.contacted) AS contacted_answers, sum(r.contacted) AS contacted,
    count(r.solved) AS solved_answers, sum(r.solved = 2) AS solved,
    sum(r.solved = 1) AS solved_partly,
    count(r.satisfied) AS level_answers, sum(r.satisfied >= :satisfied) AS level_satisfied
  FROM {ASKED} GROUP BY 1
"""  # noqa: S608

CLOSED_TICKETS = """
t.closed_at >= :since AND t.closed_at < :until AND t.state IN ('closed', 'settled')
   AND t.kind <> 'praise'
"""

CLOSED = f"""
SELECT {{tickets}} AS name, count(*) AS closed, sum(t.reopenings > 0) AS reopened
  FROM tickets AS t WHERE {CLOSED_TICKETS} GROUP BY 1
"""  # noqa: S608

HISTORY = f"""
WITH written AS (
    SELECT t.id, t.category, t.building, t.opened_at, {HOUSEHOLD} AS household
      FROM tickets AS t
      LEFT JOIN ticket_voices AS v ON v.ticket_id = t.id AND v.origin = 'author'
      LEFT JOIN people AS p ON p.id = v.person_id
     WHERE t.opened_at >= :since - :repeats AND t.opened_at < :until AND t.state <> 'withdrawn'),
dated AS (
    SELECT *, lag(opened_at) OVER (
        PARTITION BY household, category ORDER BY opened_at, id) AS before_it FROM written),
history AS (
    SELECT *, household IS NOT NULL AND before_it IS NOT NULL
        AND opened_at - before_it <= :repeats AS is_repeated
      FROM dated WHERE opened_at >= :since)
"""  # noqa: S608

REPEATS = f"""
{HISTORY}
SELECT {{tickets}} AS name, count(*) AS tickets, sum(t.is_repeated) AS repeated
  FROM history AS t GROUP BY 1
"""  # noqa: S608

WORKING = """
CREATE TEMP TABLE working (begins INTEGER PRIMARY KEY, ends INTEGER NOT NULL,
    worked INTEGER NOT NULL)  -- seconds, until it begins
"""


def _worked(moment: str) -> str:
    """Seconds of working time from the beginning of the table until this moment."""
    return (
        f"coalesce((SELECT worked + min(ends, {moment}) - begins FROM temp.working"  # noqa: S608
        f" WHERE begins <= {moment} ORDER BY begins DESC LIMIT 1), 0)"
    )


# When it was due is told in working time, in which it is one addition. A resident who says that
# it is solved before anybody has answered is owed no answer.
PROMISED = f"""
WITH bounds AS MATERIALIZED (
    SELECT {_worked(":since")} AS first, {_worked(":now")} AS last,
        (SELECT min(begins) FROM temp.working) AS begins),
promised AS (
    SELECT t.*, {_worked("t.opened_at")} + t.answer_within AS due_worked,
        CASE WHEN t.first_answered_at IS NOT NULL THEN {_worked("t.first_answered_at")} END
        AS answered_worked
      FROM tickets AS t, bounds
     WHERE t.opened_at >= bounds.begins AND t.opened_at < :now AND t.kind <> 'praise'
       AND t.state NOT IN ('withdrawn', 'merged')
       AND (t.first_answered_at IS NOT NULL OR t.closed_at IS NULL)),
owed AS (
    SELECT p.*, coalesce(answered_worked <= due_worked, 0) AS is_on_time
      FROM promised AS p, bounds
     WHERE p.due_worked > bounds.first AND p.due_worked <= bounds.last)
"""  # noqa: S608

ON_TIME = f"""
{PROMISED}
SELECT {{tickets}} AS name, count(*) AS due, sum(t.is_on_time) AS on_time
  FROM owed AS t GROUP BY 1
"""  # noqa: S608


def _spread(seconds: str, condition: str) -> str:
    """The median, and what nine of ten do not exceed."""
    return f"""
WITH times AS (
    SELECT {{tickets}} AS name, {seconds} AS seconds FROM tickets AS t WHERE {condition}),
ranked AS (
    SELECT name, seconds, row_number() OVER (PARTITION BY name ORDER BY seconds) AS place,
        count(*) OVER (PARTITION BY name) AS total FROM times)
SELECT name, avg(CASE WHEN place IN ((total + 1) / 2, total / 2 + 1) THEN seconds END) AS median,
    max(CASE WHEN place = (total * 9 + 9) / 10 THEN seconds END) AS ninth
  FROM ranked GROUP BY name
"""  # noqa: S608


FIRST_ANSWERS = _spread(
    "t.first_answered_at - t.opened_at",
    "t.first_answered_at >= :since AND t.first_answered_at < :until AND t.kind <> 'praise'",
)
SOLUTIONS = _spread("t.closed_at - t.opened_at", CLOSED_TICKETS)

REGISTER = f"""
SELECT {{people}} AS name, count(*) AS residents, count(DISTINCT {HOUSEHOLD}) AS households,
    count(DISTINCT {UNIT}) AS units
  FROM people AS p
 WHERE p.roles & :resident OR (p.telegram_id IS NULL AND p.name <> '')
 GROUP BY 1
"""  # noqa: S608
