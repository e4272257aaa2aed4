"""More about a ticket there is: by its button, by answering its message, or by an edit."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from community.people import Role
from community.refusals import NoLongerThere
from community.reports import Message, Part
from community.threads import Voice
from handlers.kit.context import Context
from handlers.kit.incoming import Content
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, lines, paragraphs
from handlers.tickets.buttons import Add, Added, AddTo, OpenTicket
from handlers.tickets.cards import card, card_name
from handlers.tickets.desk_posts import add_to_case, redraw_case
from handlers.tickets.discreet import say, show
from handlers.tickets.own import own
from handlers.tickets.pieces import parts_of, piece_of
from handlers.tickets.reports import drop, opened
from handlers.tickets.wording import numbered
from locales import _
from storage.drafts import Draft

FORM = "addition"
LISTENS_FOR = timedelta(hours=1)  # after "add", then words are about something new
NUMBER = re.compile(r"^#([0-9]{1,9}) · ", re.MULTILINE)  # as every message about one has it

router = Router()


@router.press(Add, role=Role.RESIDENT)
def add(ctx: Context, pressed: Add) -> None:
    """From now on, what is said belongs to this ticket, until that is enough."""
    voice = own(ctx, pressed.voice_id)
    _listen(ctx, voice)
    ticket = ctx.db.tickets.ticket(voice.head_id)
    asked = _("Send it now: words, photos, a video, a voice message or a location.")
    text = paragraphs(numbered(ticket, ctx.house), asked)
    say(ctx, Screen(text, [[Button(_("Done"), Added(voice.id))]]))


@router.press(Added, role=Role.RESIDENT)
def stop_adding(ctx: Context, pressed: Added) -> None:
    voice = own(ctx, pressed.voice_id)
    stop_listening(ctx)
    show(ctx, card(ctx.turn, voice))


@router.press(AddTo, role=Role.RESIDENT)
def add_said(ctx: Context, pressed: AddTo) -> None:
    """What was said without being asked."""
    found = opened(ctx.turn, pressed.draft_id, ctx.person)
    voice = own(ctx, pressed.voice_id)
    drop(ctx, found)
    show(ctx, _added(ctx, voice, parts_of(found.pieces, ctx.private.id)))


@router.content
def answer_message(ctx: Context, _content: Content) -> bool:
    """Telegram's own reply to a message about a ticket means that ticket, whatever else is going
    on; when it is not theirs, it is taken like anything else."""
    voice = _answered(ctx) if ctx.person.is_known else None
    if voice is not None:
        _take(ctx, voice)
    return voice is not None


def stop_listening(ctx: Context) -> None:
    draft = ctx.db.drafts.open_of(ctx.person.id)
    if draft and draft.form == FORM:
        ctx.db.drafts.drop(draft.id)


def take(ctx: Context) -> bool:
    """False when nobody listens for more about a ticket."""
    draft = ctx.db.drafts.open_of(ctx.person.id)
    if draft is None or draft.form != FORM:
        return False
    if ctx.now.timestamp() - float(draft.answers["since"]) > LISTENS_FOR.total_seconds():
        ctx.db.drafts.drop(draft.id)
        return False
    voice = ctx.db.tickets.voice_by(int(draft.known["thread"]))
    ctx.db.drafts.save(_listening(ctx, draft), ctx.now)
    _take(ctx, voice, is_listening=True)
    return True


def revise(ctx: Context, message: Message, content: Content) -> None:
    """An edited message about a ticket; what it said before is kept beside it."""
    entry = ctx.db.tickets.revise(message, content.text.strip(), ctx.now)
    if entry is None or entry.voice_id is None:
        return
    voice = ctx.db.voices.voice(entry.voice_id)
    ctx.redraw(card_name(ctx.turn, voice))
    redraw_case(ctx.turn, ctx.db.tickets.ticket(voice.head_id))


def _take(ctx: Context, voice: Voice, *, is_listening: bool = False) -> None:
    piece = piece_of(ctx.incoming)
    told = _added(ctx, voice, parts_of([piece], ctx.private.id))
    if ctx.turn.features.is_rest_of_album(ctx.incoming):
        return
    done = [[Button(_("Done"), Added(voice.id))]] if is_listening else told.rows
    say(ctx, Screen(told.html, done))


def _added(ctx: Context, voice: Voice, parts: tuple[Part, ...]) -> Screen:
    added = ctx.db.tickets.add(voice, parts, now=ctx.now, house=ctx.house)
    add_to_case(ctx.turn, added.ticket, added.entries)
    ctx.redraw(card_name(ctx.turn, voice))
    thanks = _("Thank you, now we can go on.") if added.resumed else _("Added.")
    text = lines(numbered(added.ticket, ctx.house), thanks)
    return Screen(text, [[Button(_("See it"), OpenTicket(voice.id))]])


def _answered(ctx: Context) -> Voice | None:
    found = NUMBER.search(ctx.incoming.replied_text)
    if found is None:
        return None
    with suppress(NoLongerThere):
        return ctx.db.tickets.voice(int(found[1]), ctx.person)
    return None


def _listen(ctx: Context, voice: Voice) -> None:
    """By the token: a draft says whose it is, and must not say about which ticket."""
    known = {"thread": str(ctx.db.tickets.token(voice))}
    begun = ctx.db.drafts.same(ctx.person.id, FORM, known)
    draft = begun or ctx.db.drafts.start(ctx.person.id, FORM, known, ctx.now)
    ctx.db.drafts.save(_listening(ctx, draft), ctx.now)


def _listening(ctx: Context, draft: Draft) -> Draft:
    return replace(draft, answers={"since": str(int(ctx.now.timestamp()))})
