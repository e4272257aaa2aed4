"""What people hear about shifts, and the house's own alarms about them: facts to be worded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShiftRemindersDue:
    """The house's own alarm: remind everyone in the shift, `lead` seconds ahead."""

    shift_id: int
    lead: int


@dataclass(frozen=True, slots=True)
class ShiftNear:
    """To somebody in the shift, `lead` seconds before it begins."""

    shift_id: int
    lead: int


@dataclass(frozen=True, slots=True)
class ShiftCalledOff:
    """To everybody who was in it; the shift itself may be gone. `starts_at` in Unix time."""

    shift_id: int
    title: str
    starts_at: int
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftMoved:
    """To everybody in it: another time. They are asked whether they can come."""

    shift_id: int


@dataclass(frozen=True, slots=True)
class ShiftAssigned:
    """The staff have put the person in."""

    shift_id: int


@dataclass(frozen=True, slots=True)
class ShiftUnassigned:
    """The staff have taken the person out. `starts_at` in Unix time."""

    shift_id: int
    title: str
    starts_at: int


@dataclass(frozen=True, slots=True)
class HandOverAsked:
    hand_over_id: int


@dataclass(frozen=True, slots=True)
class HandOverAccepted:
    shift_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class HandOverDeclined:
    shift_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class GapCall:
    """To a volunteer who is free and can do it."""

    gap_id: int


@dataclass(frozen=True, slots=True)
class GapWidens:
    """The house's own alarm: call the next circle."""

    gap_id: int
    circle: int


@dataclass(frozen=True, slots=True)
class GapUnfilled:
    """To the staff: everybody was called, or nobody could be."""

    gap_id: int


@dataclass(frozen=True, slots=True)
class ShiftEnds:
    """The house's own alarm: hours are reckoned, and who did not come was missed."""

    shift_id: int
    attempt: int


@dataclass(frozen=True, slots=True)
class NobodyInShift:
    """To the staff: nobody has been checked in, so nothing can be told from it."""

    shift_id: int


@dataclass(frozen=True, slots=True)
class WasMissedInShift:
    shift_id: int


@dataclass(frozen=True, slots=True)
class SaysWasInShift:
    """To the staff: somebody who was missed says they came."""

    shift_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class VisitCheck:
    """The house's own alarm: has the visit been made?"""

    shift_id: int


@dataclass(frozen=True, slots=True)
class VisitMissed:
    """To the staff member responsible, at any hour."""

    shift_id: int


@dataclass(frozen=True, slots=True)
class VisitGivenUp:
    """To the staff member responsible: somebody else is needed."""

    shift_id: int
