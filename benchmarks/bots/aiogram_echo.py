"""The same echo as people write it with aiogram, with all its defaults.

`python -m benchmarks.bots.aiogram_echo ADDRESS`
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    assert message.text
    await message.answer(message.text)


async def main(address: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    await dispatcher.start_polling(Bot("12345:benchmark", session=session))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
