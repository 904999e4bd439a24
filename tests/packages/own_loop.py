"""Coroutines in a test, also in a process whose main thread runs a browser's event loop."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def run(
    asked: Coroutine[Any, Any, Answer],
    loop: Callable[[Coroutine[Any, Any, Answer]], Answer] = asyncio.run,
) -> Answer:
    """Run in a new thread, since Playwright leaves a running loop in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(loop, asked).result()
