"""Media of the Cloud API: its id gives an address, which gives the bytes within five minutes."""

import time
from dataclasses import dataclass
from typing import Any

from api.channels.channel import MediaFailed, MediaLater
from api.channels.checksums import is_whole
from api.channels.cloud.graph import Graph
from api.channels.messages import Media, Problem
from api.outgoing.addresses import Refused
from api.outgoing.calls import Answer, NoAnswer

TRIES = 4
"""Addresses asked for in one stay: an address expires, and a download may break."""
PAUSE_SECONDS = 0.1
"""Pause before the second try; doubled before each further one."""
MAX_PAUSE_SECONDS = 1.0
"""A longer pause, if the server asks for it, is not made here."""
SECONDS = 30.0
"""Maximum time of one download."""
GONE_STATUSES = frozenset({400, 404, 410})
"""Statuses of an id that the channel does not know any more."""


@dataclass(frozen=True, slots=True)
class _Again(Exception):
    """A try failed; another may succeed. `problem`: what is wrong if all fail so."""

    problem: Problem | None = None
    wait: float | None = None


def fetch(graph: Graph, media: Media, max_bytes: int) -> bytes:
    """Return the bytes of a media id. Raises MediaFailed, MediaLater."""
    for left in reversed(range(TRIES)):
        try:
            return _fetch(graph, media, max_bytes)
        except Refused as refused:
            if refused.code == "too_large":
                raise MediaFailed(Problem.TOO_LARGE) from refused
            raise
        except _Again as again:
            if left == 0 and again.problem is not None:
                raise MediaFailed(again.problem) from again
            pause = PAUSE_SECONDS * 2 ** (TRIES - left - 1)
            if left == 0 or (again.wait or 0) > MAX_PAUSE_SECONDS:
                raise MediaLater(again.wait) from again
            time.sleep(max(pause, again.wait or 0))
    raise AssertionError  # the last try returned or raised


def _fetch(graph: Graph, media: Media, max_bytes: int) -> bytes:
    found = _address(graph, str(media.id))
    size = int(found["file_size"]) if str(found.get("file_size")).isdigit() else None
    if size is not None and size > max_bytes:
        raise MediaFailed(Problem.TOO_LARGE)
    answer = _get(graph, str(found.get("url", "")), max_bytes)
    if answer.status != 200:  # expired, most likely: the next try has another address
        raise _Again(wait=answer.retry_after)
    sha256 = found.get("sha256", media.sha256)
    if not is_whole(answer.body, sha256, size):
        raise _Again(Problem.DAMAGED)
    return answer.body


def _address(graph: Graph, id_: str) -> dict[str, Any]:
    answer = _get(graph, graph.url(id_))
    if answer.status in GONE_STATUSES:
        raise MediaFailed(Problem.GONE)
    if answer.status != 200:
        raise _Again(wait=answer.retry_after)
    return answer.object


def _get(graph: Graph, url: str, max_bytes: int | None = None) -> Answer:
    try:
        return graph.get(url, seconds=SECONDS, max_bytes=max_bytes)
    except NoAnswer as error:
        raise _Again from error
