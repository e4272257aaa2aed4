"""PTB's seam to the network, led straight into a World in the same process."""

import json
from typing import Any
from urllib.parse import unquote

from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from sandbox.faults import AnswerGarbled, AnswerLost
from sandbox.shapes import Json, Upload
from sandbox.tokens import refusal_of
from sandbox.world import World

PATIENCE = 10.0


class SandboxRequest(BaseRequest):
    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def read_timeout(self) -> float:
        return PATIENCE

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_timeouts: Any,
        **_more_timeouts: Any,
    ) -> tuple[int, bytes]:
        if method == "GET" and "/file/bot" in url:
            return self._download(url)
        token, _, name = url.rpartition("/bot")[2].partition("/")
        refusal = refusal_of(token, self._world.token)
        if refusal:
            return refusal.status, _encoded(refusal.answer())
        try:
            status, answer = await self._world.call(name, _parameters(request_data))
        except AnswerLost:
            raise TimedOut from None
        except AnswerGarbled as garbled:
            return 200, garbled.body
        return status, _encoded(answer)

    def _download(self, url: str) -> tuple[int, bytes]:
        token, _, path = unquote(url).rpartition("/file/bot")[2].partition("/")
        stored = self._world.files.at(path)
        if token != self._world.token or stored is None:
            return 404, b"Not Found"
        return 200, stored.content


def _parameters(data: RequestData | None) -> Json:
    if data is None:
        return {}
    if not data.contains_files:
        parameters: Json = json.loads(data.json_payload)
        return parameters
    uploads = {
        name: Upload(part[0], _bytes(part[1]), part[2])
        for name, part in data.multipart_data.items()
    }
    return {**data.json_parameters, **uploads}


def _bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else content.read()


def _encoded(answer: Json) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()
