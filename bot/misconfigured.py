"""What is wrong with the configuration, in the operator's words: key, value, remedy.

Must never show a secret: neither a token's own value nor one that stands under a mistyped key.
"""

import json
import os
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.logs import Redactor

PREFIX, BETWEEN = "LINLI_", "__"  # environment variables: LINLI_TELEGRAM__TOKEN

_LONGEST_VALUE = 160


class Misconfigured(Exception):  # noqa: N818 -- a fact about the file
    """The configuration cannot be used; `lines` name every fault and its remedy."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


def complaints(error: ValidationError, settings: type[BaseModel]) -> list[str]:
    """One line for each fault that the check of `settings` found."""
    return [_complaint(fault, settings) for fault in error.errors(include_url=False)]


def unknown_variables(settings: type[BaseModel]) -> list[str]:
    """LINLI_… variables of a section that does not exist, which would else do nothing."""
    named = sorted(name for name in os.environ if name.startswith(PREFIX) and BETWEEN in name)
    sections = {name: name.removeprefix(PREFIX).split(BETWEEN)[0].lower() for name in named}
    return [
        f"{name}: {_no_such('section', section, _keys(settings))}"
        for name, section in sections.items()
        if section not in settings.model_fields
    ]


def _complaint(fault: ErrorDetails, settings: type[BaseModel]) -> str:
    keys = [part for part in fault["loc"] if isinstance(part, str)]
    section, field = _place(keys, settings)
    named = ".".join(keys) + _source(keys)
    if fault["type"] == "extra_forbidden":
        what = "key" if len(keys) > 1 else "section"
        return f"{named}: {_no_such(what, keys[-1], _keys(section), keys[:-1])}"
    if field is None or not field.description:
        return f"{named}: write it as a section, [{keys[0]}]."
    shown = "" if field.annotation is SecretStr else f" = {_shown(fault['input'])}"
    return f"{named}{shown}: {_remedy(fault, field.description)}"


def _place(keys: list[str], settings: type[BaseModel]) -> tuple[type[BaseModel], FieldInfo | None]:
    """The section in which the last key stands, and its field if there is one."""
    section, field = settings, None
    for key in keys:
        if field is not None and isinstance(field.annotation, type):
            section = field.annotation
        field = _keys(section).get(key)
    return section, field


def _keys(section: type[BaseModel]) -> dict[str, FieldInfo]:
    """Fields by the name that stands in the file."""
    return {field.alias or name: field for name, field in section.model_fields.items()}


def _source(keys: list[str]) -> str:
    variable = PREFIX + BETWEEN.join(keys).upper()
    return f" ({variable})" if variable in os.environ else ""


def _no_such(what: str, name: str, known: Mapping[str, Any], above: Iterable[str] = ()) -> str:
    near = get_close_matches(name, list(known), n=1)
    if near:
        return f"there is no such {what}; did you mean {'.'.join([*above, near[0]])}?"
    return f"there is no such {what}; take it out. Known here: {', '.join(known)}."


def _shown(value: object) -> str:
    text = Redactor()(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _remedy(fault: ErrorDetails, description: str) -> str:
    """The reason a check gave for itself, else what the setting says to write."""
    reason = str(fault.get("ctx", {}).get("error", "")) if fault["type"] == "value_error" else ""
    return reason or description
