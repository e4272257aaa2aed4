"""Every record of the house, inside a transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from storage.activities import Activities
from storage.activity_reminders import ActivityReminders
from storage.audit import Audit
from storage.drafts import Drafts
from storage.groups import Groups
from storage.invitations import Invitations
from storage.notices import Notices
from storage.outbox import Outbox
from storage.people import People
from storage.privacy import Privacy
from storage.remembered import Remembered
from storage.sign_ups import SignUps
from storage.sql import Sql
from storage.updates import Updates


class Records:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        sql = Sql(connection)
        self.updates = Updates(sql)
        self.outbox = Outbox(sql)
        self.notices = Notices(sql)
        self.drafts = Drafts(sql)
        self.remembered = Remembered(sql)
        self.people = People(sql)
        self.groups = Groups(sql)
        self.audit = Audit(sql)
        self.activities = Activities(sql, notices=self.notices, groups=self.groups)
        self.sign_ups = SignUps(
            sql, activities=self.activities, notices=self.notices, people=self.people
        )
        self.activity_reminders = ActivityReminders(
            sql, activities=self.activities, notices=self.notices
        )
        self.invitations = Invitations(
            sql, people=self.people, notices=self.notices, audit=self.audit
        )
        self.privacy = Privacy(sql, people=self.people, audit=self.audit)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What the block wrote is undone when it raises; the transaction goes on."""
        self._connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            # When the disk is full SQLite may already have rolled everything back by itself.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO part")
                self._connection.execute("RELEASE part")
            raise
        self._connection.execute("RELEASE part")
