"""What the buttons of surveys mean."""

from handlers.kit.screen import Press


class OpenSurvey(Press, prefix="sv.open"):
    """In a group: leads to the private chat."""

    survey_id: int


class Answer(Press, prefix="sv.go"):
    """For somebody without Telegram when there is a `for_id`."""

    survey_id: int
    for_id: int = 0


class Take(Press, prefix="sv.take"):
    sheet_id: int
    question_id: int
    value: int


class Tick(Press, prefix="sv.tick"):
    """One of several, taken or taken back."""

    sheet_id: int
    question_id: int
    value: int


class Ticked(Press, prefix="sv.done"):
    sheet_id: int
    question_id: int


class SkipQuestion(Press, prefix="sv.skip"):
    sheet_id: int
    question_id: int


class StepBack(Press, prefix="sv.back"):
    sheet_id: int


class Later(Press, prefix="sv.later"):
    sheet_id: int


class ChooseChange(Press, prefix="sv.list"):
    sheet_id: int


class ChangeAnswer(Press, prefix="sv.edit"):
    sheet_id: int
    question_id: int


class SendAnswers(Press, prefix="sv.send"):
    sheet_id: int


# What staff do


class NewSurvey(Press, prefix="sv.new"):
    """A new draft."""


class ListSurveys(Press, prefix="sv.all"):
    page: int


class ShowSurvey(Press, prefix="sv.show"):
    survey_id: int


class SetAnonymous(Press, prefix="sv.names"):
    survey_id: int
    to: int


class SetHousehold(Press, prefix="sv.house"):
    survey_id: int
    to: int


class AddQuestion(Press, prefix="sv.add"):
    survey_id: int


class ShowQuestions(Press, prefix="sv.qs"):
    survey_id: int


class RemoveQuestion(Press, prefix="sv.rm"):
    survey_id: int
    question_id: int


class TryOut(Press, prefix="sv.try"):
    survey_id: int


class Publish(Press, prefix="sv.pub"):
    survey_id: int


class Discard(Press, prefix="sv.gone"):
    survey_id: int
    sure: int = 0


class CopySurvey(Press, prefix="sv.copy"):
    survey_id: int


class PostSurvey(Press, prefix="sv.group"):
    survey_id: int


class CloseNow(Press, prefix="sv.close"):
    survey_id: int
    sure: int = 0


class ShowTurnout(Press, prefix="sv.turn"):
    survey_id: int


class ShowUnserved(Press, prefix="sv.door"):
    """Those without Telegram who have not answered."""

    survey_id: int


class ShowResult(Press, prefix="sv.res"):
    """Of one question, by its place from 0."""

    survey_id: int
    place: int


class ShowParts(Press, prefix="sv.part"):
    """The same by building, where answers have names."""

    survey_id: int
    place: int


class ShowPicture(Press, prefix="sv.pic"):
    survey_id: int
    place: int


class PostPicture(Press, prefix="sv.post"):
    survey_id: int
    place: int


class ShowPhotos(Press, prefix="sv.foto"):
    survey_id: int
    place: int


class TakeTable(Press, prefix="sv.table"):
    survey_id: int


class ReplyToAll(Press, prefix="sv.reply"):
    survey_id: int


class ShowTold(Press, prefix="sv.told"):
    """What was said to the whole neighbourhood after surveys."""

    page: int
