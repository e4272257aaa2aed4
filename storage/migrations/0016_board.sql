-- Whether what will be done after a survey was said to the whole neighbourhood.

ALTER TABLE survey_replies ADD COLUMN for_all INTEGER NOT NULL DEFAULT 0 CHECK (for_all IN (0, 1));
