import pytest

from handlers.kit.paging import Page
from handlers.kit.screen import Press


class Turn(Press, prefix="t.turn"):
    page: int


def labels(page):
    return [button.label for button in page.turns(Turn)]


def targets(page):
    return [button.press.page for button in page.turns(Turn)]


@pytest.mark.parametrize("total", [0, 1, 6])
def test_what_fits_on_one_page_needs_no_buttons(total):
    assert labels(Page(0, total)) == []


def test_the_first_page_leads_on_and_says_where_one_is():
    page = Page(0, 13)

    assert labels(page) == ["‹", "1/3", "›"]
    assert targets(page) == [0, 0, 1]


def test_a_page_in_the_middle_leads_both_ways():
    assert targets(Page(1, 13)) == [0, 1, 2]


def test_the_last_page_stays_where_it_is():
    assert targets(Page(2, 13)) == [1, 2, 2]


def test_a_page_past_the_end_is_the_last_one():
    page = Page(99, 13)

    assert page.offset == 12
    assert labels(page)[1] == "3/3"


@pytest.mark.parametrize(("number", "offset"), [(0, 0), (1, 6), (2, 12)])
def test_each_page_begins_where_the_one_before_ended(number, offset):
    assert Page(number, 13).offset == offset
