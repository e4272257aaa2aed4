"""What was done, and to what, in the words of people: for the log that staff read.

An action or a thing that nobody has worded yet is shown as it was written down.
"""

import re
from collections.abc import Callable
from contextlib import suppress

from community.groups import Purpose
from community.people import Role
from community.refusals import NoLongerThere
from handlers.groups import NAMES as GROUPS
from handlers.invitations import TO_BE
from handlers.kit.context import Turn
from handlers.kit.screen import isolated, plain
from handlers.surveys.wording import title as survey_title
from handlers.volunteers.wording import skill_name
from locales import N_, _

ID = re.compile(r"([a-z_]+):(-?[0-9]+)")

ACTIONS = {
    "ticket: claim": N_("took in hand"),
    "ticket: assign": N_("passed on"),
    "ticket: hand back": N_("put back into the queue"),
    "ticket: ask": N_("asked the resident"),
    "ticket: answer": N_("answered"),
    "ticket: note": N_("made a note"),
    "ticket: contact": N_("noted a visit or call"),
    "ticket: recategorise": N_("changed the category"),
    "ticket: mark": N_("marked the tone, or took the mark away"),
    "ticket: close": N_("closed"),
    "ticket: reopen": N_("reopened"),
    "ticket: propose aside": N_("proposed as not ours"),
    "ticket: agree aside": N_("agreed that it is not ours"),
    "ticket: decline aside": N_("kept as ours"),
    "ticket: merge": N_("put together with another one"),
    "ticket: split": N_("took out of another one"),
    "opened a ticket for somebody": N_("wrote down for somebody"),
    "asked to reveal the author": N_("asked who wrote it"),
    "revealed the author": N_("agreed to learn who wrote it"),
    "put on the board": N_("put on the board"),
    "taken off the board": N_("took off the board"),
    "bound group": N_("gave a group its purpose"),
    "invited": N_("invited somebody"),
    "took an invitation": N_("followed an invitation"),
    "removed from staff": N_("removed from the staff"),
    "appointed first admin": N_("appointed the first administrator"),
    "erased": N_("had everything about themselves erased"),
    "acts for a contact": N_("acts for somebody"),
    "erased a contact": N_("erased somebody they act for"),
    "invited a contact": N_("invited somebody they act for to Telegram"),
    "signed up": N_("signed up for somebody"),
    "gave up a place for": N_("gave up a place for somebody"),
    "changed the number for": N_("changed the number for somebody"),
    "accepted a place for": N_("accepted a place for somebody"),
    "declined a place for": N_("declined a place for somebody"),
    "confirmed for": N_("confirmed for somebody"),
    "gave feedback for": N_("gave feedback for somebody"),
    "replied to feedback": N_("replied to feedback"),
    "checked in": N_("checked in"),
    "checked in everyone": N_("checked in everybody"),
    "checked out": N_("checked out"),
    "undid the check-in": N_("undid a check-in"),
    "undid the check-in of": N_("undid a check-in"),
    "counted": N_("corrected how many came"),
    "excused": N_("excused"),
    "took the roster": N_("took the roster"),
    "wrote to people": N_("wrote to those who come"),
    "published": N_("published"),
    "changed": N_("changed"),
    "resized": N_("changed the number of places"),
    "changed the number": N_("changed the number of places"),
    "moved": N_("changed the time"),
    "paused": N_("paused sign-up"),
    "resumed": N_("went on with sign-up"),
    "cancelled": N_("cancelled"),
    "deleted": N_("deleted"),
    "dropped": N_("dropped"),
    "repeated": N_("made a series"),
    "planned": N_("took over the annual plan"),
    "took over": N_("became the organiser"),
    "added a question": N_("added a question"),
    "changed a question": N_("changed a question"),
    "removed a question": N_("removed a question"),
    "imported shifts": N_("took over shifts from a table"),
    "called for": N_("called for volunteers"),
    "planned a visit": N_("planned a visit"),
    "visit planned": N_("planned a visit"),
    "visit taken over": N_("took over a visit"),
    "assigned to": N_("gave a shift to"),
    "taken out of": N_("took out of a shift"),
    "hours of set": N_("corrected the hours"),
    "given": N_("gave a task to"),
    "done": N_("finished a task"),
    "approved": N_("approved a skill"),
    "refused": N_("did not approve a skill"),
    "vouched for": N_("vouched for"),
    "vouches no longer for": N_("vouches no longer for"),
    "honoured": N_("honoured"),
    "honour taken back": N_("took an honour back"),
    "posted an honour": N_("honoured in the group"),
    "listed": N_("put into the directory"),
    "unlisted": N_("took out of the directory"),
    "confirmed": N_("said that it is still right"),
    "looks after": N_("looks after an entry now"),
    "imported services": N_("took over services from a table"),
    "planned an announcement": N_("planned an announcement"),
    "started an announcement": N_("started an announcement"),
    "paused an announcement": N_("paused an announcement"),
    "resumed an announcement": N_("went on with an announcement"),
    "stopped an announcement": N_("stopped an announcement"),
    "read who was not reached": N_("read who was not reached"),
    "took the table of expenses": N_("took the table of expenses"),
    "took the list of those not reached": N_("took the list of those not reached"),
    "expense": N_("decided about an expense"),
    "expense approved": N_("approved an expense"),
    "expense refused": N_("refused an expense"),
    "expense paid": N_("paid an expense"),
    "read the active residents": N_("read the list of active residents"),
    "read a figure's lines": N_("read the rows behind a figure"),
    "posted the figures": N_("posted the figures in the group"),
    "published a survey": N_("published a survey"),
    "closed a survey": N_("closed a survey"),
    "answered a survey for": N_("answered a survey for somebody"),
    "posted a survey's result": N_("posted a survey's result"),
    "took a survey's answers": N_("took a survey's answers"),
    "replied to a survey": N_("replied to a survey"),
    "posted a poll": N_("posted a poll"),
    "closed a poll": N_("closed a poll"),
}


