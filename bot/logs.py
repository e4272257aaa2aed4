"""What the operator can read afterwards: one line per event on stderr, as text or JSON.

Must not let a secret out, wherever it stands: message, argument, traceback or address.
"""

import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Any, TextIO

import structlog

REDACTED = "[redacted]"

# These tell each request with its address, each statement with its values, or each job.
TALKATIVE = (
    "httpx",
    "httpcore",
    "telegram",
    "aiohttp.access",
    "aiohttp.client",
    "aiosqlite",
    "apscheduler",
)

_TOKEN = re.compile(r"\d{3,}(?::|%3[Aa])[A-Za-z0-9_-]{35}")


class Redactor:
    """Takes out everything that looks like a bot's token, and the secrets it was told."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        told = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._secrets = re.compile("|".join([*map(re.escape, told), _TOKEN.pattern]))

    def __call__(self, text: str) -> str:
        return self._secrets.sub(REDACTED, text)

    def last(self, _logger: object, _method: str, line: Any) -> str:
        """As the last step of a line's making, behind which nothing is added."""
        return self(str(line))


def configure(
    level: str = "info",
    style: str = "text",
    *,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Take over the root logger, warnings and uncaught exceptions; may be called again."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(style, Redactor(secrets)))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A line that cannot be formatted would be printed raw, with its arguments, past the redactor.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    sys.excepthook = _log_uncaught


def _formatter(style: str, redactor: Redactor) -> logging.Formatter:
    last = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(style)]
    return structlog.stdlib.ProcessorFormatter(
        processors=[*last, redactor.last],
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
    )


def _rendering(style: str) -> list[Any]:
    if style == "json":
        return [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ]
    # Plain tracebacks: the pretty ones show local variables, which hold what people wrote.
    plain = structlog.dev.plain_traceback
    return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain, pad_event_to=0)]


def _log_uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    logging.getLogger("linli").critical("uncaught", exc_info=(kind, error, traceback))
