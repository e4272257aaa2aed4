-- A ticket has no author: whose matter it is stands in its voices, of the anonymous ones sealed.
CREATE TABLE tickets (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    kind              TEXT    NOT NULL CHECK (kind IN
                      ('complaint', 'suggestion', 'help', 'praise')),
    category          TEXT    NOT NULL,           -- an id from the config, which may forget it
    building          TEXT    NOT NULL,
    place             TEXT    NOT NULL,
    state             TEXT    NOT NULL CHECK (state IN ('received', 'in_hand', 'asked',
                      'proposed', 'closed', 'settled', 'set_aside', 'withdrawn', 'merged')),
    urgent            INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    anonymous         INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    answers           TEXT    NOT NULL,           -- JSON: the category's extra questions
    opened_by         INTEGER REFERENCES people (id), -- staff, on somebody's behalf
    opened_at         INTEGER NOT NULL,
    owner_id          INTEGER REFERENCES people (id),
    proposed_by       INTEGER REFERENCES people (id),
    merged_into       INTEGER REFERENCES tickets (id),
    answer_within     INTEGER NOT NULL,           -- promised seconds of working time
    solve_within      INTEGER NOT NULL,
    first_due_at      INTEGER,
    solution_due_at   INTEGER,
    solution_left     INTEGER,                    -- seconds of working time, while it waits
    first_answered_at INTEGER,
    asked_at          INTEGER,
    closed_at         INTEGER,
    closings          INTEGER NOT NULL DEFAULT 0,
    reopenings        INTEGER NOT NULL DEFAULT 0,
    voices            INTEGER NOT NULL DEFAULT 1,
    marked            INTEGER NOT NULL DEFAULT 0 CHECK (marked IN (0, 1)),
    -- What follows from the rest, written for the indexes (VACUUM INTO of SQLite 3.40 cannot
    -- copy generated columns).
    is_open           INTEGER NOT NULL
                      CHECK (is_open = (state IN ('received', 'in_hand', 'asked', 'proposed'))),
    due_at            INTEGER CHECK (due_at IS CASE
                      WHEN first_due_at IS NULL THEN solution_due_at
                      WHEN solution_due_at IS NULL THEN first_due_at
                      ELSE min(first_due_at, solution_due_at) END),
    CHECK ((state = 'merged') = (merged_into IS NOT NULL)),
    CHECK (solution_due_at IS NULL OR solution_left IS NULL)
) STRICT;
CREATE INDEX tickets_of_owner ON tickets (owner_id, due_at, id) WHERE is_open = 1;
CREATE INDEX tickets_by_due ON tickets (due_at, id) WHERE is_open = 1;
CREATE INDEX tickets_by_state ON tickets (state, due_at, id) WHERE is_open = 1;
-- To find what is alike: in a place, and anywhere.
CREATE INDEX tickets_open_here ON tickets (category, building, id) WHERE is_open = 1;
CREATE INDEX tickets_open_of ON tickets (category, id) WHERE is_open = 1;
CREATE INDEX tickets_closed_here ON tickets (category, building, closed_at)
 WHERE closed_at IS NOT NULL;
