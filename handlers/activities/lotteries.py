"""Places by lot: the draw, what people hear of it, and how anybody can check it."""

from community.activities import Activity, DrawDue, DrawHeld
from community.lotteries import (
    DrawAtNight,
    DrawHeldAlready,
    DrawPassed,
    DrawTooLate,
    Lot,
)
from community.people import Person, Role
from community.refusals import NoLongerThere
from community.sign_ups import NotSignedUp, Standing
from handlers.activities.buttons import AskLeave, HowDrawn, ShowActivity
from handlers.activities.wording import Seen, look, named, standing
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.dates import when
from handlers.kit.links import number_in
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Screen, lines, paragraphs, plain
from locales import N_, _, ngettext

LOTS_PAGE = 40

router = Router(
    refusals={
        DrawTooLate: N_("The draw has to be at least an hour before the activity begins."),
        DrawPassed: N_(
            "The moment planned for the draw is over. Please give another under Change, then "
            "publish."
        ),
        DrawAtNight: N_(
            "Between {start} and {end} people sleep. Please give the draw a time by day."
        ),
        DrawHeldAlready: N_("The lots are drawn already, so this stays as it is."),
    }
)


@router.alarm(DrawDue)
def hold_draw(turn: Turn, alarm: DrawDue) -> None:
    activity = turn.db.lotteries.hold(alarm.activity_id, now=turn.now, house=turn.house)
    turn.db.outbox.redraw(activity.card, turn.now)


@router.notice(DrawHeld)
def draw_held(chat: Chat, person: Person, notice: DrawHeld) -> None:
    seen = look(chat.turn, notice.activity_id, person)
    seen.activity.require_ahead(chat.turn.now)
    if seen.sign_up is None or seen.standing is Standing.OFFERED:
        raise NotSignedUp
    has_place = seen.standing is Standing.CONFIRMED
    drawn = _("🎉 The lots are drawn, and you are in!")
    not_drawn = _("The lots are drawn. This time it was not you, but if somebody cannot come, it "
                  "goes down the list.")  # fmt: skip
    leave = _("I can't come") if has_place else _("Leave the list")
    rows = [
        [
            Button(leave, AskLeave(seen.activity.id, seen.for_id)),
            Button(_("See the activity"), ShowActivity(seen.activity.id, seen.for_id)),
        ],
        [Button(_("How it was drawn"), HowDrawn(seen.activity.id))],
    ]
    said = drawn if has_place else not_drawn
    place = plain(seen.activity.place)
    where = " · ".join(part for part in (named(seen.activity, chat.turn), place) if part)
    chat.say(Screen(paragraphs(where, said, standing(seen)), rows))


@router.press(HowDrawn, role=Role.RESIDENT, entry=lambda pressed: f"draw-{pressed.activity_id}")
def show_draw(ctx: Context, pressed: HowDrawn) -> None:
    if ctx.is_private:
        ctx.show(_draw(look(ctx.turn, pressed.activity_id, ctx.person), pressed.page))
    else:
        ctx.lead_to_private(f"draw-{pressed.activity_id}")


@router.link("draw")
def follow(ctx: Context, number: str) -> None:
    ctx.show(_draw(look(ctx.turn, number_in(number), ctx.person), 0))


def _draw(seen: Seen, number: int) -> Screen:
    activity = seen.activity
    if activity.draw_at is None:
        raise NoLongerThere
    back = [Button(_("See the activity"), ShowActivity(activity.id))]
    if activity.awaits_draw:
        return Screen(paragraphs(named(activity, seen.turn), *_before(activity, seen)), [back])
    page = Page(number, seen.turn.db.lotteries.count(activity.id), LOTS_PAGE)
    turns = page.turns(lambda to: HowDrawn(activity.id, to))
    return Screen(paragraphs(named(activity, seen.turn), *_after(seen, page)), [turns, back])


def _before(activity: Activity, seen: Seen) -> list[str]:
    explained = _("On {when} the lots are drawn among everybody who has signed up by then: when "
                  "you sign up makes no difference.",
                  when=when(activity.draw_at or activity.starts_at, seen.turn))  # fmt: skip
    sealed = _("A secret has been fixed beforehand; this is its seal: {seal}. After the draw the "
               "secret is shown, and anybody can check that nothing was changed.",
               seal=_code(activity.draw_seal))  # fmt: skip
    return [explained, sealed, _own_number(seen)]


def _after(seen: Seen, page: Page) -> list[str]:
    db, activity = seen.turn.db, seen.activity
    lots = db.lotteries.lots(activity.id, offset=page.offset, limit=page.size)
    listed = [_lot(lot) for lot in lots] or [_("Nobody was in the draw.")]
    secret = lines(
        _("Secret: {secret}", secret=_code(db.lotteries.seed(activity))),
        _("Its seal (SHA-256), shown since the beginning: {seal}",
          seal=_code(activity.draw_seal)),
    )  # fmt: skip
    how = _("The order follows from the SHA-256 of “secret:number”, the smallest first. Whoever "
            "comes with others gets all places or none.")  # fmt: skip
    return [secret, how, _own_number(seen), lines(*listed)]


def _own_number(seen: Seen) -> str:
    if seen.sign_up is None:
        return ""
    return _("Your number in the draw: {number}", number=seen.sign_up.id)


def _lot(lot: Lot) -> str:
    people = ngettext("{n} person", "{n} people", lot.party)
    mark = " ✅" if lot.has_place else ""
    return _("{rank}. No. {number}, {people}", rank=lot.rank, number=lot.sign_up_id,
             people=people) + mark  # fmt: skip


def _code(said: str) -> str:
    return f"<code>{plain(said)}</code>"
