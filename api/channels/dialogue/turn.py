"""One turn of the dialogue: a message, and what answers it within the transaction that ends it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from api.channels.dialogue.menu import OFFICER, Choice, Menu
from api.channels.dialogue.office import Office, owner_of
from api.channels.messages import MAX_CHOICES, Conversation, Handler, Incoming, Reply
from api.store import submissions as store
from api.store.channels import conversations
from api.store.stages import BY_PAPERS
from api.store.submissions import NewSubmission, Submission
from api.store.tables.channels import DEMO
from api.submissions import submissions
from api.submissions.chat_texts import ChatTexts
from api.submissions.codes import State
from api.submissions.records import states
from api.submissions.records.rows import (
    NoSuchSubmission,
    ServiceGone,
    SubmissionClosed,
    Transaction,
)
from api.submissions.records.words import said

ASKED = "asked"
"""Key of the conversation's state: when the purpose of held photos was asked for, or NEVER."""
NEVER = 0.0
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
    def owner(self) -> str:
        """Owner of the citizen's submissions."""
        return owner_of(self.incoming.channel)

    @property
    def is_demo(self) -> bool:
        """Whether nobody at the office sees what is written."""
        return self.incoming.channel == DEMO

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
    def submission(self) -> Submission:
        """The application under way. Raises NoSuchSubmission."""
        id_ = self.conversation.submission_id or ""
        return submissions.own(self.connection, id_, self.owner)

    @property
    def application(self) -> tuple[str, str] | None:
        """(service, variant) of the application under way."""
        try:
            row = self.submission
        except NoSuchSubmission:
            return None
        return row.service, row.variant

    @property
    def settled(self) -> bool:
        """Whether all papers of the application are in, or with an officer."""
        try:
            row = self.submission
            state = states.in_force(row, states.progress(self.act, row))
        except SUBMISSION_ENDED:
            return False
        return state in {State.COMPLETE, State.OFFICER}

    @property
    def officer(self) -> Choice:
        """The choice of a person."""
        return (OFFICER, self.chat.officer.button)

    def with_officer(self, reply: Reply) -> Reply:
        """Return a reply with the way to a person, where it offers nothing else."""
        return reply if reply.buttons else replace(reply, buttons=(self.officer,))

    def offer(self, text: str) -> Reply:
        """Return a text with the menu, and the way to a person where there is room."""
        return self.with_choices(text, self.menu.first())

    def with_choices(self, text: str, choices: tuple[Choice, ...]) -> Reply:
        """Return a text with choices, and the way to a person where there is room."""
        return Reply(text=text, buttons=(*choices, self.officer)[:MAX_CHOICES])

    def begin(self, service: str, name: str) -> None:
        """Begin an application, or go on with the one that is under way."""
        catalogue, number = self.office.rules.catalogue, self.conversation.number
        new = NewSubmission(
            owner=self.owner,
            reference=self.incoming.sender,
            service=service,
            variant=name,
            lang=number.lang,
            check_lang=self.office.texts(number.lang).check_lang,
            line=number.line or catalogue.services[service].line,
            conversation_id=self.conversation.id,
        )
        act, variant = self.act, catalogue.services[service].variants[name]
        row, _ = submissions.open_(self.connection, act.vault, variant, new, act.now)
        self.conversation.submission_id = row.id

    def release(self) -> None:
        """Let the photos be handled that waited for the choice of an application."""
        self.conversation.state.pop(ASKED, None)
        self.conversation.resume()

    def reopen(self) -> None:
        """Go on with the citizen's last application that is under way, if none is chosen.

        It was begun in a conversation that has expired.
        """
        if self.conversation.submission_id is not None:
            return
        vault, sender = self.act.vault, self.incoming.sender
        mine = store.of_reference(self.connection, vault, self.owner, sender)
        under_way = [row for row in mine if row.under_way and self._serves(row)]
        if under_way:
            last = max(under_way, key=lambda row: row.updated_at)
            submissions.go_on(self.connection, last, self.conversation.id)
            self.conversation.submission_id = last.id

    def _serves(self, row: Submission) -> bool:
        """Return whether this number serves what a submission is for, and no other has it."""
        service = self.menu.services.get(row.service)
        holder = conversations.of_submission(self.connection, row.id)
        is_ours = holder is None or holder.id == self.conversation.id
        return is_ours and service is not None and row.variant in service.variants

    def state(self) -> Reply:
        """Say what the application waits for; offer the menu where it has ended."""
        act = self.act
        try:
            row = self.submission
            progress = states.progress(act, row)
            state = states.in_force(row, progress)
            ticked = row.stage in BY_PAPERS and act.rules.speaker(row).ticked(state, progress)
            text = ticked or said(act, row, progress)
        except SUBMISSION_ENDED:
            self.conversation.submission_id = None
            return self.offer(self.chat.welcome)
        asks = state is State.OPEN and not row.ended
        return Reply(text=text) if asks else self.offer(f"{text} {self.chat.more}")

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
