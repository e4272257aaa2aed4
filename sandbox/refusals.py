"""How the pretend Telegram says no: to the bot in Telegram's words, to people in plain ones."""

from sandbox.shapes import Json


class Refusal(Exception):  # noqa: N818 -- an answer, not an error
    """What the Bot API answers instead of a result."""

    def __init__(self, status: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def answer(self) -> Json:
        answer: Json = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class Impossible(Exception):  # noqa: N818 -- an answer, not an error
    """A person tried something their client would not let them do."""


def bad_request(words: str, parameters: Json | None = None) -> Refusal:
    return Refusal(400, f"Bad Request: {words}", parameters)


def forbidden(words: str) -> Refusal:
    return Refusal(403, f"Forbidden: {words}")


def conflict(words: str) -> Refusal:
    return Refusal(409, f"Conflict: {words}")


def too_many_requests(seconds: int) -> Refusal:
    words = f"Too Many Requests: retry after {seconds}"
    return Refusal(429, words, {"retry_after": seconds})
