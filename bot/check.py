"""Whether everything is fit to run: one finding for each thing that Linli needs.

Changes nothing and holds up no running instance. Must not show the token.
"""

import asyncio
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot.misconfigured import Misconfigured
from bot.settings import Settings, load
from community.groups import Purpose
from handlers.kit.fonts import REMEDY, typeface
from storage.backup import Unusable, reading, schema_of
from storage.records import Records
from storage.seal import KEY_FILE, KeyMissing, OtherKey, seal_in
from storage.store import DATABASE, FINGERPRINT, NewerSchema, newest_schema

SPACE_NEEDED = 200 * 2**20  # bytes: the database, its log, and a few backups
CLOCK_TOLERANCE = 5  # seconds; further off, deadlines and reminders come at wrong times
PATIENCE = aiohttp.ClientTimeout(total=10)
DEFAULT_LANGUAGE = "zh_Hans"  # while the config cannot be read
OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables

_NOT_TELEGRAM = "something else than Telegram answers at base_url"
_MARKS = {True: "✓", False: "✗", None: "–"}


@dataclass(frozen=True, slots=True)
class Finding:
    about: str
    fit: bool | None  # None: could not be looked at
    says: str

    def __str__(self) -> str:
        return f"{_MARKS[self.fit]} {self.about}: {self.says}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What Telegram said to one call, or why it could not be asked."""

    result: dict[str, Any] = field(default_factory=dict)
    refusal: str = ""
    date: str = ""  # as the header has it


async def check(config: Path | None, *, now: Callable[[], datetime]) -> list[Finding]:
    """`now` reads this machine's clock, which is one of the things to be checked."""
    machine = [python(), sqlite()]
    try:
        settings = load(config)
    except Misconfigured as error:
        findings = [Finding("config", False, line) for line in error.lines]
        return [*findings, *machine, fonts(DEFAULT_LANGUAGE)]
    folder = settings.storage.folder
    return [
        Finding("config", True, "every value fits"),
        *await telegram(settings, now),
        database(folder / DATABASE),
        author_key(folder),
        disk(folder),
        *machine,
        fonts(settings.community.languages[0], settings.papers.font),
    ]


def python() -> Finding:
    fits = (3, 11) <= sys.version_info[:2] <= (3, 13)
    remedy = "" if fits else "; Linli needs 3.11, 3.12 or 3.13"
    return Finding("Python", fits, platform.python_version() + remedy)


def sqlite() -> Finding:
    fits = sqlite3.sqlite_version_info >= OLDEST_SQLITE
    remedy = "" if fits else "; Linli needs 3.37 or newer"
    return Finding("SQLite", fits, sqlite3.sqlite_version + remedy)


def fonts(language: str, chosen: str = "") -> Finding:
    face = typeface(language, chosen)
    if face is None and chosen:
        return Finding("fonts", False, f"{chosen} cannot print Chinese; {REMEDY}")
    if face is None:
        return Finding("fonts", False, f"none that can print Chinese; {REMEDY}")
    return Finding("fonts", True, f"posters are printed with {face.regular.file.name}")


def database(file: Path) -> Finding:
    if not file.exists():
        return Finding("database", True, f"{file} will be made at the first start")
    try:
        schema = schema_of(file)
    except Unusable as error:
        return Finding("database", False, f"{error}; restore a backup")
    except NewerSchema:
        return Finding("database", False, f"{file} is from a newer Linli; update Linli")
    waits = "" if schema == newest_schema() else f", to become {newest_schema()} at the next start"
    return Finding("database", True, f"{file} is sound, schema {schema}{waits}")


def author_key(folder: Path) -> Finding:
    """The only way back to the authors of anonymous tickets; looked at, never made."""
    about, path = "author key", folder / KEY_FILE
    fingerprint = _fingerprint(folder)
    if not path.exists() and not fingerprint:
        return Finding(about, True, f"{path} will be made at the first start")
    try:
        is_empty = path.exists() and not path.stat().st_size
        if not is_empty:
            seal_in(folder, fingerprint)
    except KeyMissing:
        return Finding(about, False, f"{path} is missing; put it back from where you keep it")
    except OtherKey:
        return Finding(about, False, f"{path} is not this database's; put the right one there")
    except OSError as error:
        return Finding(about, False, f"{path} cannot be read ({error.strerror})")
    if is_empty:
        return Finding(about, None, f"{path} is empty; old authors stay unknown")
    return Finding(about, True, f"{path} fits; keep a copy apart from the backups")


