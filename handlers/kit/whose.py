"""Where people live and for whom something is said, in words."""

from community.people import Home, Person
from handlers.kit.screen import isolated, plain
from locales import _


def home_line(home: Home) -> str:
    """Safe HTML; empty when nothing is known."""
    parts = (
        plain(home.building),
        _("unit {unit}", unit=plain(home.unit)) if home.unit else "",
        _("room {room}", room=plain(home.room)) if home.room else "",
    )
    return " ".join(part for part in parts if part)


def for_whom(person: Person) -> str:
    """Above what is said to whoever acts for a contact; empty when people hear for themselves."""
    if not person.is_contact:
        return ""
    name = isolated(person.name)
    if home := home_line(person.home):
        return _("<b>For {name}</b> ({home}):", name=name, home=home)
    return _("<b>For {name}</b>:", name=name)


def plainly_named(person: Person) -> str:
    """On a button, which knows no HTML: the name, and the home to tell two of one name apart."""
    home = "-".join(part for part in (person.home.unit, person.home.room) if part)
    where = " ".join(part for part in (person.home.building, home) if part)
    return f"{person.name} · {where}" if where else person.name
