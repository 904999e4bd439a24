"""Answers kept by their question, each worked out once however many ask at the same time."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from typing import ParamSpec, TypeVar

_Args = ParamSpec("_Args")
_Answer = TypeVar("_Answer")


def single_flight(size: int) -> Callable[[Callable[_Args, _Answer]], Callable[_Args, _Answer]]:
    """Keep the last ``size`` answers; unlike lru_cache, equal questions wait for the first.

    When readers who look at the same page all change to the same filter, one query is enough. A
    question that fails is not kept, and fails for all who waited.
    """

    def decorate(ask: Callable[_Args, _Answer]) -> Callable[_Args, _Answer]:
        lock = threading.Lock()
        kept: OrderedDict[Hashable, Future[_Answer]] = OrderedDict()

        @wraps(ask)
        def answer(*args: _Args.args, **kwargs: _Args.kwargs) -> _Answer:
            key = (args, tuple(sorted(kwargs.items())))
            with lock:
                found = kept.get(key)
                if found is not None:
                    kept.move_to_end(key)
                else:
                    mine: Future[_Answer] = Future()
                    kept[key] = mine
                    while len(kept) > size:
                        kept.popitem(last=False)
            if found is not None:
                return found.result()
            try:
                result = ask(*args, **kwargs)
            except BaseException as error:
                with lock:
                    if kept.get(key) is mine:
                        del kept[key]
                mine.set_exception(error)
                raise
            mine.set_result(result)
            return result

        return answer

    return decorate
