"""What the alarms of the two clocks mean when they ring: whether still true, and for whom."""

from community.clocks import Clock, ClockOverdue, ClockWarns, Ring, due_of
from community.house import House
from community.people import Person, Role
from community.refusals import NoLongerThere
from community.tickets import Ticket
from storage.people import People
from storage.sql import stamp
from storage.tickets.cases import Cases
from storage.tickets.closings import supervisors


class Clocks:
    def __init__(self, *, cases: Cases, people: People) -> None:
        self._cases, self._people = cases, people

    def rings(self, ring: Ring) -> Ticket:
        """The ticket; raises NoLongerThere when that clock has been stopped or moved."""
        ticket = self._cases.ticket(ring.ticket_id)
        due = due_of(ticket, Clock(ring.clock))
        if due is None or stamp(due) != ring.due:
            raise NoLongerThere
        return ticket

    def to_tell(self, ring: Ring, house: House) -> list[Person]:
        """A warning is for whoever has it in hand; what is overdue, for the supervisors; a
        working day later, for the administrators. Nobody: it is for the desk."""
        if isinstance(ring, ClockWarns):
            owner_id = self._cases.ticket(ring.ticket_id).owner_id
            owner = self._people.person(owner_id) if owner_id else None
            return [owner] if owner else []
        if isinstance(ring, ClockOverdue):
            return supervisors(self._people, house)
        return self._people.with_role(Role.ADMIN)
