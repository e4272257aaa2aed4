"""Parts of a whole as percentages: exact, rounded half up, and none where there is no whole."""

from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


def percent(part: int, whole: int | None) -> Decimal | None:
    """To one decimal; binary fractions would round 8.75 down as often as up."""
    if not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(TENTH, ROUND_HALF_UP)
