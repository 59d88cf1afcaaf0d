"""Memoisation of pictures that several stages derive from one photo or page."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from numpy.typing import NDArray

Owner = TypeVar("Owner")
Array = TypeVar("Array", bound=NDArray[Any])


def cached_per_object(compute: Callable[[Owner], Array]) -> Callable[[Owner], Array]:
    """Cache the array of a function of one object for as long as the object lives; read-only."""
    cache: WeakKeyDictionary[Owner, Array] = WeakKeyDictionary()

    @wraps(compute)
    def cached(owner: Owner) -> Array:
        array = cache.get(owner)
        if array is None:
            array = cache[owner] = compute(owner)
            array.setflags(write=False)
        return array

    return cached
