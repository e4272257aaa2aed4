"""Looking around: the shifts one has, those one can take, and one of them."""

from collections.abc import Sequence

from community.assignments import Assignment, Standing
from community.people import Person, Role
from community.refusals import NoLongerThere, NotAllowed
from community.shifts import Part, Shift, ShiftState
from handlers.kit.context import Context, Turn
from handlers.kit.links import number_in
from handlers.kit.router import Router
from handlers.kit.screen import (
    Button,
    Opens,
    Row,
    Screen,
    bold,
    isolated,
    lines,
    paragraphs,
    shortened,
)
from handlers.kit.sections import Section
from handlers.menu import to_menu
from handlers.shifts.buttons import (
    AddNote,
    AskGiveUp,
    CheckMeOut,
    ChooseOther,
    KeepIt,
    Manage,
    ReadVisit,
    ShowMap,
    ShowShift,
    ShowShifts,
    Take,
    WillCome,
)
from handlers.shifts.wording import (
    STANDINGS,
    about,
    labelled,
    may_see_names,
    named,
    part_name,
    parts,
    standing,
    title,
)
from handlers.volunteers.buttons import ShowProfile
from handlers.volunteers.wording import skill_name
from locales import N_, _

PER_PAGE = 6
LONGEST_LABEL = 60
MOST_NAMES = 20

router = Router()


@router.command(
    "shifts", role=Role.VOLUNTEER, summary=N_("My shifts, and those to take"), label=N_("Shifts")
)
def show_shifts(ctx: Context) -> None:
    ctx.show(shifts(ctx.turn, ctx.person, 0))


@router.press(ShowShifts, role=Role.VOLUNTEER)
def show_page(ctx: Context, pressed: ShowShifts) -> None:
    ctx.show(shifts(ctx.turn, ctx.person, pressed.page))


@router.press(ShowShift, role=Role.RESIDENT, entry=lambda pressed: f"shift-{pressed.shift_id}")
def show_shift(ctx: Context, pressed: ShowShift) -> None:
    ctx.show(shift_screen(ctx.turn, pressed.shift_id, ctx.person))


@router.link("shift")
def follow(ctx: Context, number: str) -> None:
    ctx.show(shift_screen(ctx.turn, number_in(number), ctx.person))


@router.press(ShowMap, role=Role.RESIDENT)
def show_map(ctx: Context, pressed: ShowMap) -> None:
    shift = seen(ctx.turn, pressed.shift_id, ctx.person)
    if shift.latitude is None:
        raise NoLongerThere
    ctx.chat.send(
        "sendVenue",
        {
            "latitude": shift.latitude,
            "longitude": shift.longitude,
            "title": title(shift),
            "address": shift.place or ctx.house.name,
        },
    )


@router.mine(Section.COMING)
def mine(turn: Turn, person: Person) -> list[str]:
    found = turn.db.crews.mine(person.id, turn.now)
    return [_briefly(turn, shift, assignment) for shift, assignment in found]


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return dict(turn.db.farewells.held(person.id))


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.farewells.forget(person.id, now=turn.now, house=turn.house)
    redraw_gaps(turn)


def redraw_gaps(turn: Turn) -> None:
    """Whoever is being asked for a place that is no longer free sees that at once."""
    for card in turn.db.gaps.just_closed(turn.now):
        turn.db.outbox.redraw(card, turn.now)


def seen(turn: Turn, shift_id: int, person: Person) -> Shift:
    """A visit and a draft are not there for those whom they do not concern."""
    shift = turn.db.shifts.shift(shift_id)
    if shift.is_visit and not turn.db.visits.may_see(shift, person):
        raise NotAllowed
    if shift.state is ShiftState.DRAFT and Role.STAFF not in person.roles:
        raise NoLongerThere
    return shift


def shifts(turn: Turn, person: Person, number: int, *, news: str = "") -> Screen:
    """A short list with one tap each; what is one's own first."""
    own = turn.db.crews.mine(person.id, turn.now)
    # One more than are shown tells whether there is another page.
    found = turn.db.rota.can_take(
        person.id, turn.now, limit=PER_PAGE + 1, offset=number * PER_PAGE
    )
    rows: list[Row] = []
    if number == 0:
        rows += [[Button(_label(f"{STANDINGS[one.standing]} {labelled(shift, turn)}"),
                         ShowShift(shift.id))] for shift, one in own]  # fmt: skip
    rows += [[Button(_to_take(shift, part, turn), Take(part.id))]
             for shift, part in found[:PER_PAGE]]  # fmt: skip
    text = paragraphs(news, _mine_said(turn, own), _can_take_said(turn, person, len(found)))
    profile = Button(_("My profile"), ShowProfile())
    return Screen(text, [*rows, _turns(number, len(found) > PER_PAGE), [profile, to_menu()]])


