"""Tickets that have been over for long: what was said and who said it goes, the counts stay."""

import json
from datetime import datetime

from storage.sql import Sql, stamp
from storage.tickets.mine import FORGET
from storage.tickets.voices import Voices

AT_ONCE = 500  # a night; the rest waits for the next


class Retention:
    def __init__(self, sql: Sql, *, voices: Voices) -> None:
        self._sql, self._voices = sql, voices

    def forget_before(self, moment: datetime) -> int:
        """Those about which nothing has been said since, with all that were merged into them."""
        over = self._sql.rows(_OVER, stamp(moment), AT_ONCE)
        for row in over:
            self._forget(row["id"])
        return len(over)

    def _forget(self, ticket_id: int) -> None:
        voices = self._voices.here(ticket_id)
        held = json.dumps([voice.id for voice in voices])
        for sql in FORGET:
            self._sql.run(sql, held)
        for voice in voices:
            self._voices.let_go(voice)


_OVER = """
SELECT t.id FROM tickets AS t
 WHERE t.is_open = 0 AND t.merged_into IS NULL AND t.opened_at < ?1
   AND NOT EXISTS (SELECT 1 FROM ticket_entries WHERE at >= ?1 AND ticket_id IN (
       SELECT t.id UNION ALL SELECT id FROM tickets WHERE merged_into = t.id))
   AND EXISTS (SELECT 1 FROM ticket_entries WHERE ticket_id = t.id AND kind <> 'move'
       AND (text <> '' OR file_id <> ''))
 ORDER BY t.id LIMIT ?2
"""
