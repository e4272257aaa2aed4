"""Whether a token opens this bot; compared as a whole, told apart as Telegram tells it."""

import hmac
import re

from sandbox.refusals import Refusal

SHAPE = re.compile(r"\d+:[\w-]+$", re.ASCII)


def refusal_of(token: str, expected: str) -> Refusal | None:
    if not SHAPE.match(token):
        return Refusal(404, "Not Found")
    if not hmac.compare_digest(token.encode(), expected.encode()):
        return Refusal(401, "Unauthorized")
    return None
