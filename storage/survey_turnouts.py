"""How many of those asked have answered: together, by building, and by language."""

from collections.abc import Sequence

from community.surveys import Part, Survey, Turnout
from storage.sql import Sql


class SurveyTurnouts:
    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def whole(self, survey: Survey) -> Turnout:
        found = self.parts(survey, Part.ALL)
        return found[0] if found else Turnout(0, 0)

    def parts(self, survey: Survey, part: Part) -> Sequence[Turnout]:
        """Where one answer per household is wanted, households are counted; somebody without a
        room counts as one."""
        return [
            Turnout(row["asked"], row["answered"], row["by_proxy"], row["label"])
            for row in self._sql.rows(_TURNOUTS, survey.id, int(survey.by_household), part)
        ]


_TURNOUTS = """
WITH them AS (
    SELECT CASE ?3 WHEN 1 THEN p.building WHEN 2 THEN p.language ELSE '' END AS label,
           CASE WHEN ?2 = 1 AND p.room <> ''
                THEN 'h' || p.building || char(9) || p.unit || char(9) || p.room
                ELSE 'p' || p.id END AS one,
           d.person_id IS NOT NULL AS answered, d.by_id IS NOT NULL AS by_proxy
      FROM survey_asked AS a JOIN people AS p ON p.id = a.person_id
      LEFT JOIN survey_answered AS d ON d.survey_id = a.survey_id AND d.person_id = a.person_id
     WHERE a.survey_id = ?1)
SELECT label, count(DISTINCT one) AS asked, count(DISTINCT CASE WHEN answered THEN one END)
       AS answered, sum(by_proxy) AS by_proxy
  FROM them GROUP BY label ORDER BY label
"""
