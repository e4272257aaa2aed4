"""How polls and what came of them are put into words and bars."""

from collections.abc import Sequence

from community.polls import Poll, State, winners
from community.surveys import percent
from handlers.kit.charts import Bar
from handlers.kit.context import Turn
from handlers.kit.dates import when
from handlers.kit.screen import bold, lines, paragraphs, plain
from locales import N_, _, ngettext

STATES = {
    State.LEAVING: N_("On its way to the group"),
    State.OPEN: N_("People can vote"),
    State.CLOSED: N_("It is over."),
    State.FAILED: N_("It could not be posted: may I post polls in the group?"),
}


def described(poll: Poll, turn: Turn) -> str:
    """Everything about it but the votes. Safe HTML."""
    kind = _("Several answers each") if poll.several else _("One answer each")
    names = _("without names") if poll.anonymous else _("everybody sees who voted for what")
    until = _("Open until {until}", until=when(poll.closes_at, turn))
    ends = until if poll.state in (State.LEAVING, State.OPEN) else ""
    facts = lines(_("; ").join((kind, names)), ends, _(STATES[poll.state]))
    return paragraphs(f"📊 {bold(poll.question)}", facts)


def bars(poll: Poll) -> Sequence[Bar]:
    """In the order in which people saw them."""
    return [
        Bar(option, votes, share(votes, poll.voters))
        for option, votes in zip(poll.options, poll.votes, strict=True)
    ]


def share(votes: int, voters: int) -> str:
    return _("{n} ({percent}%)", n=votes, percent=percent(votes, voters))


def caption(poll: Poll) -> str:
    """Among how many."""
    voters = ngettext("{n} person voted", "{n} people voted", poll.voters)
    several = _("several answers were possible") if poll.several else ""
    return _("; ").join(part for part in (voters, several) if part)


def result(poll: Poll) -> str:
    """The same in words. Safe HTML."""
    counted = [_("{label}: {share}", label=plain(bar.label), share=bar.said) for bar in bars(poll)]
    return paragraphs(lines(*counted), caption(poll))


def headline(poll: Poll) -> str:
    """Under the picture; plain text."""
    if not poll.voters:
        return _("The poll is over. Nobody voted.")
    best = _(", ").join(winners(poll))
    return _("The poll is over. Most votes: {best}", best=best)
