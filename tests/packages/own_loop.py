"""Coroutines in a test, also in a process whose main thread a browser's loop occupies."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def run(
    asked: Coroutine[Any, Any, Answer],
    loop: Callable[[Coroutine[Any, Any, Answer]], Answer] = asyncio.run,
) -> Answer:
    """Run in a thread of its own: Playwright leaves this one a running loop."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(loop, asked).result()
