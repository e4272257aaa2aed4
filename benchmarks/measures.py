"""One run of one bot against the pretend Telegram, in processes of their own."""

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.cores import BOT, OTHERS, on_core
from benchmarks.subjects import Subject

PATIENCE = 300.0  # seconds for anything at all
IDLE = 10.0  # seconds after the first poll until memory is looked at
WORK = {"sendmessage", "editmessagetext", "answercallbackquery"}


@dataclass(frozen=True, slots=True)
class Run:
    """In seconds: from its start to the first poll, and all else from the first update served."""

    count: int  # of updates
    start: float
    cpu: float
    wall: float
    server_cpu: float
    calls: Mapping[str, int]

    @property
    def cpu_each(self) -> float:
        return self.cpu / self.count

    @property
    def calls_each(self) -> float:
        """Without the polls."""
        return sum(self.calls[method] for method in self.calls.keys() & WORK) / self.count


@dataclass(frozen=True, slots=True)
class Server:
    address: str

    def ask(self, verb: str) -> dict[str, Any]:
        url = f"{self.address}/control/{verb}"
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 -- our own
            result: dict[str, Any] = json.load(answer)["result"]
            return result


def throughput(subject: Subject) -> Run:
    """Its start until the first poll, then the whole backlog at once."""
    with running(subject) as (server, bot, started):
        start = server.ask("polled")["at"] - started
        time.sleep(1)  # whatever it does after its start is not the backlog's
        server.ask(f"open?{bot.pid}")
        told = server.ask("outcome")
    count = len(subject.updates)
    return Run(count, start, told["cpu"], told["wall"], told["server_cpu"], told["calls"])


def idle_memory(subject: Subject) -> float:
    """Megabytes that belong to it (PSS), when it has only waited for updates."""
    with running(subject) as (server, bot, _started):
        server.ask("polled")
        time.sleep(IDLE)
        rollup = Path(f"/proc/{bot.pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss: +(\d+) kB", rollup, re.MULTILINE)
    assert found, rollup
    return int(found[1]) / 1024


@contextmanager
def running(subject: Subject) -> Iterator[tuple[Server, subprocess.Popen[bytes], float]]:
    """The server, the bot, and when the bot was started."""
    with TemporaryDirectory() as scratch, _serving(subject, Path(scratch)) as address:
        environment = subject.environment(address, Path(scratch) / "data")
        with on_core(BOT):
            started = time.monotonic()
            bot = subprocess.Popen(  # noqa: S603 -- our own bots
                subject.command(address), env=environment, stderr=subprocess.DEVNULL
            )
        with ended(bot):
            yield Server(address), bot, started


@contextmanager
def _serving(subject: Subject, scratch: Path) -> Iterator[str]:
    files = [scratch / "updates.json", scratch / "expected.json"]
    for file, content in zip(files, (subject.updates, subject.expected), strict=True):
        file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    with on_core(OTHERS):
        server = subprocess.Popen(  # noqa: S603 -- our own server
            [sys.executable, "-m", "benchmarks.server", *map(str, files)],
            stdout=subprocess.PIPE,
            text=True,
        )
    with ended(server):
        assert server.stdout
        yield server.stdout.readline().strip()


@contextmanager
def ended(process: "subprocess.Popen[Any]") -> Iterator[None]:
    """Whatever happens within, the process is gone afterwards."""
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
