"""Whom to turn to in the neighbourhood: what an entry says, and how long it can be trusted."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from community.characters import simplified
from community.people import Person, Role
from community.refusals import NotAllowed, Refusal

ASK_AGAIN = timedelta(days=7)  # somebody who has not answered
MOST_ASKS = 2  # in vain; then readers are told
LEAST_DIGITS = 3
LONGEST_PHONE = 100

LONGEST = {
    "name": 60,
    "what": 500,
    "fee": 100,
    "hours": 100,
    "phone": LONGEST_PHONE,
    "address": 100,
    "terms": 200,
    "promise": 200,
}

_SIGN = re.compile(r"[\u3400-\u9fff]")
_SAY_LITTLE = frozenset("的了吗呢吧啊我您要想找有在是谁哪里个人请帮去可以怎么什点家")
_PHONE_NUMBER = re.compile(r"\d(?:[ \-()/.]*\d)+")


class Kind(StrEnum):
    SERVICE = "service"
    ORGANISATION = "organisation"
    PERSON = "person"


class Category(StrEnum):
    """In the order in which people see them; `other` is the last."""

    HEALTH = "health"
    CARE = "care"
    MEALS = "meals"
    REPAIRS = "repairs"
    SHOPS = "shops"
    LENDING = "lending"
    ROOMS = "rooms"
    CHILDREN = "children"
    LEARNING = "learning"
    ADVICE = "advice"
    TRANSPORT = "transport"
    OTHER = "other"


class PhoneUnclear(Refusal):
    """No number can be read in what was given as one."""


class ConsentWanted(Refusal):
    """A person is listed only when they have agreed."""


class UnknownCategory(Refusal):
    """None of those there are: `categories` names them."""


class UnknownKind(Refusal):
    """Neither a service nor an organisation nor a person."""


@dataclass(frozen=True, slots=True)
class DirectoryCheckDue:
    """The house looks which entries nobody has confirmed for long."""


@dataclass(frozen=True, slots=True)
class EntriesToCheck:
    """Somebody looks after entries that have not been confirmed for long."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`terms`: on which a thing is lent; `promise`: what people can count on."""

    name: str
    kind: Kind
    category: Category
    what: str = ""
    fee: str = ""
    hours: str = ""
    phone: str = ""
    address: str = ""
    terms: str = ""
    promise: str = ""
    latitude: float | None = None
    longitude: float | None = None
    has_agreed: bool = False
    id: int = 0
    keeper_id: int | None = None
    confirmed_at: datetime | None = None
    asked: int = 0  # times in vain since it was confirmed

    @property
    def subject(self) -> str:
        return f"entry:{self.id}"

    @property
    def is_doubtful(self) -> bool:
        """Asked about more than once, and nobody has answered."""
        return self.asked > MOST_ASKS

    def require_agreed(self) -> None:
        if self.kind is Kind.PERSON and not self.has_agreed:
            raise ConsentWanted

    def require_kept_by(self, person: Person) -> None:
        """The one who looks after it, or the staff."""
        if person.id != self.keeper_id and Role.STAFF not in person.roles:
            raise NotAllowed


def next_ask(asked: int, now: datetime, every: timedelta) -> tuple[int, datetime]:
    """After asking once more: how often that was in vain so far, and when to ask again. Whoever
    does not answer twice is left alone until the next round; meanwhile readers are warned."""
    if asked < MOST_ASKS:
        return asked + 1, now + ASK_AGAIN
    return MOST_ASKS + 1, now + every


def read_phone(typed: str) -> str:
    """Numbers as they were typed, half-width, with any words between: "0351-1234567 张师傅"."""
    said = unicodedata.normalize("NFKC", typed)
    longest = max((_digits(found) for found in _PHONE_NUMBER.findall(said)), default=0)
    if longest < LEAST_DIGITS:
        raise PhoneUnclear
    return said


def searchable(text: str) -> str:
    """As it is compared: any width, case and script are one."""
    return simplified(unicodedata.normalize("NFKC", text)).casefold()


def telling_signs(text: str) -> frozenset[str]:
    """Single ideographs that say something: 修锁的 means 开锁 as well."""
    return frozenset(_SIGN.findall(text)) - _SAY_LITTLE


def _digits(number: str) -> int:
    return sum(sign.isdigit() for sign in number)
