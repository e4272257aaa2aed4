"""Whose matter a ticket is, as seen from a chat: one's own, or that of somebody without Telegram
for whom one hears. Everything residents do is bound to their voice by this."""

from community.people import Person
from community.refusals import NoLongerThere
from community.threads import Voice
from handlers.kit.context import Context, Turn


def own(ctx: Context, voice_id: int) -> Voice:
    """The voice that a button belongs to; raises NoLongerThere when it is not for this person."""
    return required(ctx.turn, ctx.db.voices.voice(voice_id), ctx.person)


def required(turn: Turn, voice: Voice, person: Person | None) -> Voice:
    if person is None or not is_for(turn, voice, person):
        raise NoLongerThere
    return voice


def is_for(turn: Turn, voice: Voice, person: Person) -> bool:
    if turn.db.tickets.belongs(voice, person):
        return True
    behind = turn.db.voices.person_behind(voice)
    hearer = turn.db.people.hearer(behind.id) if behind else None
    return hearer is not None and hearer.id == person.id
