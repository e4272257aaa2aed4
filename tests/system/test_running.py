"""The real process, from its start to its end, with the sandbox as its Telegram."""

import asyncio
import os
import re
import socket
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import aiohttp
import pytest

from sandbox.server import serve
from sandbox.world import World

ROOT = Path(__file__).parents[2]
MING = 101
PATIENCE = 60  # seconds; a busy machine needs some to start
ENDED, REFUSED = 0, 2
POLLS_FAIL_SOON = """
import sys
import bot.intake
from bot.cli import main

bot.intake.SILENT_FOR = 1.0
sys.exit(main(["run"]))
"""
CLEARS_UP_SLOWLY = """
import asyncio
from bot.cli import until_told

async def live():
    print("living", flush=True)
    try:
        await asyncio.sleep(60)
    finally:
        print("clearing up", flush=True)
        await asyncio.sleep(0.5)
        print("cleared up", flush=True)

asyncio.run(until_told(live()))
"""


class Machine:
    """A folder, a Telegram, and Linli as somebody starts it there."""

    def __init__(self, folder: Path, world: World, address: str) -> None:
        self.folder, self.world = folder, world
        clean = {k: v for k, v in os.environ.items() if not k.startswith("LINLI_")}
        self._environment = clean | {
            "PYTHONPATH": str(ROOT),
            "LINLI_TELEGRAM__TOKEN": world.token,
            "LINLI_TELEGRAM__BASE_URL": address,
        }

    async def python(self, *arguments: str, **variables: str) -> Process:
        pipes = {"stdout": PIPE, "stderr": PIPE}
        given = {"cwd": self.folder, "env": self._environment | variables, **pipes}
        return await asyncio.create_subprocess_exec(sys.executable, *arguments, **given)

    async def command(self, *arguments: str) -> tuple[int, str, str]:
        """What a command of Linli returns, prints and complains about."""
        return await ending(await self.python("-m", "bot", *arguments))

    @asynccontextmanager
    async def running(self, **variables: str):
        """Linli that has come up, which is when it has asked for updates."""
        process = await self.python("-m", "bot", "run", **variables)
        try:
            mode = variables.get("LINLI_TELEGRAM__MODE", "polling")
            first = {"polling": "deleteWebhook", "webhook": "setWebhook"}[mode]
            await self.until(lambda: first in self.called(), process)
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    async def until(self, fact: Callable[[], object], process: Process | None = None) -> None:
        async with asyncio.timeout(PATIENCE):
            while not fact():
                assert process is None or process.returncode is None, "it ended by itself"
                await asyncio.sleep(0.01)

    async def shown(self, text: str) -> None:
        await self.until(lambda: text in str(self.world.messages(MING, MING)))

    def called(self) -> list[str]:
        """The methods that did what they were called for."""
        calls = self.world.calls
        return [m for m, _given, said in calls if not (isinstance(said, dict) and "ok" in said)]

    def taps(self, label: str) -> None:
        """The button with this label under any message in the private chat."""
        ((number, data),) = [
            (message["message_id"], button["callback_data"])
            for message in self.world.messages(MING, MING)
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if button["text"] == label
        ]
        self.world.press(MING, MING, number, data)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.folder / "data" / "linli.db")) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
async def machine(tmp_path: Path):
    world = World()
    world.add_person(MING, "阿明", language_code="zh-hans")
    async with serve(world, port=0) as address:
        yield Machine(tmp_path, world, address)


async def ending(process: Process) -> tuple[int, str, str]:
    printed, complained = await asyncio.wait_for(process.communicate(), PATIENCE)
    return await process.wait(), printed.decode(), complained.decode()


async def stopped(process: Process) -> int:
    process.terminate()
    return await asyncio.wait_for(process.wait(), 10)


