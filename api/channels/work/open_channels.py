"""The channels of a configuration, ready to be called."""

from collections.abc import Mapping

from api.channels.channel import Channel
from api.channels.cloud.client import CloudChannel
from api.channels.configuration import Channels
from api.channels.waha.client import WahaChannel


def open_channels(channels: Channels, max_bytes: int) -> Mapping[str, Channel]:
    """Return the configured channels by name. max_bytes: maximum size of a file."""
    found: dict[str, Channel] = {}
    if channels.cloud is not None:
        found["cloud"] = CloudChannel.of(channels, max_bytes)
    if channels.waha is not None:
        found["waha"] = WahaChannel.of(channels, max_bytes)
    return found
