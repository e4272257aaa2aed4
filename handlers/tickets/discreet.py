"""Letters about tickets leave no row behind: a row would tell whose an anonymous one is."""

from dataclasses import replace

from handlers.kit.context import Chat, Context
from handlers.kit.screen import Screen


def quietly(chat: Chat) -> Chat:
    return replace(chat, fleeting=True)


def say(ctx: Context, screen: Screen) -> None:
    quietly(ctx.private).say(screen)


def show(ctx: Context, screen: Screen) -> None:
    """Where the button was pressed, or as a new message when nothing was pressed."""
    if ctx.incoming.query_id:
        quietly(ctx.private).replace(ctx.incoming.message_id, screen)
    else:
        say(ctx, screen)
