"""The base of every "no" that the rules can say. Wording is the handlers' business."""


class Refusal(Exception):  # noqa: N818 -- an expected answer, not an error
    """A rule turned the request down; subclasses state the fact, `facts` fill its wording."""

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts


class NotAllowed(Refusal):
    """The person's roles do not cover this action."""


class NoLongerThere(Refusal):
    """What the request is about has been removed or is over."""
