"""A limits file: one table a figure, for all suites, and under `suites.NAME` for one alone."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from precheck.suite.figure import Figure
from precheck.suite.figures import figures
from precheck.suite.manifest import BadSuite


class Bound(BaseModel):
    """What a figure may be, edges included; one side at least."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_most: float | None = None
    at_least: float | None = None
    errors_at_most: int | None = None
    """Shots that may be wrong: for suites too small for shares."""

    @model_validator(mode="after")
    def _has_a_side(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("needs at_most, at_least or errors_at_most")
        return self


Bounds = Mapping[str, Bound]
"""Limits by the name of their figure."""


class Limits(BaseModel):
    """A limits file; every key but `suites` is a figure."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Bound] = Field(init=False)

    suites: dict[str, dict[str, Bound]] = {}
    """Limits of one suite, or of one world of it (`SUITE/WORLD`), by name."""

    @property
    def shared(self) -> Bounds:
        """The limits of all suites."""
        return self.__pydantic_extra__


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure beside its limit."""

    column: str
    """The suite, or the world of it, that the figure is of."""
    figure: Figure
    bound: Bound

    @property
    def kept(self) -> bool:
        """Whether the limit is kept; a figure that no shot tells anything about keeps none."""
        value, errors, bound = self.figure.value, self.figure.errors, self.bound
        return (
            value is not None
            and (bound.at_most is None or value <= bound.at_most)
            and (bound.at_least is None or value >= bound.at_least)
            and (bound.errors_at_most is None or (errors or 0) <= bound.errors_at_most)
        )

    @property
    def told(self) -> str:
        """The limit in words."""
        sides = (
            ("at most", self.bound.at_most),
            ("at least", self.bound.at_least),
            ("wrong at most", self.bound.errors_at_most),
        )
        return ", ".join(f"{side} {limit:g}" for side, limit in sides if limit is not None)


def limits(path: Path) -> Limits:
    """Read a limits file. Raises BadSuite, naming the key."""
    try:
        found = Limits.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadSuite(f"{path}: {where}: {first['msg']}.") from error
    except (OSError, ValueError) as error:
        raise BadSuite(f"{path}: {error}.") from error
    for fault in _faults(found):
        raise BadSuite(f"{path}: {fault}.")
    return found


def _faults(found: Limits) -> Iterator[str]:
    known = figures(())
    sections = {"": found.shared, **{f"suites.{n}.": own for n, own in found.suites.items()}}
    for section, bounds in sections.items():
        for name, bound in bounds.items():
            if name not in known:
                yield f"{section}{name}: there is no such figure; known: {', '.join(known)}"
            elif bound.errors_at_most is not None and known[name].rate is None:
                yield f"{section}{name}: counts no shots: no errors_at_most"
