-- What people type or scan on the spot; made when it is first needed.
CREATE TABLE check_in_codes (
    activity_id INTEGER PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    code        TEXT    NOT NULL CHECK (length(code) = 6)
) STRICT;
CREATE INDEX check_in_codes_by_code ON check_in_codes (code);

-- Who was there: stays when a sign-up goes.
CREATE TABLE attendance (
    id          INTEGER PRIMARY KEY,
    activity_id INTEGER NOT NULL REFERENCES activities (id),
    person_id   INTEGER NOT NULL REFERENCES people (id),
    people      INTEGER NOT NULL CHECK (people BETWEEN 1 AND 11), -- with the person
    at          INTEGER NOT NULL,
    by_id       INTEGER REFERENCES people (id),                   -- NULL: the person
    how         TEXT    NOT NULL CHECK (how IN ('code', 'qr', 'staff', 'walk_in')),
    UNIQUE (activity_id, person_id)
) STRICT;
CREATE INDEX attendance_of_person ON attendance (person_id);

-- Places that stayed empty without a word.
CREATE TABLE no_shows (
    id          INTEGER PRIMARY KEY,
    activity_id INTEGER NOT NULL REFERENCES activities (id),
    person_id   INTEGER NOT NULL REFERENCES people (id),
    at          INTEGER NOT NULL,
    claimed_at  INTEGER,                                          -- says that they were there
    excused_at  INTEGER,
    excused_by  INTEGER REFERENCES people (id),
    reason      TEXT    NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
    UNIQUE (activity_id, person_id),
    CHECK ((excused_at IS NULL) = (excused_by IS NULL))
) STRICT;
CREATE INDEX no_shows_of_person ON no_shows (person_id, at);

CREATE TABLE feedback_requests (
    activity_id INTEGER NOT NULL REFERENCES activities (id),
    person_id   INTEGER NOT NULL REFERENCES people (id),
    asked_at    INTEGER NOT NULL,
    PRIMARY KEY (activity_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
    activity_id INTEGER NOT NULL REFERENCES activities (id),
    person_id   INTEGER NOT NULL REFERENCES people (id),
    level       INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
    words       TEXT    NOT NULL DEFAULT '' CHECK (length(words) <= 500),
    said_at     INTEGER NOT NULL,
    PRIMARY KEY (activity_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_of_person ON feedback (person_id);

-- What will be done, said to those who were asked.
CREATE TABLE feedback_replies (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES activities (id),
    words       TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 1000),
    by_id       INTEGER NOT NULL REFERENCES people (id),
    at          INTEGER NOT NULL
) STRICT;
