"""What the buttons about announcements mean."""

from handlers.kit.screen import Press


class ListAnnouncements(Press, prefix="say.list"):
    page: int
    left_id: int = 0  # the announcement that stood in the message until now


class ShowAnnouncement(Press, prefix="say.show"):
    announcement_id: int


class NewAnnouncement(Press, prefix="say.new"):
    pass


class ChangeWords(Press, prefix="say.words"):
    announcement_id: int


class ChangePeople(Press, prefix="say.whom"):
    announcement_id: int


class SeePreview(Press, prefix="say.see"):
    announcement_id: int


class Discard(Press, prefix="say.drop"):
    announcement_id: int
    sure: int = 0


class Start(Press, prefix="say.go"):
    announcement_id: int


class Pause(Press, prefix="say.hold"):
    announcement_id: int


class Resume(Press, prefix="say.on"):
    announcement_id: int


class CallOff(Press, prefix="say.off"):
    announcement_id: int
    sure: int = 0


class ShowMissing(Press, prefix="say.miss"):
    announcement_id: int
    page: int = 0


class TakeMissing(Press, prefix="say.table"):
    announcement_id: int