def _fingerprint(folder: Path) -> str | None:
    try:
        with reading(folder / DATABASE) as connection:
            return Records(connection).remembered.value(FINGERPRINT)
    except sqlite3.Error:
        return None


def disk(folder: Path) -> Finding:
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        return Finding("disk", False, f"{there} cannot be written to; give it to this user")
    free = shutil.disk_usage(there).free
    says = f"{free // 2**20:,} MB free for {folder}"
    if free < SPACE_NEEDED:
        return Finding("disk", False, f"{says}; make room for {SPACE_NEEDED // 2**20} MB")
    return Finding("disk", True, says)


async def telegram(settings: Settings, now: Callable[[], datetime]) -> list[Finding]:
    if not settings.token:
        return [Finding("Telegram", None, "no token, so Linli will run in the sandbox")]
    root = f"{settings.telegram.base_url}/bot{settings.token}"
    async with aiohttp.ClientSession(timeout=PATIENCE) as web:
        me = await _ask(web, f"{root}/getMe")
        findings = [_bot(me), clock(me.date, now())]
        if me.refusal:
            return findings
        findings.append(_sharing(me))
        chats = _known_groups(settings)
        asked = [
            _ask(web, f"{root}/getChatMember", chat_id=chat, user_id=me.result["id"])
            for chat in chats
        ]
        answers = await asyncio.gather(*asked)
    return findings + [_rights(title, a) for title, a in zip(chats.values(), answers, strict=True)]


def clock(date: str, now: datetime) -> Finding:
    try:
        ahead = (now - parsedate_to_datetime(date)).total_seconds()
    except (TypeError, ValueError):
        return Finding("clock", None, "not compared, since Telegram told no time")
    if abs(ahead) > CLOCK_TOLERANCE:
        way = "ahead" if ahead > 0 else "behind"
        return Finding("clock", False, f"{abs(ahead):.0f} s {way}; switch on time synchronisation")
    return Finding("clock", True, f"within {CLOCK_TOLERANCE} s of Telegram's")


async def _ask(web: aiohttp.ClientSession, address: str, **parameters: int) -> Answer:
    try:
        async with web.get(address, params=parameters) as response:
            date = response.headers.get("Date", "")
            said = await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError) as error:
        # The error's own words may hold the address, and with it the token.
        return Answer(refusal=f"cannot be reached ({type(error).__name__})")
    except ValueError:
        return Answer(refusal=_NOT_TELEGRAM)
    if isinstance(said, dict) and isinstance(said.get("result"), dict):
        return Answer(said["result"], date=date)
    refusal = said.get("description") if isinstance(said, dict) else None
    return Answer(refusal=str(refusal or _NOT_TELEGRAM), date=date)


def _bot(me: Answer) -> Finding:
    if me.refusal in {"Unauthorized", "Not Found"}:
        return Finding("Telegram", False, "does not know this token; ask @BotFather for it")
    if me.refusal:
        return Finding("Telegram", False, me.refusal)
    name = f"@{me.result.get('username')}"
    if me.result.get("can_join_groups") is False:
        remedy = "may not join groups; tell @BotFather /setjoingroups"
        return Finding("Telegram", False, f"{name} {remedy}")
    return Finding("Telegram", True, f"{name} answers")


def _sharing(me: Answer) -> Finding:
    """Off is not unfit: neighbours then share by forwarding."""
    if me.result.get("supports_inline_queries"):
        return Finding("sharing", True, "neighbours can share activities in any chat")
    remedy = "/setinline and /setinlinefeedback at @BotFather let neighbours share activities"
    return Finding("sharing", None, f"off; {remedy}")


def _known_groups(settings: Settings) -> dict[int, str]:
    """Chat ids with a title, from the config and from what /setup has bound."""
    desk = settings.staff.desk_group
    groups = {desk: "desk_group"} if desk else {}
    try:
        with reading(settings.storage.folder / DATABASE) as connection:
            records = Records(connection)
            bound = [records.groups.serving(purpose) for purpose in Purpose]
    except sqlite3.Error:
        return groups
    return groups | {group.chat_id: group.title for group in bound if group}


def _rights(title: str, member: Answer) -> Finding:
    about = f"group {title}"
    if member.refusal:
        return Finding(about, False, f"{member.refusal}; add Linli to it again")
    status = member.result.get("status")
    if status in {"left", "kicked"}:
        return Finding(about, False, "Linli is not in it; add it again")
    if status == "restricted" and not member.result.get("can_send_messages"):
        return Finding(about, False, "Linli may not write there; give it the right")
    return Finding(about, True, f"Linli is there as {status}")
