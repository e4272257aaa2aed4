"""An activity that is published already, for tests about what comes after."""

from datetime import UTC, datetime

from community.activities import Activity

AFTERNOON = datetime(2026, 5, 9, 6, tzinfo=UTC)  # 14:00 in Shanghai


async def announced(town, organiser, *, title="包饺子", places=2, starts_at=AFTERNOON) -> int:
    """By this person; its number."""

    def publish(db) -> int:
        activity = Activity(
            title=title,
            starts_at=starts_at,
            capacity=places,
            organiser_id=db.people.by_telegram(organiser.id).id,
        )
        now = town.clock.now()
        created = db.activities.create(activity, now)
        return db.activities.publish(created.id, now=now, house=town.house).id

    return await town.linli.doors.store.transaction(publish)
