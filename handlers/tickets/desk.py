"""What staff do with a ticket: in their group by a tap or a reply to the case, and in private."""

import re
from collections.abc import Callable

from community.groups import Purpose
from community.people import Person, Role
from community.refusals import NoLongerThere
from community.reports import Message, Part
from community.threads import Attachment, EntryKind
from community.tickets import AlreadyClaimed, Move, SecondPersonNeeded, Ticket
from handlers.kit.context import Context, Turn
from handlers.kit.incoming import Content, Said
from handlers.kit.links import number_in
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, paragraphs, plain
from handlers.tickets.case_forms import HasChanged, seen_by_staff
from handlers.tickets.cases import for_staff, in_desk, thread_page, title
from handlers.tickets.desk_forms import FORMS_OF, begin
from handlers.tickets.desk_posts import redraw_case, send_file
from handlers.tickets.moves import MOVES, MakeMove, OpenCase, ShowFiles, ShowThread
from locales import N_, _

# How cases, the resident's words and files begin; what else is said has its number further on.
ABOUT_ONE = re.compile(r"(?:[❗🗣][^#\n]*)?#([0-9]{1,9})(?![0-9])")
ENTRIES_PER_PAGE = 8
MOST_FILES = 20  # sent again at one tap, the newest

router = Router(
    refusals={
        AlreadyClaimed: N_(
            "{owner} has #{number} in hand. You can answer and add notes; everything else is up "
            "to {owner} or the supervisor."
        ),
        HasChanged: N_(
            "#{number} has changed in the meantime, so this was not done. Send /queue to see how "
            "it stands."
        ),
        SecondPersonNeeded: N_("A second person has to agree about #{number}, not the same one."),
    }
)


@router.card("case")
def draw(turn: Turn, ticket_id: int, viewer: Person | None) -> Screen:
    """In the staff's group only; in private it is drawn when somebody asks."""
    if viewer is not None:
        raise NoLongerThere
    return in_desk(turn, turn.db.tickets.ticket(ticket_id))


@router.press(OpenCase, role=Role.STAFF, entry=lambda pressed: f"case-{pressed.ticket_id}")
def open_case(ctx: Context, pressed: OpenCase) -> None:
    if ctx.is_private:
        show_case(ctx, ctx.db.tickets.ticket(pressed.ticket_id))
    else:
        ctx.lead_to_private(f"case-{pressed.ticket_id}")


@router.link("case", role=Role.STAFF)
def follow(ctx: Context, number: str) -> None:
    show_case(ctx, ctx.db.tickets.ticket(number_in(number)))


@router.press(MakeMove, role=Role.STAFF, entry=lambda pressed: f"case-{pressed.ticket_id}")
def make_move(ctx: Context, pressed: MakeMove) -> None:
    if pressed.move >= len(MOVES):
        raise NoLongerThere
    move, ticket = MOVES[pressed.move], ctx.db.tickets.ticket(pressed.ticket_id)
    _look_after_this_copy(ctx, ticket)
    if move in FORMS_OF:
        _lead_to_form(ctx, ticket, move)
    elif act := AT_ONCE.get(move):
        with seen_by_staff():
            act(ctx, ticket)
        moved(ctx, ctx.db.tickets.ticket(ticket.id), _(DONE[move], number=ticket.id))
    else:
        raise NoLongerThere


@router.link("do", role=Role.STAFF)
def follow_to_form(ctx: Context, argument: str) -> None:
    number, _dash, place = argument.partition("-")
    move = number_in(place)
    if move >= len(MOVES) or MOVES[move] not in FORMS_OF:
        raise NoLongerThere
    begin(ctx, ctx.db.tickets.ticket(number_in(number)), MOVES[move])


