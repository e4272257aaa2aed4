"""The screens of a ticket in the making: one question each, answered by a tap."""

from collections.abc import Callable, Sequence

from community.categories import Category, Gist, Suggested, in_language
from community.house import House
from community.people import Person
from community.threads import Voice
from community.tickets import Kind, State, Ticket
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.screen import (
    Button,
    Opens,
    Row,
    Screen,
    bold,
    lines,
    paragraphs,
    plain,
)
from handlers.tickets.buttons import (
    AddTo,
    AllCategories,
    BackTo,
    ChangeReport,
    DropReport,
    MeToo,
    NotTheSame,
    PickBuilding,
    PickCategory,
    PickChoice,
    PickKind,
    SeeReport,
    SendReport,
    SetAnonymous,
    SetUrgent,
    SkipPlace,
    SkipQuestion,
)
from handlers.tickets.reports import Report, Stage
from handlers.tickets.wording import (
    KINDS,
    category_name,
    counted,
    excerpt,
    numbered,
    shown_choice,
)
from locales import _, ngettext, spoken

PER_ROW = 2
LIKELY = 4  # categories shown before "more"
OFFERED = 3  # tickets that words can be added to
EXCERPT = 200  # characters of what somebody has typed themselves

Rows = list[Row]


def screen(report: Report, turn: Turn, person: Person) -> Screen:
    """What is asked next about it."""
    return SCREENS[report.stage(turn)](report, turn, person)


def tell_me(report: Report, _turn: Turn, _person: Person) -> Screen:
    """Said before the first word: who will know what."""
    wanted = _("Tell me what it is about: type it, or send photos, a video, a voice message or "
               "a location.")  # fmt: skip
    rows: Rows = [[_who_button(report)], [_drop(report, _("Cancel"))]]
    return Screen(paragraphs(bold(wanted), who_knows(report)), rows, report.card)


def who_knows(report: Report) -> str:
    if report.anonymous:
        return _("<b>Anonymous:</b> the staff will not see who you are and can still answer you "
                 "here. I and Telegram know it. Only when somebody is in danger may two staff "
                 "members together look it up; you would be told.")  # fmt: skip
    return _("<b>By name:</b> the staff will see your name and where you live. Nobody else will.")


def kinds(report: Report, turn: Turn, person: Person) -> Screen:
    """Nothing has been passed on yet: what is it, or where does it belong?"""
    suggested = turn.house.categories.suggest(report.words)
    ordered = sorted(Kind, key=lambda kind: kind.value != suggested.kind.value)
    picks = [Button(_(KINDS[kind]), PickKind(report.id, _place(kind))) for kind in ordered]
    adds = _additions(report, turn, person, suggested)
    is_about_one = bool(adds) and suggested.gist in (Gist.FOLLOW_UP, Gist.WITHDRAWAL)
    new = _pairs(picks)
    rows = [*adds, *new] if is_about_one else [*new, *adds]
    asked = _("Shall I pass this on to the staff? Nobody has it yet. More words or photos can "
              "follow; then tap what it is:")  # fmt: skip
    if suggested.gist is Gist.MUTE:
        rows.append([Button(_("What I may send you"), Opens("settings"))])
    rows.append([_drop(report, _("Neither") if adds else _("No, leave it"))])
    return Screen(paragraphs(_yours(report), asked), rows, report.card)


def _additions(report: Report, turn: Turn, person: Person, suggested: Suggested) -> Rows:
    """The tickets that it may belong to: named ones first, then those that wait for an answer."""
    found = turn.db.tickets.mine(person, offset=0, limit=2 * OFFERED, open_only=True)
    found.sort(
        key=lambda one: (
            one.ticket.id not in suggested.named,
            one.ticket.state is not State.ASKED,
        )
    )
    return [[_addition(report, one.voice, one.ticket, turn.house)] for one in found[:OFFERED]]


def _addition(report: Report, voice: Voice, ticket: Ticket, house: House) -> Button:
    """The category's name tells several open ones apart."""
    answers = ticket.state is State.ASKED
    name = category_name(ticket.category, house)
    text = _("Answer to #{number} {name}") if answers else _("Add to #{number} {name}")
    return Button(text.format(number=ticket.id, name=name), AddTo(report.id, voice.id))


def categories(report: Report, turn: Turn, _person: Person) -> Screen:
    """Those that the words suggest; all when they suggest none."""
    known = turn.house.categories
    likely = [known.category(one) for one in known.suggest(report.words).categories[:LIKELY]]
    return _category_of(report, turn, likely or known.all)


def all_categories(report: Report, turn: Turn) -> Screen:
    return _category_of(report, turn, turn.house.categories.all)


def _category_of(report: Report, turn: Turn, shown: Sequence[Category]) -> Screen:
    known = turn.house.categories
    picks = [Button(one.name(spoken()), PickCategory(report.id, known.all.index(one)))
             for one in shown]  # fmt: skip
    rows = _pairs(picks)
    if len(shown) < len(known.all):
        rows.append([Button(_("Something else…"), AllCategories(report.id))])
    rows.append([_back(report, Stage.KIND), _drop(report, _("Cancel"))])
    return Screen(paragraphs(_yours(report), bold(_("What is it about?"))), rows, report.card)


def question(report: Report, turn: Turn, _person: Person) -> Screen:
    category = turn.house.categories.category(report.category)
    asked = report.question(turn.house.categories)
    assert asked, "a question is open"
    number = category.questions.index(asked)
    picks = [
        Button(in_language(choice.texts, spoken()), PickChoice(report.id, number, place))
        for place, choice in enumerate(asked.choices)
    ]
    skip = Button(_("Skip"), SkipQuestion(report.id, number))
    rows = [*_pairs(picks), [_back(report, Stage.CATEGORY), skip]]
    return Screen(bold(in_language(asked.texts, spoken())), rows, report.card)


