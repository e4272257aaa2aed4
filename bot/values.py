"""The kinds of values that config.toml holds: times, lead times, zones, addresses, lists.

A value that does not fit raises; which words the operator reads then is the setting's business.
"""

import re
from contextlib import suppress
from datetime import date, time, timedelta
from difflib import get_close_matches
from itertools import pairwise
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field

T = TypeVar("T")

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_SPAN = re.compile(r"(\d{1,4})\s*([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_HIGHEST_PORT = 65535


def split_address(listen: str) -> tuple[str, int]:
    """Host and port of "127.0.0.1:8443"; an IPv6 host stands in brackets."""
    host, _, port = listen.rpartition(":")
    return host.strip("[]"), int(port)


def _address(listen: str) -> str:
    host, _, port = listen.rpartition(":")
    is_port = port.isascii() and port.isdigit() and 0 < int(port) <= _HIGHEST_PORT
    if listen and not (host and is_port):
        raise ValueError
    return listen


def several(value: object) -> object:
    """An environment variable is one line: a list is written with commas there."""
    if not isinstance(value, str):
        return value
    return [part.strip() for part in value.split(",") if part.strip()]


def _once(values: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(values)) < len(values):
        raise ValueError("name each of them once.")
    return values


def _clock(value: object) -> time:
    if isinstance(value, time) and value.tzinfo is None:
        return value
    found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError
    return time(int(found[1]), int(found[2]))


def _span(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def _hours(value: object) -> tuple[time, time]:
    """A part of a day, as in "9:00-12:00"."""
    if isinstance(value, tuple):
        return value
    begins, dash, ends = str(value).partition("-")
    if not dash or _clock(begins) >= _clock(ends):
        raise ValueError
    return _clock(begins), _clock(ends)


def _in_order(parts: tuple[tuple[time, time], ...]) -> tuple[tuple[time, time], ...]:
    if any(before[1] > after[0] for before, after in pairwise(parts)):
        raise ValueError
    return parts


def _zone(value: object) -> ZoneInfo:
    if isinstance(value, ZoneInfo):
        return value
    with suppress(ValueError, OSError, KeyError):  # an unknown zone, or no name of one at all
        return ZoneInfo(str(value))
    near = get_close_matches(str(value), sorted(available_timezones()), n=1)
    if near:
        raise ValueError(f'no such time zone; did you mean "{near[0]}"?')
    raise ValueError


WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


Language = Literal["zh_Hans", "zh_Hant", "en"]
Name = Annotated[str, Field(min_length=1, max_length=60)]
Address = Annotated[str, AfterValidator(_address)]
Clock = Annotated[time, BeforeValidator(_clock)]
Span = Annotated[timedelta, BeforeValidator(_span)]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
Languages = Annotated[
    tuple[Language, ...], BeforeValidator(several), AfterValidator(_once), Field(min_length=1)
]
Names = Annotated[tuple[Name, ...], BeforeValidator(several), AfterValidator(_once)]
Spans = Annotated[tuple[Span, ...], BeforeValidator(several)]
Weekdays = Annotated[
    tuple[Weekday, ...], BeforeValidator(several), AfterValidator(_once), Field(min_length=1)
]
Part = Annotated[tuple[time, time], BeforeValidator(_hours)]
Hours = Annotated[
    tuple[Part, ...], BeforeValidator(several), AfterValidator(_in_order), Field(min_length=1)
]
Dates = Annotated[tuple[date, ...], BeforeValidator(several)]
Id = Annotated[int, Field(gt=0)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(several)]
