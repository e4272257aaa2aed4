"""A headless Chromium for tests, spoken to over its own DevTools protocol with aiohttp.

Waits run inside the browser, frame by frame; nothing here knows what the page is about.
"""

import json
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--remote-debugging-port=0",
)
ANNOUNCEMENT = "DevTools listening on ws://"
UNTIL = """
new Promise((resolve, reject) => {
  const end = performance.now() + 6000;
  const look = () => {
    let found;
    try { found = (() => (%s))(); } catch (problem) { found = null; }
    if (found) resolve(found === true ? true : JSON.parse(JSON.stringify(found)));
    else if (performance.now() > end) reject(new Error("never came: " + %s));
    else requestAnimationFrame(look);
  };
  look();
})
"""


@contextmanager
def chromium(profile: Path) -> Iterator[str]:
    """Starts the browser; gives the address of its DevTools."""
    assert CHROMIUM
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stderr
    for line in process.stderr:
        if line.startswith(ANNOUNCEMENT):
            return "http://" + line.removeprefix(ANNOUNCEMENT).partition("/")[0]
    raise RuntimeError("chromium did not start")


class Tab:
    """One tab: goes to addresses, runs JavaScript, waits, types."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line = line
        self._numbers = count(1)

    async def ask(self, method: str, **parameters: object) -> dict[str, Any]:
        number = next(self._numbers)
        await self._line.send_json({"id": number, "method": method, "params": parameters})
        while True:
            answer: dict[str, Any] = await self._line.receive_json()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    async def go(self, address: str) -> None:
        await self.ask("Page.navigate", url=address)

    async def run(self, expression: str) -> Any:
        """The value of a JavaScript expression, awaited when it is a promise."""
        answer = await self.ask(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    async def until(self, expression: str) -> Any:
        """Waits until the expression is true; fails saying what never came."""
        return await self.run(UNTIL % (expression, json.dumps(expression)))

    async def click(self, selector: str, saying: str = "") -> None:
        """Clicks the last visible element that fits the selector and contains the text."""
        fitting = (
            f"[...document.querySelectorAll({json.dumps(selector)})].filter((each) => "
            f"each.checkVisibility() && each.textContent.includes({json.dumps(saying)}))"
        )
        await self.until(f"{fitting}.length > 0")
        await self.run(f"{fitting}.at(-1).click()")

    async def type(self, text: str) -> None:
        await self.ask("Input.insertText", text=text)

    async def press(self, key: str) -> None:
        """One key that is no letter, such as Enter or ArrowUp."""
        codes = {"Enter": 13, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40}
        described = {"key": key, "code": key, "windowsVirtualKeyCode": codes[key]}
        text = {"text": "\r"} if key == "Enter" else {}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", **described, **text)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **described)

    async def resize(self, width: int, height: int, *, phone: bool = False) -> None:
        await self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=phone,
        )


@asynccontextmanager
async def tab(devtools: str) -> AsyncIterator[Tab]:
    """A fresh tab that is closed afterwards."""
    async with aiohttp.ClientSession() as client:
        async with client.put(f"{devtools}/json/new") as answer:
            opened = await answer.json()
        async with client.ws_connect(opened["webSocketDebuggerUrl"], max_msg_size=0) as line:
            fresh = Tab(line)
            await fresh.ask("Page.enable")
            yield fresh
        async with client.get(f"{devtools}/json/close/{opened['id']}"):
            pass
