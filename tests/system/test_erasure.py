"""What somebody had erased is nowhere any more, not even in the bytes of the database's files."""

from datetime import timedelta

MARKERS = ("Zephyrine", "9876-qx", "allergic-to-kumquats")


def files_with(folder, marker):
    return sorted(path.name for path in folder.iterdir() if marker.encode() in path.read_bytes())


async def test_after_erasure_the_files_hold_nothing_of_the_person(town):
    staff = await town.staff("小李", "en")
    await staff.types("/newactivity")
    for typed in ("Tea", "tomorrow 3pm", "Hall", "10", "3"):
        await staff.types(typed)
    await staff.taps("First come")
    for _question in range(6):
        await staff.taps("Skip")
    await staff.taps("Save as draft")
    await staff.taps("Publish")
    ann = await town.resident(MARKERS[0], "en", building="1号楼", room=MARKERS[1])
    await ann.follows("bring-1")
    await ann.taps("+2")
    await ann.types(MARKERS[2])
    ann.sees("You have 3 places")
    assert all(files_with(town.folder, marker) for marker in MARKERS)

    await ann.types("/privacy")
    await ann.taps("Erase me")
    await ann.taps("Yes, erase me")
    await town.passes(days=2)
    await town.linli.clock.tidy()

    assert [files_with(town.folder, marker) for marker in MARKERS] == [[], [], []]
    assert await town.query("SELECT taken FROM activities") == [(0,)]


async def test_logs_hold_neither_words_nor_names_nor_the_token(town, caplog):
    caplog.set_level("DEBUG")
    ann = await town.resident(MARKERS[0], "en")

    await ann.types(f"/nosuch {MARKERS[2]}")
    await ann.types(MARKERS[2])
    town.clock.advance(timedelta(hours=1))
    await town.settle()

    said = caplog.text
    assert not [secret for secret in (*MARKERS, town.world.token) if secret in said]
