"""What the staff do about tickets in tests that look at the residents' side only."""

from community.reports import Part
from community.threads import Attachment


class Worker:
    """A staff member, by the verbs that the desk's buttons stand for."""

    def __init__(self, town, neighbour) -> None:
        self._town, self._neighbour = town, neighbour

    async def does(self, verb: str, number: int, *args: object) -> None:
        def act(db):
            staff = db.people.by_telegram(self._neighbour.id)
            now, house = self._town.clock.now(), self._town.house
            getattr(db.desk, verb)(number, staff, *args, now=now, house=house)

        await self._town.linli.doors.store.transaction(act)
        await self._town.settle()

    async def claims(self, number: int) -> None:
        await self.does("claim", number)

    async def asks(self, number: int, words: str) -> None:
        await self.does("ask", number, [Part(words)])

    async def answers(self, number: int, words: str, photo: str = "") -> None:
        await self.does(
            "answer", number, [Part(words, Attachment("photo", photo) if photo else None)]
        )

    async def closes(self, number: int, words: str = "修好了") -> None:
        await self.does("close", number, [Part(words)])


async def reported(neighbour, words="三号楼电梯坏了", category="电梯", kind="投诉") -> None:
    """By name, from typed words to the receipt; the lift's own questions are skipped."""
    await neighbour.types(words)
    await neighbour.taps(kind)
    await neighbour.taps(category)
    while "跳过" in neighbour.labels():
        await neighbour.taps("跳过")
    await neighbour.taps("提交")
