"""Polls that staff put into a group: made by a form, closed by time or by hand."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from community.groups import Purpose
from community.people import Role
from community.polls import (
    LONGEST_QUESTION,
    NoGroupForPolls,
    OptionsUnfit,
    Poll,
    PollClosingUnfit,
    PollIsOver,
    State,
    open_period,
    read_options,
    require_closing,
)
from handlers.groups import NAMES
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.dates import when
from handlers.kit.form import Form
from handlers.kit.incoming import Content
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Press, Screen, bold, lines, paragraphs, plain, shortened
from handlers.kit.steps import Answers, Option, Step, words
from handlers.kit.times import moment
from handlers.menu import to_menu
from handlers.polls.closing import stop
from handlers.polls.wording import described, result
from locales import N_, _

LONGEST_LABEL = 40
LONGEST_OPTIONS = 1500

router = Router(
    refusals={
        OptionsUnfit: N_(
            "Please write {least} to {most} different answers, each on a line of its own and of "
            "at most {length} characters."
        ),
        PollClosingUnfit: N_(
            "A poll is open for five minutes at least and for three months at most."
        ),
        NoGroupForPolls: N_("I am in no group yet. Please add me to one and send /setup there."),
        PollIsOver: N_("This poll is not open."),
    }
)


class NewPoll(Press, prefix="poll.new"):
    """By the form."""


class ListPolls(Press, prefix="poll.all"):
    page: int


class ShowPoll(Press, prefix="poll.show"):
    poll_id: int


class ClosePoll(Press, prefix="poll.close"):
    poll_id: int
    sure: int = 0


@router.command("poll", role=Role.STAFF, summary=N_("Ask the group"), label=N_("Group poll"))
def show_polls(ctx: Context) -> None:
    ctx.show(polls(ctx.turn, 0))


@router.press(ListPolls, role=Role.STAFF)
def show_page(ctx: Context, pressed: ListPolls) -> None:
    ctx.show(polls(ctx.turn, pressed.page))


@router.press(ShowPoll, role=Role.STAFF)
def show_poll(ctx: Context, pressed: ShowPoll) -> None:
    ctx.show(managed(ctx.turn, ctx.db.polls.poll(pressed.poll_id)))


@router.press(NewPoll, role=Role.STAFF)
def begin(ctx: Context, _pressed: NewPoll) -> None:
    if not _groups(ctx.turn):
        raise NoGroupForPolls
    ASKING.start(ctx)


def post(ctx: Context, facts: Answers) -> None:
    group = ctx.db.groups.serving(Purpose(facts["where"]))
    if group is None:
        raise NoGroupForPolls
    poll = Poll(
        0,
        facts["question"],
        tuple(facts["options"].split("\n")),
        Purpose(facts["where"]),
        _closes_at(facts, ctx.turn),
        several=facts["several"] == "yes",
        anonymous=facts["names"] == "no",
        made_by=ctx.person.id,
    )
    created = ctx.db.polls.create(poll, ctx.now)
    chat = Chat(ctx.turn, group.chat_id, until=poll.closes_at)
    chat.send("sendPoll", _payload(created, ctx.now), card=created.card)
    ctx.db.audit.note("posted a poll", created.card, by=ctx.person.id, now=ctx.now)
    ctx.show(managed(ctx.turn, created))


@router.press(ClosePoll, role=Role.STAFF)
def close_poll(ctx: Context, pressed: ClosePoll) -> None:
    poll = ctx.db.polls.poll(pressed.poll_id)
    if poll.state is not State.OPEN:
        raise PollIsOver
    if not pressed.sure:
        rows = [
            [Button(_("Yes, close it"), ClosePoll(poll.id, 1))],
            [Button(_("No, go back"), ShowPoll(poll.id))],
        ]
        ctx.show(Screen(paragraphs(bold(poll.question), _("Close this poll now?")), rows))
        return
    stop(ctx.turn, poll)
    ctx.db.audit.note("closed a poll", poll.card, by=ctx.person.id, now=ctx.now)
    text = _("It is being closed. The result comes as soon as Telegram has counted.")
    ctx.show(Screen(text, [[Button(_("‹ All polls"), ListPolls(0))]]))


def polls(turn: Turn, number: int) -> Screen:
    """All of them, the newest first."""
    page = Page(number, turn.db.polls.count())
    found = turn.db.polls.listed(offset=page.offset, limit=page.size)
    rows = [
        [Button(shortened(f"{poll.voters} · {poll.question}", LONGEST_LABEL), ShowPoll(poll.id))]
        for poll in found
    ]
    text = paragraphs(
        bold(_("Group polls")),
        _("Votes and question; tap one to see more.") if found else _("There is no poll yet."),
    )
    new = [Button(_("New poll"), NewPoll())]
    return Screen(text, [new, *rows, page.turns(ListPolls), [to_menu()]])


def managed(turn: Turn, poll: Poll) -> Screen:
    """As staff see it."""
    is_going_on = poll.state in (State.LEAVING, State.OPEN)
    again = Button(_("Count again"), ShowPoll(poll.id))
    rows = [[again, Button(_("Close now"), ClosePoll(poll.id))]] if is_going_on else []
    counted = result(poll) if poll.state in (State.OPEN, State.CLOSED) else ""
    text = paragraphs(described(poll, turn), counted)
    return Screen(text, [*rows, [Button(_("‹ All polls"), ListPolls(0))]])


def _payload(poll: Poll, now: datetime) -> dict[str, object]:
    """As plain text: what staff typed is shown as they typed it."""
    period = open_period(poll, now)
    return {
        "question": poll.question,
        "options": [{"text": option} for option in poll.options],
        "is_anonymous": poll.anonymous,
        "allows_multiple_answers": poll.several,
        **({"open_period": period} if period else {}),
    }


def _groups(turn: Turn) -> Sequence[Purpose]:
    return [purpose for purpose in Purpose if turn.db.groups.serving(purpose)]


def _where(turn: Turn, _facts: Answers) -> Sequence[Option]:
    return [Option(purpose, NAMES[purpose]) for purpose in _groups(turn)]


def _read_options(content: Content, turn: Turn) -> str:
    return "\n".join(read_options(words(most=LONGEST_OPTIONS, multiline=True)(content, turn)))


def _read_closing(content: Content, turn: Turn) -> str:
    kept = moment(content, turn)
    require_closing(datetime.fromisoformat(kept), turn.now)
    return kept


def _closes_at(facts: Answers, turn: Turn) -> datetime:
    """Chosen as so many hours from now, or typed."""
    closes = facts["closes"]
    if closes.isdigit():
        return turn.now + timedelta(hours=int(closes))
    return datetime.fromisoformat(closes)


def _preview(turn: Turn, facts: Answers) -> str:
    several = _("Several answers each") if facts["several"] == "yes" else _("One answer each")
    is_anonymous = facts["names"] == "no"
    names = _("without names") if is_anonymous else _("everybody sees who voted for what")
    return paragraphs(
        f"📊 {bold(facts['question'])}",
        lines(*(f"▫️ {plain(option)}" for option in facts["options"].split("\n"))),
        lines(
            _("; ").join((several, names)),
            _("Open until {until}", until=when(_closes_at(facts, turn), turn)),
        ),
        _("Post it in the group?"),
    )


ASKING = Form(
    "poll",
    (
        Step("question", N_("What would you like to ask?"), words(most=LONGEST_QUESTION)),
        Step(
            "options",
            N_("Which answers are there? Please type each on a line of its own."),
            _read_options,
        ),
        Step(
            "several",
            N_("May people choose more than one?"),
            options=(Option("no", N_("Only one")), Option("yes", N_("Several"))),
        ),
        Step(
            "names",
            N_("May everybody see who voted for what?"),
            options=(Option("no", N_("No, without names")), Option("yes", N_("Yes, with names"))),
            columns=1,
        ),
        Step("where", N_("Where shall it be posted?"), options=_where, columns=1),
        Step(
            "closes",
            N_("How long can people vote? Tap, or type a day and a time."),
            _read_closing,
            (
                Option("24", N_("A day")),
                Option("72", N_("3 days")),
                Option("168", N_("A week")),
            ),
            columns=3,
        ),
        Step("sure", _preview, options=(Option("yes", N_("📣 Post it")),), columns=1),
    ),
    post,
    role=Role.STAFF,
)
