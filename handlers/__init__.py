"""The features, in the order updates are offered to them."""

from handlers import groups, invitations, me, menu, privacy, settings, welcome
from handlers.activities import browsing, joining, managing, notices, organising
from handlers.kit import form

FEATURES = (
    form.router,
    welcome.router,
    browsing.router,
    organising.router,
    joining.router,
    managing.router,
    notices.router,
    me.router,
    settings.router,
    menu.router,
    privacy.router,
    invitations.router,
    groups.router,
)
