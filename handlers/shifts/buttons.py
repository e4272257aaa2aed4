"""What the buttons about shifts mean."""

from handlers.kit.screen import Press


class ShowShifts(Press, prefix="sh.list"):
    """Mine, and those I can take."""

    page: int


class ShowShift(Press, prefix="sh.show"):
    shift_id: int


class Take(Press, prefix="sh.take"):
    """`sure` when a clash has been said."""

    part_id: int
    sure: int = 0


class WillCome(Press, prefix="sh.yes"):
    shift_id: int


class AskGiveUp(Press, prefix="sh.cant"):
    shift_id: int


class GiveUp(Press, prefix="sh.leave"):
    shift_id: int


class ShowMap(Press, prefix="sh.map"):
    shift_id: int


class ChooseOther(Press, prefix="sh.over"):
    """To whom to hand over."""

    shift_id: int
    page: int = 0


class AskOther(Press, prefix="sh.ask"):
    shift_id: int
    person_id: int


class KeepIt(Press, prefix="sh.keep"):
    """The question to the other is taken back."""

    shift_id: int


class TakeOver(Press, prefix="sh.agree"):
    hand_over_id: int


class LeaveIt(Press, prefix="sh.decline"):
    hand_over_id: int


class AnswerGap(Press, prefix="gap.yes"):
    gap_id: int
    sure: int = 0


class PassGap(Press, prefix="gap.no"):
    gap_id: int


class ShowRota(Press, prefix="rota.list"):
    """All that is coming, for the staff."""

    page: int


class Manage(Press, prefix="rota.show"):
    shift_id: int


class Publish(Press, prefix="rota.open"):
    shift_id: int


class PublishSeries(Press, prefix="rota.all"):
    """This draft and the later ones of its series."""

    shift_id: int


class Discard(Press, prefix="rota.drop"):
    shift_id: int


class ShowCrew(Press, prefix="rota.who"):
    shift_id: int
    page: int = 0


class ShowMember(Press, prefix="rota.one"):
    shift_id: int
    person_id: int


class ChoosePart(Press, prefix="rota.part"):
    """For which part to put somebody in."""

    shift_id: int


class FindVolunteer(Press, prefix="rota.find"):
    part_id: int


class Assign(Press, prefix="rota.add"):
    """`sure` when a clash or a missing skill has been said."""

    part_id: int
    person_id: int
    sure: int = 0


class Unassign(Press, prefix="rota.out"):
    shift_id: int
    person_id: int


class CallForGap(Press, prefix="rota.call"):
    part_id: int


class ChangeNumber(Press, prefix="rota.size"):
    part_id: int


class MoveShift(Press, prefix="rota.move"):
    shift_id: int


class RepeatShift(Press, prefix="rota.again"):
    shift_id: int


class CancelShift(Press, prefix="rota.off"):
    shift_id: int


class AskDelete(Press, prefix="rota.del"):
    shift_id: int


class Delete(Press, prefix="rota.gone"):
    shift_id: int


class ShowDoor(Press, prefix="shin.list"):
    """Who has come, for the staff."""

    shift_id: int
    page: int = 0


class CheckIn(Press, prefix="shin.here"):
    shift_id: int
    person_id: int


class CheckOut(Press, prefix="shin.left"):
    shift_id: int
    person_id: int


class UndoCheckIn(Press, prefix="shin.undo"):
    shift_id: int
    person_id: int


class SetTimes(Press, prefix="shin.times"):
    """When somebody really came and left."""

    shift_id: int
    person_id: int


class ShowCode(Press, prefix="shin.code"):
    shift_id: int


class CheckMeOut(Press, prefix="shin.bye"):
    shift_id: int


class SomethingCameUp(Press, prefix="shin.sorry"):
    shift_id: int


class WasThere(Press, prefix="shin.was"):
    shift_id: int


class Excuse(Press, prefix="shin.fine"):
    shift_id: int
    person_id: int


class AddWalkIn(Press, prefix="shin.walk"):
    """Somebody who helps without being on the list."""

    shift_id: int


class LetIn(Press, prefix="shin.add"):
    shift_id: int
    person_id: int


class AddVolunteers(Press, prefix="sh.for"):
    """A shift for those who help at an activity."""

    activity_id: int


class TakeVisit(Press, prefix="visit.mine"):
    """Whoever was responsible has left the staff."""

    shift_id: int


class PlanVisit(Press, prefix="visit.plan"):
    """To somebody whom the house knows."""

    person_id: int


class AddNote(Press, prefix="visit.note"):
    shift_id: int


class ReadVisit(Press, prefix="visit.read"):
    """Whom to visit, and what was noted."""

    shift_id: int
