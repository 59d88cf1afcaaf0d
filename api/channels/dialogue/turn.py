"""One turn of the dialogue: a message, and what answers it within the transaction that ends it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from api.channels.dialogue.menu import Menu
from api.channels.dialogue.office import OWNER, Office
from api.channels.messages import Conversation, Handler, Incoming, Reply
from api.store.submissions import NewSubmission
from api.submissions import submissions
from api.submissions.codes import State
from api.submissions.records import states
from api.submissions.records.rows import (
    NoSuchSubmission,
    ServiceGone,
    SubmissionClosed,
    Transaction,
)
from api.submissions.texts import ChatTexts

SUBMISSION_ENDED = (NoSuchSubmission, SubmissionClosed, ServiceGone)
"""The submission of the conversation has ended."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message in its transaction."""

    office: Office
    connection: Connection
    conversation: Conversation
    incoming: Incoming

    @property
    def act(self) -> Transaction:
        """A transaction on submissions."""
        return self.office.act(self.connection)

    @property
    def chat(self) -> ChatTexts:
        """The texts in the language of the number."""
        return self.office.texts(self.conversation.number.lang).chat

    @property
    def menu(self) -> Menu:
        """What the number serves."""
        return Menu.of(self.conversation.number, self.office.rules.catalogue)

    @property
    def application(self) -> tuple[str, str] | None:
        """(service, variant) of the application under way."""
        try:
            row = submissions.own(self.connection, self.conversation.submission_id or "", OWNER)
        except NoSuchSubmission:
            return None
        return row.service, row.variant

    @property
    def settled(self) -> bool:
        """Whether all papers of the application are in, or with an officer."""
        try:
            row = submissions.own(self.connection, self.conversation.submission_id or "", OWNER)
            state = states.in_force(row, states.progress(self.act, row))
        except SUBMISSION_ENDED:
            return False
        return state in {State.COMPLETE, State.OFFICER}

    def offer(self, text: str) -> Reply:
        """Return a text with the menu."""
        return Reply(text=text, buttons=self.menu.first())

    def begin(self, service: str, name: str) -> None:
        """Begin an application, or go on with the one that is under way."""
        catalogue, number = self.office.rules.catalogue, self.conversation.number
        new = NewSubmission(
            owner=OWNER,
            reference=self.incoming.sender,
            service=service,
            variant=name,
            lang=number.lang,
            check_lang=self.office.texts(number.lang).check_lang,
            line=number.line or catalogue.services[service].line,
        )
        act, variant = self.act, catalogue.services[service].variants[name]
        row, _ = submissions.open_(self.connection, act.vault, variant, new, act.now)
        self.conversation.submission_id = row.id

    def state(self) -> Reply:
        """Say what the application waits for; offer the menu where it has ended."""
        act, id_ = self.act, self.conversation.submission_id
        try:
            row = submissions.own(self.connection, id_ or "", OWNER)
            progress = states.progress(act, row)
            state = states.in_force(row, progress)
            at = states.last_at(act, row, state)
            text = act.rules.speaker(row).said_of_state(state, progress, at)
        except SUBMISSION_ENDED:
            self.conversation.submission_id = None
            return self.offer(self.chat.welcome)
        return Reply(text=text) if state is State.OPEN else self.offer(f"{text} {self.chat.more}")

    def switch(self) -> Reply:
        """Say what the application waits for, and offer the menu: it may be another's turn."""
        state = self.state()
        return state if state.buttons else self.offer(f"{state.text} {self.chat.switch}")


def handler(office: Office, answer: Callable[[Turn], Sequence[Reply]]) -> Handler:
    """Return the handler that answers with a turn of this office."""

    def handle(
        connection: Connection, conversation: Conversation, incoming: Incoming, _: bytes | None
    ) -> Sequence[Reply]:
        return answer(Turn(office, connection, conversation, incoming))

    return handle
