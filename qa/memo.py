"""Remembers what a method gave without keeping its object alive."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakMethod

P = ParamSpec("P")
T = TypeVar("T")


def remembered(method: Callable[P, T], size: int) -> Callable[P, T]:
    """A bound method that keeps its ``size`` latest values; to be called through its object only.

    ``lru_cache`` of a bound method holds the object that holds it. Such a circle is freed only when
    the collector comes by, which in a process of many objects is hardly ever.
    """
    weak: WeakMethod[Callable[..., Any]] = WeakMethod(method)

    @lru_cache(maxsize=size)
    def call(*args: Any, **kwargs: Any) -> T:
        bound = weak()
        assert bound is not None
        return cast(T, bound(*args, **kwargs))

    return cast(Callable[P, T], call)
