"""What volunteers laid out for a shift: asked with a photo, answered by a second person."""

from datetime import timedelta

from community.assignments import Standing
from community.expenses import (
    CENTS,
    AlreadyDecided,
    AmountUnfit,
    Expense,
    ExpenseAsked,
    ExpenseDecided,
    ExpenseKind,
    ExpenseState,
    NothingLaidOut,
    OwnExpense,
    read_amount,
)
from community.people import Person, Role
from community.shifts import Shift
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.dates import when
from handlers.kit.form import Form
from handlers.kit.incoming import Content, Said
from handlers.kit.router import Router
from handlers.kit.screen import Button, Press, Screen, bold, isolated, lines, paragraphs, plain
from handlers.kit.steps import Answers, Option, Step, WordsWanted, photo, words
from handlers.menu import to_menu
from locales import N_, _

SHOWN = 8
LATELY = timedelta(days=60)
KINDS = {
    ExpenseKind.TRAVEL: N_("Travel"),
    ExpenseKind.MEALS: N_("Meals"),
    ExpenseKind.THINGS: N_("Things bought"),
    ExpenseKind.OTHER: N_("Something else"),
}
STATES = {
    ExpenseState.ASKED: N_("waits for an answer"),
    ExpenseState.APPROVED: N_("approved"),
    ExpenseState.REFUSED: N_("not approved"),
    ExpenseState.PAID: N_("paid"),
}

router = Router(
    refusals={
        AmountUnfit: N_("Please type an amount up to {most}, such as 12.50."),
        OwnExpense: N_("This is your own: please ask a colleague to look at it."),
        AlreadyDecided: N_("This has been answered already. /expenses shows how it stands."),
        NothingLaidOut: N_("This shift has not begun. Please come back when you have been there."),
    },
    keeps=(N_("what you laid out for shifts, with the photo of the receipt; amounts that were "
              "approved stay for the accounts"),),
)  # fmt: skip


class AskExpense(Press, prefix="exp.ask"):
    shift_id: int


class ShowExpense(Press, prefix="exp.show"):
    expense_id: int


class ShowReceipt(Press, prefix="exp.photo"):
    expense_id: int


class Approve(Press, prefix="exp.yes"):
    expense_id: int


class Refuse(Press, prefix="exp.no"):
    expense_id: int


class TakeTable(Press, prefix="exp.table"):
    """Of a year up to now."""


class Paid(Press, prefix="exp.paid"):
    expense_id: int


@router.command("expenses", role=Role.RESIDENT, summary=N_("What you laid out for shifts"))
def show_mine(ctx: Context) -> None:
    """For staff also what waits for them."""
    mine = [_line(one) for one in ctx.db.expenses.of(ctx.person.id)[:SHOWN]]
    rows = [
        [Button(f"{shift.title} · {when(shift.starts_at, ctx.turn)}", AskExpense(shift.id))]
        for shift in _been_to(ctx)
    ]
    text = _("Did you lay out money for a shift? Tap the shift.")
    if not rows:
        text = _("After a shift you can ask here for what you laid out.")
    if Role.STAFF in ctx.person.roles:
        rows += [
            [Button(f"{one.name}: {amount(one.cents)}", ShowExpense(one.id))]
            for one in ctx.db.expenses.open()[:SHOWN]
        ]
        rows.append([Button(_("As a table"), TakeTable())])
    rows.append([to_menu()])
    ctx.show(Screen(paragraphs(bold(_("Expenses")), lines(*mine), text), rows))


@router.press(AskExpense, role=Role.RESIDENT)
def begin(ctx: Context, pressed: AskExpense) -> None:
    ctx.db.crews.existing(ctx.person.id, pressed.shift_id)
    LAYING_OUT.start(ctx, shift_id=pressed.shift_id)


def ask(ctx: Context, facts: Answers) -> None:
    ctx.db.expenses.ask(
        int(facts["shift_id"]),
        ctx.person.id,
        ExpenseKind(facts["kind"]),
        int(facts["amount"]),
        now=ctx.now,
        receipt=facts["receipt"],
        words=facts["words"],
    )
    ctx.show(Screen(_("Thank you. The staff look at it, and you hear from me.")))


@router.press(ShowExpense, role=Role.STAFF)
def show(ctx: Context, pressed: ShowExpense) -> None:
    ctx.show(_to_decide(ctx.db.expenses.expense(pressed.expense_id), ctx.turn))


