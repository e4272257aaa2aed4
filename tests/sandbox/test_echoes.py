"""Stock echo bots of two libraries, unmodified, on the sandbox's server."""

import asyncio
import warnings

import pytest
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

from sandbox.server import serve

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    aiogram = pytest.importorskip("aiogram", reason="aiogram is not installed")
    aiogram_session = pytest.importorskip("aiogram.client.session.aiohttp")
    aiogram_server = pytest.importorskip("aiogram.client.telegram")

WANG = 101
TOKEN = "12345:sandbox"


async def talk_with_an_echo(world, until):
    """Says something, presses a button, and expects both to be echoed."""
    world.say(WANG, WANG, "你好 😀")
    await until(lambda: world.chat(WANG).last_message_id == 2)
    echoed = world.messages(WANG, WANG)[-1]
    query_id = world.press(WANG, WANG, echoed["message_id"], "ok")
    await until(lambda: world.answers[query_id])
    return echoed["text"], world.answers[query_id]["text"]


async def test_python_telegram_bot_echoes(world, until):
    async def echo(update, _context):
        await update.message.reply_text(update.message.text)

    async def answer(update, _context):
        await update.callback_query.answer(update.callback_query.data)

    async with serve(world, port=0) as address:
        application = Application.builder().token(TOKEN).base_url(f"{address}/bot").build()
        application.add_handler(MessageHandler(filters.TEXT, echo))
        application.add_handler(CallbackQueryHandler(answer))
        async with application:
            await application.start()
            await application.updater.start_polling()
            echoed = await talk_with_an_echo(world, until)
            await application.updater.stop()
            await application.stop()

    assert echoed == ("你好 😀", "ok")
    assert world.pending_updates() == 0


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_aiogram_echoes(world, until):
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message()
    async def echo(message):
        await message.answer(message.text)

    @dispatcher.callback_query()
    async def answer(query):
        await query.answer(query.data)

    async with serve(world, port=0) as address:
        session = aiogram_session.AiohttpSession(
            api=aiogram_server.TelegramAPIServer.from_base(address)
        )
        bot = aiogram.Bot(TOKEN, session=session)
        polling = asyncio.create_task(
            dispatcher.start_polling(bot, handle_signals=False, polling_timeout=1)
        )
        echoed = await talk_with_an_echo(world, until)
        await dispatcher.stop_polling()
        await polling

    assert echoed == ("你好 😀", "ok")
