-- Sign-up can be paused, places can be drawn by lot, and who has a place may have to confirm it.
ALTER TABLE activities ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));
ALTER TABLE activities ADD COLUMN draw_at INTEGER;               -- NULL: first come, first served
ALTER TABLE activities ADD COLUMN draw_seed TEXT NOT NULL DEFAULT ''; -- secret until it is drawn
ALTER TABLE activities ADD COLUMN draw_seal TEXT NOT NULL DEFAULT ''; -- the hash of it, for all
ALTER TABLE activities ADD COLUMN drawn_at INTEGER;
ALTER TABLE activities ADD COLUMN last_move INTEGER NOT NULL DEFAULT 0; -- the change to confirm

-- The order of the line is (rank, id): the draw gives ranks, who comes later stands behind.
ALTER TABLE sign_ups ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sign_ups ADD COLUMN confirm_by INTEGER              -- not confirmed by then, it lapses
    CHECK (confirm_by IS NULL OR standing = 'confirmed');
ALTER TABLE sign_ups ADD COLUMN asked_at INTEGER;               -- when that was really asked
ALTER TABLE sign_ups ADD COLUMN knows_move INTEGER NOT NULL DEFAULT 0; -- the newest one told

DROP INDEX sign_ups_in_line;
CREATE INDEX sign_ups_in_line ON sign_ups (activity_id, rank, id) WHERE standing = 'waiting';
CREATE INDEX sign_ups_to_confirm ON sign_ups (activity_id, confirm_by)
    WHERE confirm_by IS NOT NULL;

-- What was changed of a published activity. One that moves it in time or place is a move.
CREATE TABLE changes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES activities (id),
    field       TEXT    NOT NULL,                       -- community.changes.Field
    was         TEXT    NOT NULL,
    becomes     TEXT    NOT NULL,
    is_move     INTEGER NOT NULL CHECK (is_move IN (0, 1)),
    at          INTEGER NOT NULL,
    by_id       INTEGER NOT NULL REFERENCES people (id)
) STRICT;
CREATE INDEX changes_of_activity ON changes (activity_id, id);

-- The outcome of a draw, by number: anybody can check it, and nobody's name is in it.
CREATE TABLE lots (
    activity_id INTEGER NOT NULL REFERENCES activities (id),
    rank        INTEGER NOT NULL,
    sign_up_id  INTEGER NOT NULL,
    party       INTEGER NOT NULL,
    has_place   INTEGER NOT NULL CHECK (has_place IN (0, 1)),
    PRIMARY KEY (activity_id, rank)
) STRICT, WITHOUT ROWID;