@router.press(ShowReceipt, role=Role.STAFF)
def show_receipt(ctx: Context, pressed: ShowReceipt) -> None:
    expense = ctx.db.expenses.expense(pressed.expense_id)
    if expense.receipt:
        ctx.private.send("sendPhoto", {"photo": expense.receipt})


@router.press(Approve, role=Role.STAFF)
def approve(ctx: Context, pressed: Approve) -> None:
    decided = ctx.db.expenses.decide(
        pressed.expense_id, approved=True, by=ctx.person.id, now=ctx.now
    )
    ctx.show(_to_decide(decided, ctx.turn))


@router.press(Refuse, role=Role.STAFF)
def begin_refusing(ctx: Context, pressed: Refuse) -> None:
    expense = ctx.db.expenses.expense(pressed.expense_id)
    expense.require_decidable_by(ctx.person.id)
    REFUSING.start(ctx, expense_id=expense.id)


def refuse(ctx: Context, facts: Answers) -> None:
    decided = ctx.db.expenses.decide(
        int(facts["expense_id"]),
        approved=False,
        by=ctx.person.id,
        now=ctx.now,
        reason=facts["reason"],
    )
    ctx.show(_to_decide(decided, ctx.turn))


@router.press(Paid, role=Role.STAFF)
def pay(ctx: Context, pressed: Paid) -> None:
    paid = ctx.db.expenses.pay(pressed.expense_id, by=ctx.person.id, now=ctx.now)
    ctx.show(_to_decide(paid, ctx.turn))


@router.notice(ExpenseAsked)
def tell_staff(chat: Chat, _person: Person, notice: ExpenseAsked) -> None:
    expense = chat.turn.db.expenses.expense(notice.expense_id)
    chat.say(_to_decide(expense, chat.turn))


@router.notice(ExpenseDecided)
def tell_answer(chat: Chat, _person: Person, notice: ExpenseDecided) -> None:
    expense = chat.turn.db.expenses.expense(notice.expense_id)
    chat.say(Screen(lines(_line(expense), plain(expense.reason))))


def amount(cents: int) -> str:
    return f"{cents // CENTS}.{cents % CENTS:02}"


def _been_to(ctx: Context) -> list[Shift]:
    """The last shifts that the person came to."""
    past = ctx.db.crews.past(ctx.person.id, ctx.now, offset=0, limit=SHOWN)
    running = ctx.db.crews.mine(ctx.person.id, ctx.now)
    came = (Standing.CAME, Standing.LEFT)
    shifts = [shift for shift, one in (*running, *past) if one.standing in came]
    return [shift for shift in shifts if shift.starts_at > ctx.now - LATELY]


def _line(expense: Expense) -> str:
    what = expense.title or _("Care visit")
    kind, state = _(KINDS[expense.kind]), _(STATES[expense.state])
    return f"• {isolated(what)}, {kind}: {amount(expense.cents)} ({state})"


def _to_decide(expense: Expense, turn: Turn) -> Screen:
    asked = [when(expense.asked_at, turn)] if expense.asked_at else []
    text = paragraphs(
        bold(expense.name) if expense.name else _("(erased)"),
        lines(_line(expense), plain(expense.words), *asked, plain(expense.reason)),
    )
    rows = []
    if expense.receipt:
        rows.append([Button(_("The receipt"), ShowReceipt(expense.id))])
    if expense.state is ExpenseState.ASKED:
        yes, no = Approve(expense.id), Refuse(expense.id)
        rows.append([Button(_("Approve"), yes), Button(_("Not this"), no)])
    if expense.state is ExpenseState.APPROVED:
        rows.append([Button(_("It is paid"), Paid(expense.id))])
    return Screen(text, rows)


def _money(content: Content, _turn: Turn) -> str:
    if content.said is not Said.TEXT:
        raise WordsWanted
    return str(read_amount(content.text))


LAYING_OUT = Form(
    "expense",
    (
        Step("kind", N_("What was it for?"),
             options=tuple(Option(kind, label) for kind, label in KINDS.items())),
        Step("amount", N_("How much was it? For example: 12.50"), _money),
        Step("receipt", N_("Please send a photo of the receipt."), photo, optional=True),
        Step("words", N_("Anything to add?"), words(most=200), optional=True),
    ),
    ask,
)  # fmt: skip

REFUSING = Form(
    "expense_refused",
    (Step("reason", N_("Why not? They will read this."), words(most=200)),),
    refuse,
    role=Role.STAFF,
)
