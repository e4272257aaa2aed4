-- How often somebody has been asked for something in a month; under whose mark, only the key tells.
CREATE TABLE asks (
    mark  BLOB    NOT NULL,
    month INTEGER NOT NULL,                  -- 202605
    n     INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (mark, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE surveys (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    title        TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
    intro        TEXT    NOT NULL DEFAULT '' CHECK (length(intro) <= 1000),
    anonymous    INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    by_household INTEGER NOT NULL CHECK (by_household IN (0, 1)),
    house_words  INTEGER NOT NULL DEFAULT 0 CHECK (house_words IN (0, 1)), -- said in each language
    state        TEXT    NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'closed')),
    among        TEXT    NOT NULL DEFAULT 'everybody' CHECK (among IN
                 ('everybody', 'buildings', 'languages', 'role', 'activity')),
    which        TEXT    NOT NULL DEFAULT '[]',
    sample       INTEGER CHECK (sample > 0), -- NULL: all of them
    seed         TEXT    NOT NULL DEFAULT '',
    made_by      INTEGER REFERENCES people (id), -- NULL: the house itself
    made_at      INTEGER NOT NULL,
    opened_at    INTEGER,
    closes_at    INTEGER,
    quarter      TEXT    UNIQUE,             -- 2026-2; of the house's own
    CHECK ((state = 'draft') = (opened_at IS NULL)),
    CHECK ((opened_at IS NULL) = (closes_at IS NULL))
) STRICT;
CREATE INDEX surveys_by_state ON surveys (state, id);

CREATE TABLE survey_questions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    survey_id INTEGER NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    kind      TEXT    NOT NULL CHECK (kind IN ('scale', 'one', 'many', 'number', 'text', 'photo')),
    words     TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 300),
    options   TEXT    NOT NULL DEFAULT '[]', -- JSON
    required  INTEGER NOT NULL CHECK (required IN (0, 1)),
    when_id   INTEGER REFERENCES survey_questions (id), -- asked only where this one's answer
    when_any  TEXT    NOT NULL DEFAULT '[]',             -- is one of these
    measure   TEXT    NOT NULL DEFAULT '' CHECK (measure IN ('', 'satisfaction'))
) STRICT;
CREATE INDEX survey_questions_of ON survey_questions (survey_id, id);

-- What was promised when it was published stays so.
CREATE TRIGGER survey_promises BEFORE UPDATE OF anonymous, by_household, title, intro ON surveys
 WHEN old.state <> 'draft' BEGIN SELECT raise(ABORT, 'a published survey is not changed'); END;
CREATE TRIGGER survey_is_published BEFORE UPDATE OF state ON surveys
 WHEN new.state = 'draft' AND old.state <> 'draft'
 BEGIN SELECT raise(ABORT, 'a published survey stays published'); END;
CREATE TRIGGER survey_questions_stay BEFORE UPDATE ON survey_questions
 WHEN (SELECT state FROM surveys WHERE id = old.survey_id) <> 'draft'
 BEGIN SELECT raise(ABORT, 'a published survey is not changed'); END;
CREATE TRIGGER survey_questions_are_all BEFORE INSERT ON survey_questions
 WHEN (SELECT state FROM surveys WHERE id = new.survey_id) <> 'draft'
 BEGIN SELECT raise(ABORT, 'a published survey is not changed'); END;
CREATE TRIGGER survey_questions_remain BEFORE DELETE ON survey_questions
 WHEN (SELECT state FROM surveys WHERE id = old.survey_id) <> 'draft'
 BEGIN SELECT raise(ABORT, 'a published survey is not changed'); END;

CREATE TABLE survey_asked (
    survey_id INTEGER NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (survey_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_asked_of ON survey_asked (person_id, survey_id);

-- Who has answered; nothing here tells when, in which order, or what. No column is shared with
-- the tables of answers but the survey's.
CREATE TABLE survey_answered (
    survey_id INTEGER NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    by_id     INTEGER REFERENCES people (id), -- who answered for them; NULL: they themselves
    PRIMARY KEY (survey_id, person_id)
) STRICT, WITHOUT ROWID;

-- What was answered to a survey without names that is still open: closed with the key, of a length
-- that tells little, under a random id.
CREATE TABLE survey_sealed (
    id        INTEGER PRIMARY KEY,
    survey_id INTEGER NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    sealed    BLOB    NOT NULL
) STRICT;
CREATE INDEX survey_sealed_of ON survey_sealed (survey_id);

-- The same when it is over: every answer by itself, shuffled, under a random id.
CREATE TABLE survey_answers (
    id          INTEGER PRIMARY KEY,
    question_id INTEGER NOT NULL REFERENCES survey_questions (id) ON DELETE CASCADE,
    answer      TEXT    NOT NULL             -- empty: skipped
) STRICT;
CREATE INDEX survey_answers_to ON survey_answers (question_id, answer);

-- Answers with names, where that was said before.
CREATE TABLE survey_named_answers (
    question_id INTEGER NOT NULL REFERENCES survey_questions (id) ON DELETE CASCADE,
    person_id   INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    answer      TEXT    NOT NULL,
    PRIMARY KEY (question_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_named_answers_of ON survey_named_answers (person_id);

-- What will be done, said to those who answered.
CREATE TABLE survey_replies (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    survey_id INTEGER NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    words     TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 1000),
    by_id     INTEGER NOT NULL REFERENCES people (id),
    at        INTEGER NOT NULL
) STRICT;

-- Telegram's own polls in groups.
CREATE TABLE polls (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    question    TEXT    NOT NULL CHECK (length(question) BETWEEN 1 AND 300),
    several     INTEGER NOT NULL CHECK (several IN (0, 1)),
    anonymous   INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    purpose     TEXT    NOT NULL CHECK (purpose IN ('neighbourhood', 'desk')),
    state       TEXT    NOT NULL DEFAULT 'leaving'
                CHECK (state IN ('leaving', 'open', 'closed', 'failed')),
    made_by     INTEGER NOT NULL REFERENCES people (id),
    made_at     INTEGER NOT NULL,
    closes_at   INTEGER NOT NULL,
    telegram_id TEXT    UNIQUE,              -- NULL: not there yet
    voters      INTEGER NOT NULL DEFAULT 0   -- as Telegram counts, where it was forwarded too
) STRICT;
CREATE INDEX polls_by_state ON polls (state, id);

CREATE TABLE poll_options (
    poll_id       INTEGER NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    place         INTEGER NOT NULL,          -- from 0
    words         TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 100),
    persistent_id TEXT    NOT NULL DEFAULT '',
    votes         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (poll_id, place)
) STRICT, WITHOUT ROWID;

-- Of polls in which everybody sees who voted for what; only of people the house knows.
CREATE TABLE poll_votes (
    poll_id   INTEGER NOT NULL REFERENCES polls (id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    place     INTEGER NOT NULL,
    PRIMARY KEY (poll_id, person_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX poll_votes_of ON poll_votes (person_id);
