"""What several measures need of one capture is computed once and shared between them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from numpy.typing import NDArray

Subject = TypeVar("Subject")
Array = TypeVar("Array", bound=NDArray[Any])


def once(compute: Callable[[Subject], Array]) -> Callable[[Subject], Array]:
    """Keep a function's array for as long as its one argument lives. Nobody may write to it."""
    known: WeakKeyDictionary[Subject, Array] = WeakKeyDictionary()

    @wraps(compute)
    def shared(subject: Subject) -> Array:
        found = known.get(subject)
        if found is None:
            found = known[subject] = compute(subject)
            found.setflags(write=False)
        return found

    return shared
