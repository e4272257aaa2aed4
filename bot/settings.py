"""What the operator decides: config.toml and LINLI_… variables, read once and checked whole.

Must not know what a setting is used for. A field's description is the remedy people read.
"""

import os
import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.categories import read_categories, shipped_categories, with_numbers
from bot.misconfigured import BETWEEN, PREFIX, Misconfigured, complaints, unknown_variables
from bot.sections import (
    Community,
    Directory,
    Papers,
    Population,
    QuietHours,
    Reminders,
    Section,
    Staff,
    Surveys,
    Tickets,
    Volunteers,
    WorkingHours,
)
from bot.values import Address, Span
from community import figures
from community.categories import Categories
from community.house import House

CONFIG = Path("config.toml")
TELEGRAM = "https://api.telegram.org"

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{35}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")


class Telegram(Section):
    """The order of the fields matters: a check may look at those above it."""

    base_url: str = Field(TELEGRAM, description=f'write an address such as "{TELEGRAM}".')
    token_file: Path | None = Field(
        None, description="name a file that Linli may read and that holds the token."
    )
    token: SecretStr = Field(
        SecretStr(""),
        description="copy the whole token from @BotFather: digits, a colon, 35 letters.",
    )
    mode: Literal["polling", "webhook"] = Field(
        "polling", description='write "polling" or "webhook".'
    )
    webhook_address: str = Field(
        "", description='for mode = "webhook", write the public https:// address of this machine.'
    )
    webhook_secret: SecretStr = Field(
        SecretStr(""),
        description='for mode = "webhook", write 16 to 256 letters, digits, "-" or "_".',
    )
    webhook_listen: Address = Field(
        "127.0.0.1:8443", description='write an address and a port such as "127.0.0.1:8443".'
    )

    @field_validator("base_url")
    @classmethod
    def _without_path(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError
        return url.rstrip("/")

    @field_validator("token_file", mode="before")
    @classmethod
    def _unset(cls, file: object) -> object:
        return file or None

    @field_validator("token_file")
    @classmethod
    def _readable(cls, file: Path | None) -> Path | None:
        if file and not (file.is_file() and os.access(file, os.R_OK)):
            raise ValueError
        return file

    @field_validator("token")
    @classmethod
    def _from_file(cls, token: SecretStr, info: ValidationInfo) -> SecretStr:
        file: Path | None = info.data.get("token_file")
        written = token.get_secret_value()
        text = written or (file.read_text("utf-8", "replace").strip() if file else "")
        # A Bot API server of one's own, such as the sandbox, gives tokens of other lengths.
        if text and info.data.get("base_url") == TELEGRAM and not _TOKEN.fullmatch(text):
            raise ValueError
        return SecretStr(text)

    @field_validator("webhook_address")
    @classmethod
    def _reachable(cls, address: str, info: ValidationInfo) -> str:
        is_needed = bool(address) or info.data.get("mode") == "webhook"
        parts = urlsplit(address)
        if is_needed and not (parts.scheme == "https" and parts.hostname):
            raise ValueError
        return address

    @field_validator("webhook_secret")
    @classmethod
    def _hard_to_guess(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        text = secret.get_secret_value()
        is_needed = bool(text) or info.data.get("mode") == "webhook"
        if is_needed and not _SECRET.fullmatch(text):
            raise ValueError
        return secret


class Storage(Section):
    folder: Path = Field(Path("data"), description="name a folder that Linli may write to.")
    backup_every: Span = Field(
        timedelta(days=1), description='write a rhythm such as "1d" or "6h", or "0h" for never.'
    )
    backups_kept: int = Field(14, ge=1, le=1000, description="write a number from 1 to 1000.")


class Logging(Section):
    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description='write "debug", "info", "warning" or "error".'
    )
    format: Literal["text", "json"] = Field("text", description='write "text" or "json".')


class Health(Section):
    listen: Address = Field(
        "", description='write an address and a port such as "127.0.0.1:9484", or "" for none.'
    )


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=BETWEEN,
        enable_decoding=False,  # lists are written with commas, not as JSON
        extra="forbid",
        frozen=True,
    )

    telegram: Telegram = Field(default_factory=Telegram)
    community: Community = Field(default_factory=Community)
    staff: Staff = Field(default_factory=Staff)
    population: Population = Field(default_factory=Population)
    quiet_hours: QuietHours = Field(default_factory=QuietHours)
    working_hours: WorkingHours = Field(default_factory=WorkingHours)
    reminders: Reminders = Field(default_factory=Reminders)
    tickets: Tickets = Field(default_factory=Tickets)
    volunteers: Volunteers = Field(default_factory=Volunteers)
    surveys: Surveys = Field(default_factory=Surveys)
    directory: Directory = Field(default_factory=Directory)
    papers: Papers = Field(default_factory=Papers)
    storage: Storage = Field(default_factory=Storage)
    logging: Logging = Field(default_factory=Logging)
    health: Health = Field(default_factory=Health)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        *_others: PydanticBaseSettingsSource,
        **_named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings

    @property
    def token(self) -> str:
        """Empty when Linli is to run in the sandbox."""
        return self.telegram.token.get_secret_value()

    def house(self) -> House:
        return House(
            name=self.community.name,
            zone=self.community.zone,
            languages=self.community.languages,
            buildings=self.community.buildings,
            quiet_from=self.quiet_hours.begin,
            quiet_until=self.quiet_hours.until,
            remind_before=self.reminders.before,
            closes_soon=self.reminders.closes_soon,
            offer_lasts=timedelta(hours=self.reminders.offer_hours),
            confirm_lasts=self.reminders.confirm,
            no_shows_last=timedelta(days=self.community.no_show_days),
            first_admin=self.staff.first_admin,
            desk_group=self.staff.desk_group,
            privacy_contact=self.community.privacy_contact,
            categories=self._categories(),
            tickets_kept=timedelta(days=self.tickets.kept_days),
            working=self.working_hours.working(self.community.zone),
            supervisors=self.staff.supervisors,
            font=self.papers.font,
            **self._wishes(),
        )

    def _wishes(self) -> dict[str, Any]:
        """What single features are told, by the names that the house has for it."""
        return {
            "population": figures.Population(**self.population.model_dump()),
            "least_answers": self.surveys.least,
            "asks_per_month": self.surveys.asks_per_month,
            "every_quarter": self.surveys.every_quarter,
            "quarter_sample": self.surveys.sample,
            "directory_check": self.directory.ask_every,
            "skills": self.volunteers.known(),
            "most_hours": timedelta(hours=self.volunteers.most_hours),
        }

    def _categories(self) -> Categories:
        """Raises Misconfigured."""
        named = self.tickets.categories
        written = read_categories(named) if named else shipped_categories()
        return with_numbers(written, self.tickets.emergency_numbers)


