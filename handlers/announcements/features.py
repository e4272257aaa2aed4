"""What belongs to announcements, in the order in which updates are offered to it."""

from handlers.announcements import making, managing, missing, sending

ANNOUNCEMENTS = (making.router, managing.router, missing.router, sending.router)
