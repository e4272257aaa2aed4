"""Residents who take part in many things: whoever agrees is shown to the staff, to be thanked."""

from datetime import datetime, timedelta

from community.figures import MONTHS_OF_THE_ACTIVE
from community.people import Person, Role
from handlers.indicators.buttons import Agree, Disagree, ShowActive, ShowWish
from handlers.kit.context import Context, Turn
from handlers.kit.paging import Page
from handlers.kit.router import Router
from handlers.kit.screen import Button, Opens, Screen, bold, isolated, lines, paragraphs
from handlers.kit.whose import home_line
from locales import N_, _, ngettext

PER_PAGE = 15
HALF_A_YEAR = timedelta(days=MONTHS_OF_THE_ACTIVE * 365 / 12)

router = Router(keeps=(N_("whether the staff may see that you take part a lot"),))


@router.press(ShowActive, role=Role.STAFF)
def show_active(ctx: Context, pressed: ShowActive) -> None:
    subject = f"page:{pressed.page}"
    ctx.db.audit.note("read the active residents", subject, by=ctx.person.id, now=ctx.now)
    ctx.show(active(ctx, pressed.page))


@router.press(ShowWish, role=Role.RESIDENT)
def show_wish(ctx: Context, _pressed: ShowWish) -> None:
    ctx.show(wish(ctx))


@router.press(Agree, role=Role.RESIDENT)
def agree(ctx: Context, _pressed: Agree) -> None:
    ctx.db.active_residents.agree(ctx.person.id, ctx.now)
    ctx.toast(_("Done."))
    ctx.show(wish(ctx))


@router.press(Disagree, role=Role.RESIDENT)
def disagree(ctx: Context, _pressed: Disagree) -> None:
    ctx.db.active_residents.withdraw(ctx.person.id)
    ctx.toast(_("Done."))
    ctx.show(wish(ctx))


@router.holds
def held(turn: Turn, person: Person) -> dict[str, object]:
    return {"shown_as_active": turn.db.active_residents.is_willing(person.id)}


@router.erases
def erase(turn: Turn, person: Person) -> None:
    turn.db.active_residents.forget(person)


def active(ctx: Context, number: int) -> Screen:
    found = ctx.db.active_residents.since(_since(ctx.now))
    page = Page(number, len(found), PER_PAGE)
    shown = found[page.offset : page.offset + page.size]
    said = [
        "• " + " · ".join(
            part
            for part in (
                isolated(one.name),
                home_line(one.home),
                ngettext("{n} kind", "{n} kinds", one.part),
            )
            if part
        )
        for one in shown
    ]  # fmt: skip
    text = paragraphs(
        bold(_("Active residents")),
        lines(*said) or _("Nobody yet."),
        _("In the last six months they took part in three or more kinds of things (activities, "
          "shifts, organising, tickets in their name, feedback) and agreed under /settings to be "
          "shown here. Thank them, and ask them first."),
    )  # fmt: skip
    return Screen(text, [page.turns(ShowActive), [Button(_("Figures"), Opens("figures"))]])


def wish(ctx: Context) -> Screen:
    is_willing = ctx.db.active_residents.is_willing(ctx.person.id)
    state = _("The staff may see it.") if is_willing else _("The staff do not see it.")
    text = paragraphs(
        bold(_("Active residents")),
        _("Whoever takes part in many kinds of things can be shown to the staff, who may thank "
          "them and ask them first. Only if you agree."),
        state,
    )  # fmt: skip
    yes, no = Button(_("Show me"), Agree()), Button(_("Do not show me"), Disagree())
    settings = Button(_("Settings"), Opens("settings"))
    return Screen(text, [[no if is_willing else yes], [settings]])


def _since(now: datetime) -> datetime:
    return now - HALF_A_YEAR
