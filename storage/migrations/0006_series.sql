-- What repeats: the activities of a series are told apart by their dates only.
CREATE TABLE series (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    weekdays   TEXT    NOT NULL,            -- JSON, Monday is 1; empty: no weekly rhythm
    weeks      INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 8),
    made_by    INTEGER REFERENCES people (id) ON DELETE SET NULL,
    made_at    INTEGER NOT NULL
) STRICT;

ALTER TABLE activities ADD COLUMN series_id INTEGER REFERENCES series (id);
ALTER TABLE activities ADD COLUMN kind TEXT NOT NULL DEFAULT '';  -- as the plan calls it
ALTER TABLE activities ADD COLUMN volunteers_wanted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX activities_of_series ON activities (series_id, starts_at) WHERE series_id IS NOT NULL;
CREATE INDEX activities_by_moment ON activities (starts_at, id);

-- What the annual plan has beside activities: without a date yet, or without places to take.
CREATE TABLE plan_items (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    year              INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2200),
    month             INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    title             TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
    kind              TEXT    NOT NULL,
    who_may_come      TEXT    NOT NULL CHECK (length(who_may_come) <= 100),
    place             TEXT    NOT NULL CHECK (length(place) <= 100),
    details           TEXT    NOT NULL CHECK (length(details) <= 1000),
    said              TEXT    NOT NULL,     -- the date as it was written
    first_day         TEXT,                 -- ISO; NULL: nobody knows yet
    last_day          TEXT,
    places            INTEGER NOT NULL CHECK (places >= 0),  -- 0: nobody needs to sign up
    companions        INTEGER NOT NULL CHECK (companions BETWEEN 0 AND 10),
    volunteers_wanted INTEGER NOT NULL CHECK (volunteers_wanted >= 0),
    made_by           INTEGER REFERENCES people (id) ON DELETE SET NULL,
    made_at           INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_items_by_month ON plan_items (year, month);

-- What was worked out for somebody and waits for their yes: a table read, the dates of a series.
CREATE TABLE proposals (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    kind      TEXT    NOT NULL CHECK (kind IN ('plan', 'series')),
    facts     TEXT    NOT NULL,             -- JSON
    made_at   INTEGER NOT NULL,
    used_at   INTEGER
) STRICT;
CREATE INDEX proposals_of_person ON proposals (person_id);
