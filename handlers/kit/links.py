"""What stands in a deep link, which anybody may type."""

from community.refusals import NoLongerThere

LONGEST_NUMBER = len(str(2**53))


def number_in(typed: str) -> int:
    """The id of a thing; raises NoLongerThere when it can be none."""
    if not (typed.isascii() and typed.isdigit()) or len(typed) > LONGEST_NUMBER:
        raise NoLongerThere
    return int(typed)
