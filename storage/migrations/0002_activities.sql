-- Ids are never used again: a button on an old message must not mean another thing.
CREATE TABLE activities (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    title              TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 100),
    details            TEXT    NOT NULL CHECK (length(details) <= 1000),
    starts_at          INTEGER NOT NULL,
    ends_at            INTEGER          CHECK (ends_at > starts_at),
    sign_up_closes_at  INTEGER NOT NULL CHECK (sign_up_closes_at <= starts_at),
    place              TEXT    NOT NULL CHECK (length(place) <= 100),
    latitude           REAL,
    longitude          REAL,
    cost               TEXT    NOT NULL CHECK (length(cost) <= 50),          -- empty: free
    who_may_come       TEXT    NOT NULL CHECK (length(who_may_come) <= 100), -- empty: everyone
    photo              TEXT    NOT NULL,                                     -- Telegram's file_id
    organiser_id       INTEGER NOT NULL REFERENCES people (id),
    capacity           INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 100000),
    companions_allowed INTEGER NOT NULL CHECK (companions_allowed BETWEEN 0 AND 10),
    state              TEXT    NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
    cancel_reason      TEXT    NOT NULL DEFAULT '',
    posted_in          INTEGER,                    -- the group that was shown its card
    created_at         INTEGER NOT NULL,
    -- Kept by the triggers below, so that nothing has to be counted when somebody taps.
    taken              INTEGER NOT NULL DEFAULT 0, -- places of confirmed parties
    reserved           INTEGER NOT NULL DEFAULT 0, -- places of parties with an offer
    waiting            INTEGER NOT NULL DEFAULT 0, -- parties in the waiting list
    CHECK (taken + reserved <= capacity)
) STRICT;
CREATE INDEX activities_by_start ON activities (state, starts_at, id);

CREATE TABLE sign_ups (
    id            INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of the line
    activity_id   INTEGER NOT NULL REFERENCES activities (id),
    person_id     INTEGER NOT NULL REFERENCES people (id),
    standing      TEXT    NOT NULL CHECK (standing IN ('confirmed', 'waiting', 'offered')),
    companions    INTEGER NOT NULL CHECK (companions BETWEEN 0 AND 10),
    note          TEXT    NOT NULL CHECK (length(note) <= 200),
    offered_until INTEGER,
    made_at       INTEGER NOT NULL,
    UNIQUE (activity_id, person_id),
    CHECK ((standing = 'offered') = (offered_until IS NOT NULL))
) STRICT;
CREATE INDEX sign_ups_of_person ON sign_ups (person_id);
CREATE INDEX sign_ups_in_line ON sign_ups (activity_id, id) WHERE standing = 'waiting';

CREATE TRIGGER sign_up_made AFTER INSERT ON sign_ups BEGIN
    UPDATE activities SET
        taken = taken + (new.standing = 'confirmed') * (1 + new.companions),
        reserved = reserved + (new.standing = 'offered') * (1 + new.companions),
        waiting = waiting + (new.standing = 'waiting')
     WHERE id = new.activity_id;
END;

CREATE TRIGGER sign_up_changed AFTER UPDATE OF standing, companions ON sign_ups BEGIN
    UPDATE activities SET
        taken = taken + (new.standing = 'confirmed') * (1 + new.companions)
                      - (old.standing = 'confirmed') * (1 + old.companions),
        reserved = reserved + (new.standing = 'offered') * (1 + new.companions)
                            - (old.standing = 'offered') * (1 + old.companions),
        waiting = waiting + (new.standing = 'waiting') - (old.standing = 'waiting')
     WHERE id = new.activity_id;
END;

CREATE TRIGGER sign_up_ended AFTER DELETE ON sign_ups BEGIN
    UPDATE activities SET
        taken = taken - (old.standing = 'confirmed') * (1 + old.companions),
        reserved = reserved - (old.standing = 'offered') * (1 + old.companions),
        waiting = waiting - (old.standing = 'waiting')
     WHERE id = old.activity_id;
END;
