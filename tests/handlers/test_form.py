"""The form kit by itself, with a form of its own that a real bot serves."""

import pytest

from community.people import Role
from handlers.kit.form import FORMS, Form
from handlers.kit.router import Command, Place
from handlers.kit.screen import Screen, plain
from handlers.kit.steps import Option, Step, number, words


def finish(ctx, facts):
    said = "; ".join(f"{key}={value}" for key, value in sorted(facts.items()))
    ctx.show(Screen(f"done: {plain(said)}"))


REPORT = Form(
    "t-report",
    (
        Step(
            "where",
            "Where is it?",
            options=(
                Option("home", "At home", literal=True),
                Option("yard", "Yard", literal=True),
            ),
            name="Where",
        ),
        Step(
            "flat",
            "Which flat?",
            number(1, 99),
            when=lambda facts: facts.get("where") == "home",
            name="Flat",
        ),
        Step("how", "How bad is it?", words(most=20), optional=True, name="How"),
    ),
    finish,
    title="Report",
    review=True,
)
QUICK = Form("t-quick", (Step("word", "One word?", words(most=9), name="Word"),), finish)


@pytest.fixture
async def ann(town):
    commands = town.linli.doors.features.commands
    for name, form in (("report", REPORT), ("quick", QUICK)):
        act = lambda ctx, form=form: form.start(ctx)  # noqa: E731
        commands[name] = Command(name, Role.RESIDENT, act, "", "", Place.PRIVATE)
    return await town.resident("Ann", "en")


async def test_the_next_question_follows_from_the_answers(ann):
    await ann.types("/report")
    await ann.taps("At home")
    ann.sees("Which flat?")

    await ann.types("/cancel")
    await ann.types("/report")
    await ann.taps("Yard")

    ann.sees("How bad is it?")


async def test_a_typed_label_counts_as_a_tap(ann):
    await ann.types("/report")
    await ann.types("Yard")

    ann.sees("How bad is it?")


async def test_back_asks_the_question_before_again(ann):
    await ann.types("/report")
    await ann.taps("At home")
    await ann.types("7")
    await ann.taps("‹ Back")
    ann.sees("Which flat?")
    await ann.taps("‹ Back")

    ann.sees("Where is it?")


async def test_the_summary_shows_everything_before_it_is_sent(ann):
    await ann.types("/report")
    await ann.taps("At home")
    await ann.types("7")
    await ann.types("<b>very</b>")

    said = ann.sees("Report")
    assert said == "Report\n\nWhere: home\nFlat: 7\nHow: <b>very</b>"
    assert ann.labels() == ["Send", "Change", "Cancel"]


async def test_one_answer_can_be_changed_and_the_others_stay(ann):
    await ann.types("/report")
    await ann.taps("At home")
    await ann.types("7")
    await ann.taps("Skip")
    await ann.taps("Change")
    await ann.taps("Flat")
    await ann.types("12")
    ann.sees("Flat: 12")
    await ann.taps("Send")

    ann.sees("done: flat=12; how=; where=home")


async def test_an_answer_that_no_longer_applies_is_not_in_the_summary(ann):
    await ann.types("/report")
    await ann.taps("At home")
    await ann.types("7")
    await ann.taps("Skip")
    await ann.taps("Change")
    await ann.taps("Where")
    await ann.taps("Yard")

    assert "Flat" not in ann.sees("Report")


async def test_a_restart_in_the_middle_loses_nothing(town, ann):
    await ann.types("/report")
    await ann.taps("At home")
    await town.restart()
    await ann.types("7")
    ann.sees("How bad is it?")
    await ann.types("leaks")

    ann.sees("Flat: 7")


async def test_beginning_the_same_form_again_goes_on_where_it_was(ann):
    await ann.types("/report")
    await ann.taps("At home")
    await ann.types("/report")

    ann.sees("Which flat?")


async def test_of_two_forms_the_first_goes_on_when_the_second_is_done(ann):
    await ann.types("/report")
    await ann.taps("At home")
    await ann.types("/quick")
    await ann.types("hello")

    assert "done: word=hello" in ann.news()
    ann.sees("You were in the middle of this:")
    await ann.types("7")
    ann.sees("How bad is it?")


async def test_a_button_of_an_earlier_question_explains_itself(ann):
    await ann.types("/report")
    message, data = ann._button("At home", ann.id)
    await ann.taps("At home")
    await ann.presses(data, message)

    assert ann.toast == "This button is out of date. Send /menu to see what there is now."


async def test_a_button_of_somebody_elses_form_does_nothing(town, ann):
    await ann.types("/report")
    _message, data = ann._button("At home", ann.id)
    ben = await town.resident("Ben", "en")
    await ben.types("/menu")
    await ben.presses(data, 1)

    assert ben.toast == "This button is out of date. Send /menu to see what there is now."
    assert await town.query("SELECT answers FROM drafts") == [("{}",)]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("0", "Please type a number from 1 to 99."),
        ("100", "Please type a number from 1 to 99."),
        ("many", "Please type a number from 1 to 99."),
    ],
)
async def test_an_answer_that_does_not_fit_is_asked_for_again(ann, said, answer):
    await ann.types("/report")
    await ann.taps("At home")
    await ann.types(said)
    ann.sees(answer)
    await ann.types("99")

    ann.sees("How bad is it?")


async def test_cancel_forgets_the_answers(town, ann):
    await ann.types("/report")
    await ann.taps("At home")
    await ann.taps("Cancel")

    ann.sees("Cancelled. Nothing was sent.")
    assert await town.query("SELECT * FROM drafts") == []


async def test_a_draft_nobody_touched_for_a_month_is_forgotten(town, ann):
    await ann.types("/report")
    await town.passes(days=31)
    await town.linli.clock.tidy()

    assert await town.query("SELECT * FROM drafts") == []


def test_two_forms_cannot_have_the_same_name():
    with pytest.raises(TypeError, match="t-quick"):
        Form("t-quick", (), finish)
    assert FORMS["t-quick"] is QUICK
