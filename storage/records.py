"""Every record of the house, inside a transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from storage.active_residents import ActiveResidents
from storage.activities import Activities
from storage.activity_reminders import ActivityReminders
from storage.announcements import Announcements
from storage.asks import Asks
from storage.attendance import Attendances
from storage.audit import Audit
from storage.broadcasts import Broadcasts
from storage.changes import Changes
from storage.contacts import Contacts
from storage.desk_topics import DeskTopics
from storage.directory import Directory
from storage.drafts import Drafts
from storage.expenses import Expenses
from storage.feedback import Feedbacks
from storage.groups import Groups
from storage.hours_served import HoursServed
from storage.invitations import Invitations
from storage.lotteries import Lotteries
from storage.messages import Messages
from storage.no_shows import NoShows
from storage.notices import Notices
from storage.outbox import Outbox
from storage.past_activities import PastActivities
from storage.people import People
from storage.plans import Plans
from storage.polls import Polls
from storage.privacy import Privacy
from storage.proposals import Proposals
from storage.questions import Questions
from storage.remembered import Remembered
from storage.rosters import Rosters
from storage.seal import Seal, passing_seal
from storage.series import SeriesRecords
from storage.shared_cards import SharedCards
from storage.shifts.crews import Crews
from storage.shifts.farewells import Farewells
from storage.shifts.gaps import Gaps
from storage.shifts.hand_overs import HandOvers
from storage.shifts.reminders import ShiftReminders
from storage.shifts.rota import Rota
from storage.shifts.timetable import Shifts
from storage.shifts.turnouts import Turnouts
from storage.shifts.visits import Visits
from storage.sign_ups import SignUps
from storage.sql import Sql
from storage.survey_answers import SurveyAnswers
from storage.survey_drafts import SurveyDrafts
from storage.survey_sheets import SurveySheets
from storage.survey_turnouts import SurveyTurnouts
from storage.surveys import Surveys
from storage.targets import Targets
from storage.tickets.board import Board
from storage.tickets.cases import Cases
from storage.tickets.clocks import Clocks
from storage.tickets.closings import Ratings
from storage.tickets.desk import Desk
from storage.tickets.moves import Moves
from storage.tickets.queue import Queue
from storage.tickets.reporting import Tickets
from storage.tickets.retention import Retention
from storage.tickets.reveals import Reveals
from storage.tickets.sorting import Sorting
from storage.tickets.voices import Voices
from storage.updates import Updates
from storage.volunteers import Volunteers
from storage.waiting_lists import WaitingLists
from storage.work_items import WorkItems


class Records:
    def __init__(self, connection: sqlite3.Connection, seal: Seal | None = None) -> None:
        """Without a seal nothing that is closed now can be opened later."""
        self._connection = connection
        sql, seal = Sql(connection), seal or passing_seal()
        self._add_house(sql, seal)
        self._add_people(sql)
        self._add_places(sql)
        self._add_meetings(sql)
        self._add_tickets(sql, seal)
        self._add_volunteers(sql)
        self._add_shifts(sql, seal)
        self._add_farewells(sql)
        self._add_surveys(sql, seal)
        self._add_announcements(sql)

    def _add_house(self, sql: Sql, seal: Seal) -> None:
        """What every feature stands on."""
        self.updates = Updates(sql)
        self.outbox = Outbox(sql, seal)
        self.shared_cards = SharedCards(sql)
        self.notices = Notices(sql)
        self.drafts = Drafts(sql, seal)
        self.remembered = Remembered(sql)
        self.audit = Audit(sql)
        self.groups = Groups(sql)
        self.desk_topics = DeskTopics(sql)

    def _add_people(self, sql: Sql) -> None:
        self.people = people = People(sql)
        self.contacts = Contacts(
            sql, people=people, notices=self.notices, remembered=self.remembered
        )
        self.questions = Questions(sql, notices=self.notices, people=people)
        self.invitations = Invitations(sql, people=people, notices=self.notices, audit=self.audit)
        self.privacy = Privacy(sql, people=people, drafts=self.drafts, audit=self.audit)
        self.active_residents = ActiveResidents(sql)
        self.directory = Directory(sql)

    def _add_places(self, sql: Sql) -> None:
        """Activities, and who gets a place in them."""
        notices, people = self.notices, self.people
        self.activities = activities = Activities(sql, notices=notices, groups=self.groups)
        self.waiting_lists = line = WaitingLists(
            sql, activities=activities, notices=notices, people=people
        )
        self.sign_ups = SignUps(sql, activities=activities, notices=notices, line=line)
        self.changes = Changes(
            sql, activities=activities, notices=notices, people=people, line=line
        )
        self.lotteries = Lotteries(sql, activities=activities, notices=notices, line=line)
        self.activity_reminders = ActivityReminders(sql, activities=activities, notices=notices)
        self.past_activities = PastActivities(sql)
        self.proposals = Proposals(sql)
        self.series = SeriesRecords(
            sql, activities=activities, questions=self.questions, changes=self.changes
        )
        self.plans = Plans(sql, activities=activities, series=self.series)

    def _add_meetings(self, sql: Sql) -> None:
        """Who was there, and what they hear and say about it."""
        activities, notices = self.activities, self.notices
        self.rosters = Rosters(sql)
        self.messages = Messages(sql, notices=notices, people=self.people)
        self.attendance = attended = Attendances(
            sql, activities=activities, sign_ups=self.sign_ups
        )
        self.no_shows = NoShows(sql, activities=activities, attendance=attended, notices=notices)
        self.feedback = Feedbacks(sql, activities=activities, attendance=attended, notices=notices)

    @property
    def leaves_traces(self) -> bool:
        """Whether the database's log may still tell what its tables no longer do."""
        traces = self.outbox.leaves_traces or self.voices.leaves_traces
        traces = traces or self.survey_answers.leaves_traces
        return traces and not self.outbox.has_fleeting()

    def left_no_traces(self) -> None:
        self.outbox.leaves_traces = self.voices.leaves_traces = False
        self.survey_answers.leaves_traces = False

    def _add_tickets(self, sql: Sql, seal: Seal) -> None:
        people, notices, audit = self.people, self.notices, self.audit
        self.voices = voices = Voices(sql, notices=notices, people=people, seal=seal)
        cases = Cases(sql, notices)
        moves = Moves(cases=cases, voices=voices, people=people, audit=audit, notices=notices)
        self.ratings = Ratings(sql, cases=cases, voices=voices, notices=notices, people=people)
        self.tickets = Tickets(sql, cases=cases, voices=voices, ratings=self.ratings, audit=audit)
        self.desk = Desk(sql, moves=moves, ratings=self.ratings)
        self.ticket_retention = Retention(sql, voices=voices)
        self.sorting = Sorting(sql, moves=moves)
        self.queue = Queue(sql)
        self.clocks = Clocks(cases=cases, people=people)
        self.board = Board(sql, cases=cases, audit=audit)
        self.reveals = Reveals(sql, cases=cases, voices=voices, audit=audit)

    def _add_volunteers(self, sql: Sql) -> None:
        """Who helps and what the staff have planned, and the lists and calls made of it."""
        people, notices, audit = self.people, self.notices, self.audit
        self.volunteers = Volunteers(sql, people=people, notices=notices, audit=audit)
        self.shifts = Shifts(sql, notices=notices, people=people, series=self.series)
        self.rota = Rota(sql, shifts=self.shifts, volunteers=self.volunteers)
        self.gaps = Gaps(sql, shifts=self.shifts, notices=notices)
        self.shift_reminders = ShiftReminders(sql, shifts=self.shifts, notices=notices)
        self.hours = HoursServed(sql, notices=notices, audit=audit)
        self.work = WorkItems(sql, people=people, notices=notices, audit=audit)

    def _add_shifts(self, sql: Sql, seal: Seal) -> None:
        """Who is in a shift, and what becomes of it."""
        people, notices, audit = self.people, self.notices, self.audit
        volunteers, shifts, gaps, hours = self.volunteers, self.shifts, self.gaps, self.hours
        self.crews = crews = Crews(
            sql, shifts=shifts, gaps=gaps, volunteers=volunteers, notices=notices, audit=audit
        )
        self.hand_overs = HandOvers(
            sql, shifts=shifts, crews=crews, volunteers=volunteers, people=people, notices=notices
        )
        self.turnouts = turnouts = Turnouts(
            sql, shifts=shifts, crews=crews, gaps=gaps, hours=hours, notices=notices, audit=audit
        )
        self.visits = Visits(
            sql,
            shifts=shifts,
            crews=crews,
            turnouts=turnouts,
            notices=notices,
            audit=audit,
            seal=seal,
        )

    def _add_farewells(self, sql: Sql) -> None:
        self.expenses = Expenses(
            sql,
            shifts=self.shifts,
            crews=self.crews,
            people=self.people,
            notices=self.notices,
            audit=self.audit,
        )
        self.farewells = Farewells(
            sql,
            volunteers=self.volunteers,
            crews=self.crews,
            hand_overs=self.hand_overs,
            gaps=self.gaps,
            turnouts=self.turnouts,
            visits=self.visits,
            hours=self.hours,
            work=self.work,
            expenses=self.expenses,
        )

    def _add_surveys(self, sql: Sql, seal: Seal) -> None:
        """What people are asked, and what they answer."""
        notices = self.notices
        self.asks = Asks(sql, seal=seal)
        self.targets = Targets(sql)
        self.surveys = surveys = Surveys(sql, notices=notices, targets=self.targets)
        self.survey_drafts = SurveyDrafts(sql, surveys=surveys)
        self.survey_sheets = SurveySheets(self.drafts)
        self.survey_answers = SurveyAnswers(sql, surveys=surveys, notices=notices, seal=seal)
        self.survey_turnouts = SurveyTurnouts(sql)
        self.polls = Polls(sql, notices=notices)

    def _add_announcements(self, sql: Sql) -> None:
        """What many are told at once."""
        self.announcements = Announcements(sql, notices=self.notices, targets=self.targets)
        self.broadcasts = Broadcasts(sql)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What the block wrote is undone when it raises; the transaction goes on."""
        self._connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            # When the disk is full SQLite may already have rolled everything back by itself.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK TO part")
                self._connection.execute("RELEASE part")
            raise
        self._connection.execute("RELEASE part")
