import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.check import Finding, check, clock, disk
from bot.cli import is_for_sandbox
from bot.settings import Settings, Telegram
from community.groups import Purpose
from storage.store import DATABASE, newest_schema, only_instance, open_store

ROOT = Path(__file__).parents[2]
TOKEN = "12345:sandbox"


def linli(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The real command, as somebody types it in `folder`."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LINLI_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=clean | {"PYTHONPATH": str(ROOT)} | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def now() -> datetime:
    return datetime.now(UTC)


async def greet(folder: Path, name: str) -> None:
    async with open_store(folder) as store:
        await store.transaction(
            lambda db: db.people.meet(1, name=name, language="zh_Hans", now=now())
        )


def names(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT name FROM people")]


# Where it runs


def test_without_a_token_it_plays_in_the_sandbox() -> None:
    assert is_for_sandbox(Settings())


def test_with_a_token_it_goes_to_telegram() -> None:
    telegram = Telegram.model_validate({"token": "123456789:" + "A" * 35})

    assert not is_for_sandbox(Settings(telegram=telegram))


# How it ends


def test_help_names_the_commands(tmp_path: Path) -> None:
    said = linli("--help", folder=tmp_path).stdout

    for command in ("run", "sandbox", "check", "backup", "restore", "--config"):
        assert command in said


@pytest.mark.parametrize("arguments", [[], ["run"], ["sandbox"], ["backup"], ["restore", "x"]])
def test_bad_configuration_stops_every_command_in_plain_words(
    tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "config.toml").write_text('[telegram]\nmode = "push"\n[x]\n', encoding="utf-8")

    ended = linli(*arguments, folder=tmp_path)

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.splitlines() == [
        'telegram.mode = "push": write "polling" or "webhook".',
        "x: there is no such section; take it out. Known here: telegram, community, staff, "
        "population, quiet_hours, working_hours, reminders, tickets, volunteers, surveys, "
        "directory, papers, storage, logging, health.",
    ]


@pytest.mark.parametrize("place", ["before", "behind"])
def test_configuration_is_named_before_or_behind_the_command(tmp_path: Path, place: str) -> None:
    arguments = ["--config", "other.toml", "backup"]
    if place == "behind":
        arguments = ["backup", "--config", "other.toml"]

    ended = linli(*arguments, folder=tmp_path)

    assert ended.stderr == "other.toml: no such file; copy config.example.toml.\n"


STOPPED = """
import asyncio, sys
from bot.cli import until_told

async def live():
    print("living", flush=True)
    try:
        await asyncio.sleep(60)
    finally:
        print("cleared up", flush=True)

asyncio.run(until_told(live()))
"""


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_clears_up_and_ends_well(sign: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as living:
        assert living.stdout is not None
        assert living.stdout.readline() == "living\n"
        living.send_signal(sign)
        assert living.stdout.read() == "cleared up\n"

    assert living.returncode == 0


# Backups


async def test_backup_is_made_dated_and_told(tmp_path: Path) -> None:
    await greet(tmp_path / "data", "王芳")

    ended = linli("backup", folder=tmp_path)

    assert (ended.returncode, ended.stderr) == (0, "")
    backup = tmp_path / ended.stdout.strip()
    assert backup.parent == tmp_path / "data" / "backups"
    assert names(backup) == ["王芳"]


async def test_backup_keeps_as_many_as_configured(tmp_path: Path) -> None:
    await greet(tmp_path / "data", "王芳")
    (tmp_path / "data" / "backups").mkdir()
    for year in range(2001, 2009):
        (tmp_path / "data" / "backups" / f"linli-{year}0101-000000.db").touch()

    linli("backup", folder=tmp_path, LINLI_STORAGE__BACKUPS_KEPT="3")

    kept = sorted(path.name for path in (tmp_path / "data" / "backups").iterdir())
    assert kept[:2] == ["linli-20070101-000000.db", "linli-20080101-000000.db"]
    assert len(kept) == 3


async def test_backup_is_restored_into_the_place_of_another_database(tmp_path: Path) -> None:
    await greet(tmp_path / "data", "王芳")
    linli("backup", "monday.db", folder=tmp_path)
    await greet(tmp_path / "data", "改过的名字")

    ended = linli("restore", "monday.db", folder=tmp_path)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("monday.db is now the database in data.\n")
    assert "data/linli-replaced-" in ended.stdout
    assert names(tmp_path / "data" / DATABASE) == ["王芳"]


async def test_restore_is_refused_while_linli_runs(tmp_path: Path) -> None:
    await greet(tmp_path / "data", "王芳")
    linli("backup", "monday.db", folder=tmp_path)

    with only_instance(tmp_path / "data"):
        ended = linli("restore", "monday.db", folder=tmp_path)

    assert ended.returncode == 2
    assert ended.stderr == "data: another Linli is running on this folder; stop that one first.\n"


async def test_restore_of_a_newer_database_is_refused(tmp_path: Path) -> None:
    await greet(tmp_path / "data", "王芳")
    linli("backup", "monday.db", folder=tmp_path)
    with closing(sqlite3.connect(tmp_path / "monday.db")) as connection:
        connection.execute(f"PRAGMA user_version = {newest_schema() + 1}")

    ended = linli("restore", "monday.db", folder=tmp_path)

    assert ended.returncode == 2
    assert ended.stderr == (
        "The database is from a newer Linli: update Linli, or restore an older backup.\n"
    )


def test_backup_without_a_database_says_so(tmp_path: Path) -> None:
    ended = linli("backup", folder=tmp_path)

    assert ended.returncode == 2
    assert ended.stderr == "The database says: unable to open database file.\n"


# Whether all is fit


def about(findings: list[Finding], what: str) -> Finding:
    (found,) = [finding for finding in findings if finding.about == what]
    return found


def test_check_without_anything_is_fit_for_the_sandbox(tmp_path: Path) -> None:
    ended = linli("check", folder=tmp_path)

    lines = ended.stdout.splitlines()
    assert lines[0] == "✓ config: every value fits"
    assert lines[1] == "– Telegram: no token, so Linli will run in the sandbox"
    assert lines[2] == "✓ database: data/linli.db will be made at the first start"
    assert ended.returncode == (1 if "✗" in ended.stdout else 0)
    assert not (tmp_path / "data").exists()


def test_check_tells_every_fault_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[staff]\nfirst_admin = -1\ndesk_group = 1\n")

    ended = linli("check", folder=tmp_path)

    assert ended.returncode == 1
    assert [line[:20] for line in ended.stdout.splitlines()[:2]] == [
        "✗ config: staff.firs",
        "✗ config: staff.desk",
    ]


async def test_check_looks_at_a_database_in_use_without_touching_it(tmp_path: Path) -> None:
    async with open_store(tmp_path / "data"):
        ended = linli("check", folder=tmp_path)

    schema = newest_schema()
    assert f"✓ database: data/linli.db is sound, schema {schema}" in ended.stdout.splitlines()


async def test_check_finds_a_damaged_database(tmp_path: Path) -> None:
    await greet(tmp_path / "data", "王芳")
    with (tmp_path / "data" / DATABASE).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 40960)

    ended = linli("check", folder=tmp_path)

    assert ended.returncode == 1
    assert "✗ database: data/linli.db: " in ended.stdout
    assert "restore a backup" in ended.stdout


def test_check_finds_a_database_of_a_newer_linli(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with closing(sqlite3.connect(tmp_path / "data" / DATABASE)) as connection:
        connection.execute(f"PRAGMA user_version = {newest_schema() + 1}")

    ended = linli("check", folder=tmp_path)

    assert "✗ database: data/linli.db is from a newer Linli; update Linli" in ended.stdout


def test_disk_of_a_folder_still_to_be_made_is_that_of_its_parent(tmp_path: Path) -> None:
    found = disk(tmp_path / "not" / "yet")

    assert found.fit
    assert str(tmp_path / "not" / "yet") in found.says


@pytest.mark.parametrize(
    ("ahead", "says"),
    [
        (0, "✓ clock: within 5 s of Telegram's"),
        (61, "✗ clock: 61 s ahead; switch on time synchronisation"),
        (-3600, "✗ clock: 3600 s behind; switch on time synchronisation"),
    ],
)
def test_clock_is_compared_with_telegrams(ahead: int, says: str) -> None:
    here = datetime(2026, 11, 21, 12, 0, tzinfo=UTC) + timedelta(seconds=ahead)

    assert str(clock("Sat, 21 Nov 2026 12:00:00 GMT", here)) == says


@pytest.mark.parametrize("date", ["", "yesterday"])
def test_clock_without_telegrams_time_is_not_judged(date: str) -> None:
    assert clock(date, now()).fit is None


Answers = dict[str, Any]
ME = {"ok": True, "result": {"id": 12345, "username": "linli_bot", "can_join_groups": True}}


async def checked(tmp_path: Path, answers: Answers, *config: str) -> list[Finding]:
    """What the check finds with a server that answers each method so."""

    async def answer(request: web.Request) -> web.Response:
        said = answers.get(request.match_info["method"], {"ok": False, "description": "Not Found"})
        return said if isinstance(said, web.Response) else web.json_response(said)

    app = web.Application()
    app.router.add_get(f"/bot{TOKEN}/{{method}}", answer)
    async with TestServer(app) as server:
        base_url = f"http://{server.host}:{server.port}"
        lines = [f'[telegram]\nbase_url = "{base_url}"\ntoken = "{TOKEN}"', *config]
        (tmp_path / "config.toml").write_text("\n".join(lines), encoding="utf-8")
        return await check(tmp_path / "config.toml", now=now)


async def test_check_asks_telegram_who_the_bot_is(tmp_path: Path) -> None:
    findings = await checked(tmp_path, {"getMe": ME})

    assert about(findings, "Telegram") == Finding("Telegram", True, "@linli_bot answers")
    assert about(findings, "clock").fit


@pytest.mark.parametrize(
    ("inline", "fit", "says"),
    [
        (True, True, "neighbours can share activities in any chat"),
        (
            False,
            None,
            "off; /setinline and /setinlinefeedback at @BotFather let neighbours share activities",
        ),
    ],
)
async def test_check_says_how_neighbours_can_share(
    tmp_path: Path, inline: bool, fit: bool | None, says: str
) -> None:
    me = {"ok": True, "result": {**ME["result"], "supports_inline_queries": inline}}

    findings = await checked(tmp_path, {"getMe": me})

    assert about(findings, "sharing") == Finding("sharing", fit, says)


async def test_check_finds_a_token_that_telegram_does_not_know(tmp_path: Path) -> None:
    findings = await checked(tmp_path, {"getMe": {"ok": False, "description": "Unauthorized"}})

    assert about(findings, "Telegram").fit is False
    assert "@BotFather" in about(findings, "Telegram").says


async def test_check_finds_a_bot_that_may_not_join_groups(tmp_path: Path) -> None:
    me = {"ok": True, "result": {"username": "linli_bot", "can_join_groups": False}}

    findings = await checked(tmp_path, {"getMe": me})

    assert about(findings, "Telegram").says == (
        "@linli_bot may not join groups; tell @BotFather /setjoingroups"
    )


@pytest.mark.parametrize("body", ["<html>login</html>", "[]", "null", '{"ok": true}'])
async def test_check_survives_something_that_is_not_telegram(tmp_path: Path, body: str) -> None:
    findings = await checked(tmp_path, {"getMe": web.Response(text=body)})

    assert about(findings, "Telegram").fit is False


async def test_check_of_an_unreachable_telegram_shows_no_token(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        f'[telegram]\nbase_url = "http://127.0.0.1:9"\ntoken = "{TOKEN}"', encoding="utf-8"
    )

    findings = await check(tmp_path / "config.toml", now=now)

    assert about(findings, "Telegram").fit is False
    assert about(findings, "clock").fit is None
    assert not any(TOKEN in str(finding) for finding in findings)


DESK = "[staff]\ndesk_group = -100500"


@pytest.mark.parametrize(
    ("member", "says"),
    [
        ({"ok": True, "result": {"status": "administrator"}}, "Linli is there as administrator"),
        ({"ok": True, "result": {"status": "left"}}, "Linli is not in it; add it again"),
        (
            {"ok": True, "result": {"status": "restricted", "can_send_messages": False}},
            "Linli may not write there; give it the right",
        ),
        (
            {"ok": False, "description": "Bad Request: chat not found"},
            "Bad Request: chat not found; add Linli to it again",
        ),
    ],
)
async def test_check_looks_at_the_rights_in_the_desk(
    tmp_path: Path, member: dict[str, Any], says: str
) -> None:
    findings = await checked(tmp_path, {"getMe": ME, "getChatMember": member}, DESK)

    assert about(findings, "group desk_group").says == says


async def test_check_looks_at_the_groups_that_were_set_up(tmp_path: Path) -> None:
    async with open_store(tmp_path / "data") as store:

        def bind(db: Any) -> None:
            db.groups.note(-77, title="幸福里", is_forum=False, is_member=True)
            db.groups.bind(-77, Purpose.NEIGHBOURHOOD)

        await store.transaction(bind)
    member = {"ok": True, "result": {"status": "member"}}

    findings = await checked(
        tmp_path, {"getMe": ME, "getChatMember": member}, '[storage]\nfolder = "data"'
    )

    assert about(findings, "group 幸福里").fit
