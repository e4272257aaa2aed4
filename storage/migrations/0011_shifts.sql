-- What volunteers can and want; who has been erased or has stopped has no row.
CREATE TABLE volunteers (
    person_id      INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    languages      TEXT    NOT NULL,              -- JSON
    free           INTEGER NOT NULL CHECK (free BETWEEN 0 AND 2097151), -- bits of 21 times a week
    hears_gaps     INTEGER NOT NULL CHECK (hears_gaps IN (0, 1)),
    in_ranking     INTEGER NOT NULL CHECK (in_ranking IN (0, 1)),
    approved_at    INTEGER,                       -- staff vouch for them
    joined_at      INTEGER NOT NULL,
    last_called_at INTEGER NOT NULL DEFAULT 0     -- first called: who was least lately
) STRICT;
CREATE INDEX volunteers_to_call ON volunteers (last_called_at, person_id) WHERE hears_gaps = 1;

CREATE TABLE volunteer_skills (
    person_id   INTEGER NOT NULL REFERENCES volunteers (person_id) ON DELETE CASCADE,
    skill       TEXT    NOT NULL,                 -- an id from the config, which may forget it
    approved_at INTEGER,                          -- NULL: staff have not said yes yet
    PRIMARY KEY (person_id, skill)
) STRICT, WITHOUT ROWID;
CREATE INDEX volunteer_skills_to_approve ON volunteer_skills (skill) WHERE approved_at IS NULL;

CREATE TABLE shifts (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    title          TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
    details        TEXT    NOT NULL CHECK (length(details) <= 1000),
    place          TEXT    NOT NULL CHECK (length(place) <= 100),
    latitude       REAL,
    longitude      REAL,
    starts_at      INTEGER NOT NULL,
    ends_at        INTEGER NOT NULL CHECK (ends_at > starts_at AND ends_at <= starts_at + 86400),
    times          INTEGER NOT NULL,              -- bits of the times of the week that it needs
    activity_id    INTEGER REFERENCES activities (id) ON DELETE SET NULL,
    series_id      INTEGER REFERENCES series (id),
    responsible_id INTEGER REFERENCES people (id),
    state          TEXT    NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
    cancel_reason  TEXT    NOT NULL DEFAULT '',
    is_visit       INTEGER NOT NULL CHECK (is_visit IN (0, 1)),
    visited_id     INTEGER REFERENCES people (id),
    visited        BLOB,                          -- sealed: who, where
    code           TEXT,                          -- what people type or scan on the spot
    created_by     INTEGER REFERENCES people (id),
    created_at     INTEGER NOT NULL,
    -- Kept by the triggers below.
    wanted         INTEGER NOT NULL DEFAULT 0,
    taken          INTEGER NOT NULL DEFAULT 0,
    CHECK (is_visit = 1 OR (visited_id IS NULL AND visited IS NULL)),
    CHECK (taken <= wanted)
) STRICT;
CREATE INDEX shifts_by_start ON shifts (starts_at, id);
CREATE INDEX shifts_to_take ON shifts (starts_at, id, times, ends_at)
    WHERE state = 'published' AND is_visit = 0 AND taken < wanted;
