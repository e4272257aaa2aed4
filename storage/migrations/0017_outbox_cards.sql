-- What waits to show a card is asked for at every tap on one.
CREATE INDEX outbox_by_card ON outbox (card)
    WHERE card IS NOT NULL AND state IN ('waiting', 'claimed');
