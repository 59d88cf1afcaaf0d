"""How far an application is: its stages, and the moves between them that are allowed. Pure.

The first three follow from its papers. The others are steps, which officers take; a photo that
comes ends a return. Nothing else moves an application: no time limit closes one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Stage(StrEnum):
    """How far an application is."""

    NEW = "new"
    """Begun; no photo has come."""
    INCOMPLETE = "incomplete"
    """Papers are awaited from the citizen."""
    COMPLETE = "complete"
    """Nothing is awaited from the citizen; officers have not begun."""
    IN_WORK = "in_work"
    RETURNED = "returned"
    """An officer asked the citizen for papers again."""
    READY = "ready"
    """The document can be fetched, or the work is done where there is none."""
    HANDED_OUT = "handed_out"
    CLOSED = "closed"


BY_PAPERS = frozenset({Stage.NEW, Stage.INCOMPLETE, Stage.COMPLETE})
"""Stages that are no step: they follow from the papers."""
ENDED = frozenset({Stage.READY, Stage.HANDED_OUT, Stage.CLOSED})
"""Steps after which no photo is taken: the citizen begins another application."""
TO_DO = frozenset({Stage.COMPLETE, Stage.IN_WORK})
"""Stages in which the work is the officers'."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move to another stage."""

    tells: bool = False
    """Whether the citizen is told."""
    word: bool = False
    """Whether the officer has to write why: the citizen reads it."""


_SILENT, _REPORTED, _EXPLAINED = Move(), Move(tells=True), Move(tells=True, word=True)

MOVES: Mapping[Stage, Mapping[Stage, Move]] = MappingProxyType(
    {
        Stage.NEW: {Stage.CLOSED: _SILENT},
        Stage.INCOMPLETE: {Stage.IN_WORK: _REPORTED, Stage.CLOSED: _EXPLAINED},
        Stage.COMPLETE: {
            Stage.IN_WORK: _REPORTED,
            Stage.RETURNED: _EXPLAINED,
            Stage.READY: _REPORTED,
            Stage.CLOSED: _EXPLAINED,
        },
        Stage.IN_WORK: {
            Stage.READY: _REPORTED,
            Stage.RETURNED: _EXPLAINED,
            Stage.COMPLETE: _SILENT,
            Stage.CLOSED: _EXPLAINED,
        },
        Stage.RETURNED: {Stage.IN_WORK: _REPORTED, Stage.CLOSED: _EXPLAINED},
        Stage.READY: {
            Stage.HANDED_OUT: _SILENT,
            Stage.IN_WORK: _SILENT,
            Stage.CLOSED: _SILENT,
        },
        Stage.HANDED_OUT: {Stage.CLOSED: _SILENT, Stage.READY: _SILENT},
        Stage.CLOSED: {Stage.IN_WORK: _SILENT},
    }
)
"""Every move that an officer may make, by the stage before. A move back tells nothing, and to
COMPLETE lays the application down: its papers tell again how far it is."""
