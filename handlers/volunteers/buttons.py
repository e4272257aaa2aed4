"""What the buttons about volunteers mean."""

from handlers.kit.screen import Press


class ShowProfile(Press, prefix="vol.me"):
    """What I can do and when."""


class Become(Press, prefix="vol.join"):
    """A resident becomes a volunteer."""


class ShowSkills(Press, prefix="vol.skills"):
    """The list to tick."""


class SetSkill(Press, prefix="vol.skill"):
    """`number`: of the house's skills."""

    number: int
    on: int


class ShowLanguages(Press, prefix="vol.langs"):
    """The languages to tick."""


class SetLanguage(Press, prefix="vol.lang"):
    number: int
    on: int


class ShowFree(Press, prefix="vol.times"):
    """The week as a grid."""


class SetFree(Press, prefix="vol.free"):
    number: int
    on: int


class SetGapCalls(Press, prefix="vol.calls"):
    on: int


class SetRanking(Press, prefix="vol.rank"):
    on: int


class AskResign(Press, prefix="vol.ask"):
    """Stop being a volunteer: asks once."""


class Resign(Press, prefix="vol.stop"):
    """Stop being a volunteer, yes."""


class ShowVolunteers(Press, prefix="vol.list"):
    page: int


class ShowVolunteer(Press, prefix="vol.show"):
    person_id: int


class ApproveSkill(Press, prefix="vol.ok"):
    person_id: int
    number: int


class RefuseSkill(Press, prefix="vol.no"):
    person_id: int
    number: int


class ApproveVolunteer(Press, prefix="vol.vouch"):
    person_id: int
    on: int


class WriteHonour(Press, prefix="vol.praise"):
    person_id: int


class PostHonour(Press, prefix="vol.post"):
    honour_id: int


class ShowHours(Press, prefix="hours.list"):
    page: int


class TakeCertificate(Press, prefix="hours.paper"):
    """My certificate of hours."""


class ShowRanking(Press, prefix="hours.top"):
    """Those who want to be in it."""
