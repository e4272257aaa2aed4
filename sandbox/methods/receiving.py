"""How a bot gets its updates: long polls and the webhook, one at a time."""

from typing import TYPE_CHECKING

from sandbox.methods.method import Method
from sandbox.parameters import (
    Given,
    booleans,
    files,
    integers,
    lists,
    strings,
)
from sandbox.refusals import bad_request, conflict
from sandbox.shapes import Json
from sandbox.updates import UPDATE_KINDS
from sandbox.webhook import Webhook, check_address, check_secret

if TYPE_CHECKING:
    from sandbox.world import World

LONGEST_POLL = 50
MOST_UPDATES = 100
MOST_CONNECTIONS = 40
WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def fetch_updates(world: "World", given: Given) -> list[Json]:
    if world.webhook:
        raise conflict(WEBHOOK_IS_SET)
    world.settle()
    _allow(world, given)
    limit = given.get("limit", MOST_UPDATES)
    return await world.updates.fetch(
        offset=given.get("offset", 0),
        limit=limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES,
        timeout=min(given.get("timeout", 0), LONGEST_POLL),
    )


def set_webhook(world: "World", given: Given) -> bool:
    """An empty address takes the webhook away, as Telegram does it."""
    if not given.get("url"):
        return delete_webhook(world, given)
    check_address(given["url"])
    check_secret(given.get("secret_token", ""))
    _allow(world, given)
    if given.get("drop_pending_updates"):
        world.updates.drop_all()
    if world.webhook:
        world.webhook.stop()
    world.updates.end_poll(conflict("terminated by setWebhook request"))
    world.webhook = Webhook(
        world,
        given["url"],
        secret=given.get("secret_token", ""),
        connections=given.get("max_connections", MOST_CONNECTIONS),
    )
    world.webhook.start()
    return True


def delete_webhook(world: "World", given: Given) -> bool:
    if world.webhook:
        world.webhook.stop()
        world.webhook = None
    if given.get("drop_pending_updates"):
        world.updates.drop_all()
    return True


def webhook_info(world: "World", _given: Given) -> Json:
    webhook = world.webhook
    info: Json = {
        "url": webhook.address if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": world.updates.pending(),
    }
    if webhook:
        info |= {"max_connections": webhook.connections, "ip_address": "127.0.0.1"}
        info |= webhook.last_error()
    if world.updates.is_chosen:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return info


def _allow(world: "World", given: Given) -> None:
    kinds = given.get("allowed_updates")
    unknown = set(kinds or ()) - set(UPDATE_KINDS)
    if unknown:
        raise bad_request(f"unknown kind of updates {min(unknown)}")
    world.updates.allow(kinds)


METHODS = (
    Method(
        "getUpdates",
        fetch_updates,
        integers("offset limit timeout") | lists("allowed_updates"),
    ),
    Method(
        "setWebhook",
        set_webhook,
        strings("url ip_address secret_token")
        | files("certificate")
        | integers("max_connections")
        | lists("allowed_updates")
        | booleans("drop_pending_updates"),
        ("url",),
    ),
    Method("deleteWebhook", delete_webhook, booleans("drop_pending_updates")),
    Method("getWebhookInfo", webhook_info, {}),
)
