"""Reads links that open Telegram itself: t.me and tg:// addresses of a bot, with a parameter."""

import re
from urllib.parse import parse_qs, urlsplit

from sandbox.refusals import Impossible

HOSTS = frozenset({"t.me", "www.t.me", "telegram.me"})
PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}$")


def read_link(link: str) -> tuple[str, str | None]:
    """The username a link names, and its start parameter; refuses what opens nothing here."""
    parts = urlsplit(link if "://" in link else f"https://{link}")
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme == "tg" and parts.netloc == "resolve":
        name = query.get("domain", "")
    elif parts.netloc.lower() in HOSTS:
        name = parts.path.strip("/")
    else:
        raise Impossible("this link does not open Telegram")
    return name, _parameter(query.get("start"))


def _parameter(parameter: str | None) -> str | None:
    """Clients drop a parameter that Telegram does not allow."""
    return parameter if parameter and PARAMETER.match(parameter) else None
