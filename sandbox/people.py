"""People and bots as Telegram shows them, and what a person's client remembers of the bot."""

from dataclasses import dataclass, field

from sandbox.shapes import Json, without_nothing


@dataclass(slots=True)
class Person:
    person_id: int
    first_name: str
    last_name: str = ""
    username: str | None = None
    language_code: str | None = None
    note: str = ""
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    user: Json = field(init=False)

    def __post_init__(self) -> None:
        self.user = without_nothing(
            {
                "id": self.person_id,
                "is_bot": False,
                "first_name": self.first_name,
                "last_name": self.last_name,
                "username": self.username,
                "language_code": self.language_code,
            }
        )

    def private_chat(self) -> Json:
        """The private chat with this person, as the bot sees it: it bears the person's id."""
        fields = {"id": self.person_id, "type": "private"}
        names = ("first_name", "last_name", "username")
        return fields | {name: self.user[name] for name in names if name in self.user}


ANONYMOUS_ADMIN: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
CHANNEL_POSTER: Json = {
    "id": 136817688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}


def bot_user(token: str, username: str, name: str) -> Json:
    return {
        "id": int(token.partition(":")[0]),
        "is_bot": True,
        "first_name": name,
        "username": username,
    }
