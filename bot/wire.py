"""PTB's seam to the network, on aiohttp. Tells what surely never left from what may have."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from aiohttp.payload import BytesPayload
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 10.0
KEPT_ALIVE = 300.0  # seconds an idle connection is kept: sparse messages should not reconnect
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Stored:
    """A call's parameters as the JSON they are stored as: sent without being read again.

    PTB's own RequestData is final and would take the parameters apart and put them together.
    """

    json_payload: bytes
    contains_files: bool = False
    departs: Callable[[], None] | None = None  # called as the body is written, not before


class _Departing(BytesPayload):
    """A body that says when it goes out."""

    def __init__(self, body: bytes, departs: Callable[[], None]) -> None:
        super().__init__(body, content_type="application/json")
        self._departs = departs

    async def write_with_length(
        self, writer: AbstractStreamWriter, content_length: int | None
    ) -> None:
        self._departs()
        await super().write_with_length(writer, content_length)


async def call(
    request: BaseRequest,
    url: str,
    body: str,
    *,
    departs: Callable[[], None] | None = None,
    **timeouts: float,
) -> Any:
    """Make a stored call; returns Telegram's result, raises PTB's errors."""
    data = cast(RequestData, Stored(body.encode(), departs=departs))
    return await request.post(url, data, **timeouts)


class AiohttpRequest(BaseRequest):
    def __init__(self, connections: int = 64) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_TIMEOUT

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=KEPT_ALIVE, ttl_dns_cache=300
            )
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=True
            )

    async def shutdown(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_other_timeouts: Any,
        **_more_timeouts: Any,
    ) -> tuple[int, bytes]:
        assert self._session, "initialize() comes first"
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, _parsed(url), data=body, headers=headers, timeout=_timeout(read_timeout)
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NetworkError(type(error).__name__) from None  # its text may carry the token
        except (TimeoutError, aiohttp.ClientError) as error:
            raise TimedOut(type(error).__name__) from None


def _timeout(read_timeout: object) -> aiohttp.ClientTimeout:
    if isinstance(read_timeout, DefaultValue) or read_timeout is None:
        return _USUAL
    return aiohttp.ClientTimeout(sock_connect=CONNECT_TIMEOUT, total=cast(float, read_timeout))


# One bound on the whole call: a bound on each read costs a timer a read.
_USUAL = aiohttp.ClientTimeout(sock_connect=CONNECT_TIMEOUT, total=READ_TIMEOUT)


@lru_cache(maxsize=256)
def _parsed(url: str) -> URL:
    """There are as many addresses as methods, and now and then a file's; parsing one costs more
    than posting to it."""
    return URL(url, encoded=True)


def _body(data: RequestData | Stored | None) -> tuple[Any, dict[str, str]]:
    if data is None:
        return None, {}
    if isinstance(data, Stored):
        body = data.json_payload
        return (_Departing(body, data.departs), {}) if data.departs else (body, JSON)
    if not data.contains_files:
        return data.json_payload, JSON
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, {}
