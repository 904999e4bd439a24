"""Runs take turns: each is served to its end, where side by side all of them would be slow."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Seconds after which a run begins although another has not ended: a slow question to a dataset
# keeps nobody else waiting for longer.
PATIENCE = 1.0
_turn = threading.Lock()


@contextmanager
def taken() -> Iterator[None]:
    """Wait for the turn, and give it back at the end.

    Python computes in one thread at a time, and a run hands that over with each of its forty
    messages. Beside others it gets it back only after all of them: of a hundred readers the
    slowest twentieth then waits five to ten times as long.
    """
    mine = _turn.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            _turn.release()
