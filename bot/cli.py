"""The command `linli`: which of its commands is meant, and the outcome as a line and a number.

Ends with 0 when all is well, 1 when something is unfit or broke, 2 when the operator must act.
"""

import argparse
import asyncio
import errno
import logging
import signal
import sqlite3
import sys
from collections.abc import Coroutine, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bot.backups import make_one
from bot.logs import Redactor, configure
from bot.misconfigured import Misconfigured
from bot.settings import Settings, load
from storage.backup import Unusable, back_up, restore
from storage.seal import KeyMissing, OtherKey
from storage.store import DATABASE, InUse, NewerSchema

_ABOUT = "A Telegram bot that a neighbourhood runs for itself."

# What the machine refuses for reasons that only the operator can remove.
_REFUSED = {errno.EADDRINUSE, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOSPC}
_REMEDIES: Mapping[type[Exception], str] = {
    InUse: "another Linli is running on this folder; stop that one first.",
    KeyMissing: "the key to the authors of anonymous tickets is not there; put the kept copy back."
    " If it is lost for good, make an empty file of that name: a new key is made, and who wrote"
    " those tickets can never be reached again.",
    OtherKey: "this is not the key that belongs to the database; put the right one back, or if it"
    " is lost for good, empty the file: a new key is made, and who wrote the anonymous tickets can"
    " never be reached again.",
}

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    configure()
    try:
        return int(options.command(options))
    except Exception as error:  # noqa: BLE001 -- nobody above could say it plainly
        return _fail(_alone(error))


def is_for_sandbox(settings: Settings) -> bool:
    """Without a token there is no Telegram to go to."""
    return not settings.token


async def until_told(living: Coroutine[Any, Any, None]) -> None:
    """Run until it ends by itself, or is cancelled by SIGINT or SIGTERM and has cleared up."""
    task = asyncio.ensure_future(living)

    def stop() -> None:
        # Told twice, by `make` and by the system, it still clears up to the end.
        if not task.cancelling():
            task.cancel()

    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop)
    try:
        await task
    except asyncio.CancelledError:
        log.info("stopped")


def _parser() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    options.add_argument("--config", type=Path, metavar="FILE", help="instead of config.toml")
    options.add_argument("--port", type=int, help="of the sandbox's page, else 8484")
    parser = argparse.ArgumentParser("linli", parents=[options], description=_ABOUT)
    parser.set_defaults(command=_run)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, command, does in _COMMANDS:
        part = commands.add_parser(name, parents=[options], help=does, description=does)
        part.set_defaults(command=command)
        if command in (_back_up, _restore):
            # A backup finds a name for itself; what to restore, only the operator knows.
            part.add_argument("file", type=Path, nargs="?" if command is _back_up else None)
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    settings = load(getattr(options, "config", None))
    secrets = (settings.token, settings.telegram.webhook_secret.get_secret_value())
    configure(settings.logging.level, settings.logging.format, secrets=secrets)
    return settings


def _run(options: argparse.Namespace) -> int:
    settings = _settings(options)
    if is_for_sandbox(settings):
        return _in_sandbox(options)
    from bot.run import live  # the other commands start without Telegram's library

    asyncio.run(until_told(live(settings)))
    return 0


def _play(options: argparse.Namespace) -> int:
    _settings(options)  # a bad configuration is told here too, and the logs follow a good one
    return _in_sandbox(options)


def _in_sandbox(options: argparse.Namespace) -> int:
    from bot.playground import play

    asyncio.run(until_told(play(getattr(options, "port", None))))
    return 0


def _check(options: argparse.Namespace) -> int:
    from bot.check import check  # the only one here that goes to the network

    findings = asyncio.run(check(getattr(options, "config", None), now=partial(datetime.now, UTC)))
    for finding in findings:
        print(finding)
    return 1 if any(finding.fit is False for finding in findings) else 0


def _back_up(options: argparse.Namespace) -> int:
    storage = _settings(options).storage
    if options.file is None:
        print(make_one(storage, datetime.now(UTC)))
        return 0
    back_up(storage.folder / DATABASE, options.file)
    print(options.file)
    return 0


def _restore(options: argparse.Namespace) -> int:
    folder = _settings(options).storage.folder
    aside = restore(options.file, folder, now=datetime.now(UTC))
    print(f"{options.file} is now the database in {folder}.")
    if aside:
        print(f"What stood there is kept as {aside}.")
    return 0


_COMMANDS = (
    ("run", _run, "Run on Telegram, or in the sandbox when there is no token (the default)."),
    ("sandbox", _play, "Run in a pretend Telegram on this machine."),
    ("check", _check, "Tell whether everything is fit to run."),
    ("backup", _back_up, "Write a verified copy of the database, also while Linli runs."),
    ("restore", _restore, "Put a backup in the database's place."),
)


def _alone(error: Exception) -> Exception:
    """Tasks raise in groups, even when there was one reason."""
    while isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return error


def _fail(error: Exception) -> int:
    plain = _in_plain_words(error)
    if not plain:
        log.critical("Linli broke down", exc_info=error)
        return 1
    print(Redactor()(plain), file=sys.stderr)
    return 2


def _in_plain_words(error: Exception) -> str:
    """Empty for what nobody expected, which deserves its traceback."""
    match error:
        case Misconfigured() | Unusable():
            return str(error)
        case InUse() | KeyMissing() | OtherKey():
            return f"{error}: {_REMEDIES[type(error)]}"
        case NewerSchema():
            return "The database is from a newer Linli: update Linli, or restore an older backup."
        case sqlite3.Error():
            return f"The database says: {error}."
        case OSError() if error.errno in _REFUSED:
            return f"{error.filename or 'The machine says'}: {error.strerror}."
    return ""