async def fetched(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as client, client.get(url) as response:
        return response.status, await response.text()


def a_free_address() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{found.getsockname()[1]}"


# From the start to the end


async def test_it_starts_lists_its_commands_and_answers(machine):
    async with machine.running():
        machine.world.start(MING)
        await machine.shown("简体中文")
        await machine.until(lambda: machine.world.commands(MING, MING))

    assert "help" in [command["command"] for command in machine.world.commands(MING, MING)]


async def test_told_to_stop_it_ends_well_and_has_kept_the_last_press(machine):
    async with machine.running() as process:
        machine.world.start(MING)
        await machine.shown("简体中文")
        machine.taps("简体中文")
        await machine.until(lambda: None not in machine.world.answers.values())

        assert await stopped(process) == ENDED
        _printed, complained = await process.communicate()

    assert b"Traceback" not in complained
    ((kept,),) = machine.rows("SELECT answers FROM drafts")
    assert "zh_Hans" in str(kept)
    assert machine.rows("PRAGMA integrity_check") == [("ok",)]


async def test_told_to_stop_it_waits_for_the_call_under_way_and_marks_it(machine):
    async with machine.running() as process:
        machine.world.faults.add(method="sendMessage", delay_seconds=1)
        machine.world.start(MING)
        unsent = "SELECT count(*) FROM outbox WHERE method = 'sendMessage' AND state = 'claimed'"
        await machine.until(lambda: machine.rows(unsent) == [(1,)])

        assert await stopped(process) == ENDED

    ends = machine.rows("SELECT DISTINCT state FROM outbox WHERE method = 'sendMessage'")
    assert ends == [("sent",)]


async def test_told_twice_it_clears_up_all_the_same(machine):
    """`make` passes on what the system has told everybody already."""
    process = await machine.python("-c", CLEARS_UP_SLOWLY)
    assert process.stdout

    for said in (b"living\n", b"clearing up\n"):
        assert await process.stdout.readline() == said
        process.terminate()

    assert (await ending(process))[:2] == (ENDED, "cleared up\n")


async def test_a_second_one_on_the_same_folder_is_refused_in_one_line(machine):
    async with machine.running():
        code, printed, complained = await machine.command("run")

    assert (code, printed) == (REFUSED, "")
    assert complained == "data: another Linli is running on this folder; stop that one first.\n"


async def test_by_webhook_it_takes_what_the_web_server_before_it_passes_on(machine):
    listen, health = a_free_address(), a_free_address()
    webhook = {
        "LINLI_TELEGRAM__MODE": "webhook",
        "LINLI_TELEGRAM__WEBHOOK_ADDRESS": "https://localhost:88",
        "LINLI_TELEGRAM__WEBHOOK_SECRET": "made-up-by-the-operator",
        "LINLI_TELEGRAM__WEBHOOK_LISTEN": listen,
        "LINLI_HEALTH__LISTEN": health,
    }
    async with machine.running(**webhook) as process:
        await machine.until(lambda: machine.world.webhook)
        assert machine.world.webhook.address == "https://localhost:88/telegram"
        machine.world.webhook.address = f"http://{listen}/telegram"  # what a web server does

        machine.world.start(MING)
        await machine.shown("简体中文")

        # Nobody has polled, and that is no bad sign.
        assert await fetched(f"http://{health}/health") == (200, '{"ok": true}')
        assert await stopped(process) == ENDED


# When something is wrong


@pytest.mark.parametrize("status", [401, 404, 409, 502])
async def test_troubles_of_telegram_heal_by_themselves(machine, status):
    for method in ("getMe", "deleteWebhook"):
        machine.world.faults.add(method=method, status=status)
    async with machine.running():
        machine.world.start(MING)
        await machine.shown("简体中文")

        machine.world.faults.add(method="getUpdates", status=status)
        machine.taps("简体中文")
        await machine.shown("这个机器人会保存哪些信息")
        machine.taps("同意")
        await machine.shown("志愿者")


async def test_when_no_poll_succeeds_any_more_it_ends_and_says_so(machine):
    machine.world.faults.add(method="getUpdates", status=502, times=1000)

    process = await machine.python("-c", POLLS_FAIL_SOON)
    code, _printed, complained = await ending(process)

    assert code == 1
    assert "no poll has succeeded for 1 seconds" in complained


# Looking after it


async def test_health_and_figures_answer_and_tell_nothing_about_people(machine):
    listen = a_free_address()
    async with machine.running(LINLI_HEALTH__LISTEN=listen):
        machine.world.start(MING)
        await machine.shown("简体中文")

        health = await fetched(f"http://{listen}/health")
        metrics = await fetched(f"http://{listen}/metrics")

    assert (health[0], metrics[0]) == (200, 200)
    assert re.fullmatch(r'{"ok": true, "poll_age_seconds": \d+\.\d}', health[1])
    names = re.findall(r"^[^# ]+", metrics[1], re.MULTILINE)
    assert names == ["linli_outbox_waiting", "linli_poll_age_seconds"]


async def test_check_finds_everything_about_telegram_fit(machine):
    async with machine.running():
        _code, printed, complained = await machine.command("check")

    assert complained == ""
    assert [line[:40] for line in printed.splitlines()[:5]] == [
        "✓ config: every value fits",
        "✓ Telegram: @linli_bot answers",
        "✓ clock: within 5 s of Telegram's",
        "✓ sharing: neighbours can share activiti",
        "✓ database: data/linli.db is sound, sche",
    ]


async def test_a_backup_made_while_it_runs_brings_everything_back(machine):
    async with machine.running():
        machine.world.start(MING)
        await machine.shown("简体中文")
        machine.taps("简体中文")
        await machine.shown("这个机器人会保存哪些信息")
        assert await machine.command("backup", "monday.db") == (0, "monday.db\n", "")
    for lost in (machine.folder / "data").glob("linli.db*"):
        lost.unlink()

    told = "monday.db is now the database in data.\n"
    assert await machine.command("restore", "monday.db") == (0, told, "")
    async with machine.running():
        machine.taps("同意")
        await machine.shown("志愿者")
