-- Moments are whole seconds of UTC.

CREATE TABLE people (
    id           INTEGER PRIMARY KEY,
    telegram_id  INTEGER UNIQUE,             -- NULL: someone without Telegram, served by a proxy
    name         TEXT    NOT NULL,
    language     TEXT    NOT NULL,
    roles        INTEGER NOT NULL DEFAULT 0, -- community.people.Role
    building     TEXT    NOT NULL DEFAULT '',
    unit         TEXT    NOT NULL DEFAULT '',
    room         TEXT    NOT NULL DEFAULT '',
    quiet_from   INTEGER,                    -- minutes after midnight; NULL: as the community
    quiet_until  INTEGER,
    muted        TEXT    NOT NULL DEFAULT '',
    blocked      INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
    met_at       INTEGER NOT NULL,
    agreed_at    INTEGER
) STRICT;

-- Single use; only the hash of the code is kept.
CREATE TABLE invitations (
    id         INTEGER PRIMARY KEY,
    code_hash  TEXT    NOT NULL UNIQUE,
    role       INTEGER NOT NULL,
    made_by    INTEGER NOT NULL REFERENCES people (id),
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_by    INTEGER REFERENCES people (id),
    used_at    INTEGER
) STRICT;

-- Wrong codes, so that guessing meets silence.
CREATE TABLE guesses (
    telegram_id INTEGER NOT NULL,
    guessed_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX guesses_by_person ON guesses (telegram_id, guessed_at);

-- The group chats the bot is or was in; a purpose is bound by /setup.
CREATE TABLE groups (
    chat_id   INTEGER PRIMARY KEY,
    title     TEXT    NOT NULL,
    purpose   TEXT    UNIQUE CHECK (purpose IN ('neighbourhood', 'desk')),
    is_forum  INTEGER NOT NULL DEFAULT 0 CHECK (is_forum IN (0, 1)),
    is_member INTEGER NOT NULL DEFAULT 1 CHECK (is_member IN (0, 1)),
    rights    TEXT    NOT NULL DEFAULT ''
) STRICT;

-- What staff may read and nobody may change.
CREATE TABLE audit (
    id         INTEGER PRIMARY KEY,
    at         INTEGER NOT NULL,
    person_id  INTEGER,
    action     TEXT    NOT NULL,
    subject    TEXT    NOT NULL
) STRICT;
CREATE TRIGGER audit_is_kept BEFORE UPDATE ON audit BEGIN
    SELECT raise(ABORT, 'the audit log is not changed');
END;

-- Ids of the last 48 hours; Telegram keeps what is unconfirmed for 24.
CREATE TABLE updates (
    id       INTEGER PRIMARY KEY,
    taken_at INTEGER NOT NULL,
    code     TEXT,                           -- what the person was told when it failed
    error    TEXT                            -- the exception's type; never what people wrote
) STRICT;
CREATE INDEX updates_by_age ON updates (taken_at);

CREATE TABLE outbox (
    id       INTEGER PRIMARY KEY,
    lane     INTEGER NOT NULL CHECK (lane BETWEEN 0 AND 3),
    chat_id  INTEGER,                        -- NULL: belongs to no chat (answers to presses)
    method   TEXT    NOT NULL,
    payload  TEXT,                           -- JSON; NULL: the card is drawn when it leaves
    card     TEXT,                           -- what the message shows, e.g. activity:7
    state    TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN
             ('waiting', 'claimed', 'sent', 'failed', 'blocked', 'unknown', 'superseded')),
    attempts INTEGER NOT NULL DEFAULT 0,     -- calls that may have reached Telegram
    put_at   INTEGER NOT NULL,
    send_at  INTEGER NOT NULL DEFAULT 0,
    until    INTEGER,                        -- from when on it would be of no use
    error    TEXT
) STRICT;
CREATE INDEX outbox_by_lane ON outbox (lane, id) WHERE state = 'waiting';
CREATE INDEX outbox_by_chat ON outbox (chat_id, lane, id) WHERE state IN ('waiting', 'claimed');
CREATE UNIQUE INDEX outbox_newest_edit ON outbox (chat_id, card)
    WHERE state = 'waiting' AND method = 'editMessageText';

-- The message that shows a thing in a chat at the moment, so that it can be edited.
CREATE TABLE cards (
    card       TEXT    NOT NULL,
    chat_id    INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (card, chat_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE notices (
    id           INTEGER PRIMARY KEY,
    key          TEXT    UNIQUE,             -- NULL: can only be caused once
    person_id    INTEGER REFERENCES people (id) ON DELETE CASCADE, -- NULL: about a thing, to nobody
    about        TEXT,                       -- the thing, e.g. activity:7, whose rows move with it
    kind         TEXT    NOT NULL,
    facts        TEXT    NOT NULL,
    due_at       INTEGER NOT NULL,
    useful_until INTEGER NOT NULL,
    state        TEXT    NOT NULL DEFAULT 'waiting'
                 CHECK (state IN ('waiting', 'told', 'moot', 'late', 'failed'))
) STRICT;
CREATE INDEX notices_due ON notices (due_at) WHERE state = 'waiting';
CREATE INDEX notices_about ON notices (about) WHERE state = 'waiting';

-- Half-filled forms; a person's newest is the one that typed words answer.
CREATE TABLE drafts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    form       TEXT    NOT NULL,
    known      TEXT    NOT NULL,             -- JSON: what the form was started with
    answers    TEXT    NOT NULL,             -- JSON: step key to answer
    touched_at INTEGER NOT NULL
) STRICT;
CREATE INDEX drafts_of_person ON drafts (person_id, touched_at);

-- The few things the house remembers about itself.
CREATE TABLE remembered (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
