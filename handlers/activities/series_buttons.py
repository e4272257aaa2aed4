"""What the buttons of series and copies mean."""

from handlers.kit.screen import Press


class Copy(Press, prefix="ser.copy"):
    activity_id: int


class Repeat(Press, prefix="ser.begin"):
    activity_id: int


class ShowDates(Press, prefix="ser.dates"):
    """The dates that a series would have."""

    proposal_id: int
    page: int


class KeepDate(Press, prefix="ser.keep"):
    proposal_id: int
    number: int
    kept: int  # 0 or 1


class MakeSeries(Press, prefix="ser.make"):
    proposal_id: int
    published: int  # 0 or 1


class ShowSeries(Press, prefix="ser.all"):
    activity_id: int
    page: int


class CancelLater(Press, prefix="ser.off"):
    activity_id: int


class MoveLater(Press, prefix="ser.time"):
    activity_id: int