def done(action: str, turn: Turn) -> str:
    """Safe HTML, with whatever the action itself names: "hours of shift:3 set"."""
    bare = " ".join(ID.sub("", action).split())
    if bare in ACTIONS:
        return _(ACTIONS[bare])
    verb, _space, rest = bare.rpartition(" ")
    if verb not in ACTIONS:
        return plain(bare)
    return _("{deed} ({what})", deed=_(ACTIONS[verb]), what=plain(skill_name(turn.house, rest)))


def things(written: str, turn: Turn) -> list[str]:
    """Safe HTML: the things named by id in what was written down."""
    found = [_thing(name, number, turn) for name, number in ID.findall(written)]
    purposes = [_(GROUPS[purpose]) for purpose in Purpose if purpose in written.split()]
    return [thing for thing in dict.fromkeys((*found, *purposes)) if thing]


def _thing(name: str, number: str, turn: Turn) -> str:
    with suppress(NoLongerThere, ValueError):
        return THINGS[name](number, turn) if name in THINGS else ""
    return _("something that is gone")


def _person(number: str, turn: Turn) -> str:
    person = turn.db.people.person(int(number))
    return isolated(person.name) if person and person.name else _("(erased)")


def _ticket(number: str, _turn: Turn) -> str:
    return f"#{int(number)}"


def _activity(number: str, turn: Turn) -> str:
    return isolated(turn.db.activities.activity(int(number)).title)


def _shift(number: str, turn: Turn) -> str:
    """Whom a visit is paid to is for those who pay it."""
    shift = turn.db.shifts.shift(int(number))
    return _("a visit") if shift.is_visit else isolated(shift.title)


def _work(number: str, turn: Turn) -> str:
    return isolated(turn.db.work.item(int(number)).title)


def _entry(number: str, turn: Turn) -> str:
    return isolated(turn.db.directory.entry(int(number)).name)


def _group(number: str, turn: Turn) -> str:
    group = turn.db.groups.group(int(number))
    return isolated(group.title) if group else _("something that is gone")


def _role(number: str, _turn: Turn) -> str:
    name = TO_BE.get(Role(int(number)))
    return _(name) if name else ""


def _survey(number: str, turn: Turn) -> str:
    survey = turn.db.surveys.survey(int(number))
    return isolated(survey_title(survey))


def _poll(number: str, turn: Turn) -> str:
    return isolated(turn.db.polls.poll(int(number)).question)


THINGS: dict[str, Callable[[str, Turn], str]] = {
    "person": _person,
    "announcement": lambda number, _turn: f"#{int(number)}",
    "case": _ticket,
    "ticket": _ticket,
    "activity": _activity,
    "shift": _shift,
    "work": _work,
    "group": _group,
    "entry": _entry,
    "role": _role,
    "survey": _survey,
    "poll": _poll,
    "plan": lambda year, _turn: plain(year),
}
