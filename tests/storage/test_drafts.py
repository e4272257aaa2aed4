from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.store import open_store

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
ANN, BEN = 1, 2


@pytest.fixture
async def do(tmp_path):
    """Run something with the drafts of Ann and Ben, each in a transaction of its own."""
    async with open_store(tmp_path) as store:
        for telegram_id in (ANN, BEN):
            await store.transaction(
                lambda db, who=telegram_id: db.people.meet(who, name="", language="en", now=NOW)
            )

        async def with_drafts(act):
            return await store.transaction(lambda db: act(db.drafts))

        yield with_drafts


def start(form="tea", known=None, who=ANN, now=NOW):
    return lambda drafts: drafts.start(who, form, known or {}, now)


async def test_a_draft_begins_with_what_is_known_and_no_answers(do):
    draft = await do(start(known={"activity_id": "7"}))

    assert (draft.known, draft.answers, draft.facts) == (
        {"activity_id": "7"},
        {},
        {"activity_id": "7"},
    )


async def test_answers_are_kept_as_they_were_typed(do):
    draft = await do(start())
    answered = replace(draft, answers={"title": '包粽子 <b>"&', "note": "two\nlines"})

    await do(lambda drafts: drafts.save(answered, LATER))

    assert await do(lambda drafts: drafts.open_of(ANN)) == answered


async def test_the_draft_touched_last_is_the_open_one(do):
    first = await do(start("tea"))
    second = await do(start("cake"))
    assert (await do(lambda drafts: drafts.open_of(ANN))).id == second.id

    await do(lambda drafts: drafts.save(first, LATER))

    assert (await do(lambda drafts: drafts.open_of(ANN))).id == first.id


async def test_a_draft_is_its_owners_only(do):
    draft = await do(start(who=ANN))

    assert await do(lambda drafts: drafts.one(draft.id, BEN)) is None
    assert await do(lambda drafts: drafts.open_of(BEN)) is None


async def test_the_same_form_about_the_same_thing_is_found_again(do):
    draft = await do(start(known={"activity_id": "7", "from": "group"}))
    known = {"from": "group", "activity_id": "7"}

    assert (await do(lambda drafts: drafts.same(ANN, "tea", known))).id == draft.id
    assert await do(lambda drafts: drafts.same(ANN, "tea", {"activity_id": "8"})) is None
    assert await do(lambda drafts: drafts.same(ANN, "cake", known)) is None


async def test_what_is_dropped_is_gone_and_its_id_is_never_used_again(do):
    draft = await do(start())
    await do(lambda drafts: drafts.drop(draft.id))

    assert await do(lambda drafts: drafts.open_of(ANN)) is None
    assert (await do(start())).id > draft.id


async def test_drafts_are_forgotten_a_month_after_the_last_touch(do):
    old, touched = await do(start("old")), await do(start("touched"))
    await do(lambda drafts: drafts.save(touched, NOW + timedelta(days=2)))

    await do(lambda drafts: drafts.forget_old(NOW + timedelta(days=31)))

    assert await do(lambda drafts: drafts.one(old.id, ANN)) is None
    assert await do(lambda drafts: drafts.one(touched.id, ANN)) == touched
