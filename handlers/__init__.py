"""The features, in the order updates are offered to them."""

from handlers.kit import form

FEATURES = (form.router,)