CREATE INDEX shifts_of_activity ON shifts (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX shifts_of_series ON shifts (series_id, starts_at) WHERE series_id IS NOT NULL;
CREATE INDEX shifts_visiting ON shifts (visited_id) WHERE visited_id IS NOT NULL;
CREATE INDEX shifts_by_code ON shifts (code) WHERE code IS NOT NULL;

-- Only drafts of activities are ever deleted; what was drafted for them goes too.
CREATE TRIGGER activity_discarded BEFORE DELETE ON activities BEGIN
    DELETE FROM shifts WHERE activity_id = old.id AND state = 'draft';
END;

CREATE TABLE shift_parts (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    shift_id       INTEGER NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
    name           TEXT    NOT NULL CHECK (length(name) <= 50),
    skill          TEXT    NOT NULL,              -- empty: none needed
    needs_approval INTEGER NOT NULL CHECK (needs_approval IN (0, 1)),
    wanted         INTEGER NOT NULL CHECK (wanted BETWEEN 0 AND 500),
    taken          INTEGER NOT NULL DEFAULT 0,
    CHECK (taken <= wanted)
) STRICT;
CREATE INDEX shift_parts_of_shift ON shift_parts (shift_id, id);

CREATE TRIGGER shift_part_made AFTER INSERT ON shift_parts BEGIN
    UPDATE shifts SET wanted = wanted + new.wanted WHERE id = new.shift_id;
END;
CREATE TRIGGER shift_part_changed AFTER UPDATE OF wanted, taken ON shift_parts BEGIN
    UPDATE shifts SET wanted = wanted + new.wanted - old.wanted,
                      taken = taken + new.taken - old.taken WHERE id = new.shift_id;
END;

CREATE TABLE assignments (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    shift_id   INTEGER NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
    part_id    INTEGER NOT NULL REFERENCES shift_parts (id) ON DELETE CASCADE,
    person_id  INTEGER NOT NULL REFERENCES people (id),
    standing   TEXT    NOT NULL CHECK (standing IN
               ('taken', 'confirmed', 'came', 'left', 'missed')),
    insisted   INTEGER NOT NULL CHECK (insisted IN (0, 1)), -- knowing of a clash
    -- Copied from the shift, so that what is over need not be looked at.
    starts_at  INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL,
    made_by    INTEGER REFERENCES people (id),    -- NULL: the person
    made_at    INTEGER NOT NULL,
    asked_at   INTEGER,                           -- whether they will be there
    came_at    INTEGER,
    left_at    INTEGER,
    missed_at  INTEGER,
    claimed_at INTEGER,                           -- says that they were there
    excused_at INTEGER,
    excused_by INTEGER REFERENCES people (id),
    reason     TEXT    NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
    UNIQUE (shift_id, person_id),
    CHECK ((standing IN ('came', 'left')) = (came_at IS NOT NULL)),
    CHECK ((standing = 'left') = (left_at IS NOT NULL)),
    CHECK ((standing = 'missed') = (missed_at IS NOT NULL))
) STRICT;
CREATE INDEX assignments_of_person ON assignments (person_id, ends_at);
CREATE INDEX assignments_of_part ON assignments (part_id);
CREATE INDEX assignments_silent ON assignments (starts_at)
    WHERE standing = 'taken' AND asked_at IS NOT NULL;

CREATE TRIGGER assignment_made AFTER INSERT ON assignments BEGIN
    UPDATE shift_parts SET taken = taken + 1 WHERE id = new.part_id;
END;
CREATE TRIGGER assignment_ended AFTER DELETE ON assignments BEGIN
    UPDATE shift_parts SET taken = taken - 1 WHERE id = old.part_id;
END;
CREATE TRIGGER nobody_in_two_places BEFORE INSERT ON assignments
WHEN new.insisted = 0 AND EXISTS (
    SELECT 1 FROM assignments
     WHERE person_id = new.person_id AND standing IN ('taken', 'confirmed', 'came')
       AND ends_at > new.starts_at AND starts_at < new.ends_at) BEGIN
    SELECT raise(ABORT, 'nobody is in two shifts at once');
END;

-- Waiting for the other's yes; answered ones are gone.
CREATE TABLE hand_overs (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    shift_id INTEGER NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
    from_id  INTEGER NOT NULL REFERENCES people (id),
    to_id    INTEGER NOT NULL REFERENCES people (id),
    asked_at INTEGER NOT NULL,
    UNIQUE (shift_id, from_id),
    CHECK (from_id <> to_id)
) STRICT;
CREATE INDEX hand_overs_to ON hand_overs (to_id);

-- A place that somebody gave up, or that staff call for.
CREATE TABLE gaps (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    shift_id  INTEGER NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
    part_id   INTEGER NOT NULL REFERENCES shift_parts (id) ON DELETE CASCADE,
    left_by   INTEGER REFERENCES people (id),
    opened_at INTEGER NOT NULL,
    circle    INTEGER NOT NULL DEFAULT 0 CHECK (circle BETWEEN 0 AND 3), -- called so far
    closed_at INTEGER,
    filled_by INTEGER REFERENCES people (id),
    CHECK (filled_by IS NULL OR closed_at IS NOT NULL)
) STRICT;
CREATE INDEX gaps_open ON gaps (part_id, id) WHERE closed_at IS NULL;
CREATE INDEX gaps_by_closing ON gaps (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX gaps_of_shift ON gaps (shift_id);
CREATE TRIGGER gap_given_once BEFORE UPDATE OF filled_by ON gaps
WHEN old.closed_at IS NOT NULL AND new.filled_by IS NOT NULL BEGIN
    SELECT raise(ABORT, 'a gap is given once');
END;

CREATE TABLE gap_calls (
    gap_id      INTEGER NOT NULL REFERENCES gaps (id) ON DELETE CASCADE,
    person_id   INTEGER NOT NULL REFERENCES people (id),
    circle      INTEGER NOT NULL,
    called_at   INTEGER NOT NULL,
    declined_at INTEGER,
    PRIMARY KEY (gap_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX gap_calls_of_person ON gap_calls (person_id);

-- What was found on a visit, sealed.
CREATE TABLE visit_notes (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    shift_id INTEGER NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
    by_id    INTEGER NOT NULL REFERENCES people (id),
    words    BLOB    NOT NULL,
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_notes_of_shift ON visit_notes (shift_id, id);

-- Stays when the shift goes.
CREATE TABLE hours_served (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id   INTEGER NOT NULL REFERENCES people (id),
    shift_id    INTEGER REFERENCES shifts (id) ON DELETE SET NULL,
    activity_id INTEGER REFERENCES activities (id) ON DELETE SET NULL,
    title       TEXT    NOT NULL,                 -- empty: a visit
    started_at  INTEGER NOT NULL,
    minutes     INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
    UNIQUE (shift_id, person_id)
) STRICT;
CREATE INDEX hours_of_person ON hours_served (person_id, started_at);
CREATE INDEX hours_by_day ON hours_served (started_at);

CREATE TABLE certificates (
    number    TEXT    PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    name      TEXT    NOT NULL,
    minutes   INTEGER NOT NULL,
    first_at  INTEGER NOT NULL,
    last_at   INTEGER NOT NULL,
    issued_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX certificates_of_person ON certificates (person_id, issued_at);

CREATE TABLE honours (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id),
    words     TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 200),
    given_by  INTEGER NOT NULL REFERENCES people (id),
    given_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX honours_of_person ON honours (person_id);

-- Who has ever had to do with a shift: such rows of people are not deleted.
CREATE VIEW people_of_shifts (person_id) AS
    SELECT person_id FROM assignments UNION ALL SELECT person_id FROM hours_served
    UNION ALL SELECT visited_id FROM shifts WHERE visited_id IS NOT NULL;

-- The year's work: what is no activity yet can have somebody who sees to it, and a day.
ALTER TABLE plan_items ADD COLUMN owner_id INTEGER REFERENCES people (id);
ALTER TABLE plan_items ADD COLUMN due_on TEXT; -- ISO
ALTER TABLE plan_items ADD COLUMN done_at INTEGER;
CREATE INDEX plan_items_by_due ON plan_items (due_on) WHERE due_on IS NOT NULL AND done_at IS NULL;

-- A table of shifts waits for a yes like one of the annual plan; a CHECK cannot be changed in place.
CREATE TABLE proposals_anew (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    kind      TEXT    NOT NULL CHECK (kind IN ('plan', 'series', 'shifts')),
    facts     TEXT    NOT NULL,             -- JSON
    made_at   INTEGER NOT NULL,
    used_at   INTEGER
) STRICT;
INSERT INTO proposals_anew SELECT * FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_anew RENAME TO proposals;
CREATE INDEX proposals_of_person ON proposals (person_id);

CREATE TABLE expenses (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id  INTEGER NOT NULL REFERENCES people (id),
    shift_id   INTEGER REFERENCES shifts (id) ON DELETE SET NULL,
    title      TEXT    NOT NULL,                  -- of the shift; empty: a visit
    kind       TEXT    NOT NULL CHECK (kind IN ('travel', 'meals', 'things', 'other')),
    cents      INTEGER NOT NULL CHECK (cents BETWEEN 1 AND 1000000),
    receipt    TEXT    NOT NULL,                  -- Telegram's file_id; empty: none
    words      TEXT    NOT NULL CHECK (length(words) <= 200),
    asked_at   INTEGER NOT NULL,
    state      TEXT    NOT NULL DEFAULT 'asked' CHECK (state IN
               ('asked', 'approved', 'refused', 'paid')),
    decided_by INTEGER REFERENCES people (id),
    decided_at INTEGER,
    reason     TEXT    NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
    CHECK (decided_by <> person_id),
    CHECK ((state = 'asked') = (decided_by IS NULL))
) STRICT;
CREATE INDEX expenses_of_person ON expenses (person_id, id);
CREATE INDEX expenses_open ON expenses (id) WHERE state = 'asked';
CREATE INDEX expenses_by_day ON expenses (asked_at);
