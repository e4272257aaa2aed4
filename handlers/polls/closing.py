"""What Telegram tells of the bot's polls, how they are closed, and the picture of the result."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from community.people import Person, Role
from community.polls import Poll, PollEnds, PollOver, State
from community.refusals import NoLongerThere
from handlers.kit.charts import bar_chart
from handlers.kit.context import Chat, Turn
from handlers.kit.fonts import typeface
from handlers.kit.router import File, Router
from handlers.kit.screen import Screen, paragraphs, plain
from handlers.polls.wording import bars, caption, described, headline, result
from locales import N_, _, speaking

router = Router(keeps=(N_("what you vote for in polls in which everybody sees who voted"),))


@router.returned("sendPoll")
def posted(turn: Turn, card: str, sent: Mapping[str, Any] | None) -> None:
    """It stands in the group now, or could not be posted."""
    poll = _named(turn, card)
    if poll is None:
        return
    told = sent.get("poll") if sent else None
    if not isinstance(told, dict):
        turn.db.polls.failed(poll.id)
        return
    ids = [str(option.get("persistent_id", "")) for option in told.get("options", [])]
    turn.db.polls.arrived(poll.id, str(told["id"]), ids)


@router.returned("poll")
def count(turn: Turn, telegram_id: str, facts: Mapping[str, Any] | None) -> None:
    """Telegram counts, and says when it is closed: by its time, or because we asked."""
    poll = turn.db.polls.known_as(telegram_id)
    if poll is None or facts is None or poll.state is not State.OPEN:
        return
    turn.db.polls.counted(poll, facts["votes"], facts["voters"])
    if facts["is_closed"]:
        conclude(turn, poll.id)


@router.returned("poll_answer")
def vote(turn: Turn, telegram_id: str, facts: Mapping[str, Any] | None) -> None:
    """Somebody's, where everybody sees it; of people whom the house does not know only the
    count is kept, by Telegram."""
    poll = turn.db.polls.known_as(telegram_id)
    voter = turn.db.people.by_telegram(facts["voter"]) if facts else None
    if poll is None or facts is None or voter is None or Role.RESIDENT not in voter.roles:
        return
    if poll.state is State.OPEN and not poll.anonymous:
        turn.db.polls.voted(poll, voter.id, facts["chosen"])


@router.returned("stopPoll")
def stopped(turn: Turn, card: str, counted: Mapping[str, Any] | None) -> None:
    """Where Telegram says that it was closed before, what it has counted last counts."""
    poll = _named(turn, card)
    if poll is None or poll.state is not State.OPEN:
        return
    if counted:
        votes = [int(option.get("voter_count", 0)) for option in counted.get("options", [])]
        turn.db.polls.counted(poll, votes, int(counted.get("total_voter_count", 0)))
    conclude(turn, poll.id)


@router.alarm(PollEnds)
def end(turn: Turn, alarm: PollEnds) -> None:
    """By now Telegram has closed it, but for those that it cannot wait for so long."""
    poll = turn.db.polls.poll(alarm.poll_id)
    if poll.state is not State.OPEN:
        raise NoLongerThere
    stop(turn, poll)


def stop(turn: Turn, poll: Poll) -> None:
    """Asks Telegram to; without its message what was counted last counts."""
    where = turn.db.polls.message_of(poll)
    if where is None:
        conclude(turn, poll.id)
        return
    chat_id, message_id = where
    Chat(turn, chat_id).send("stopPoll", {"message_id": message_id}, card=poll.card)


def conclude(turn: Turn, poll_id: int) -> None:
    """Once: the result, under the poll in the group."""
    poll = turn.db.polls.close(poll_id, turn.now)
    where = turn.db.polls.message_of(poll)
    if where is None:
        return
    chat_id, message_id = where
    chat = Chat(turn, chat_id)
    if typeface(turn.house.language, turn.house.font):
        chat.make("poll_picture", poll_id=poll.id, message_id=message_id)
        return
    with speaking(turn.house.language):
        text = paragraphs(f"📊 {plain(headline(poll))}", result(poll))
    chat.send("sendMessage", {**Screen(text).payload(), **_under(message_id)})


@router.make("poll_picture")
def make_picture(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    poll, language = turn.db.polls.poll(int(facts["poll_id"])), turn.house.language
    with speaking(language):
        drawn, beneath, told = bars(poll), caption(poll), f"📊 {headline(poll)}"
    build = partial(
        bar_chart,
        poll.question,
        drawn,
        caption=beneath,
        language=language,
        font=turn.house.font,
        whole=poll.voters or 1,
    )
    payload = {"caption": told[:1024], **_under(int(facts["message_id"]))}
    return lambda: File("sendPhoto", "photo", "poll.png", build(), payload)


@router.notice(PollOver)
def tell_over(chat: Chat, _person: Person, notice: PollOver) -> None:
    poll = chat.turn.db.polls.poll(notice.poll_id)
    no_font = (
        ""
        if typeface(chat.turn.house.language, chat.turn.house.font)
        else _("There is no picture: this computer has no font with Chinese signs. “linli check” "
               "says what to install.")
    )  # fmt: skip
    chat.say(Screen(paragraphs(described(poll, chat.turn), result(poll), no_font)))


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {"votes_in_polls": turn.db.polls.held(person.id)}


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.polls.forget(person.id)


def _under(message_id: int) -> dict[str, object]:
    return {"reply_parameters": {"message_id": message_id, "allow_sending_without_reply": True}}


def _named(turn: Turn, card: str) -> Poll | None:
    name, _colon, number = card.partition(":")
    return turn.db.polls.poll(int(number)) if name == "poll" and number.isdigit() else None
