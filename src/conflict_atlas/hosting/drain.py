"""How a process ends on SIGTERM: it moves its readers first, and exits with code 0."""

import asyncio
import signal
import threading
from collections.abc import Callable

from conflict_atlas.hosting.sessions import Sessions

# A balancer looks every 400 ms, and believes what it sees twice: until then it would bring readers
# who are sent elsewhere back to this process.
NOTICE = 1.5
_TASKS: set[asyncio.Task[None]] = set()  # the event loop itself keeps no reference to them


def on_sigterm(sessions: Sessions, seconds: float, stop: Callable[[], object]) -> None:
    """Move the readers over within ``seconds`` when SIGTERM comes, then stop; again: at once.

    Call it in the event loop of the main thread; elsewhere signals cannot be handled.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()

    def begin() -> None:
        if sessions.is_draining:
            stop()
            return
        task = loop.create_task(drain(sessions, seconds, stop))
        _TASKS.add(task)
        task.add_done_callback(_TASKS.discard)

    signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(begin))


async def drain(sessions: Sessions, seconds: float, stop: Callable[[], object]) -> None:
    """Accept no new readers, send the others elsewhere, and stop."""
    sessions.is_draining = True
    if len(sessions) and seconds:
        notice = min(NOTICE, seconds / 2)
        await asyncio.sleep(notice)
        await sessions.move(seconds - notice)
    stop()
