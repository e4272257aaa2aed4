-- Whom to turn to: services, and what organisations and people lend or offer.
CREATE TABLE directory_entries (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT    NOT NULL CHECK (kind IN ('service', 'organisation', 'person')),
    category     TEXT    NOT NULL CHECK (category IN ('health', 'care', 'meals', 'repairs',
                 'shops', 'lending', 'rooms', 'children', 'learning', 'advice', 'transport',
                 'other')),
    name         TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    what         TEXT    NOT NULL CHECK (length(what) <= 500),
    fee          TEXT    NOT NULL DEFAULT '' CHECK (length(fee) <= 100),
    hours        TEXT    NOT NULL DEFAULT '' CHECK (length(hours) <= 100),
    phone        TEXT    NOT NULL DEFAULT '' CHECK (length(phone) <= 100),
    address      TEXT    NOT NULL DEFAULT '' CHECK (length(address) <= 100),
    terms        TEXT    NOT NULL DEFAULT '' CHECK (length(terms) <= 200),
    promise      TEXT    NOT NULL DEFAULT '' CHECK (length(promise) <= 200),
    latitude     REAL,
    longitude    REAL,
    has_agreed   INTEGER NOT NULL DEFAULT 0 CHECK (has_agreed IN (0, 1)), -- a person, to be listed
    searched     TEXT    NOT NULL,           -- name and words as they are looked for
    made_at      INTEGER NOT NULL,
    keeper_id    INTEGER REFERENCES people (id), -- NULL: the staff
    keeper_code  TEXT    UNIQUE,             -- of the link that makes somebody the keeper
    confirmed_at INTEGER NOT NULL,           -- when somebody last said that it is right
    asked        INTEGER NOT NULL DEFAULT 0 CHECK (asked >= 0), -- times in vain since then
    ask_at       INTEGER NOT NULL,           -- when to ask the next time
    CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CHECK (kind <> 'person' OR has_agreed = 1)
) STRICT;
CREATE INDEX directory_by_category ON directory_entries (category, name);
CREATE INDEX directory_to_ask ON directory_entries (ask_at);
CREATE INDEX directory_of_keeper ON directory_entries (keeper_id) WHERE keeper_id IS NOT NULL;

-- Short texts and one choice per row.
ALTER TABLE people ADD COLUMN simple INTEGER NOT NULL DEFAULT 0 CHECK (simple IN (0, 1));

-- A table of services waits for a yes like one of shifts; a CHECK cannot be changed in place.
CREATE TABLE proposals_anew (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    kind      TEXT    NOT NULL CHECK (kind IN ('plan', 'series', 'shifts', 'directory')),
    facts     TEXT    NOT NULL,             -- JSON
    made_at   INTEGER NOT NULL,
    used_at   INTEGER
) STRICT;
INSERT INTO proposals_anew SELECT * FROM proposals;
DROP TABLE proposals;
ALTER TABLE proposals_anew RENAME TO proposals;
CREATE INDEX proposals_of_person ON proposals (person_id);
