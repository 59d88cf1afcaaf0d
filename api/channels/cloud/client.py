"""The Cloud API as a channel."""

from dataclasses import dataclass

from api.channels.channel import NotAccepted, Outgoing, Rejected, Unsure
from api.channels.cloud import media as cloud_media
from api.channels.cloud import payloads
from api.channels.cloud.graph import Graph
from api.channels.configuration import Channels
from api.channels.messages import Media
from api.outgoing.calls import Answer, Caller, NoAnswer

TOO_OFTEN = frozenset({4, 80007, 130429})
"""Error codes that ask for a pause of the number."""
TOO_OFTEN_TO_ONE = frozenset({131056})
"""Error codes that ask for a pause in one conversation."""
KEY_REFUSED = frozenset({401, 403})
"""Statuses of a token that expired or lacks a right: the operator mends it, nothing is lost."""
KEY_WAIT_SECONDS = 60.0


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

    def send(self, outgoing: Outgoing) -> None:
        """Send a reply. Raises NotAccepted, Rejected, Unsure."""
        picture_id = None
        if outgoing.reply.picture is not None and not outgoing.as_template:
            picture_id = self._upload(outgoing.number.id, outgoing.reply.picture)
        body = payloads.message(outgoing, picture_id)
        if not outgoing.still_due():  # an upload takes time
            return
        try:
            answer = self.graph.post(self.graph.url(outgoing.number.id, "messages"), json=body)
        except NoAnswer as error:
            if error.sent:
                raise Unsure("no_answer") from error
            raise NotAccepted("no_connection") from error
        if answer.status >= 500:
            raise Unsure(str(answer.status), answer.retry_after)
        self._require_success(answer)

    def was_sent(self, outgoing: Outgoing) -> bool:  # noqa: ARG002 - of the protocol
        """Return False: an accepted reply is reported by a status with its id."""
        return False

    def _upload(self, number_id: str, picture: bytes) -> str:
        """Upload a picture, which nobody sees yet, and return its id."""
        file = ("file", ("photo.jpg", picture, "image/jpeg"))
        fields = {"messaging_product": "whatsapp", "type": "image/jpeg"}
        try:
            answer = self.graph.post(self.graph.url(number_id, "media"), files=[file], data=fields)
        except NoAnswer as error:
            raise NotAccepted("no_answer") from error
        if answer.status >= 500:
            raise NotAccepted(str(answer.status), answer.retry_after)
        self._require_success(answer)
        return str(self.graph.json(answer).get("id", ""))

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
