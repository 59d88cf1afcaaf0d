"""The office behind the dialogue: its rules, its store and its check."""

import time
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from api.process.checker import Checker
from api.store.database.store import Store
from api.store.submissions import DEMO_OWNER
from api.store.tables.channels import DEMO
from api.submissions.chat_texts import AskedTexts
from api.submissions.records.rows import Rules, Transaction
from api.submissions.texts import Texts
from api.work.context import WorkerContext
from precheck.decision.verdict import CheckedPhoto
from precheck.office.policy import Office as OfficeRules
from precheck.options import Options

OWNER = "channel"
"""Owner of the submissions that citizens make in chat channels; no caller has this name."""


def owner_of(channel: str) -> str:
    """Return the owner of the submissions that citizens make in a channel."""
    return DEMO_OWNER if channel == DEMO else OWNER


@dataclass(frozen=True, slots=True)
class Office:
    """What the dialogue speaks for."""

    store: Store
    rules: Rules
    checker: Checker

    @classmethod
    def of(cls, context: WorkerContext) -> "Office":
        """Return the office of a worker process."""

        def check(data: bytes, options: Options, office: OfficeRules, /) -> CheckedPhoto:
            return context.executor.submit(partial(context.check, data, options, office)).result()

        return cls(context.store, context.rules, check)

    def act(self, connection: Connection) -> Transaction:
        """Return a transaction of now."""
        return Transaction(connection, self.store.vault, self.rules, time.time())

    def texts(self, lang: str) -> Texts:
        """Return the texts of a language; Bahasa Indonesia where it is off."""
        texts = self.rules.catalogue.texts
        return texts.get(lang) or texts["id"]

    @property
    def asked(self) -> list[AskedTexts]:
        """The phrases of the usual questions, in every language that is on."""
        return [one.chat.asked for one in self.rules.catalogue.texts.values()]

    def check(self, data: bytes, options: Options) -> CheckedPhoto:
        """Check a photo under the office's rules. Raises PrecheckError."""
        return self.checker(data, options, self.rules.office)
