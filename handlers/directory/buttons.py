"""What the buttons about services and resources mean."""

from handlers.kit.screen import Press


class ShowServices(Press, prefix="svc.all"):
    """The categories."""


class ShowCategory(Press, prefix="svc.cat"):
    """`number`: in the order of the categories."""

    number: int
    page: int


class ShowEntry(Press, prefix="svc.show"):
    entry_id: int


class ShowOnMap(Press, prefix="svc.map"):
    entry_id: int


class LookFor(Press, prefix="svc.find"):
    """Search by words."""


class AddEntry(Press, prefix="svc.add"):
    """Staff write a new one down."""


class ShowChanges(Press, prefix="svc.edit"):
    """What of it to change."""

    entry_id: int


class ChangePart(Press, prefix="svc.part"):
    """`number`: of the parts that can be changed."""

    entry_id: int
    number: int


class AskRemove(Press, prefix="svc.gone"):
    """Remove it: asks once."""

    entry_id: int


class Remove(Press, prefix="svc.del"):
    entry_id: int


class ShowKeeper(Press, prefix="svc.who"):
    """Who looks after it."""

    entry_id: int


class KeepMyself(Press, prefix="svc.mine"):
    entry_id: int


class LeaveToStaff(Press, prefix="svc.staff"):
    entry_id: int


class OfferKeeping(Press, prefix="svc.link"):
    """A link for somebody who will look after it."""

    entry_id: int


class StopKeeping(Press, prefix="svc.not"):
    """I do not look after it (any more)."""

    entry_id: int


class Confirm(Press, prefix="svc.right"):
    """All of it is still right."""

    entry_id: int


class ReportChange(Press, prefix="svc.wrong"):
    """Something of it is not right (any more)."""

    entry_id: int


class TakeEntries(Press, prefix="svc.xlsx"):
    """All of them as a table."""


class TakeOver(Press, prefix="svc.take"):
    """What a table held, yes."""

    proposal_id: int
