"""What stops a command from outside, said in one line; what was begun is undone on the way out."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from conflict_atlas.exit_codes import CLOSED, FAULTY, INTERRUPTED, TERMINATED


class _TerminatedError(BaseException):
    """The process was asked to end."""


def guarded(run: Callable[[], int]) -> int:
    """Run a command; returns its exit code, or that of what stopped it."""
    before = None
    if threading.current_thread() is threading.main_thread():
        before = signal.signal(signal.SIGTERM, _terminate)
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has left: further output is dropped, so that it causes no second error at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _say("the output was closed before everything was said", CLOSED)
    except KeyboardInterrupt:
        return _say("interrupted", INTERRUPTED)
    except _TerminatedError:
        return _say("asked to end", TERMINATED)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _say(f"{where}{error.strerror or error}", FAULTY)
    except Exception as error:
        if signal_of := _stopped_engine(error):
            return _say(*signal_of)
        raise
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
    return code


def _stopped_engine(error: Exception) -> tuple[str, int] | None:
    """What stopped the query engine, if that is what happened."""
    if "duckdb" not in sys.modules:
        return None
    import duckdb  # noqa: PLC0415 - only when a command has imported it

    of_engine = isinstance(error, duckdb.Error | RuntimeError)
    if of_engine and "interrupt" in f"{type(error).__name__} {error}".lower():
        return "interrupted", INTERRUPTED
    if isinstance(error, duckdb.IOException | duckdb.OutOfMemoryException):
        return str(error).partition("\n")[0], FAULTY
    return None


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    raise _TerminatedError


def _say(words: str, code: int) -> int:
    print(f"conflict-atlas: {words}", file=sys.stderr)
    return code
