"""Who is on the list of an activity, with everything that its organiser may know of them."""

from dataclasses import dataclass
from datetime import datetime

from community.people import Home
from community.sign_ups import Standing


@dataclass(frozen=True, slots=True)
class RosterLine:
    """`standing` None: somebody who came without having signed up."""

    name: str  # empty when the person has been erased
    home: Home
    standing: Standing | None
    sign_up_id: int = 0
    position: int | None = None  # in the waiting list, from 1
    offered_until: datetime | None = None
    companions: int = 0
    note: str = ""
    made_by: str = ""  # who signed them up, when they did not do it themself
    made_at: datetime | None = None
    came: int = 0  # how many people came, with the person
    was_missed: bool = False  # and has no excuse
