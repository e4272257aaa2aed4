"""One spelling for what is typed in many: half-width, simplified, numerals as digits."""

import re
import unicodedata

LONGEST = 60  # characters; neither a moment nor a number takes more to say


def simply(said: str) -> str:
    """Empty when it is too long to be meant as a date or a number."""
    if len(said) > LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", said).lower().translate(_SIMPLER).strip()
    text = re.sub(r"\b(?:at|on)\b|@", " ", text)
    text = re.sub(r"(周|星期|礼拜)([一二三四五六日天])", _weekday_number, text)
    return re.sub(rf"[{''.join(_NUMERALS)}十百]+", _digits, text)


def read_count(said: str) -> int | None:
    """A whole number in digits of any width or in Chinese: "50", "２０", "二十", "一百人"."""
    number = re.sub(r"[\s,]|个|人|位|名额|名", "", simply(said))
    return int(number) if re.fullmatch(r"-?\d{1,12}", number) else None


def _weekday_number(found: re.Match[str]) -> str:
    """Set apart, or the numeral after it would run into it: 周二十点."""
    return f"周{min('一二三四五六日天'.index(found[2]), 6) + 1} "


def _digits(found: re.Match[str]) -> str:
    said = found[0]
    if not set(said) & {"十", "百"}:
        return "".join(str(_NUMERALS[sign]) for sign in said)
    hundreds, _hundred, rest = said.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = 100 * _numeral(hundreds, 1) if "百" in said else 0
    total += 10 * _numeral(tens, 1) if ten else 0
    return str(total + _numeral(ones, 0))


def _numeral(sign: str, otherwise: int) -> int:
    return _NUMERALS.get(sign.strip("零〇"), otherwise)


_SIMPLER = str.maketrans("週點號後兩禮時個鐘這淩間—–", "周点号后两礼时个钟这凌间--")
_NUMERALS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