@router.press(ShowThread, role=Role.STAFF)
def show_thread(ctx: Context, pressed: ShowThread) -> None:
    ticket = ctx.db.tickets.ticket(pressed.ticket_id)
    entries = ctx.db.tickets.thread(ticket.id)
    page = Page(pressed.page, len(entries), ENTRIES_PER_PAGE)
    shown = entries[page.offset : page.offset + page.size]
    turns = page.turns(lambda number: ShowThread(ticket.id, number))
    back = Button(_("‹ Back"), OpenCase(ticket.id))
    text = paragraphs(title(ctx.turn, ticket), thread_page(ctx.turn, shown))
    ctx.show(Screen(text, [turns, [back]]))


@router.press(ShowFiles, role=Role.STAFF)
def show_files(ctx: Context, pressed: ShowFiles) -> None:
    ticket = ctx.db.tickets.ticket(pressed.ticket_id)
    files = [one.file for one in ctx.db.tickets.thread(ticket.id) if one.file]
    for file in files[-MOST_FILES:]:
        send_file(ctx.chat, file, f"#{ticket.id}")


@router.group_content
def reply(ctx: Context, content: Content) -> bool:
    """A reply to the case, or to what the resident said, is the answer."""
    replies_to = ctx.incoming.replies_to
    group = ctx.db.groups.serving(Purpose.DESK)
    if replies_to is None or group is None or group.chat_id != ctx.incoming.chat_id:
        return False
    ticket_id = _ticket_behind(ctx, replies_to)
    if ticket_id is None:
        return False
    ctx.require(Role.STAFF)
    with seen_by_staff():
        ticket = ctx.db.desk.answer(
            ticket_id, ctx.person, (_part(ctx, content),), now=ctx.now, house=ctx.house
        )
    if not ctx.turn.features.is_rest_of_album(ctx.incoming):
        named = plain(title(ctx.turn, ticket))
        ctx.say(Screen(_("✉️ On its way to the resident of {ticket}.", ticket=named)))
    redraw_case(ctx.turn, ticket)
    return True


@router.group_content
def keep_among_staff(ctx: Context, _content: Content) -> bool:
    """Said in a ticket's topic without a reply to anything, it reaches nobody else; whoever
    thought otherwise is told so, once for each ticket."""
    thread_id = ctx.incoming.thread_id
    if thread_id is None or Role.STAFF not in ctx.person.roles:
        return False
    ticket_id = ctx.db.desk_topics.ticket_in(ctx.incoming.chat_id, thread_id)
    hint = f"hint:{ticket_id}"
    if ticket_id is None or ctx.db.outbox.is_shown(hint, ctx.incoming.chat_id):
        return False
    text = _("This stays among us. To answer the resident, reply to my message about the ticket.")
    ctx.say(Screen(text, card=hint))
    return True


@router.edit
def revise(ctx: Context, content: Content) -> None:
    """An answer that was put right in the group is put right for the resident, too."""
    group = ctx.db.groups.serving(Purpose.DESK)
    if group is None or group.chat_id != ctx.incoming.chat_id:
        return
    message = Message(ctx.incoming.chat_id, ctx.incoming.message_id)
    entry = ctx.db.tickets.revise(message, content.text.strip(), ctx.now)
    if entry is not None:
        redraw_case(ctx.turn, ctx.db.tickets.ticket(entry.ticket_id))


def _look_after_this_copy(ctx: Context, ticket: Ticket) -> None:
    """After a crash there may be two cards in the group: the one that is used is kept current."""
    if not ctx.is_private:
        where = {"chat_id": ctx.incoming.chat_id, "message_id": ctx.incoming.message_id}
        ctx.db.outbox.remember(ticket.card, **where)


def show_case(ctx: Context, ticket: Ticket, news: str = "") -> None:
    ctx.show(for_staff(ctx.turn, ticket, ctx.person, news=news))


def moved(ctx: Context, ticket: Ticket, said: str) -> None:
    """What was pressed is brought up to date where it stands, and the card in the group too."""
    ctx.toast(said)
    if ctx.is_private:
        show_case(ctx, ticket)
    redraw_case(ctx.turn, ticket)


