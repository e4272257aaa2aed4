"""People, where they live, and what they may do."""

from dataclasses import dataclass, field
from datetime import datetime, time
from enum import Flag, StrEnum, auto


class Role(Flag):
    """Roles add up; a guest is someone who has not agreed to anything yet."""

    GUEST = 0
    RESIDENT = auto()
    VOLUNTEER = auto()
    STAFF = auto()
    ADMIN = auto()


class Topic(StrEnum):
    """What notices are about; each topic can be muted by the person."""

    REMINDERS = "reminders"
    OFFERS = "offers"
    CHANGES = "changes"
    ANNOUNCEMENTS = "announcements"
    FEEDBACK = "feedback"  # afterwards: how it was, whom we missed, what will be done


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives; every part is optional."""

    building: str = ""
    unit: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the bot knows; the id is the house's own, 0 for someone never met."""

    id: int
    telegram_id: int | None
    name: str = ""
    language: str = "en"
    roles: Role = Role.GUEST
    home: Home = field(default=Home())
    quiet_from: time | None = None
    quiet_until: time | None = None
    muted: frozenset[Topic] = frozenset()
    blocked: bool = False
    agreed_at: datetime | None = None
    shows_name: bool = False  # on cards in groups
    proxy_id: int | None = None  # who acts and hears for a contact; None: the staff
    simple: bool = False  # short texts, one choice per row

    @property
    def is_contact(self) -> bool:
        """Without Telegram; somebody who has been erased has no name either."""
        return self.telegram_id is None and bool(self.name)

    @property
    def is_known(self) -> bool:
        return Role.RESIDENT in self.roles
