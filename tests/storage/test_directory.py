"""The directory remembers entries, finds them, and knows whom to ask about them."""

from datetime import timedelta

import pytest

from community.directory import Category, ConsentWanted, Entry, Kind
from community.house import House
from community.people import Person, Role
from community.refusals import NoLongerThere
from storage.store import open_store
from tests.town import NOON

HOUSE = House(directory_check=timedelta(days=90))
LOCKSMITH = Entry("老王开锁", Kind.SERVICE, Category.REPAIRS, what="配钥匙", phone="0351-7654321")
WHEELCHAIR = Entry("輪椅", Kind.ORGANISATION, Category.LENDING, address="3号楼")
AUNT = Entry("李阿姨", Kind.PERSON, Category.OTHER, what="理发", has_agreed=True)
STAFF = Person(99, 999, roles=Role.RESIDENT | Role.STAFF)


@pytest.fixture
async def visit(tmp_path):
    async with open_store(tmp_path) as store:
        yield store.transaction


def fill(db):
    return [db.directory.add(entry, NOON, HOUSE) for entry in (LOCKSMITH, WHEELCHAIR, AUNT)]


def names(found):
    return [entry.name for entry in found]


async def test_every_word_has_to_stand_somewhere_and_names_come_first(visit):
    def look(db):
        fill(db)
        db.directory.add(
            Entry("五金店", Kind.SERVICE, Category.SHOPS, what="锁、钥匙"), NOON, HOUSE
        )
        search = lambda words: names(db.directory.search(words, limit=5))  # noqa: E731
        return (
            search("锁"),
            search("钥匙 王"),
            search("轮椅"),
            search("輪"),
            search("% _"),
            search(""),
        )

    lock, key, chair, wheel, wild, nothing = await visit(look)

    assert lock == ["老王开锁", "五金店"]
    assert key == ["老王开锁"]
    assert chair == wheel == ["輪椅"]
    assert wild == nothing == []


async def test_of_more_words_than_there_are_the_most_telling_decide(visit):
    def look(db):
        fill(db)
        return names(db.directory.search("谁会修锁的", limit=5))

    assert await visit(look) == ["老王开锁"]


async def test_counts_and_pages_are_by_category_in_order(visit):
    def look(db):
        fill(db)
        page = db.directory.page(Category.REPAIRS, offset=0, limit=5)
        return db.directory.counts(), names(page)

    counts, page = await visit(look)
    assert list(counts.items()) == [
        (Category.REPAIRS, 1), (Category.LENDING, 1), (Category.OTHER, 1)
    ]  # fmt: skip
    assert page == ["老王开锁"]


async def test_a_person_who_has_not_agreed_reaches_no_row(visit):
    with pytest.raises(ConsentWanted):
        await visit(
            lambda db: db.directory.add(Entry("赵", Kind.PERSON, Category.OTHER), NOON, HOUSE)
        )

    assert await visit(lambda db: db.directory.everything()) == []


async def test_a_table_renews_what_stands_there_and_keeps_its_place_and_keeper(visit):
    def take(db):
        fill(db)
        keeper = db.people.meet(7, name="老王", language="zh_Hans", now=NOON)
        db.directory.keep(1, keeper.id)
        placed = Entry(
            "老王开锁", Kind.SERVICE, Category.REPAIRS, latitude=1.5, longitude=2.5, id=1
        )
        db.directory.change(placed, NOON, HOUSE)
        new = Entry("老王開鎖", Kind.SERVICE, Category.REPAIRS, fee="50元")
        done = db.directory.take_over(
            [new, Entry("修鞋", Kind.SERVICE, Category.OTHER)], NOON, HOUSE
        )
        return done, db.directory.entry(1), keeper.id

    done, entry, keeper_id = await visit(take)

    assert done == (1, 1)
    assert (entry.name, entry.fee, entry.latitude, entry.keeper_id) == (
        "老王開鎖", "50元", 1.5, keeper_id
    )  # fmt: skip


async def test_who_is_asked_is_the_keeper_and_without_one_the_staff(visit):
    def ask(db):
        fill(db)
        keeper = db.people.meet(7, name="老王", language="zh_Hans", now=NOON)
        db.directory.keep(1, keeper.id)
        early = db.directory.ask(NOON + timedelta(days=89), HOUSE)
        due = db.directory.ask(NOON + timedelta(days=90), HOUSE)
        mine = names(db.directory.to_check(keeper, limit=9))
        theirs = names(db.directory.to_check(STAFF, limit=9))
        db.people.reachable(7, blocked=True)
        now = names(db.directory.to_check(STAFF, limit=9))
        return keeper.id, early, due, mine, theirs, now

    keeper_id, early, due, mine, theirs, now = await visit(ask)

    assert early == ([], False)
    assert due == ([keeper_id], True)
    assert mine == ["老王开锁"]
    assert theirs == ["輪椅", "李阿姨"]
    assert now == ["老王开锁", "輪椅", "李阿姨"]


async def test_a_confirmation_starts_the_time_anew(visit):
    def confirm(db):
        fill(db)
        late = NOON + timedelta(days=90)
        db.directory.ask(late, HOUSE)
        for entry in db.directory.everything():
            db.directory.confirm(entry.id, late, HOUSE)
        return db.directory.to_check(STAFF, limit=9), db.directory.ask(
            late + timedelta(days=89), HOUSE
        )

    assert await visit(confirm) == ([], ([], False))


async def test_a_code_is_worth_something_until_it_is_used(visit):
    def give(db):
        fill(db)
        db.directory.offer(1, "code")
        found = db.directory.offered("code")
        db.directory.keep(1, None)
        return found, db.directory.offered("code"), db.directory.offered("other")

    found, again, other = await visit(give)

    assert found is not None
    assert (again, other) == (None, None)


async def test_a_keeper_who_is_erased_leaves_services_to_the_staff_and_takes_themself_along(visit):
    def forget(db):
        fill(db)
        keeper = db.people.meet(7, name="李", language="zh_Hans", now=NOON)
        db.directory.keep(1, keeper.id)
        db.directory.keep(3, keeper.id)
        held = [row["name"] for row in db.directory.held(keeper.id)]
        db.directory.forget(keeper.id)
        return held, names(db.directory.everything()), db.directory.entry(1).keeper_id

    held, left, keeper_id = await visit(forget)

    assert held == ["老王开锁", "李阿姨"]
    assert left == ["輪椅", "老王开锁"]
    assert keeper_id is None


async def test_what_is_removed_is_no_longer_there(visit):
    def remove(db):
        fill(db)
        db.directory.remove(2)
        return db.directory.search("轮椅", limit=5)

    assert await visit(remove) == []
    with pytest.raises(NoLongerThere):
        await visit(lambda db: db.directory.remove(2))
