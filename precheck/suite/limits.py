"""A suite's limits: `suite.toml`, one table a figure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, RootModel, ValidationError, model_validator

from precheck.suite.figure import Figure
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


class Bounds(RootModel[dict[str, Bound]]):
    """Every limit of a suite by the name of its figure."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure beside its limit."""

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


def bounds(path: Path) -> Mapping[str, Bound]:
    """Read a suite's limits. Raises BadSuite."""
    try:
        return Bounds.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).root
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadSuite(f"{path}: {where}: {first['msg']}.") from error
    except (OSError, ValueError) as error:
        raise BadSuite(f"{path}: {error}.") from error


def judge(figures: Mapping[str, Figure], limits: Mapping[str, Bound]) -> list[Judged]:
    """Hold each limit against its figure. Raises BadSuite for a figure that does not exist."""
    if unknown := limits.keys() - figures.keys():
        known = ", ".join(figures)
        raise BadSuite(f"Limits: there is no figure {min(unknown)}; known: {known}.")
    judged = [Judged(figures[name], bound) for name, bound in limits.items()]
    for each in judged:
        if each.bound.errors_at_most is not None and each.figure.rate is None:
            raise BadSuite(f"Limits: {each.figure.name} counts no shots: no errors_at_most.")
    return judged
