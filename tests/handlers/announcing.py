"""What the tests about announcements begin with: one that is written, and one on its way."""

from dataclasses import replace
from datetime import timedelta

from community.people import Home, Role

WORDS = "周六上午九点停水，到十二点恢复。"


async def neighbours(town, number, **home):
    return [await town.resident(f"邻居{n}", **home) for n in range(1, number + 1)]


async def written(town, staff, words=WORDS, *, where="私聊", whom=("所有人",), size="全部", at=""):
    """A draft, seen once more before it goes."""
    await staff.types("/announce")
    await staff.taps("写新公告")
    await staff.types(words)
    await staff.taps("跳过")
    await directed(staff, where=where, whom=whom, size=size, at=at)


async def directed(staff, *, where="私聊", whom=("所有人",), size="全部", at=""):
    await staff.taps(where)
    if where != "群里":
        for choice in whom:
            await staff.taps(choice)
        await (staff.taps(size) if size == "全部" else staff.types(size))
    await (staff.types(at) if at else staff.taps("由我来点发送"))


async def sent(town, staff, words=WORDS, **how):
    await written(town, staff, words, **how)
    await staff.taps("现在发送")
    await town.passes(seconds=30)


async def contact(town, name, proxy=None, **home):
    """Somebody without Telegram."""

    def meet(db):
        actor = db.people.by_telegram((proxy or town.admin).id)
        found = db.contacts.meet(actor, name=name, home=Home(**home), now=town.clock.now())
        if proxy is None:
            db.people._sql.run("UPDATE people SET proxy_id = NULL WHERE id = ?", found.id)
        return found.id

    return await town.linli.doors.store.transaction(meet)


async def standings(town):
    rows = await town.query(
        "SELECT state, count(*) FROM announcement_recipients GROUP BY state ORDER BY state"
    )
    return dict(rows)


def copies(town, neighbour, words=WORDS):
    return heard(town, [neighbour.id], words)[1]


async def crowd(town, number):
    """Residents who have all talked to the bot before; their ids."""
    first = 5001
    for telegram_id in range(first, first + number):
        town.world.add_person(telegram_id, f"居民{telegram_id}", language_code="zh-hans")
        town.world.person(telegram_id).started = True

    def meet(db):
        for telegram_id in range(first, first + number):
            met = db.people.meet(
                telegram_id, name=f"居民{telegram_id}", language="zh_Hans", now=town.clock.now()
            )
            db.people.save(replace(met, roles=Role.RESIDENT))

    await town.linli.doors.store.transaction(meet)
    return range(first, first + number)


async def goes_on(town, **span):
    """So much time and no more: what is on its way is still on its way."""
    until = town.clock.now() + timedelta(**span)
    linli = town.linli
    while town.clock.now() < until:
        moved = [
            await linli.intake.poll(wait=0),
            await linli.clock.tick(),
            await linli.delivery.round(),
            await linli.delivery.calls_ended(),
        ]
        if not any(moved):
            left = (until - town.clock.now()).total_seconds()
            wait = min(linli.delivery.waits() or 1.0, 1.0, left)
            town.clock.advance(timedelta(seconds=max(wait, 0.001)))


async def taps_meanwhile(town, neighbour, label, **span):
    """A tap while letters are leaving, and so much time after it."""
    message, data = neighbour._button(label, neighbour.id)
    neighbour._look_around()
    town.world.press(neighbour.id, neighbour.id, message, data)
    await goes_on(town, **(span or {"seconds": 1}))


def heard(town, people, words=WORDS):
    """By how many of these, and the most copies of it that one of them got."""
    counts = [
        sum(words in (m.get("text") or "") for m in town.world.messages(one, one))
        for one in people
    ]
    return sum(bool(count) for count in counts), max(counts)


async def erased(town, neighbour):
    def erase(db):
        person = db.people.by_telegram(neighbour.id)
        turn = town.linli.doors.turn(db)
        turn.features.erase(turn, person)
        db.privacy.erase(person, turn.now)

    await town.linli.doors.store.transaction(erase)
