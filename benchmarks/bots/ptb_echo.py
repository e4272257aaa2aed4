"""The echo that everybody writes first: python-telegram-bot with all its defaults.

`python -m benchmarks.bots.ptb_echo ADDRESS`
"""

import sys
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message
    assert update.message.text
    await update.message.reply_text(update.message.text)


def main(address: str) -> None:
    application: Any = (
        ApplicationBuilder().token("12345:benchmark").base_url(f"{address}/bot").build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1])
