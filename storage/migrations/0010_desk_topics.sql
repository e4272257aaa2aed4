-- Where in the staff's group a ticket is talked about, when that group has topics.
CREATE TABLE desk_topics (
    ticket_id INTEGER PRIMARY KEY REFERENCES tickets (id) ON DELETE CASCADE,
    chat_id   INTEGER NOT NULL,
    thread_id INTEGER                        -- NULL: Telegram has not made it yet
) STRICT;

-- What a message shows, so that a reply to it finds its way.
CREATE INDEX cards_by_message ON cards (chat_id, message_id);

-- What is said in a topic is looked up by it.
CREATE INDEX desk_topics_by_thread ON desk_topics (chat_id, thread_id);
