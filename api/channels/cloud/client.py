"""The Cloud API as a channel."""

from dataclasses import dataclass, replace

from api.channels.channel import NotAccepted, Outgoing, Rejected, Unsure
from api.channels.cloud import media as cloud_media
from api.channels.cloud import payloads
from api.channels.cloud.graph import Graph
from api.channels.configuration import Channels, Number
from api.channels.messages import Incoming, Media
from api.channels.values import clean_text
from api.outgoing.calls import Answer, Caller, NoAnswer
from api.process.logs import log

TOO_OFTEN = frozenset({4, 80007, 130429})
"""Error codes that ask for a pause of the number."""
TOO_OFTEN_TO_ONE = frozenset({131056})
"""Error codes that ask for a pause in one conversation."""
KEY_REFUSED = frozenset({401, 403})
"""Statuses of a token that expired or lacks a right: the operator mends it, nothing is lost."""
KEY_WAIT_SECONDS = 60.0
NOTICE_SECONDS = 5.0
"""Maximum time of the mark that a message is read; no answer waits for it."""
UPLOAD_SECONDS = 10.0
"""Maximum time of an upload, which holds the texts behind it."""


@dataclass(frozen=True, slots=True)
class CloudChannel:
    """Fetches media and sends replies."""

    graph: Graph
    max_bytes: int
    """Maximum size of a file."""

    @classmethod
    def of(cls, channels: Channels, max_bytes: int) -> "CloudChannel":
        """Return the channel of a configuration with [cloud]."""
        assert channels.cloud is not None
        caller = Caller(channels.cloud.origins, channels.private_networks)
        return cls(Graph(channels.cloud, caller), max_bytes)

    def fetch(self, media: Media) -> bytes:
        """Return the bytes of a media id. Raises MediaFailed, MediaLater."""
        return cloud_media.fetch(self.graph, media, self.max_bytes)

    def send(self, outgoing: Outgoing) -> str | None:
        """Send a reply, without its picture and quotation where they are not taken.

        Returns the message's id. Raises NotAccepted, Rejected, Unsure.
        """
        picture, picture_id = outgoing.reply.picture, None
        if picture is not None and not (outgoing.as_template or outgoing.plain):
            picture_id = self._upload(outgoing.number.id, picture)
        if not outgoing.still_due():  # an upload takes time
            return None
        try:
            return self._post(outgoing, picture_id)
        except Rejected:
            reply = outgoing.reply
            if outgoing.as_template or (picture_id is None and reply.quotes is None):
                raise
            return self._post(replace(outgoing, reply=replace(reply, quotes=None)), None)

    def notice(self, number: Number, incoming: Incoming) -> None:
        """Mark a message as read, with the sign of writing. Raises Refused, NoAnswer."""
        url = self.graph.url(number.id, "messages")
        self.graph.post(url, json=payloads.notice(incoming.message_id), seconds=NOTICE_SECONDS)

    def _post(self, outgoing: Outgoing, picture_id: str | None) -> str | None:
        body = payloads.message(outgoing, picture_id)
        try:
            answer = self.graph.post(self.graph.url(outgoing.number.id, "messages"), json=body)
        except NoAnswer as error:
            if error.sent:
                raise Unsure("no_answer") from error
            raise NotAccepted("no_connection") from error
        if answer.status >= 500:
            raise Unsure(str(answer.status), answer.retry_after)
        self._require_success(answer)
        messages = answer.object.get("messages")
        first = messages[0] if isinstance(messages, list) and messages else None
        return clean_text(first.get("id")) if isinstance(first, dict) else None

    def was_sent(self, outgoing: Outgoing) -> bool:  # noqa: ARG002 - of the protocol
        """Return False: an accepted reply is reported by a status with its id."""
        return False

    def _upload(self, number_id: str, picture: bytes) -> str | None:
        """Upload a picture, which nobody sees yet, and return its id; None if that fails.

        The text matters more: it waits for no second try.
        """
        file = ("file", ("photo.jpg", picture, "image/jpeg"))
        fields = {"messaging_product": "whatsapp", "type": "image/jpeg"}
        url = self.graph.url(number_id, "media")
        try:
            answer = self.graph.post(url, files=[file], data=fields, seconds=UPLOAD_SECONDS)
        except NoAnswer:
            log.warning("picture not uploaded", code="no_answer")
            return None
        if answer.status != 200:
            log.warning("picture not uploaded", code=answer.status)
            return None
        return clean_text(answer.object.get("id"))

    def _require_success(self, answer: Answer) -> None:
        if 200 <= answer.status < 300:
            return
        code = self.graph.error_code(answer)
        name = str(answer.status if code is None else code)
        if answer.status == 429 or code in TOO_OFTEN:
            raise NotAccepted(name, answer.retry_after, whole_number=True)
        if code in TOO_OFTEN_TO_ONE:
            raise NotAccepted(name, answer.retry_after)
        if answer.status in KEY_REFUSED:
            raise NotAccepted(name, KEY_WAIT_SECONDS)
        raise Rejected(name)
