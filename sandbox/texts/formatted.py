"""A text as a message keeps it: parsed, cleaned, trimmed, with every entity in order."""

from sandbox.refusals import bad_request
from sandbox.shapes import Json, names
from sandbox.texts.cleaning import cleaned, shows_nothing, trimmed, utf16_length
from sandbox.texts.html import SPEAKS_OF_USER, parse_html
from sandbox.texts.links import found_entities
from sandbox.texts.markdown import parse_markdown, parse_old_markdown

PARSERS = {
    "html": parse_html,
    "markdownv2": parse_markdown,
    "markdown": parse_old_markdown,
}
ENTITY_KINDS = names(
    "mention hashtag cashtag bot_command url email phone_number bold italic underline "
    "strikethrough spoiler blockquote expandable_blockquote code pre text_link "
    "text_mention custom_emoji date_time"
)
FOUND_KINDS = names("mention hashtag cashtag bot_command url email phone_number")
EXCLUSIVE = frozenset({"code", "pre", "text_link", "text_mention"})


def formatted(
    text: str,
    *,
    parse_mode: str = "",
    entities: list[Json] | None = None,
    find_user: SPEAKS_OF_USER,
) -> tuple[str, list[Json]]:
    """An empty text stands for one that shows nothing."""
    text = cleaned(text)
    marked: list[Json] = []
    if parse_mode:
        text, marked = _parsed(text, parse_mode, find_user)
    elif entities:
        marked = [_checked(entity, utf16_length(text)) for entity in entities]
    if shows_nothing(text):
        return "", []
    text, marked = trimmed(text, marked)
    return text, _in_order(marked, found_entities(text))


def _parsed(text: str, parse_mode: str, find_user: SPEAKS_OF_USER) -> tuple[str, list[Json]]:
    parser = PARSERS.get(parse_mode.lower())
    if parser is None:
        raise bad_request("unsupported parse_mode")
    return parser(text, find_user)


def _checked(entity: Json, length: int) -> Json:
    if entity.get("type") not in ENTITY_KINDS:
        raise bad_request("can't parse MessageEntity: unsupported type specified")
    start, size = entity.get("offset"), entity.get("length")
    if not isinstance(start, int) or not isinstance(size, int):
        raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
    if start < 0 or size <= 0 or start + size > length:
        raise bad_request("entity beyond the end of the text")
    return dict(entity)


def _in_order(marked: list[Json], found: list[Json]) -> list[Json]:
    marked = [entity for entity in marked if entity["type"] not in FOUND_KINDS]
    if not marked:
        return found
    closed = [entity for entity in marked if entity["type"] in EXCLUSIVE]
    code = [entity for entity in closed if entity["type"] in {"code", "pre"}]
    kept = [each for each in marked if not _styles_code(each, code)]
    kept += [each for each in found if not any(_touch(each, other) for other in closed)]
    return sorted(kept, key=lambda each: (each["offset"], -each["length"]))


def _styles_code(entity: Json, code: list[Json]) -> bool:
    """Code carries no other style; what encloses it whole may."""
    if entity in code or entity["type"].endswith("blockquote"):
        return False
    return any(_touch(entity, other) for other in code)


def _touch(one: Json, other: Json) -> bool:
    one_end = one["offset"] + one["length"]
    other_end = other["offset"] + other["length"]
    return bool(one["offset"] < other_end and other["offset"] < one_end)
