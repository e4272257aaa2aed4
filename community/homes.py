"""How people write where they live: "2单元 501", "2-501", "Unit 2, room 501", "501"."""

import re
import unicodedata

from community.names import one_line
from community.people import Home
from community.refusals import Refusal

_NUMERALS = {numeral: str(n) for n, numeral in enumerate("一二三四五六七八九十", start=1)}
_UNIT = r"(?P<unit>[0-9]{1,4}[A-Za-z]?|[A-Za-z][0-9]{0,3}|[一二三四五六七八九十])"
_ROOM = r"(?P<room>[0-9A-Za-z]{1,6})"
_HOME = re.compile(
    rf"(?:(?:unit\s*)?{_UNIT}\s*(?:(?:单元|單元)\s*,?|[-–—/,])\s*)?"
    rf"(?:room\s*|flat\s*)?{_ROOM}\s*(?:室|号|號|房)?",
    re.IGNORECASE,
)
_SPACED = re.compile(rf"(?:unit\s*)?{_UNIT}\s+{_ROOM}", re.IGNORECASE)


class HomeUnclear(Refusal):
    """This does not read as a unit and a room."""


def read_home(typed: str, *, building: str = "") -> Home:
    """Unit and room; the unit is optional. Raises HomeUnclear."""
    said = unicodedata.normalize("NFKC", one_line(typed))
    found = _HOME.fullmatch(said) or _SPACED.fullmatch(said)
    if found is None or not any(sign.isdigit() for sign in found["room"]):
        raise HomeUnclear
    unit = found["unit"] or ""
    return Home(building, _NUMERALS.get(unit, unit).upper(), found["room"].upper())