CREATE INDEX tickets_closed_of ON tickets (category, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX tickets_merged ON tickets (merged_into) WHERE merged_into IS NOT NULL;

-- Sealed: the person's id, readable only with the key outside the database. Both NULL: erased.
CREATE TABLE ticket_voices (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    origin    TEXT    NOT NULL CHECK (origin IN ('author', 'joined')),
    person_id INTEGER REFERENCES people (id),
    sealed    BLOB,
    anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    joined_at INTEGER NOT NULL,
    left_at   INTEGER,
    CHECK (person_id IS NULL OR anonymous = 0),
    CHECK (sealed IS NULL OR anonymous = 1),
    UNIQUE (ticket_id, person_id)
) STRICT;
CREATE INDEX ticket_voices_here ON ticket_voices (ticket_id, id);
CREATE INDEX ticket_voices_of_person ON ticket_voices (person_id) WHERE person_id IS NOT NULL;

-- Which sealed voices are one person's: found by a keyed mark, readable only with the key.
CREATE TABLE sealed_shelves (
    mark   BLOB PRIMARY KEY,
    voices BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket_entries (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id    INTEGER NOT NULL REFERENCES tickets (id),
    side         TEXT    NOT NULL CHECK (side IN ('resident', 'staff', 'house')),
    kind         TEXT    NOT NULL CHECK (kind IN
                 ('words', 'question', 'answer', 'closing', 'note', 'move', 'contact')),
    voice_id     INTEGER REFERENCES ticket_voices (id),
    staff_id     INTEGER REFERENCES people (id),
    text         TEXT    NOT NULL,
    file_kind    TEXT    NOT NULL,
    file_id      TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    edited_at    INTEGER,
    follow_up_at INTEGER,
    source       BLOB                             -- a keyed mark of the message it came as
) STRICT;
CREATE INDEX ticket_entries_in_order ON ticket_entries (ticket_id, id);
CREATE INDEX ticket_entries_of_voice ON ticket_entries (voice_id, id) WHERE voice_id IS NOT NULL;
CREATE INDEX ticket_entries_by_source ON ticket_entries (source) WHERE source IS NOT NULL;

-- What an entry said before it was edited.
CREATE TABLE ticket_revisions (
    id       INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL REFERENCES ticket_entries (id),
    text     TEXT    NOT NULL,
    until    INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_revisions_of_entry ON ticket_revisions (entry_id);

CREATE TABLE ticket_ratings (
    voice_id  INTEGER NOT NULL REFERENCES ticket_voices (id),
    ticket_id INTEGER NOT NULL REFERENCES tickets (id), -- the one that was closed
    round     INTEGER NOT NULL CHECK (round >= 1),
    contacted INTEGER CHECK (contacted BETWEEN 0 AND 1),
    solved    INTEGER CHECK (solved BETWEEN 0 AND 2),
    satisfied INTEGER CHECK (satisfied BETWEEN 1 AND 5),
    reason    TEXT    CHECK (reason IN ('nobody_came', 'came_back', 'only_partly',
              'not_what_i_asked', 'unfriendly', 'other', 'unsaid')),
    words     TEXT    NOT NULL DEFAULT '',
    reopened  INTEGER NOT NULL DEFAULT 0 CHECK (reopened IN (0, 1)),
    by_staff  INTEGER REFERENCES people (id),      -- who asked somebody without Telegram
    asked_at  INTEGER NOT NULL,
    PRIMARY KEY (voice_id, ticket_id, round)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_ratings_of_ticket ON ticket_ratings (ticket_id, round);

CREATE TABLE board_cases (
    ticket_id INTEGER PRIMARY KEY REFERENCES tickets (id),
    said      TEXT    NOT NULL,
    done      TEXT    NOT NULL,
    put_by    INTEGER NOT NULL REFERENCES people (id),
    put_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX board_cases_newest ON board_cases (put_at, ticket_id);

-- Two staff members and a reason, or nobody learns who wrote it.
CREATE TABLE reveals (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    reason    TEXT    NOT NULL,
    asked_by  INTEGER NOT NULL REFERENCES people (id),
    asked_at  INTEGER NOT NULL,
    agreed_by INTEGER REFERENCES people (id),
    agreed_at INTEGER,
    CHECK (agreed_by <> asked_by)
) STRICT;

-- A fleeting letter leaves no row behind once it has ended, however it ended.
ALTER TABLE outbox ADD COLUMN fleeting INTEGER NOT NULL DEFAULT 0 CHECK (fleeting IN (0, 1));
CREATE INDEX outbox_fleeting ON outbox (id) WHERE fleeting = 1;
CREATE TRIGGER fleeting_letters AFTER UPDATE OF state ON outbox
 WHEN new.fleeting = 1 AND new.state NOT IN ('waiting', 'claimed') BEGIN
    DELETE FROM outbox WHERE id = new.id;
END;
