"""Files of the demo: a message carries its own."""

import base64

from api.channels.channel import MediaFailed
from api.channels.messages import Media, Problem

PREFIX = "data:;base64,"


def enclosed(data: bytes, filename: str | None) -> Media:
    """Return a file as media that a message carries; it is encrypted with the message."""
    url = PREFIX + base64.b64encode(data).decode()
    return Media(url=url, size=len(data), filename=filename)


class EnclosedFiles:
    """Opens them."""

    def fetch(self, media: Media) -> bytes:
        """Return the enclosed file. Raises MediaFailed."""
        if media.url is None or not media.url.startswith(PREFIX):
            raise MediaFailed(Problem.GONE)
        return base64.b64decode(media.url.removeprefix(PREFIX))