def _part(ctx: Context, content: Content) -> Part:
    """As the thread keeps it."""
    message = Message(ctx.incoming.chat_id, ctx.incoming.message_id)
    if content.said is Said.LOCATION:
        where = f"{content.latitude},{content.longitude}"
        return Part(file=Attachment("location", where), message=message)
    file = Attachment(content.said, content.file_id) if content.file_id else None
    return Part(content.text, file, message)


def _lead_to_form(ctx: Context, ticket: Ticket, move: Move) -> None:
    """Words are typed in private, where nobody else's come in between."""
    if ctx.is_private:
        begin(ctx, ticket, move)
    else:
        ctx.lead_to_private(f"do-{ticket.id}-{MOVES.index(move)}")


def _ticket_behind(ctx: Context, message_id: int) -> int | None:
    """By what the message is known to show, or, from before the group moved or in parts of a
    long text, by the number it begins with."""
    card = ctx.db.desk_topics.shown_by(ctx.incoming.chat_id, message_id) or ""
    name, _colon, number = card.partition(":")
    if name == "case":
        return int(number)
    if name == "entry":
        return ctx.db.tickets.entry(int(number)).ticket_id
    found = ABOUT_ONE.match(ctx.incoming.replied_text)
    return int(found[1]) if found else None


def _claim(ctx: Context, ticket: Ticket) -> None:
    ctx.db.desk.claim(ticket.id, ctx.person, now=ctx.now, house=ctx.house)


def _hand_back(ctx: Context, ticket: Ticket) -> None:
    ctx.db.desk.hand_back(ticket.id, ctx.person, now=ctx.now, house=ctx.house)


def _mark(ctx: Context, ticket: Ticket) -> None:
    marked = not ticket.marked
    ctx.db.sorting.mark(ticket.id, ctx.person, marked=marked, now=ctx.now, house=ctx.house)


def _agree(ctx: Context, ticket: Ticket) -> None:
    why = (Part(_proposed(ctx, ticket)),)
    ctx.db.sorting.agree_aside(ticket.id, ctx.person, why, now=ctx.now, house=ctx.house)


def _proposed(ctx: Context, ticket: Ticket) -> str:
    """The words of whoever proposed it, which the resident will read."""
    entries = reversed(ctx.db.tickets.thread(ticket.id))
    moves = (one.text.partition(" ") for one in entries if one.kind is EntryKind.MOVE)
    return next(why for move, _space, why in moves if move == Move.PROPOSE_ASIDE)


def _decline(ctx: Context, ticket: Ticket) -> None:
    ctx.db.sorting.decline_aside(ticket.id, ctx.person, now=ctx.now, house=ctx.house)


def _split(ctx: Context, ticket: Ticket) -> None:
    ctx.db.sorting.split(ticket.id, ctx.person, now=ctx.now, house=ctx.house)


AT_ONCE: dict[Move, Callable[[Context, Ticket], None]] = {
    Move.CLAIM: _claim,
    Move.HAND_BACK: _hand_back,
    Move.MARK: _mark,
    Move.AGREE_ASIDE: _agree,
    Move.DECLINE_ASIDE: _decline,
    Move.SPLIT: _split,
}
DONE = {
    Move.CLAIM: N_("#{number} is yours. Thank you."),
    Move.HAND_BACK: N_("#{number} is back in the queue."),
    Move.MARK: N_("Noted at #{number}."),
    Move.AGREE_ASIDE: N_("#{number} is set aside; the resident is told why."),
    Move.DECLINE_ASIDE: N_("#{number} stays with us."),
    Move.SPLIT: N_("#{number} stands by itself again."),
}


@router.leaves_staff
@router.erases
def give_back(turn: Turn, person: Person) -> None:
    """What they had in hand is for others now; what they did stays."""
    for ticket in turn.db.desk.release_all(person.id, now=turn.now, house=turn.house):
        redraw_case(turn, ticket)
