"""What there is about shifts and volunteers, in the order updates are offered to it."""

from handlers.shifts import (
    browsing,
    correcting,
    digests,
    door,
    expense_tables,
    expenses,
    filling,
    gaps,
    hand_overs,
    importing,
    managing,
    missed,
    notices,
    organising,
    taking,
    visits,
    walk_ins,
)
from handlers.volunteers import approving, honours, hours, profile

LISTENING = (door.listening,)  # before the forms

SHIFTS = (
    browsing.router,
    taking.router,
    hand_overs.router,
    gaps.router,
    notices.router,
    profile.router,
    hours.router,
    honours.router,
    managing.router,
    filling.router,
    organising.router,
    importing.router,
    visits.router,
    door.router,
    walk_ins.router,
    correcting.router,
    missed.router,
    expenses.router,
    expense_tables.router,
    approving.router,
    digests.router,
)
