"""The sandbox with Linli in it: one process, no token, a page to play neighbours on."""

import asyncio
import logging
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.linli import Linli, open_linli
from bot.settings import Settings
from bot.wire import AiohttpRequest
from community.house import House
from sandbox.request import SandboxRequest
from sandbox.server import serve
from sandbox.world import World

log = logging.getLogger(__name__)
