"""The questions by which staff say whom something is for, and the answers as a target."""

from collections.abc import Callable, Sequence

from community.spelling import read_count
from community.targets import Among, NobodyThere, Target
from handlers.kit.context import Turn
from handlers.kit.incoming import Content
from handlers.kit.screen import lines, plain, shortened
from handlers.kit.steps import Answers, ButtonsWanted, NumberWanted, Option, Step
from locales import N_, NATIVE_NAMES, _, ngettext

MOST_PEOPLE = 1_000_000
LONGEST_LABEL = 40
ALL = "0"
COMMAS = str.maketrans("，、\n", ",,,")
ROLES = (Option("VOLUNTEER", N_("All volunteers")), Option("STAFF", N_("All staff")))

When = Callable[[Answers], bool]


def whom_steps(question: str, when: When) -> tuple[Step, ...]:
    """`question` is the first of them; none is asked unless `when` says so."""
    all_of_them = (Option(ALL, N_("All of them")),)
    return (
        Step("whom", question, options=_kinds, when=when),
        *_which_steps(when),
        Step("size", _size_question, _read_size, all_of_them, when=when, columns=1),
    )


def _which_steps(when: When) -> tuple[Step, ...]:
    return (
        Step(
            Among.BUILDINGS,
            N_("Which building? For several, type them with commas between."),
            _read_buildings,
            _buildings,
            when=_if(when, Among.BUILDINGS),
            columns=3,
            require=_require_somebody,
        ),
        Step(
            Among.LANGUAGES,
            N_("Which language?"),
            options=_languages,
            when=_if(when, Among.LANGUAGES),
        ),
        Step(Among.ROLE, N_("Whom?"), options=ROLES, when=_if(when, Among.ROLE)),
        Step(
            Among.ACTIVITY,
            N_("Who took part in which activity?"),
            options=_activities,
            when=_if(when, Among.ACTIVITY),
            columns=1,
        ),
    )


def target_of(facts: Answers) -> Target:
    """Everybody, where nothing was asked."""
    among = Among(facts.get("whom", Among.EVERYBODY))
    if among is Among.EVERYBODY:
        return Target()
    return Target(among, tuple(facts[among].split("\n")))


def sample_of(facts: Answers) -> int | None:
    """How many of them; None for all."""
    return int(facts.get("size", ALL)) or None


def target_in_words(target: Target, turn: Turn) -> str:
    """Safe HTML."""
    match target.among:
        case Among.BUILDINGS:
            return plain(_(", ").join(target.which))
        case Among.LANGUAGES:
            return _(", ").join(NATIVE_NAMES.get(code, code) for code in target.which)
        case Among.ROLE:
            return next(option.text for option in ROLES if option.value in target.which)
        case Among.ACTIVITY:
            title = turn.db.activities.activity(int(target.which[0])).title
            return _("those who were at {activity}", activity=plain(title))
        case _:
            return _("everybody")


def _if(when: When, among: Among) -> When:
    return lambda facts: when(facts) and facts.get("whom") == among


def _kinds(turn: Turn, _facts: Answers) -> Sequence[Option]:
    return [
        Option(Among.EVERYBODY, N_("Everybody")),
        *([Option(Among.BUILDINGS, N_("By building"))] if _known_buildings(turn) else []),
        Option(Among.LANGUAGES, N_("By language")),
        Option(Among.ROLE, N_("By role")),
        *([Option(Among.ACTIVITY, N_("Who took part"))] if turn.db.targets.attended() else []),
    ]


def _known_buildings(turn: Turn) -> Sequence[str]:
    return turn.house.buildings or turn.db.targets.buildings()


def _buildings(turn: Turn, _facts: Answers) -> Sequence[Option]:
    return [Option(name, name, literal=True) for name in _known_buildings(turn)]


def _read_buildings(content: Content, turn: Turn) -> str:
    """Some of the known ones, with commas between."""
    typed = content.text.translate(COMMAS).split(",")
    names = [name.strip() for name in typed if name.strip()]
    if not names or not set(names) <= set(_known_buildings(turn)):
        raise ButtonsWanted
    return "\n".join(dict.fromkeys(names))


def _languages(turn: Turn, _facts: Answers) -> Sequence[Option]:
    return [Option(code, NATIVE_NAMES[code], literal=True) for code in turn.house.languages]


def _activities(turn: Turn, _facts: Answers) -> Sequence[Option]:
    return [
        Option(str(number), shortened(name, LONGEST_LABEL), literal=True)
        for number, name in turn.db.targets.attended()
    ]


def _require_somebody(value: str, turn: Turn, _facts: Answers) -> None:
    """What was typed; what a button says is looked at when it starts."""
    if not turn.db.targets.people(Target(Among.BUILDINGS, tuple(value.split("\n")))):
        raise NobodyThere


def _size_question(turn: Turn, facts: Answers) -> str:
    meant = len(turn.db.targets.people(target_of(facts)))
    return lines(
        ngettext("{n} person is meant.", "{n} people are meant.", meant),
        _("All of them, or only some, drawn by lot? Then type how many."),
    )


def _read_size(content: Content, _turn: Turn) -> str:
    number = read_count(content.text)
    if number is None or not 1 <= number <= MOST_PEOPLE:
        raise NumberWanted(least=1, most=MOST_PEOPLE)
    return str(number)
