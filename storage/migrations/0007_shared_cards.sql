-- Copies of cards that people have put into chats of their own. Nobody knows which chat, or whose.
CREATE TABLE shared_cards (
    id                INTEGER PRIMARY KEY,
    card              TEXT    NOT NULL,      -- what the copy shows, e.g. activity:7
    inline_message_id TEXT    NOT NULL UNIQUE, -- Telegram's name of the copy
    language          TEXT    NOT NULL,      -- of the one who shared it
    seen_at           INTEGER NOT NULL       -- when it was shared, or a button of it pressed last
) STRICT;
CREATE INDEX shared_cards_by_card ON shared_cards (card, seen_at);