def load(path: Path | None = None) -> Settings:
    """`path`, else LINLI_CONFIG, else config.toml if there is one; raises Misconfigured."""
    named = os.environ.get(f"{PREFIX}CONFIG", "")
    chosen = path or (Path(named) if named else None)
    written = {} if chosen is None and not CONFIG.exists() else _written(chosen or CONFIG)
    strays = unknown_variables(Settings)
    try:
        settings = Settings(**written)
    except ValidationError as error:
        raise Misconfigured([*complaints(error, Settings), *strays]) from None
    if strays:
        raise Misconfigured(strays)
    settings.house()  # the files that it names are read now, or the start is refused
    return settings


def _written(path: Path) -> dict[str, Any]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Misconfigured([f"{path}: no such file; copy config.example.toml."]) from None
    except UnicodeDecodeError:
        raise Misconfigured([f"{path}: save this file as UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured([f'{path}: {error}; texts stand in "quotes".']) from None
    except OSError as error:
        raise Misconfigured([f"{path}: cannot be read: {error.strerror}."]) from None
    return {name: _beside(path.parent, table) for name, table in tables.items()}


def _beside(folder: Path, table: object) -> object:
    """Relative paths in the file start where the file is, wherever Linli was started."""
    if not isinstance(table, dict):
        return table
    named = {key: table.get(key) for key in ("folder", "token_file", "categories", "font")}
    paths = {k: str(folder / path) for k, path in named.items() if path and isinstance(path, str)}
    return table | paths
