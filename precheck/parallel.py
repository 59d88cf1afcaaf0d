"""Work spread over all cores: one process a core, one thread each."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, wait
from itertools import chain, islice
from typing import NoReturn

from precheck.lanes import Item, Lane, Lost, Row

HELD = 2
"""Items a worker holds: the one it works on, and the next, so that it never waits."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def unordered(work: Callable[[Item], Row], items: Iterable[Item], jobs: int) -> Iterator[Row]:
    """Yield a row an item, as soon as each is done, in any order.

    Items are taken only as fast as they are worked on, so memory does not grow with them.
    With one job everything runs in this process. What the work raises ends it.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    yield from surviving(work, items, jobs, lost=_raise)


def _raise(_item: object, error: BaseException) -> NoReturn:
    raise error


def surviving(
    work: Callable[[Item], Row],
    items: Iterable[Item],
    jobs: int,
    *,
    lost: Lost[Item, Row],
    more: Callable[[Row], Iterable[Item]] = lambda _row: (),
) -> Iterator[Row]:
    """Do the same in worker processes whose deaths cost one row each, told by `lost`.

    `more` names the items that a row gives rise to; they are worked on next.
    """
    queue, extra = iter(items), deque[Item]()
    lanes = [Lane[Item, Row](work) for _ in range(jobs)]
    try:
        while _filled(lanes, queue, extra):
            busy = [lane for lane in lanes if lane.held]
            wait([lane.held[0].future for lane in busy], return_when=FIRST_COMPLETED)
            for row in chain.from_iterable(lane.rows(lost) for lane in busy):
                extra.extend(more(row))
                yield row
    finally:
        for lane in lanes:
            lane.close()


def _filled(lanes: list[Lane[Item, Row]], queue: Iterator[Item], extra: deque[Item]) -> bool:
    """Give every worker its items, one each before the second; say whether there is any work."""
    for depth in range(HELD):
        for lane in lanes:
            if len(lane.held) == depth:
                for item in _next(queue, extra):
                    lane.take(item)
    return any(lane.held for lane in lanes)


def _next(queue: Iterator[Item], extra: deque[Item]) -> Iterable[Item]:
    return (extra.popleft(),) if extra else islice(queue, 1)
