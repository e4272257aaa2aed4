"""Rows of a plan as JSON and back, for as long as they wait for a yes."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from community.days_off import Holiday
from community.plan_dates import PlanDate, Rhythm
from community.plans import Entry
from storage.sql import moment, stamp


def packed(entry: Entry) -> dict[str, Any]:
    found = entry.date
    return {
        **asdict(entry),
        "date": {
            "moments": [stamp(at) for at in found.moments],
            "lasts": found.lasts.total_seconds() if found.lasts else None,
            "rhythm": [list(found.rhythm.weekdays), found.rhythm.weeks] if found.rhythm else None,
            "left_out": [[day.isoformat(), off] for day, off in found.left_out],
            "first": found.first.isoformat() if found.first else None,
            "last": found.last.isoformat() if found.last else None,
        },
    }


def unpacked(facts: Mapping[str, Any]) -> Entry:
    return Entry(**{**facts, "date": _date(facts["date"])})


def _date(facts: Mapping[str, Any]) -> PlanDate:
    rhythm, lasts = facts["rhythm"], facts["lasts"]
    first, last = facts["first"], facts["last"]
    return PlanDate(
        moments=tuple(moment(at) for at in facts["moments"]),
        lasts=timedelta(seconds=lasts) if lasts else None,
        rhythm=Rhythm(tuple(rhythm[0]), rhythm[1]) if rhythm else None,
        left_out=tuple((date.fromisoformat(d), Holiday(off)) for d, off in facts["left_out"]),
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
    )
