import pytest

from community.assignments import NotInShift
from community.expenses import (
    AlreadyDecided,
    AmountUnfit,
    ExpenseKind,
    ExpenseState,
    NothingLaidOut,
    OwnExpense,
    read_amount,
)
from community.people import Role
from community.refusals import NoLongerThere
from tests.storage.corps import HOUR, HOUSE, START, Corps


@pytest.fixture
def corps():
    """小明 has begun a shift."""
    corps = Corps()
    corps.volunteer("小明")
    corps.watch = corps.shift()
    corps.takes("小明", corps.watch)
    corps.now = START
    return corps


def asks(corps, name="小明", cents=1250):
    return corps.db.expenses.ask(
        corps.watch.id, corps.person(name), ExpenseKind.TRAVEL, cents, now=corps.now
    )


def decides(corps, expense, *, approved=True, by=None):
    return corps.db.expenses.decide(
        expense.id, approved=approved, by=by or corps.staff, now=corps.now
    )


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("12", 1200),
        ("12.5", 1250),
        ("１２．５０元", 1250),
        ("¥ 0,05", 5),
        ("10000 RMB", 1_000_000),
    ],
)
def test_amounts_are_read_as_people_write_them(typed, cents):
    assert read_amount(typed) == cents


@pytest.mark.parametrize("typed", ["", "0", "-5", "10000.01", "1.234", "twelve", "=1+1", "9" * 99])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(AmountUnfit):
        read_amount(typed)


def test_an_expense_is_asked_of_the_staff_and_answered_to_the_person(corps):
    expense = asks(corps)
    assert corps.told("ExpenseAsked") == ["小李"]

    decided = decides(corps, expense)

    assert decided.state is ExpenseState.APPROVED
    assert corps.told("ExpenseDecided") == ["小明"]
    assert corps.told("ExpenseAsked") == []


def test_nobody_says_yes_to_their_own(corps):
    corps.person("小王", Role.RESIDENT | Role.STAFF)
    corps.db.crews.walk_in(corps.watch.id, corps.staff, by=corps.staff, now=corps.now)
    expense = asks(corps, "小李")
    assert corps.told("ExpenseAsked") == ["小王"]

    with pytest.raises(OwnExpense):
        decides(corps, expense)


def test_the_first_answer_holds(corps):
    expense = asks(corps)
    decides(corps, expense, approved=False)

    with pytest.raises(AlreadyDecided):
        decides(corps, expense)
    with pytest.raises(NoLongerThere):
        corps.db.expenses.pay(expense.id, by=corps.staff, now=corps.now)


def test_only_who_was_in_the_shift_lays_out_for_it_and_not_before(corps):
    corps.volunteer("小红")
    with pytest.raises(NotInShift):
        asks(corps, "小红")
    corps.now = START - HOUR
    with pytest.raises(NothingLaidOut):
        asks(corps)


def test_what_was_asked_can_be_taken_back_until_it_is_answered(corps):
    first, second = asks(corps), asks(corps)
    corps.db.expenses.withdraw(first.id, corps.person("小明"))
    decides(corps, second)

    assert [one.id for one in corps.db.expenses.of(corps.person("小明"))] == [second.id]
    with pytest.raises(AlreadyDecided):
        corps.db.expenses.withdraw(second.id, corps.person("小明"))


def test_what_is_paid_is_paid_once(corps):
    expense = asks(corps)
    decides(corps, expense)
    for _ in range(2):
        corps.db.expenses.pay(expense.id, by=corps.staff, now=corps.now)

    notes = [entry for entry in corps.db.audit.newest(9) if entry.action == "expense paid"]
    assert len(notes) == 1


def test_the_books_keep_the_amounts_of_somebody_erased(corps):
    decided, _open = asks(corps), asks(corps)
    decides(corps, decided)

    corps.db.farewells.forget(corps.person("小明"), now=corps.now, house=HOUSE)

    [kept] = corps.db.expenses.between(START - HOUR, START + HOUR)
    assert (kept.id, kept.cents, kept.words) == (decided.id, 1250, "")


def test_an_expense_outlives_its_shift(corps):
    expense = asks(corps)

    corps.db.turnouts.delete(corps.watch.id, now=corps.now, house=HOUSE)

    kept = corps.db.expenses.expense(expense.id)
    assert (kept.title, kept.shift_id) == ("巡逻", None)
