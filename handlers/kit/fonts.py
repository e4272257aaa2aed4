"""Which of this machine's fonts can print Chinese, and which face of it suits a language."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from community.refusals import Refusal

# For each: the regular and the bold file. The most beautiful first.
KNOWN = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf"),
    ("wqy-microhei.ttc", "wqy-microhei.ttc"),
    ("NotoSerifCJK-Regular.ttc", "NotoSerifCJK-Bold.ttc"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc"),
    ("PingFang.ttc", "PingFang.ttc"),
    ("STHeiti Light.ttc", "STHeiti Medium.ttc"),
    ("Hiragino Sans GB.ttc", "Hiragino Sans GB.ttc"),
    ("msyh.ttc", "msyhbd.ttc"),
    ("msjh.ttc", "msjhbd.ttc"),
    ("simhei.ttf", "simhei.ttf"),
    ("simsun.ttc", "simsun.ttc"),
)
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path(os.environ.get("WINDIR", "/nowhere")) / "Fonts",
)
REMEDY = 'install fonts-noto-cjk or fonts-wqy-microhei, or name a file under [papers] as "font"'

SAMPLE = "邻里报名，扫码饺子鄰報掃碼餃 Aa09"  # what a font for both scripts has to have
OUTLINES = ("glyf", "CFF ")  # what can be put into a PDF, a part at a time
# How the collections name the face with the forms of one region.
REGIONS = {"zh_Hant": ("TC", "TW", "HK"), "zh_Hans": ("SC", "GB", "CN"), "en": ("SC", "GB", "CN")}


class NoFont(Refusal):
    """Nothing on this machine can print Chinese."""


@dataclass(frozen=True, slots=True)
class Face:
    file: Path
    number: int = 0  # within a collection


@dataclass(frozen=True, slots=True)
class Typeface:
    """Two weights, which may be the same."""

    regular: Face
    bold: Face


def typeface(
    language: str, chosen: str = "", folders: Sequence[Path] = FOLDERS
) -> Typeface | None:
    """From the chosen file, else the best of those that are installed."""
    pairs = [(Path(chosen), Path(chosen))] if chosen else installed(folders)
    for regular, bold in pairs:
        faces = [_suited(file, language) for file in (regular, bold)]
        if is_fit(faces[0]):  # opening a large font takes a while: its bold one is not tried
            return Typeface(*faces)
    return None


def installed(folders: Sequence[Path] = FOLDERS) -> Iterator[tuple[Path, Path]]:
    """Files with known names, regular and bold; the same one where there is no bold one."""
    found = {
        file.name.lower(): file
        for folder in folders
        for file in folder.rglob("*")
        if file.suffix.lower() in {".ttc", ".ttf", ".otf"}
    }
    for regular, bold in KNOWN:
        if file := found.get(regular.lower()):
            yield file, found.get(bold.lower(), file)


@cache
def is_fit(face: Face) -> bool:
    """Whether it has Chinese signs, and outlines of a kind that can be printed."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 -- only papers need it

    try:
        with face.file.open("rb") as opened:
            font = TTFont(opened, fontNumber=face.number, lazy=True)
            signs = font.getBestCmap() or {}
            has_outlines = any(kind in font for kind in OUTLINES)
            return has_outlines and all(ord(sign) in signs for sign in SAMPLE)
    except Exception:  # noqa: BLE001 -- there are many ways in which a file is no font
        return False


def _suited(file: Path, language: str) -> Face:
    """The face with the forms of that language's region, else the first."""
    for number, family in enumerate(_families(file)):
        if set(REGIONS[language]) & set(family.split()):
            return Face(file, number)
    return Face(file)


@cache
def _families(file: Path) -> Sequence[str]:
    """The names of a collection's faces; none for a file of another kind."""
    from fontTools.ttLib import TTCollection  # noqa: PLC0415 -- only papers need it

    try:
        with file.open("rb") as opened:
            fonts = TTCollection(opened, lazy=True).fonts
            return [str(font["name"].getBestFamilyName()) for font in fonts]
    except Exception:  # noqa: BLE001 -- there are many ways in which a file is no font
        return ()
