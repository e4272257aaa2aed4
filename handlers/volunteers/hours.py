"""Hours that were served: what they add up to, the certificate, and whether one is genuine."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from community.hours_served import (
    BADGES,
    BadgeReached,
    Certificate,
    NothingServed,
    Service,
    badges,
)
from community.people import Person, Role
from handlers.kit import fonts
from handlers.kit.context import Chat, Context, Turn
from handlers.kit.dates import when
from handlers.kit.file_names import file_name
from handlers.kit.form import Form
from handlers.kit.paging import Page
from handlers.kit.router import File, Router
from handlers.kit.screen import (
    Button,
    Opens,
    Row,
    Screen,
    bold,
    isolated,
    lines,
    paragraphs,
    plain,
)
from handlers.kit.sections import Section
from handlers.kit.steps import Answers, Step, words
from handlers.menu import to_menu
from handlers.volunteers.buttons import ShowHours, ShowProfile, ShowRanking, TakeCertificate
from handlers.volunteers.certificate_pages import Certificate as Paper
from handlers.volunteers.certificate_pages import certificate_page
from handlers.volunteers.wording import day, hours
from locales import N_, _, ngettext, speaking

PER_PAGE = 10

router = Router(
    refusals={
        NothingServed: N_("There are no hours yet. They are counted when you are checked in at "
                          "a shift."),
    }
)  # fmt: skip


@router.command("hours", role=Role.RESIDENT, summary=N_("My volunteer hours"))
def show_hours(ctx: Context) -> None:
    ctx.show(served(ctx.turn, ctx.person, 0))


@router.press(ShowHours, role=Role.RESIDENT)
def show_page(ctx: Context, pressed: ShowHours) -> None:
    ctx.show(served(ctx.turn, ctx.person, pressed.page))


@router.press(TakeCertificate, role=Role.RESIDENT)
def take_certificate(ctx: Context, _pressed: TakeCertificate) -> None:
    """The number is given now; the paper is made afterwards and can be made again."""
    _face(ctx.turn)
    certificate = ctx.db.hours.certify(ctx.person, ctx.now)
    ctx.toast(_("Your certificate is on its way. It takes a few seconds."))
    ctx.private.make("certificate", number=certificate.number, language=ctx.person.language)


@router.make("certificate")
def make_certificate(turn: Turn, facts: Mapping[str, Any]) -> Callable[[], File]:
    certificate = turn.db.hours.verify(str(facts["number"]))
    if certificate is None:
        raise NothingServed
    language = str(facts["language"])
    with speaking(language):
        made = paper(turn, certificate, language)
        name = file_name(_("Certificate"), certificate.number, ending="pdf")
        caption = _("Your certificate of volunteer service. Thank you!")
    return partial(_printed, made, _face(turn, language), name=name, caption=caption)


@router.command("verify", role=Role.GUEST, summary=N_("Check a certificate of hours"))
def begin_verifying(ctx: Context) -> None:
    """With the number behind the command it is answered at once."""
    typed = ctx.incoming.content.text if ctx.incoming.content else ""
    _command, _space, number = typed.strip().partition(" ")
    if number.strip():
        ctx.say(verdict(ctx.turn, number))
    elif ctx.person.is_known:
        VERIFY.start(ctx)
    else:
        ctx.say(Screen(_("Please type /verify and the number that stands on the certificate.")))


def verify(ctx: Context, facts: Answers) -> None:
    ctx.show(verdict(ctx.turn, facts["number"]))


@router.link("verify", role=Role.GUEST)
def follow(ctx: Context, number: str) -> None:
    ctx.say(verdict(ctx.turn, number))


@router.notice(BadgeReached)
def tell_badge(chat: Chat, _person: Person, notice: BadgeReached) -> None:
    text = _("🏅 You have served {hours} for your neighbours. Thank you!",
             hours=hours(timedelta(hours=notice.hours)))  # fmt: skip
    chat.say(Screen(text, [[Button(_("My hours"), ShowHours(0))]]))


@router.mine(Section.SERVED)
def mine(turn: Turn, person: Person) -> list[str]:
    total = timedelta(minutes=turn.db.hours.minutes(person.id))
    said = _("{hours} served so far: /hours", hours=hours(total)) if total else ""
    return [line for line in (said, _points(turn, person)) if line]


def served(turn: Turn, person: Person, number: int) -> Screen:
    total = timedelta(minutes=turn.db.hours.minutes(person.id))
    page = Page(number, turn.db.hours.count(person.id), PER_PAGE)
    found = turn.db.hours.of(person.id, offset=page.offset, limit=page.size)
    honours = turn.db.hours.honours(person.id)
    text = paragraphs(
        bold(_("My hours")),
        lines(
            _("In all: {hours}", hours=hours(total)),
            _points(turn, person),
            _badge(total),
            *(f"🏅 {plain(honour.words)}" for honour in honours[:3]),
        ),
        lines(*(_line(turn, one) for one in found))
        or _("None yet. They are counted when you are checked in at a shift."),
    )
    paper = [[Button(_("📄 My certificate"), TakeCertificate())]] if total else []
    ranking: Row = [Button(_("Ranking"), ShowRanking())] if total else []
    back = _back(person)
    money = [[Button(_("Expenses"), Opens("expenses"))]] if total else []
    return Screen(text, [page.turns(ShowHours), *paper, *money, [*ranking, *back]])


def verdict(turn: Turn, typed: str) -> Screen:
    """What anybody may know who holds the paper in their hands."""
    found = turn.db.hours.verify(typed)
    if found is None:
        return Screen(_("There is no certificate with this number. Please compare it with the "
                        "paper, letter by letter."))  # fmt: skip
    zone = turn.house.zone
    text = paragraphs(
        _("✅ This certificate is genuine."),
        lines(
            _("Number: {number}", number=f"<code>{plain(found.number)}</code>"),
            _("Name: {name}", name=isolated(found.name)),
            _("Hours: {hours}", hours=hours(timedelta(minutes=found.minutes))),
            _("From {first} to {last}", first=day(found.first_at, zone),
              last=day(found.last_at, zone)),
            _("Issued on {day} by {community}", day=day(found.issued_at, zone),
              community=plain(turn.house.name)),
        ),
    )  # fmt: skip
    return Screen(text)


def paper(turn: Turn, certificate: Certificate, language: str) -> Paper:
    zone = turn.house.zone
    first, last = (day(moment, zone) for moment in (certificate.first_at, certificate.last_at))
    return Paper(
        language=language,
        made_at=turn.now,
        community=turn.house.name,
        title=_("Certificate of volunteer service"),
        name=certificate.name,
        words=_served_when(first, last),
        hours=hours(timedelta(minutes=certificate.minutes)),
        thanks=_("We thank you for your time and your care."),
        facts=(
            (_("Number"), certificate.number),
            (_("Issued on"), day(certificate.issued_at, zone)),
        ),
        check=_("To check it: scan the code, or send /verify {number} to @{bot} on Telegram.",
                number=certificate.number, bot=turn.bot_name),
        address=turn.link(f"verify-{certificate.number}"),
    )  # fmt: skip


def _served_when(first: str, last: str) -> str:
    if first == last:
        return _("has served as a volunteer in this neighbourhood on {day}, in all", day=first)
    return _("has served as a volunteer in this neighbourhood from {first} to {last}, in all",
             first=first, last=last)  # fmt: skip


def _printed(made: Paper, face: fonts.Typeface, *, name: str, caption: str) -> File:
    content = certificate_page(made, face)
    return File("sendDocument", "document", name, content, {"caption": caption})


def _face(turn: Turn, language: str = "") -> fonts.Typeface:
    face = fonts.typeface(language or turn.house.language, turn.house.font)
    if face is None:
        raise fonts.NoFont
    return face


def _points(turn: Turn, person: Person) -> str:
    """What they are given for is said with them."""
    count = turn.db.hours.points(person.id)
    if not count:
        return ""
    return ngettext("{n} point (2 for an hour served, 1 for coming to an activity)",
                    "{n} points (2 for an hour served, 1 for coming to an activity)",
                    count)  # fmt: skip


def _badge(total: timedelta) -> str:
    """The highest that has been reached, and how far it is to the next."""
    reached = badges(int(total / timedelta(minutes=1)))
    ahead = [step for step in BADGES if step not in reached]
    left = timedelta(hours=ahead[0]) - total if ahead else timedelta()
    won = _("🏅 Badge: {hours}", hours=hours(timedelta(hours=max(reached)))) if reached else ""
    return lines(won, _("To the next badge: {hours}", hours=hours(left)) if ahead else "")


def _line(turn: Turn, one: Service) -> str:
    title = plain(one.title) or _("Care visit")
    return f"• {title} · {when(one.started_at, turn)} · {hours(timedelta(minutes=one.minutes))}"


def _back(person: Person) -> Sequence[Button]:
    if Role.VOLUNTEER in person.roles:
        return [Button(_("‹ Back"), ShowProfile())]
    return [to_menu()]


VERIFY = Form(
    "verify",
    (
        Step(
            "number",
            N_("Please type the number that stands on the certificate."),
            words(most=40),
        ),
    ),
    verify,
    role=Role.GUEST,
)
