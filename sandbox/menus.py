"""The bot's command menus per scope and language, and its name and descriptions per language."""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.refusals import bad_request
from sandbox.shapes import Json

MOST_COMMANDS = 100
COMMAND = re.compile(r"/?[a-z0-9_]{1,32}$")
DESCRIPTION_LENGTH = 256
LANGUAGE = re.compile(r"([a-z]{2})?$")
TEXT_LENGTHS = {"name": 64, "description": 512, "short_description": 120}
SCOPE_FIELDS = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
ScopeKey = tuple[object, ...]


@dataclass(slots=True)
class Menus:
    _commands: dict[tuple[ScopeKey, str], list[Json]] = field(default_factory=dict)
    _texts: dict[tuple[str, str], str] = field(default_factory=dict)
    buttons: dict[int, Json] = field(default_factory=dict)

    def set_commands(self, commands: list[Any], scope: ScopeKey, language: str) -> None:
        if len(commands) > MOST_COMMANDS:
            raise bad_request("too many commands specified")
        kept = [_checked_command(command) for command in commands]
        if kept:
            self._commands[scope, checked_language(language)] = kept
        else:
            self.delete_commands(scope, language)

    def commands(self, scope: ScopeKey, language: str) -> list[Json]:
        return self._commands.get((scope, checked_language(language)), [])

    def delete_commands(self, scope: ScopeKey, language: str) -> None:
        self._commands.pop((scope, checked_language(language)), None)

    def resolved(self, scopes: list[ScopeKey], language: str) -> list[Json]:
        """What a client shows: the narrowest scope wins, in it the language before none."""
        for scope in scopes:
            for spoken in (language, ""):
                if (scope, spoken) in self._commands:
                    return self._commands[scope, spoken]
        return []

    def set_text(self, kind: str, text: str, language: str) -> None:
        if len(text) > TEXT_LENGTHS[kind]:
            raise bad_request(f"{kind.replace('_', ' ')} is too long")
        self._texts[kind, checked_language(language)] = text

    def text(self, kind: str, language: str) -> str:
        language = checked_language(language)
        return self._texts.get((kind, language)) or self._texts.get((kind, ""), "")


def scope_key(scope: Json | None) -> ScopeKey:
    scope = scope or {"type": "default"}
    kind = scope.get("type")
    if kind not in SCOPE_FIELDS:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    fields = SCOPE_FIELDS[kind]
    unknown = scope.keys() - {"type", *fields}
    if unknown:
        raise bad_request(f"unknown parameter scope.{min(unknown)}")
    if any(scope.get(name) in (None, "") for name in fields):
        raise bad_request("chat_id is empty")
    return (kind, *(scope[name] for name in fields))


def scopes_for(*, chat_id: int, person_id: int, is_administrator: bool) -> list[ScopeKey]:
    """The scopes that count for a person in a chat, the narrowest first."""
    if chat_id > 0:
        return [("chat", chat_id), ("all_private_chats",), ("default",)]
    narrow: list[ScopeKey] = [("chat_member", chat_id, person_id)]
    if is_administrator:
        narrow += [("chat_administrators", chat_id)]
    narrow += [("chat", chat_id)]
    if is_administrator:
        narrow += [("all_chat_administrators",)]
    return [*narrow, ("all_group_chats",), ("default",)]


def checked_language(language: str) -> str:
    if not LANGUAGE.match(language):
        raise bad_request("invalid language code specified")
    return language


def _checked_command(command: Any) -> Json:
    if not isinstance(command, dict) or set(command) != {"command", "description"}:
        raise bad_request("can't parse BotCommand: fields command and description are expected")
    name, description = str(command["command"]), str(command["description"]).strip()
    if not COMMAND.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > DESCRIPTION_LENGTH:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}
