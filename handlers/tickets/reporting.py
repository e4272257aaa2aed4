"""A ticket in the making, tap by tap: each one answers a question about it and asks the next."""

from dataclasses import replace
from typing import TypeVar

from community.people import Person, Role
from community.refusals import NoLongerThere
from community.reports import NewTicket
from community.threads import Voice
from community.tickets import Kind, TooManyOpen
from handlers.emergencies import call_first
from handlers.kit.context import Context, Turn
from handlers.kit.router import Router
from handlers.kit.screen import Screen
from handlers.tickets import asking
from handlers.tickets.additions import stop_listening
from handlers.tickets.buttons import (
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
from handlers.tickets.cards import card
from handlers.tickets.desk_posts import add_to_case, open_case
from handlers.tickets.discreet import say, show
from handlers.tickets.reports import FORM, Report, Stage, begin, drop, keep, newest, opened
from handlers.tickets.wording import kept_choice
from locales import N_, _

T = TypeVar("T")

router = Router()


@router.command(
    "report",
    role=Role.RESIDENT,
    summary=N_("Report a problem, suggest, ask for help, praise"),
    label=N_("Report or ask"),
)
def report(ctx: Context) -> None:
    """What was said already, and not decided about, is not said again."""
    stop_listening(ctx)
    show_next(ctx, newest(ctx) or keep(ctx, begin(ctx)))


@router.card(FORM)
def draw(turn: Turn, draft_id: int, viewer: Person | None) -> Screen:
    """As it stands when the letter leaves: by then the whole album may be there."""
    if viewer is None:
        raise NoLongerThere
    return asking.screen(opened(turn, draft_id, viewer), turn, viewer)


@router.press(PickKind, role=Role.RESIDENT)
def pick_kind(ctx: Context, pressed: PickKind) -> None:
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    kind = _at(tuple(Kind), pressed.kind)
    go_on(ctx, replace(found, kind=kind))


@router.press(PickCategory, role=Role.RESIDENT)
def pick_category(ctx: Context, pressed: PickCategory) -> None:
    """Another category has other questions, and other tickets like it."""
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    category = _at(ctx.house.categories.all, pressed.category)
    answers = found.answers if category.id == found.category else {}
    go_on(ctx, replace(found, category=category.id, answers=answers, compared=False))


@router.press(AllCategories, role=Role.RESIDENT)
def show_all_categories(ctx: Context, pressed: AllCategories) -> None:
    show(ctx, asking.all_categories(opened(ctx.turn, pressed.draft_id, ctx.person), ctx.turn))


@router.press(PickChoice, role=Role.RESIDENT)
def pick_choice(ctx: Context, pressed: PickChoice) -> None:
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    question = _at(ctx.house.categories.category(found.category).questions, pressed.question)
    choice = _at(question.choices, pressed.choice)
    if choice.is_danger:
        say(ctx, Screen(call_first(ctx.turn)))
    answers = {**found.answers, question.key: kept_choice(question, pressed.choice, ctx.house)}
    go_on(ctx, replace(found, answers=answers, urgent=found.urgent or choice.is_danger))


@router.press(SkipQuestion, role=Role.RESIDENT)
def skip_question(ctx: Context, pressed: SkipQuestion) -> None:
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    question = _at(ctx.house.categories.category(found.category).questions, pressed.question)
    go_on(ctx, replace(found, answers={**found.answers, question.key: ""}))


@router.press(PickBuilding, role=Role.RESIDENT)
def pick_building(ctx: Context, pressed: PickBuilding) -> None:
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    building = _at(("", *ctx.house.buildings), pressed.building)
    go_on(ctx, replace(found, building=building, place=None, compared=False))


@router.press(SkipPlace, role=Role.RESIDENT)
def skip_place(ctx: Context, pressed: SkipPlace) -> None:
    go_on(ctx, replace(opened(ctx.turn, pressed.draft_id, ctx.person), place=""))


@router.press(NotTheSame, role=Role.RESIDENT)
def not_the_same(ctx: Context, pressed: NotTheSame) -> None:
    go_on(ctx, replace(opened(ctx.turn, pressed.draft_id, ctx.person), compared=True))


@router.press(SetUrgent, role=Role.RESIDENT)
def set_urgent(ctx: Context, pressed: SetUrgent) -> None:
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    go_on(ctx, replace(found, urgent=bool(pressed.urgent)))


@router.press(SetAnonymous, role=Role.RESIDENT)
def set_anonymous(ctx: Context, pressed: SetAnonymous) -> None:
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    go_on(ctx, replace(found, anonymous=bool(pressed.anonymous)))


@router.press(ChangeReport, role=Role.RESIDENT)
def choose_change(ctx: Context, pressed: ChangeReport) -> None:
    show(ctx, asking.what_to_change(opened(ctx.turn, pressed.draft_id, ctx.person), ctx.turn))


@router.press(SeeReport, role=Role.RESIDENT)
def see_again(ctx: Context, pressed: SeeReport) -> None:
    show_next(ctx, opened(ctx.turn, pressed.draft_id, ctx.person))


@router.press(BackTo, role=Role.RESIDENT)
def back_to(ctx: Context, pressed: BackTo) -> None:
    """The answer to that question is taken back; what was answered since stays."""
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    taken_back = {
        Stage.WORDS: replace(found, pieces=()),
        Stage.KIND: replace(found, kind=""),
        Stage.CATEGORY: replace(found, category="", answers={}),
        Stage.PLACE: replace(found, building=None, place=None),
    }
    stage = _at(tuple(Stage), pressed.stage)
    go_on(ctx, taken_back.get(stage, found))


@router.press(DropReport, role=Role.RESIDENT)
def drop_report(ctx: Context, pressed: DropReport) -> None:
    drop(ctx, opened(ctx.turn, pressed.draft_id, ctx.person))
    show(ctx, Screen(_("All right, nothing was passed on.")))


@router.press(MeToo, role=Role.RESIDENT)
def me_too(ctx: Context, pressed: MeToo) -> None:
    """Their own words come along, for who works on it."""
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    voice = ctx.db.tickets.me_too(
        pressed.ticket_id, ctx.person, anonymous=found.anonymous, now=ctx.now
    )
    new = found.new_ticket(ctx.person)
    added = ctx.db.tickets.add(voice, new.parts, now=ctx.now, house=ctx.house)
    add_to_case(ctx.turn, added.ticket, added.entries)
    thanks = _("Thank you. You will hear every answer to this as well.")
    _done(ctx, found, voice, thanks)


@router.press(SendReport, role=Role.RESIDENT)
def send_report(ctx: Context, pressed: SendReport) -> None:
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    if found.stage(ctx.turn) not in (Stage.SIMILAR, Stage.REVIEW):
        show_next(ctx, found)
        return
    try:
        _open(ctx, found, found.new_ticket(ctx.person))
    except TooManyOpen as refusal:
        _offer_to_add(ctx, found, refusal)


def _open(ctx: Context, found: Report, new: NewTicket) -> None:
    made = ctx.db.tickets.open(new, ctx.person, now=ctx.now, house=ctx.house)
    if not made.again:
        open_case(ctx.turn, made.ticket)
    thanks = _("Thank you. This is your receipt; I keep it up to date here.")
    _done(ctx, found, made.voice, thanks)


def _offer_to_add(ctx: Context, found: Report, refusal: TooManyOpen) -> None:
    """Nothing said is lost: it waits to be added to one of those there are."""
    ctx.toast(
        _("You have {most} open reports. Please add this to one of them.", **refusal.facts),
        alert=True,
    )
    go_on(ctx, replace(found, kind=""))


def _done(ctx: Context, found: Report, voice: Voice, thanks: str) -> None:
    """The message with the questions becomes the ticket's own."""
    drop(ctx, found)
    show(ctx, card(ctx.turn, voice, heading=thanks))


def go_on(ctx: Context, found: Report) -> None:
    """Keep the answer and ask what comes next."""
    show_next(ctx, keep(ctx, found))


def show_next(ctx: Context, found: Report) -> None:
    show(ctx, asking.screen(found, ctx.turn, ctx.person))


def _at(choices: tuple[T, ...], place: int) -> T:
    """What a button stood for, if the list still has that many."""
    if place >= len(choices):
        raise NoLongerThere
    return choices[place]
