"""``/metrics``: figures of this process for Prometheus, where its host asks for them.

Nothing of Prometheus' library is imported, and nothing is measured, while they are off.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from conflict_atlas.hosting.sessions import Sessions

if TYPE_CHECKING:
    from prometheus_client import Gauge, Histogram

# Seconds of a run: a common one takes some 10 ms, and beyond one second readers notice.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class _Runs:
    """Where runs are counted once figures are enabled."""

    seconds: "Histogram | None" = None
    now: "Gauge | None" = None


def run() -> AbstractContextManager[object]:
    """Measure one run of a session's script."""
    return nullcontext() if _Runs.seconds is None else _measured()


@contextmanager
def _measured() -> Iterator[None]:
    seconds, now = _Runs.seconds, _Runs.now
    assert seconds is not None  # noqa: S101 - for the type checker; run() has looked
    assert now is not None  # noqa: S101 - as above
    with now.track_inprogress(), seconds.time():
        yield


def route(path: str, sessions: Sessions, held_bytes: Callable[[], int]) -> Route:
    """Begin to measure, and answer with the figures; ``held_bytes`` is what readers' files take."""
    from prometheus_client import (  # noqa: PLC0415 - only where figures are asked for
        CONTENT_TYPE_LATEST,
        CollectorRegistry,
        Gauge,
        Histogram,
        ProcessCollector,
        generate_latest,
    )

    registry = CollectorRegistry()
    ProcessCollector(registry=registry)  # memory, processor time, open files
    registry.register(_of_sessions(sessions))
    _Runs.seconds = Histogram(
        "conflict_atlas_run_seconds",
        "Seconds that one run of a session's script took",
        buckets=BUCKETS,
        registry=registry,
    )
    _Runs.now = Gauge(
        "conflict_atlas_runs_in_progress",
        "Runs that share the one core of this process now: all but one of them wait",
        registry=registry,
    )
    threads = Gauge(
        "conflict_atlas_threads_waited_for",
        "Requests for the API, files and uploads that wait for a thread now",
        registry=registry,
    )

    held = Gauge(
        "conflict_atlas_uploaded_bytes",
        "What readers' own files, and the events read from them, take now",
        registry=registry,
    )

    async def answer(_request: Request) -> Response:
        limiter = anyio.to_thread.current_default_thread_limiter()
        threads.set(limiter.statistics().tasks_waiting)
        held.set(held_bytes())
        headers = {"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST}
        return Response(generate_latest(registry), headers=headers)

    return Route(path, answer)


def _of_sessions(sessions: Sessions) -> Any:
    """Give what reads the figures of the sessions when they are asked for."""
    from prometheus_client.core import (  # noqa: PLC0415 - only where figures are asked for
        CounterMetricFamily,
        GaugeMetricFamily,
    )
    from prometheus_client.registry import Collector  # noqa: PLC0415 - only where figures are asked for

    class Collected(Collector):
        def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
            yield GaugeMetricFamily("conflict_atlas_sessions", "Open sessions", len(sessions))
            limit = "Sessions from which new readers are refused, 0 for none"
            yield GaugeMetricFamily("conflict_atlas_sessions_limit", limit, sessions.limit)
            refused = CounterMetricFamily(
                "conflict_atlas_refusals", "Readers who were refused, by reason", labels=["reason"]
            )
            for reason, number in sessions.refused.items():
                refused.add_metric([reason.value], number)
            yield refused

    return Collected()
