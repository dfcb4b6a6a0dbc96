"""A property that is computed once, also when several threads ask for it first at the same time."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, Generic, Protocol, Self, TypeVar, overload

T = TypeVar("T")


class Locked(Protocol):
    """What has such properties: an object with a lock of its own, which the same thread may take again."""

    lock: RLock


class once(Generic[T]):
    """Like ``functools.cached_property``, but under the object's lock: that one computes twice if two threads come."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: Locked, owner: type) -> T: ...
    def __get__(self, instance: Locked | None, owner: type) -> T | Self:
        if instance is None:
            return self
        with instance.lock:
            if self._name not in vars(instance):
                vars(instance)[self._name] = self._compute(instance)
            value: T = vars(instance)[self._name]
            return value