def places(report: Report, turn: Turn, _person: Person) -> Screen:
    picks = [
        Button(name, PickBuilding(report.id, place))
        for place, name in enumerate(turn.house.buildings, start=1)
    ]
    rows = [*_pairs(picks), [Button(_("Somewhere else"), PickBuilding(report.id, 0))]]
    return Screen(bold(_("Where is it?")), rows, report.card)


def elsewhere(report: Report, _turn: Turn, _person: Person) -> Screen:
    asked = _("Where is it? Type it in a few words, such as: by the pond, east gate, car park 2.")
    skip = Button(_("Skip"), SkipPlace(report.id))
    return Screen(bold(asked), [[_back(report, Stage.PLACE), skip]], report.card)


def similar(report: Report, turn: Turn, person: Person) -> Screen:
    """What neighbours have reported, without their words: these are theirs."""
    found = others_like(report, turn, person)
    if not found:
        return review(report, turn, person)
    told = [_one_of_others(one, turn) for one in found]
    joins = [Button(_("Me too: #{number}").format(number=one.id), MeToo(report.id, one.id))
             for one in found]  # fmt: skip
    rows = [*_pairs(joins), [Button(_("Mine is different"), NotTheSame(report.id))]]
    asked = _("Is it the same? Then tap “me too”, and you will hear the answer as well.")
    text = paragraphs(bold(_("Neighbours have reported this:")), *told, asked)
    return Screen(text, rows, report.card)


def others_like(report: Report, turn: Turn, person: Person) -> list[Ticket]:
    """At most three; none where the matter is a personal one."""
    if not turn.house.categories.category(report.category).is_shared:
        return []
    if report.kind == Kind.PRAISE:
        return []
    found = turn.db.tickets.similar(
        report.category, report.building or "", report.words, person=person, now=turn.now
    )
    return [one.ticket for one in found]


def _one_of_others(ticket: Ticket, turn: Turn) -> str:
    people = ngettext("{n} neighbour", "{n} neighbours", ticket.voices)
    since = _("since {when}", when=when(ticket.opened_at, turn))
    facts = [plain(ticket.building), since, people]
    return lines(numbered(ticket, turn.house), " · ".join(fact for fact in facts if fact))


def review(report: Report, turn: Turn, _person: Person) -> Screen:
    house, where = turn.house, report.building or report.place
    name = plain(category_name(report.category, house)) if report.category else ""
    kind = _(KINDS[Kind(report.kind)])
    facts = lines(
        bold(" · ".join(part for part in (kind, name) if part)),
        *_answers(report, house),
        _("Where: {place}", place=plain(where)) if where else "",
        _("Urgent: yes") if report.urgent else "",
    )
    urgent = SetUrgent(report.id, 0 if report.urgent else 1)
    rows: Rows = [
        [Button(_("✅ Send"), SendReport(report.id))],
        [_who_button(report)],
        [Button(_("Not urgent") if report.urgent else _("It is urgent"), urgent)],
        [Button(_("Change"), ChangeReport(report.id)), _drop(report, _("Cancel"))],
    ]
    return Screen(paragraphs(facts, _yours(report), who_knows(report)), rows, report.card)


def _answers(report: Report, house: House) -> list[str]:
    asked = house.categories.category(report.category).questions
    return [
        f"{plain(in_language(one.texts, spoken()))} {plain(shown_choice(one, answer, house))}"
        for one in asked
        if (answer := report.answers.get(one.key))
    ]


def what_to_change(report: Report, turn: Turn) -> Screen:
    again: list[Button | None] = [
        _back(report, Stage.KIND, _("Kind")),
        _back(report, Stage.CATEGORY, _("Category")) if turn.house.categories.all else None,
        _back(report, Stage.PLACE, _("Place")) if turn.house.buildings else None,
        _back(report, Stage.WORDS, _("Say it anew")),
    ]
    rows = _pairs([button for button in again if button])
    rows.append([Button(_("‹ Back"), SeeReport(report.id))])
    asked = _("What shall be different? To say more, simply send it.")
    return Screen(paragraphs(bold(asked), _yours(report)), rows, report.card)


def _yours(report: Report) -> str:
    """What the person has said, so that nobody wonders whether it arrived."""
    files = sum(1 for piece in report.pieces if piece.file)
    texts = sum(1 for piece in report.pieces if piece.text)
    words = plain(excerpt(report.words, EXCERPT))
    quoted = _("“{text}”", text=words) if words else ""
    return lines(quoted, counted(texts if texts > 1 else 0, files))


def _who_button(report: Report) -> Button:
    label = _("By name instead") if report.anonymous else _("🔒 Make it anonymous")
    return Button(label, SetAnonymous(report.id, 0 if report.anonymous else 1))


def _drop(report: Report, label: str) -> Button:
    return Button(label, DropReport(report.id))


def _back(report: Report, stage: Stage, label: str = "") -> Button:
    return Button(label or _("‹ Back"), BackTo(report.id, list(Stage).index(stage)))


def _place(kind: Kind) -> int:
    return list(Kind).index(kind)


def _pairs(buttons: Sequence[Button]) -> Rows:
    return [buttons[i : i + PER_ROW] for i in range(0, len(buttons), PER_ROW)]


SCREENS: dict[Stage, Callable[[Report, Turn, Person], Screen]] = {
    Stage.WORDS: tell_me,
    Stage.KIND: kinds,
    Stage.CATEGORY: categories,
    Stage.QUESTION: question,
    Stage.PLACE: places,
    Stage.ELSEWHERE: elsewhere,
    Stage.SIMILAR: similar,
    Stage.REVIEW: review,
}