def shift_screen(turn: Turn, shift_id: int, person: Person, *, news: str = "") -> Screen:
    """One shift as this person sees it; `news` is safe HTML."""
    shift = seen(turn, shift_id, person)
    own = turn.db.crews.of(person.id, shift.id)
    asked = turn.db.hand_overs.of(shift.id, person.id) if own else None
    text = paragraphs(
        news,
        about(shift, turn),
        "" if shift.is_visit else parts(shift, turn),
        standing(turn, shift, own, asked) if own else "",
        _names(turn, shift, person) if may_see_names(person, own) and not shift.is_visit else "",
    )
    rows = _own_rows(turn, shift, own, is_asking=asked is not None) if own else []
    if not own and Role.VOLUNTEER in person.roles:
        rows = _take_rows(turn, shift, person)
    if not own and Role.VOLUNTEER not in person.roles and Role.STAFF not in person.roles:
        rows = [[Button(_("I want to help"), Opens("volunteer"))]]
    return Screen(text, [*rows, *_last_rows(shift, person)])


def _own_rows(turn: Turn, shift: Shift, own: Assignment, *, is_asking: bool) -> list[Row]:
    if shift.state is not ShiftState.PUBLISHED:
        return []
    visit = Button(_("Whom and where"), ReadVisit(shift.id))
    rows: list[Row] = (
        [[visit, Button(_("Visit note"), AddNote(shift.id))]] if shift.is_visit else []
    )
    if own.standing is Standing.CAME:
        return [*rows, [Button(_("🏁 I am leaving"), CheckMeOut(shift.id))]]
    if turn.now >= shift.starts_at or own.standing not in (Standing.TAKEN, Standing.CONFIRMED):
        return rows
    cannot = Button(_("I can't come"), AskGiveUp(shift.id))
    if own.standing is Standing.TAKEN:
        rows.append([Button(_("I'll be there"), WillCome(shift.id)), cannot])
    else:
        rows.append([cannot])
    if is_asking:
        return [*rows, [Button(_("I keep it"), KeepIt(shift.id))]]
    return rows if shift.is_visit else [*rows, [Button(_("Hand over…"), ChooseOther(shift.id))]]


def _take_rows(turn: Turn, shift: Shift, person: Person) -> list[Row]:
    """One button for each part that is free; why not is said when it is pressed."""
    if shift.state is not ShiftState.PUBLISHED or turn.now >= shift.starts_at or shift.is_visit:
        return []
    free = [part for part in shift.parts if part.free > 0]
    if len(shift.parts) == 1:
        return [[Button(_("I'll take it"), Take(part.id))] for part in free]
    return [
        [Button(_label(_("I'll do: {part}", part=part_name(part))), Take(part.id))]
        for part in free
    ]


def _last_rows(shift: Shift, person: Person) -> list[Row]:
    places: Row = [Button(_("📍 Map"), ShowMap(shift.id))] if shift.latitude is not None else []
    if Role.STAFF in person.roles:
        places = [*places, Button(_("Manage"), Manage(shift.id))]
    if Role.VOLUNTEER in person.roles:
        return [places, [Button(_("‹ Shifts"), ShowShifts(0))]]
    return [places, [to_menu()]]


def _names(turn: Turn, shift: Shift, person: Person) -> str:
    others = turn.db.crews.crew(shift.id)
    crew = [one for one in others if one.assignment.person_id != person.id]
    said = [
        f"{STANDINGS[member.assignment.standing]} {isolated(member.name)}"
        for member in crew[:MOST_NAMES]
        if member.name
    ]
    more = len(crew) - MOST_NAMES
    rest = _("… and {n} more", n=more) if more > 0 else ""
    return lines(_("With you:") if said else "", *said, rest)


def _mine_said(turn: Turn, own: Sequence[tuple[Shift, Assignment]]) -> str:
    if not own:
        return lines(bold(_("My shifts")), _("None at the moment."))
    return lines(bold(_("My shifts")), *(_briefly(turn, shift, one) for shift, one in own))


def _briefly(turn: Turn, shift: Shift, own: Assignment) -> str:
    return f"{STANDINGS[own.standing]} {named(shift, turn)}"


def _can_take_said(turn: Turn, person: Person, count: int) -> str:
    """Why the list is empty, if it is, and what would fill it."""
    head = bold(_("Shifts I can take"))
    if count:
        return lines(
            head,
            _(
                "They fit what you can do and when you are free. One tap and it is yours; you can "
                "give it back."
            ),
        )
    free = turn.db.volunteers.profile(person.id).free
    if free:
        return lines(head, _("None just now that fits your free times. I'll call you if somebody "
                             "is missing and you have switched that on."))  # fmt: skip
    return lines(head, _("None just now."))


def _to_take(shift: Shift, part: Part, turn: Turn) -> str:
    skill = f" ({skill_name(turn.house, part.skill)})" if part.skill else ""
    role = f" · {part.name}{skill}" if part.name else skill
    return _label(f"＋ {labelled(shift, turn)}{role}")


def _label(said: str) -> str:
    return shortened(said, LONGEST_LABEL)


def _turns(number: int, has_more: bool) -> Row:
    before = [Button("‹", ShowShifts(number - 1))] if number else []
    after = [Button("›", ShowShifts(number + 1))] if has_more else []
    return [*before, *after]
