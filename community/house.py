"""What one community decides for itself: its name, its time, its habits."""

from dataclasses import dataclass
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from community.calendars import WorkingTime
from community.categories import Categories
from community.figures import NOBODY_KNOWN, Population
from community.hours_served import MOST_HOURS
from community.volunteers import SKILLS, Skill

SHANGHAI = ZoneInfo("Asia/Shanghai")
NO_CATEGORIES = Categories()
OFFICE_HOURS = WorkingTime()


@dataclass(frozen=True, slots=True)
class House:
    """The settings that rules and texts depend on; read once at start."""

    name: str = "邻里"
    zone: ZoneInfo = SHANGHAI
    languages: tuple[str, ...] = ("zh_Hans", "zh_Hant", "en")  # the first is the groups'
    buildings: tuple[str, ...] = ()
    quiet_from: time = time(21)
    quiet_until: time = time(8)
    remind_before: tuple[timedelta, ...] = (timedelta(days=1), timedelta(hours=2))
    closes_soon: timedelta = timedelta(hours=3)  # before sign-up closes; 0: never said
    offer_lasts: timedelta = timedelta(hours=4)
    confirm_lasts: timedelta = timedelta(days=1)  # to say that one comes after a change
    no_shows_last: timedelta = timedelta(days=90)  # how long a place left empty is remembered
    first_admin: int = 0  # Telegram's user id
    desk_group: int = 0  # Telegram's chat id, when the config names it
    privacy_contact: str = ""
    categories: Categories = NO_CATEGORIES
    population: Population = NOBODY_KNOWN  # as the config says; 0: as in the register
    tickets_kept: timedelta = timedelta(0)  # after their end; 0: until somebody erases them
    working: WorkingTime = OFFICE_HOURS  # in which the clocks of tickets run
    supervisors: tuple[int, ...] = ()  # Telegram's user ids; with none, the administrators
    font: str = ""  # a file to print with; empty: the best that is installed
    skills: tuple[Skill, ...] = SKILLS  # that volunteers can say they have
    most_hours: timedelta = MOST_HOURS  # that one activity or shift counts for
    least_answers: int = 5  # without names: fewer are not shown
    asks_per_month: int = 4  # for their opinion, of one person
    directory_check: timedelta = timedelta(days=90)  # until a service is asked about; 0: never
    every_quarter: bool = False  # whether a sample is asked how satisfied it is
    quarter_sample: int = 100  # how many of them

    @property
    def language(self) -> str:
        """The language of the groups."""
        return self.languages[0]
