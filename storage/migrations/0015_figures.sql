-- Who may be shown to the staff as somebody who takes part a lot.
CREATE TABLE willing_residents (
    person_id INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    since     INTEGER NOT NULL
) STRICT;

-- Figures are counted for a period.
CREATE INDEX tickets_by_opening ON tickets (opened_at);
CREATE INDEX tickets_by_closing ON tickets (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX tickets_by_answer ON tickets (first_answered_at) WHERE first_answered_at IS NOT NULL;
CREATE INDEX ticket_ratings_by_day ON ticket_ratings (asked_at);
CREATE INDEX feedback_requests_by_day ON feedback_requests (asked_at);
CREATE INDEX assignments_by_coming ON assignments (came_at) WHERE came_at IS NOT NULL;
