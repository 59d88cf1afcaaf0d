"""The demo as a channel: a message carries its file."""

import base64

from api.channels.channel import MediaFailed, Outgoing
from api.channels.messages import Media, Problem

PREFIX = "data:;base64,"


def enclosed(data: bytes, filename: str | None) -> Media:
    """Return a file as media that a message carries; it is encrypted with the message."""
    url = PREFIX + base64.b64encode(data).decode()
    return Media(url=url, size=len(data), filename=filename)


class EnclosedFiles:
    """The demo's side of the channel."""

    def fetch(self, media: Media) -> bytes:
        """Return the enclosed file. Raises MediaFailed."""
        if media.url is None or not media.url.startswith(PREFIX):
            raise MediaFailed(Problem.GONE)
        return base64.b64decode(media.url.removeprefix(PREFIX))

    def send(self, outgoing: Outgoing) -> None:
        """Never called: the caller fetches the replies."""
        raise NotImplementedError

    def was_sent(self, outgoing: Outgoing) -> bool:
        """Never called: the caller fetches the replies."""
        raise NotImplementedError
