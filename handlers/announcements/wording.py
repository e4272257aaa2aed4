"""An announcement as people read it, and how it stands in words."""

from collections.abc import Mapping, Sequence
from html import unescape
from re import sub
from typing import Any

from community.announcements import (
    LONGEST_CAPTION,
    LONGEST_WORDS,
    Announcement,
    Standing,
    State,
    Tally,
)
from community.people import Person
from handlers.kit.context import Chat, Turn
from handlers.kit.dates import when
from handlers.kit.screen import Screen, bold, isolated, lines, paragraphs, plain, shortened
from handlers.kit.whom import target_in_words
from locales import N_, _, ngettext
from storage.outbox import Lane

LONGEST_EXCERPT = 300
MOST_NAMES = 10  # of those somebody hears for; the rest are counted

STATES: Mapping[State, str] = {
    State.DRAFT: N_("📝 Draft: nobody has it yet"),
    State.PLANNED: N_("📅 Planned"),
    State.RUNNING: N_("▶ On its way"),
    State.PAUSED: N_("⏸ Paused"),
    State.OVER: N_("✅ Done"),
    State.CANCELLED: N_("🚫 Stopped"),
}

COUNTED: Mapping[Standing, str] = {
    Standing.SENT: N_("Sent: {n}"),
    Standing.WAITING: N_("Waiting: {n}"),
    Standing.BLOCKED: N_("Have blocked the bot: {n}"),
    Standing.UNHEARD: N_("Without Telegram: {n}"),
    Standing.FAILED: N_("Failed: {n}"),
    Standing.UNKNOWN: N_("May have arrived: {n}"),
    Standing.MUTED: N_("Want no announcements: {n}"),
    Standing.WITHDRAWN: N_("Not sent any more: {n}"),
    Standing.ERASED: N_("Are no longer here: {n}"),
}

POSTED: Mapping[Standing, str] = {
    Standing.WAITING: N_("In the group: waiting"),
    Standing.LEAVING: N_("In the group: on its way"),
    Standing.SENT: N_("In the group: posted"),
    Standing.FAILED: N_("In the group: failed"),
    Standing.BLOCKED: N_("In the group: the bot may not write there"),
    Standing.UNKNOWN: N_("In the group: may have been posted"),
    Standing.WITHDRAWN: N_("In the group: not posted"),
}

REASONS: Mapping[Standing, str] = {
    Standing.UNHEARD: N_("no Telegram"),
    Standing.BLOCKED: N_("has blocked the bot"),
    Standing.FAILED: N_("could not be sent"),
    Standing.UNKNOWN: N_("may have arrived"),
}


def send(chat: Chat, announcement: Announcement, *, beside: str = "") -> None:
    """`beside` is safe HTML: whom it is for. What does not fit with it goes by itself, and the
    words last."""
    head, words = bold(f"📣 {chat.turn.house.name}"), plain(announcement.words)
    most = LONGEST_CAPTION if announcement.photo else LONGEST_WORDS
    choices = [paragraphs(head, beside, words), paragraphs(beside, words), words]
    html = next(said for said in choices if said is words or _length(said) <= most)
    if html is words and beside:
        chat.say(Screen(beside))
    chat.send(*_call(html, announcement.photo))


def lane(announcement: Announcement) -> Lane:
    return Lane.NOTICE if announcement.urgent else Lane.ANNOUNCEMENT


def beside(hearer: Person, people: Sequence[Person]) -> str:
    """For whom somebody hears it, where it is not only for themself."""
    others = [isolated(one.name) for one in people if one.id != hearer.id]
    if not others:
        return ""
    more = f" +{len(others) - MOST_NAMES}" if len(others) > MOST_NAMES else ""
    names = _(", ").join(others[:MOST_NAMES]) + more
    if len(others) < len(people):
        return _("Please also tell {names}.", names=names)
    return _("<b>For {name}</b>:", name=names)


def described(announcement: Announcement, turn: Turn) -> str:
    """What, to whom and when, as safe HTML."""
    excerpt = plain(shortened(announcement.words, LONGEST_EXCERPT))
    picture = _("🖼 with a picture") if announcement.photo else ""
    where, at = _where(announcement, turn), _when(announcement, turn)
    return paragraphs(
        _("<b>Announcement {n}</b> · {state}", n=announcement.id, state=_state(announcement)),
        f"<blockquote>{excerpt}</blockquote>",
        lines(picture, where, _drawn(announcement), at),
    )


def in_figures(announcement: Announcement, tally: Tally) -> str:
    """How it stands with everybody whom it is for."""
    posted = POSTED[announcement.group_state] if announcement.group_state else ""
    waiting = tally.of(Standing.WAITING, Standing.LEAVING)
    counts = {**tally.counts, Standing.WAITING: waiting}
    people = ngettext("For {n} person:", "For {n} people:", tally.total) if tally.total else ""
    said = [_(text, n=counts[one]) for one, text in COUNTED.items() if counts.get(one)]
    return lines(_(posted) if posted else "", people, *said)


def _call(html: str, photo: str) -> tuple[str, dict[str, Any]]:
    payload = Screen(html).payload()
    if not photo:
        return "sendMessage", payload
    mode = payload["parse_mode"]
    return "sendPhoto", {"photo": photo, "caption": html, "parse_mode": mode}


def _length(html: str) -> int:
    """As Telegram counts: without the markup."""
    return len(unescape(sub(r"<[^>]*>", "", html)))


def _state(announcement: Announcement) -> str:
    return _(STATES[announcement.state])


def _where(announcement: Announcement, turn: Turn) -> str:
    group = _("In the neighbourhood group") if announcement.in_group else ""
    if not announcement.in_private:
        return group
    whom = _("In private: {whom}", whom=target_in_words(announcement.target, turn))
    urgent = _("🔴 Urgent: also at night and to those who want none")
    return lines(group, whom, urgent if announcement.urgent else "")


def _drawn(announcement: Announcement) -> str:
    if announcement.sample is None:
        return ""
    return _("Only {n} of them, drawn by lot. Seed: {seed}", n=announcement.sample,
             seed=announcement.seed)  # fmt: skip


def _when(announcement: Announcement, turn: Turn) -> str:
    at = announcement.begun_at or announcement.starts_at
    return _("When: {when}", when=when(at, turn)) if at else ""
