"""How people want to be spoken to: language, quiet hours, what they would rather not hear."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time

from community.hours import QuietHours
from community.people import Person, Role, Topic
from community.refusals import NoLongerThere
from handlers.indicators.buttons import ShowWish
from handlers.kit.context import Context
from handlers.kit.router import Router
from handlers.kit.screen import (
    Button,
    Opens,
    Press,
    Screen,
    bold,
    in_pairs,
    lines,
    paragraphs,
)
from handlers.menu import list_commands, to_menu
from locales import N_, NATIVE_NAMES, _, speaking

router = Router()

EVENINGS = (20, 21, 22, 23)
MORNINGS = (7, 8, 9, 10)
ALL_DAY = time(0)  # both ends the same: no quiet hours
TOPICS = tuple(Topic)
NAMES = {
    Topic.REMINDERS: N_("Reminders"),
    Topic.OFFERS: N_("Free places"),
    Topic.CHANGES: N_("Changes"),
    Topic.ANNOUNCEMENTS: N_("Announcements"),
    Topic.FEEDBACK: N_("Feedback"),
}


class QuietFrom(Press, prefix="set.from"):
    hour: int


class QuietUntil(Press, prefix="set.until"):
    hour: int


class QuietAsHouse(Press, prefix="set.house"):
    """The community's quiet hours."""


class NeverQuiet(Press, prefix="set.never"):
    """No quiet hours at all."""


class Mute(Press, prefix="set.mute"):
    topic: int


class Hear(Press, prefix="set.hear"):
    topic: int


class ShowName(Press, prefix="set.named"):
    """On cards in the group."""


class HideName(Press, prefix="set.unnamed"):
    """Not on cards in the group, as at the beginning."""


class SpeakSimply(Press, prefix="set.simple"):
    """Short texts, one choice per row."""


class SpeakAtLength(Press, prefix="set.long"):
    """As at the beginning."""


class Speak(Press, prefix="set.lang"):
    language: int


def settings(ctx: Context) -> Screen:
    person = ctx.person
    if person.simple:
        return _few_settings()
    text = paragraphs(
        bold(_("Settings")),
        _quiet(ctx),
        *[_("Muted: {topics}", topics=_muted(person))] * bool(person.muted),
        _("Your name is shown on the cards of activities you come to.")
        if person.shows_name
        else _("Your name is not shown in the group."),
    )
    evening = [Button(_("From {hour}:00", hour=h), QuietFrom(h)) for h in EVENINGS]
    morning = [Button(_("Until {hour}:00", hour=h), QuietUntil(h)) for h in MORNINGS]
    usual = [
        Button(_("As the community"), QuietAsHouse()),
        Button(_("No quiet hours"), NeverQuiet()),
    ]
    topics = [_topic(person, number) for number in range(len(TOPICS))]
    name = Button(_("Hide my name"), HideName())
    if not person.shows_name:
        name = Button(_("Show my name"), ShowName())
    more = [Button(_("Language"), Opens("language")), Button(_("My people"), Opens("people"))]
    simple = [Button(_("Simple mode"), SpeakSimply()), Button(_("Active residents"), ShowWish())]
    rows = [evening, morning, usual, *in_pairs([*topics, name]), simple, more, [to_menu()]]
    return Screen(text, rows)


@router.command(
    "settings",
    role=Role.RESIDENT,
    summary=N_("Quiet hours and what to hear"),
    label=N_("Settings"),
)
def show_settings(ctx: Context) -> None:
    ctx.show(settings(ctx))


@router.command("language", role=Role.GUEST, summary=N_("Choose a language"))
def show_languages(ctx: Context) -> None:
    if not ctx.person.is_known:
        ctx.turn.features.run(ctx, ctx.turn.features.commands["start"])
        return
    buttons = [Button(NATIVE_NAMES[code], Speak(i)) for i, code in enumerate(ctx.house.languages)]
    ctx.show(Screen(_("Which language shall I speak?"), [*([b] for b in buttons), [to_menu()]]))


@router.press(Speak, role=Role.RESIDENT)
def choose_language(ctx: Context, pressed: Speak) -> None:
    if pressed.language >= len(ctx.house.languages):
        raise NoLongerThere
    ctx.person = replace(ctx.person, language=ctx.house.languages[pressed.language])
    ctx.db.people.save(ctx.person)
    list_commands(ctx.turn, ctx.person)
    with speaking(ctx.person.language):
        ctx.toast(_("I speak {language} now.", language=NATIVE_NAMES[ctx.person.language]))
        ctx.show(settings(ctx))


@router.press(SpeakSimply, role=Role.RESIDENT)
def speak_simply(ctx: Context, _pressed: SpeakSimply) -> None:
    _change(ctx, lambda p: replace(p, simple=True))


