-- What organisers write to those who signed up for an activity.
CREATE TABLE activity_messages (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES activities (id),
    sender_id   INTEGER NOT NULL REFERENCES people (id),
    audience    TEXT    NOT NULL CHECK (audience IN ('placed', 'waiting', 'absent', 'everyone')),
    text        TEXT    NOT NULL CHECK (length(text) <= 1000), -- empty: its sender was erased
    sent_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX activity_messages_by_day ON activity_messages (activity_id, sent_at);
CREATE INDEX activity_messages_of_sender ON activity_messages (sender_id);

-- From one person to another, under a message.
CREATE TABLE activity_answers (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id INTEGER NOT NULL REFERENCES activity_messages (id),
    from_id    INTEGER NOT NULL REFERENCES people (id),
    to_id      INTEGER NOT NULL REFERENCES people (id),
    text       TEXT    NOT NULL CHECK (length(text) BETWEEN 1 AND 500),
    sent_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX activity_answers_by_day ON activity_answers (message_id, from_id, sent_at);
CREATE INDEX activity_answers_from ON activity_answers (from_id);
CREATE INDEX activity_answers_to ON activity_answers (to_id);
