"""Somebody helps on the spot who is on no list: the staff add them, and they are checked in."""

from community.people import Person, Role
from community.refusals import NoLongerThere
from community.searching import is_meant
from handlers.kit.context import Context
from handlers.kit.form import Form
from handlers.kit.router import Router
from handlers.kit.screen import Button, Row, Screen, isolated, paragraphs
from handlers.kit.steps import Answers, Step, words
from handlers.kit.whose import plainly_named
from handlers.shifts.buttons import AddWalkIn, LetIn, ShowDoor
from handlers.shifts.door import show_list
from handlers.shifts.managing import asking, managed_shift
from handlers.shifts.wording import named
from locales import N_, _

MOST_FOUND = 10

router = Router()


@router.press(AddWalkIn, role=Role.STAFF)
def begin(ctx: Context, pressed: AddWalkIn) -> None:
    FINDING.start(ctx, shift_id=managed_shift(ctx, pressed.shift_id).id)


def find(ctx: Context, facts: Answers) -> None:
    """Any neighbour may lend a hand; their hours count like everybody's."""
    shift, said = managed_shift(ctx, int(facts["shift_id"])), facts["part"]
    people = ctx.db.people.with_role(Role.RESIDENT)
    found = [one for one in people if is_meant(said, one.name, plainly_named(one))][:MOST_FOUND]
    rows: list[Row] = [[Button(plainly_named(one), LetIn(shift.id, one.id))] for one in found]
    text = _("With “{part}” in the name:", part=isolated(said))
    if not found:
        text = _("Nobody I know has “{part}” in the name.", part=isolated(said))
    again = [
        Button(_("Find another"), AddWalkIn(shift.id)),
        Button(_("‹ Back"), ShowDoor(shift.id)),
    ]
    ctx.show(Screen(paragraphs(named(shift, ctx.turn), text), [*rows, again]))


@router.press(LetIn, role=Role.STAFF)
def let_in(ctx: Context, pressed: LetIn) -> None:
    shift = managed_shift(ctx, pressed.shift_id)
    person = _neighbour(ctx, pressed.person_id)
    if ctx.db.crews.of(person.id, shift.id) is None:
        ctx.db.crews.walk_in(shift.id, person.id, by=ctx.person.id, now=ctx.now)
    ctx.db.turnouts.check_in(
        shift.id, person.id, now=ctx.now, house=ctx.house, by_id=ctx.person.id
    )
    ctx.toast(_("{name} is here.", name=person.name))
    show_list(ctx, shift, 0)


def _neighbour(ctx: Context, person_id: int) -> Person:
    person = ctx.db.people.person(person_id)
    if person is None or not person.is_known:
        raise NoLongerThere
    return person


FINDING = Form(
    "shift_walk_in",
    (
        Step(
            "part",
            asking(N_("Whom are you looking for? A part of the name is enough.")),
            words(most=60),
        ),
    ),
    find,
    role=Role.STAFF,
)
