"""What happens around the time in which an engine works and Python only waits for it."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

_Around = Callable[[], AbstractContextManager[object]]
_around: _Around = nullcontext


def use(around: _Around) -> None:
    """Wrap the waiting of this process in ``around``: a server can let others go first."""
    global _around  # noqa: PLW0603 - engines are asked from deep within, a process serves one way
    _around = around


def waiting() -> AbstractContextManager[object]:
    """Wrap a wait for an engine."""
    return _around()
