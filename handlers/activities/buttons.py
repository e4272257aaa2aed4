"""What the buttons of activities mean."""

from handlers.kit.screen import Press


class ShowList(Press, prefix="act.list"):
    page: int


class ShowActivity(Press, prefix="act.show"):
    activity_id: int


class Join(Press, prefix="act.join"):
    activity_id: int


class Bring(Press, prefix="act.bring"):
    """Join together with others."""

    activity_id: int


class MyPlace(Press, prefix="act.mine"):
    activity_id: int


class AskLeave(Press, prefix="act.ask"):
    activity_id: int


class Leave(Press, prefix="act.leave"):
    activity_id: int


class ChangeNumber(Press, prefix="act.many"):
    activity_id: int


class SetCompanions(Press, prefix="act.with"):
    activity_id: int
    companions: int


class Accept(Press, prefix="act.yes"):
    activity_id: int


class Decline(Press, prefix="act.no"):
    activity_id: int


class ShowMap(Press, prefix="act.map"):
    activity_id: int


class SendCalendar(Press, prefix="act.ics"):
    activity_id: int


class ShowPhoto(Press, prefix="act.photo"):
    activity_id: int


class Manage(Press, prefix="act.staff"):
    activity_id: int


class Publish(Press, prefix="act.open"):
    activity_id: int


class PostInGroup(Press, prefix="act.post"):
    activity_id: int


class Discard(Press, prefix="act.drop"):
    activity_id: int


class ShowRoster(Press, prefix="act.who"):
    activity_id: int
    page: int


class CancelActivity(Press, prefix="act.off"):
    activity_id: int


class ChangePlaces(Press, prefix="act.size"):
    activity_id: int


class ManagePeople(Press, prefix="act.people"):
    activity_id: int


class ManageDay(Press, prefix="act.day"):
    activity_id: int


class ManageChanges(Press, prefix="act.change"):
    activity_id: int
