"""The camera link, which is offered by itself after a paper's second failed photo."""

from collections.abc import Sequence

from api.capture import links
from api.capture.links import Maker
from api.channels.messages import Reply
from api.store.submissions import Submission
from api.submissions.codes import Code
from api.submissions.photos import Answer
from api.submissions.records.rows import Transaction

OFFERED_AT = 2
"""Failed photo of a paper after which the link is offered: once, for the third has an officer."""


def camera_offered(act: Transaction, row: Submission, answer: Answer) -> Sequence[Reply]:
    """Return the offer of a camera link after a photo; empty where there is none to make."""
    speaker, filing = act.rules.speaker(row), answer.filing
    slot = speaker.variant.slot(filing.slot)
    failed = filing.code is Code.UNREADABLE and filing.attempt == OFFERED_AT
    if act.rules.public_url is None or slot is None or not failed:
        return []
    link, _ = links.make(act, row, slot, Maker.CHAT)
    text = speaker.texts.chat.camera.format(paper=speaker.title(slot), link=link)
    return [Reply(text=text)]
