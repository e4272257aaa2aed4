import io
import json
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest

from bot.logs import Redactor, configure

LETTERS = "AbCdE-_" * 5
TOKEN = f"123456789:{LETTERS}"

log = logging.getLogger("bot.intake")


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root, hook, raises = logging.getLogger(), sys.excepthook, logging.raiseExceptions
    handlers, level = root.handlers[:], root.level
    yield
    logging.captureWarnings(False)
    root.handlers[:], sys.excepthook, logging.raiseExceptions = handlers, hook, raises
    root.setLevel(level)


@pytest.fixture(params=["text", "json"])
def lines(request: pytest.FixtureRequest) -> io.StringIO:
    stream = io.StringIO()
    configure("debug", request.param, secrets=["hush-hush-hush-hush"], stream=stream)
    return stream


def test_token_in_the_message_is_taken_out(lines: io.StringIO) -> None:
    log.info(f"polling with {TOKEN} now")

    assert LETTERS not in lines.getvalue()
    assert "polling with [redacted] now" in lines.getvalue()


def test_token_in_an_argument_is_taken_out(lines: io.StringIO) -> None:
    log.info("%s of %s", {"url": f"https://api.telegram.org/bot{TOKEN}/getMe"}, [TOKEN])

    assert LETTERS not in lines.getvalue()
    assert "https://api.telegram.org/bot[redacted]/getMe" in lines.getvalue()


def test_token_in_an_escaped_address_is_taken_out(lines: io.StringIO) -> None:
    log.info("https://example.org/?next=%s", TOKEN.replace(":", "%3A"))

    assert LETTERS not in lines.getvalue()


def test_token_in_an_extra_field_is_taken_out(lines: io.StringIO) -> None:
    log.info("asked", extra={"address": f"/bot{TOKEN}/getUpdates", "status": 401})

    assert LETTERS not in lines.getvalue()
    assert "401" in lines.getvalue()


def test_token_in_a_traceback_and_its_causes_is_taken_out(lines: io.StringIO) -> None:
    try:
        try:
            raise ConnectionError(f"no route to /bot{TOKEN}/getMe")
        except ConnectionError as cause:
            raise RuntimeError(TOKEN) from cause
    except RuntimeError:
        log.exception("polling failed")

    assert LETTERS not in lines.getvalue()
    assert "no route to /bot[redacted]/getMe" in lines.getvalue()


def test_token_in_a_warning_is_taken_out(lines: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"deprecated: {TOKEN}", stacklevel=1)

    assert LETTERS not in lines.getvalue()
    assert "deprecated: [redacted]" in lines.getvalue()


def test_token_in_an_uncaught_error_is_taken_out(lines: io.StringIO) -> None:
    error = ValueError(TOKEN)

    sys.excepthook(ValueError, error, None)

    assert LETTERS not in lines.getvalue()
    assert "ValueError: [redacted]" in lines.getvalue()


def test_token_in_a_line_that_cannot_be_formatted_is_not_printed_raw(
    lines: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    log.info("%d updates", TOKEN)

    assert LETTERS not in lines.getvalue() + capsys.readouterr().err


def test_secret_that_was_told_is_taken_out(lines: io.StringIO) -> None:
    log.warning("wrong secret, not %s", "hush-hush-hush-hush")

    assert "hush" not in lines.getvalue()


def test_library_that_logs_every_request_is_silenced(lines: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org")
    logging.getLogger("telegram.ext.ExtBot").debug("what somebody wrote")
    logging.getLogger("aiosqlite").debug("executing with what somebody wrote")

    assert lines.getvalue() == ""


def test_local_variables_stay_out_of_tracebacks(lines: io.StringIO) -> None:
    def answer(text: str) -> int:
        return int(len(text) / 0)

    try:
        answer("what somebody wrote in private")
    except ZeroDivisionError:
        log.exception("update 5")

    assert lines.getvalue().count("what somebody wrote in private") <= 1  # this test's own source
    assert "text=" not in lines.getvalue()


def test_json_is_one_object_per_line_even_with_a_traceback() -> None:
    stream = io.StringIO()
    configure("info", "json", stream=stream)

    try:
        raise ValueError("第一行\nsecond")
    except ValueError:
        log.exception("邻里", extra={"update_id": 5})

    (line,) = stream.getvalue().splitlines()
    event = json.loads(line)
    assert (event["event"], event["update_id"], event["level"]) == ("邻里", 5, "error")
    assert event["logger"] == "bot.intake"
    assert event["timestamp"].endswith("Z")
    assert "ValueError: 第一行\nsecond" in event["exception"]


def test_text_is_one_short_line() -> None:
    stream = io.StringIO()
    configure("info", "text", stream=stream)

    log.info("polling", extra={"batch": 3})

    assert stream.getvalue().endswith("polling [bot.intake] batch=3\n")
    assert "\x1b" not in stream.getvalue()


def test_level_is_kept() -> None:
    stream = io.StringIO()
    configure("warning", "text", stream=stream)

    log.info("hardly worth a word")

    assert stream.getvalue() == ""


def test_configured_twice_says_everything_once(lines: io.StringIO) -> None:
    configure("info", "text", stream=lines)

    log.info("once")

    assert lines.getvalue().count("once") == 1


@pytest.mark.parametrize(
    "harmless",
    ["2026-11-21T20:00:00", "12345:67", "127.0.0.1:8443", "act.join:12345678901234567890"],
)
def test_what_only_resembles_a_token_stays(harmless: str) -> None:
    assert Redactor()(harmless) == harmless