@router.press(SpeakAtLength, role=Role.RESIDENT)
def speak_at_length(ctx: Context, _pressed: SpeakAtLength) -> None:
    _change(ctx, lambda p: replace(p, simple=False))


@router.press(QuietFrom, role=Role.RESIDENT)
def quiet_from(ctx: Context, pressed: QuietFrom) -> None:
    start = _offered(pressed.hour, EVENINGS)
    _change(ctx, lambda p: replace(p, quiet_from=start, quiet_until=_until(ctx)))


@router.press(QuietUntil, role=Role.RESIDENT)
def quiet_until(ctx: Context, pressed: QuietUntil) -> None:
    end = _offered(pressed.hour, MORNINGS)
    _change(ctx, lambda p: replace(p, quiet_from=_from(ctx), quiet_until=end))


@router.press(QuietAsHouse, role=Role.RESIDENT)
def quiet_as_house(ctx: Context, _pressed: QuietAsHouse) -> None:
    _change(ctx, lambda p: replace(p, quiet_from=None, quiet_until=None))


@router.press(NeverQuiet, role=Role.RESIDENT)
def never_quiet(ctx: Context, _pressed: NeverQuiet) -> None:
    _change(ctx, lambda p: replace(p, quiet_from=ALL_DAY, quiet_until=ALL_DAY))


@router.press(Mute, role=Role.RESIDENT)
def mute(ctx: Context, pressed: Mute) -> None:
    topic = _topic_at(pressed.topic)
    _change(ctx, lambda p: replace(p, muted=p.muted | {topic}))


@router.press(Hear, role=Role.RESIDENT)
def hear(ctx: Context, pressed: Hear) -> None:
    topic = _topic_at(pressed.topic)
    _change(ctx, lambda p: replace(p, muted=p.muted - {topic}))


@router.press(ShowName, role=Role.RESIDENT)
def show_name(ctx: Context, _pressed: ShowName) -> None:
    _change_name_shown(ctx, shows_name=True)


@router.press(HideName, role=Role.RESIDENT)
def hide_name(ctx: Context, _pressed: HideName) -> None:
    _change_name_shown(ctx, shows_name=False)


def _change_name_shown(ctx: Context, *, shows_name: bool) -> None:
    """The cards that show it, or will, are drawn anew."""
    _change(ctx, lambda p: replace(p, shows_name=shows_name))
    for activity, _sign_up in ctx.db.sign_ups.mine(ctx.person.id, ctx.now):
        ctx.redraw(activity.card)


def _change(ctx: Context, change: Callable[[Person], Person]) -> None:
    ctx.person = change(ctx.person)
    ctx.db.people.save(ctx.person)
    ctx.toast(_("Done."))
    ctx.show(settings(ctx))


def _few_settings() -> Screen:
    """Whoever wants to choose more leaves simple mode first."""
    text = _("Simple mode is on: short texts, one button per line.")
    bigger = _("For bigger letters: Telegram → Settings → Chat Settings → text size.")
    buttons = [
        Button(_("Leave simple mode"), SpeakAtLength()),
        Button(_("Language"), Opens("language")),
        Button(_("My people"), Opens("people")),
        to_menu(),
    ]
    said = paragraphs(bold(_("Settings")), text, bigger)
    return Screen(said, [[button] for button in buttons])


def _quiet(ctx: Context) -> str:
    hours = QuietHours.of(ctx.house, ctx.person)
    if hours.start == hours.end:
        return _("Quiet hours: none")
    said = {"start": f"{hours.start:%H:%M}", "end": f"{hours.end:%H:%M}"}
    if ctx.person.quiet_from is None:
        span = _("Quiet hours: {start} to {end}, as the community", **said)
    else:
        span = _("Quiet hours: {start} to {end}", **said)
    return lines(span, _("Then I write only what cannot wait."))


def _from(ctx: Context) -> time:
    hours = QuietHours.of(ctx.house, ctx.person)
    return ctx.house.quiet_from if hours.start == hours.end else hours.start


def _until(ctx: Context) -> time:
    hours = QuietHours.of(ctx.house, ctx.person)
    return ctx.house.quiet_until if hours.start == hours.end else hours.end


def _offered(hour: int, hours: tuple[int, ...]) -> time:
    if hour not in hours:
        raise NoLongerThere
    return time(hour)


def _topic_at(number: int) -> Topic:
    if number >= len(TOPICS):
        raise NoLongerThere
    return TOPICS[number]


def _topic(person: Person, number: int) -> Button:
    """Says what it will do, so that a second tap changes nothing."""
    topic = TOPICS[number]
    name = _(NAMES[topic])
    if topic in person.muted:
        return Button(_("🔔 {topic}: hear again", topic=name), Hear(number))
    return Button(_("🔕 {topic}: mute", topic=name), Mute(number))


def _muted(person: Person) -> str:
    return _(", ").join(_(NAMES[topic]) for topic in TOPICS if topic in person.muted)
