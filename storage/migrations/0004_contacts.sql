-- Who acts and hears for somebody without Telegram; NULL: the staff.
ALTER TABLE people ADD COLUMN proxy_id INTEGER REFERENCES people (id);
ALTER TABLE people ADD COLUMN shows_name INTEGER NOT NULL DEFAULT 0 CHECK (shows_name IN (0, 1));
CREATE INDEX contacts_of_proxy ON people (proxy_id) WHERE proxy_id IS NOT NULL;
CREATE INDEX contacts_by_name ON people (name) WHERE telegram_id IS NULL AND name <> '';

ALTER TABLE sign_ups ADD COLUMN made_by INTEGER REFERENCES people (id); -- NULL: the person themself
-- Copied from the person by the triggers below, so that a card need not look through everybody.
ALTER TABLE sign_ups ADD COLUMN shows_name INTEGER NOT NULL DEFAULT 0
    CHECK (shows_name IN (0, 1));
CREATE INDEX sign_ups_shown ON sign_ups (activity_id, id)
    WHERE shows_name = 1 AND standing = 'confirmed';

CREATE TRIGGER sign_up_shows_name AFTER INSERT ON sign_ups
WHEN (SELECT shows_name FROM people WHERE id = new.person_id) = 1 BEGIN
    UPDATE sign_ups SET shows_name = 1 WHERE id = new.id;
END;

CREATE TRIGGER person_shows_name AFTER UPDATE OF shows_name ON people
WHEN old.shows_name <> new.shows_name BEGIN
    UPDATE sign_ups SET shows_name = new.shows_name WHERE person_id = new.id;
END;

-- What an organiser asks everybody who signs up, and never in the group.
CREATE TABLE questions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    activity_id INTEGER NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    kind        TEXT    NOT NULL CHECK (kind IN ('words', 'number', 'yes_no', 'choice')),
    ready       TEXT    NOT NULL DEFAULT '' CHECK (ready IN
                ('', 'age', 'allergies', 'phone', 'companions', 'wheelchair')),
    text        TEXT    NOT NULL CHECK (length(text) <= 200), -- empty when it is a ready one
    options     TEXT    NOT NULL DEFAULT '',                  -- of a choice, one on each line
    is_required INTEGER NOT NULL CHECK (is_required IN (0, 1)),
    CHECK ((ready = '') = (text <> ''))
) STRICT;
CREATE INDEX questions_of_activity ON questions (activity_id, id);

CREATE TABLE answers (
    sign_up_id  INTEGER NOT NULL REFERENCES sign_ups (id) ON DELETE CASCADE,
    question_id INTEGER NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    answer      TEXT    NOT NULL CHECK (length(answer) <= 200), -- empty: rather not
    PRIMARY KEY (sign_up_id, question_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_to_question ON answers (question_id);
