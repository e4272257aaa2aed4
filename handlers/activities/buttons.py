"""What the buttons of activities mean; `for_id` is the contact that it is pressed for, if any."""

from handlers.kit.screen import Press


class ShowList(Press, prefix="act.list"):
    page: int


class ShowLately(Press, prefix="act.past"):
    """What is over, for some days."""

    page: int


class ShowActivity(Press, prefix="act.show"):
    activity_id: int
    for_id: int = 0


class Join(Press, prefix="act.join"):
    activity_id: int
    for_id: int = 0


class Bring(Press, prefix="act.bring"):
    """Join together with others; `sure` when a clash has been said."""

    activity_id: int
    sure: int = 0


class JoinAnyway(Press, prefix="act.sure"):
    """Although something else is at the same time."""

    activity_id: int
    for_id: int = 0
    companions: int = 0


class ForSomeone(Press, prefix="act.for"):
    """Sign up somebody without Telegram."""

    activity_id: int


class ShowAnswers(Press, prefix="act.said"):
    """What was answered to the organiser's questions, or the questions that are open."""

    activity_id: int
    for_id: int = 0


class ShowQuestions(Press, prefix="act.asks"):
    """What the organiser asks."""

    activity_id: int


class MyPlace(Press, prefix="act.mine"):
    activity_id: int


class AskLeave(Press, prefix="act.ask"):
    activity_id: int
    for_id: int = 0


class Leave(Press, prefix="act.leave"):
    activity_id: int
    for_id: int = 0


class ChangeNumber(Press, prefix="act.many"):
    activity_id: int
    for_id: int = 0


class SetCompanions(Press, prefix="act.with"):
    activity_id: int
    companions: int
    for_id: int = 0


class Accept(Press, prefix="act.yes"):
    activity_id: int
    for_id: int = 0


class Decline(Press, prefix="act.no"):
    activity_id: int
    for_id: int = 0


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


class StillComing(Press, prefix="act.still"):
    """After a change of time or place; bound to the one that the person has read."""

    activity_id: int
    move: int
    for_id: int = 0


class HowDrawn(Press, prefix="act.lots"):
    activity_id: int
    page: int = 0


class EditActivity(Press, prefix="act.edit"):
    activity_id: int


class PauseSignUp(Press, prefix="act.pause"):
    activity_id: int


class ResumeSignUp(Press, prefix="act.go"):
    activity_id: int


class TakeOver(Press, prefix="act.take"):
    activity_id: int
