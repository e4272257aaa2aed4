"""A pretend Bot API that costs next to nothing: canned answers, a prepared backlog, a tally.

It checks nothing (the sandbox does) and stands in a process of its own, so that what is measured
is the bot. `python -m benchmarks.server UPDATES.json EXPECTED.json` prints its address.
"""

import asyncio
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

AFTERWARDS = 1.0  # seconds in which the bot may still write down what it has sent
MOST = 100  # updates in one answer
NUMBER_OF_CLOCK = 2  # of a process's own CPU time, in the kernel's numbering

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_OFFSET = re.compile(rb"offset[^\d-]+(-?\d+)")
_TIMEOUT = re.compile(rb"timeout[^\d]+(\d+)")

_ME = {
    "id": 12345,
    "is_bot": True,
    "first_name": "Linli",
    "username": "linli_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}
_MESSAGE = {
    "message_id": 1000,
    "from": _ME,
    "chat": {"id": 1001, "type": "private", "first_name": "Lin"},
    "date": 1_750_000_000,
    "text": "You're in: spring walk along the canal, Sunday at half past nine.",
}


def _answer(result: bytes) -> bytes:
    body = b'{"ok":true,"result":' + result + b"}"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
    return head + str(len(body)).encode() + b"\r\n\r\n" + body


_TRUE = _answer(b"true")
_SENT = _answer(json.dumps(_MESSAGE).encode())
_NOTHING = _answer(b"[]")
_ANSWERS = {
    b"getme": _answer(json.dumps(_ME).encode()),
    b"sendmessage": _SENT,
    b"editmessagetext": _SENT,
}


def cpu_of(pid: int) -> float:
    """Seconds of CPU that a process has used, with all its threads, to the nanosecond."""
    return time.clock_gettime((~pid << 3) | NUMBER_OF_CLOCK)


class Telegram:
    """The backlog, how far it is confirmed, and what was called when."""

    def __init__(self, updates: Sequence[Any], expected: dict[str, int]) -> None:
        self._first = updates[0]["update_id"] if updates else 0
        self._updates = [json.dumps(update, ensure_ascii=False).encode() for update in updates]
        self._expected = {method.lower().encode(): n for method, n in expected.items()}
        self._left = sum(expected.values())
        self._confirmed = 0
        self._is_open = not updates
        self._waiting: asyncio.Future[None] | None = None
        self._pid = 0
        self._cpu_before = 0.0
        self.calls: Counter[bytes] = Counter()
        self.polled, self.done = asyncio.Event(), asyncio.Event()
        self.moments: dict[str, float] = {}
        self.last_at = 0.0  # by the clock on the wall

    def call(self, method: bytes) -> bytes:
        self.calls[method] += 1
        if self.calls[method] <= self._expected.get(method, 0):
            self._count()
        return _ANSWERS.get(method, _TRUE)

    async def updates(self, body: bytes) -> bytes:
        """One getUpdates, confirming and waiting as Telegram does."""
        self.moments.setdefault("polled", time.monotonic())
        self.polled.set()
        offset, timeout = _OFFSET.search(body), _TIMEOUT.search(body)
        if offset:
            self._confirmed = max(self._confirmed, int(offset[1]) - self._first)
        if not self._next() and timeout:
            self._waiting = asyncio.get_running_loop().create_future()
            await asyncio.wait({self._waiting}, timeout=int(timeout[1]))
        batch = self._next()
        return _answer(b"[" + b",".join(batch) + b"]") if batch else _NOTHING

    def open(self, pid: int) -> None:
        """From now on the backlog is served, and this process is watched."""
        self._pid, self._is_open = pid, True
        if self._waiting and not self._waiting.done():
            self._waiting.set_result(None)

    async def outcome(self) -> dict[str, Any]:
        await self.done.wait()
        before = self.moments["last"] - self.moments["served"]
        await asyncio.sleep(AFTERWARDS)
        return {
            "wall": before,
            "cpu": cpu_of(self._pid) - self._cpu_before,
            "last_at": self.last_at,
            "calls": {method.decode(): n for method, n in self.calls.items()},
            "server_cpu": self.moments["server_after"] - self.moments["server_before"],
        }

    def _next(self) -> list[bytes]:
        batch = self._updates[self._confirmed : self._confirmed + MOST] if self._is_open else []
        if batch and "served" not in self.moments:
            self._begin()
        return batch

    def _begin(self) -> None:
        self.moments["served"] = time.monotonic()
        self.moments["server_before"] = time.process_time()
        self._cpu_before = cpu_of(self._pid)

    def _count(self) -> None:
        self._left -= 1
        if "served" not in self.moments:
            self._begin()
        if self._left == 0:
            self.moments["last"] = time.monotonic()
            self.moments["server_after"] = time.process_time()
            self.last_at = time.time()
            self.done.set()


class Line(asyncio.Protocol):
    """One connection, kept alive; requests come one after another."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._read = b""
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := _end_of_request(self._read)) is not None:
            request, self._read = self._read[:end], self._read[end:]
            self._answer(request)

    def _answer(self, request: bytes) -> None:
        path = request.split(b" ", 2)[1].partition(b"?")[0]
        method = path.rpartition(b"/")[2].lower()
        if path.startswith(b"/control/"):
            self._answer_later(self._control(method, request))
        elif method == b"getupdates":
            self._telegram.calls[method] += 1
            self._answer_later(self._updates(request))
        else:
            self._transport.write(self._telegram.call(method))

    def _answer_later(self, writing: Any) -> None:
        task = asyncio.get_running_loop().create_task(writing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _updates(self, request: bytes) -> None:
        self._transport.write(await self._telegram.updates(request))

    async def _control(self, verb: bytes, request: bytes) -> None:
        """What the harness asks: polled (wait for the first poll), open, outcome."""
        told: dict[str, Any] = {}
        if verb == b"polled":
            await self._telegram.polled.wait()
            told = {"at": self._telegram.moments["polled"]}
        elif verb == b"open":
            self._telegram.open(int(request.split(b"?", 1)[1].split(b" ", 1)[0]))
        elif verb == b"outcome":
            told = await self._telegram.outcome()
        self._transport.write(_answer(json.dumps(told).encode()))


def _end_of_request(read: bytes) -> int | None:
    """Where the first request ends; None while it is not all there."""
    head = read.find(b"\r\n\r\n")
    if head < 0:
        return None
    if b"chunked" in read[:head].lower():
        last = read.find(b"0\r\n\r\n", head)
        return None if last < 0 else last + 5
    length = _LENGTH.search(read, 0, head)
    end = head + 4 + (int(length[1]) if length else 0)
    return end if len(read) >= end else None


async def serve(telegram: Telegram, ready: Callable[[str], None]) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Line(telegram), "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    ready(f"http://{host}:{port}")
    await server.serve_forever()


def main() -> None:
    updates, expected = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:3])
    asyncio.run(serve(Telegram(updates, expected), lambda address: print(address, flush=True)))


if __name__ == "__main__":
    main()
