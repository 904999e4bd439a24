"""Questions asked before a page needs their answers: an engine works while the page is drawn."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec

_Args = ParamSpec("_Args")
_AT_ONCE = 1  # each uses every core, and two are no sooner answered beside each other

_pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="ahead")


def ask(question: Callable[_Args, object], *args: _Args.args, **kwargs: _Args.kwargs) -> None:
    """Begin to answer a question of ``events.answer``, which keeps what it is asked.

    The page asks the same where it needs it, and finds the answer or waits for the rest of the
    work; whatever goes wrong is raised there. A question that has not begun by then is answered at
    the page's own asking.
    """
    _pool.submit(question, *args, **kwargs)
