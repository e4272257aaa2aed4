-- What the community says to many at once, and to whom it has left.
CREATE TABLE announcements (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    words        TEXT    NOT NULL CHECK (length(words) BETWEEN 1 AND 4096),
    photo        TEXT    NOT NULL DEFAULT '', -- Telegram's file_id
    in_group     INTEGER NOT NULL CHECK (in_group IN (0, 1)),
    in_private   INTEGER NOT NULL CHECK (in_private IN (0, 1)),
    among        TEXT    NOT NULL DEFAULT 'everybody' CHECK (among IN
                 ('everybody', 'buildings', 'languages', 'role', 'activity')),
    which        TEXT    NOT NULL DEFAULT '[]',
    sample       INTEGER CHECK (sample > 0), -- NULL: all of them
    seed         TEXT    NOT NULL,
    urgent       INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    state        TEXT    NOT NULL DEFAULT 'draft' CHECK (state IN
                 ('draft', 'planned', 'running', 'paused', 'over', 'cancelled')),
    made_by      INTEGER NOT NULL REFERENCES people (id),
    made_at      INTEGER NOT NULL,
    starts_at    INTEGER,                    -- NULL: as soon as somebody says so
    begun_at     INTEGER,                    -- NULL: whom it is for has not been fixed yet
    ended_at     INTEGER,
    group_state  TEXT    NOT NULL DEFAULT 'none' CHECK (group_state IN
                 ('none', 'waiting', 'leaving', 'sent', 'failed', 'blocked', 'unknown',
                  'withdrawn')),
    group_letter INTEGER,                    -- in the outbox, while it is there
    CHECK (in_group OR in_private)
) STRICT;
CREATE INDEX announcements_by_letter ON announcements (group_letter)
    WHERE group_letter IS NOT NULL;

-- One for each person, written down when it begins. Whoever hears for several gets one letter.
CREATE TABLE announcement_recipients (
    announcement_id INTEGER NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    person_id       INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    hearer_id       INTEGER REFERENCES people (id) ON DELETE SET NULL, -- NULL: nobody hears
    state           TEXT    NOT NULL CHECK (state IN
                    ('waiting', 'leaving', 'sent', 'failed', 'blocked', 'unknown', 'muted',
                     'unheard', 'withdrawn', 'erased')),
    due_at          INTEGER NOT NULL,
    letter_id       INTEGER,
    PRIMARY KEY (announcement_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX announcement_recipients_due
    ON announcement_recipients (announcement_id, state, due_at);
CREATE INDEX announcement_recipients_of ON announcement_recipients (person_id);
CREATE INDEX announcement_recipients_heard ON announcement_recipients (hearer_id);
CREATE INDEX announcement_recipients_by_letter ON announcement_recipients (letter_id)
    WHERE letter_id IS NOT NULL;

-- How a letter ended is known here in the same moment, and stays when the letter is forgotten.
CREATE TRIGGER announcement_has_left AFTER UPDATE OF state ON outbox
 WHEN new.lane >= 2 AND new.state NOT IN ('waiting', 'claimed') BEGIN
    UPDATE announcement_recipients
       SET state = iif(new.state = 'superseded', 'failed', new.state)
     WHERE letter_id = new.id AND state = 'leaving';
    UPDATE announcements
       SET group_state = iif(new.state = 'superseded', 'failed', new.state)
     WHERE group_letter = new.id AND group_state = 'leaving';
END;
