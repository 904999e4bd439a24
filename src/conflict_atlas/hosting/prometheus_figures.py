"""The figures of this process as Prometheus' library counts and writes them."""

from collections.abc import Iterator

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from conflict_atlas.hosting.sessions import Sessions

CONTENT_TYPE = CONTENT_TYPE_LATEST
# Seconds of a run: a common one takes some 10 ms, and beyond one second readers notice.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Figures:
    """The figures of one process: ``seconds`` of its runs, and how many are under way ``now``."""

    def __init__(self, sessions: Sessions) -> None:
        """Begin to count, with the figures of some sessions beside those of the process."""
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)  # memory, processor time, open files
        registry.register(_OfSessions(sessions))
        self.seconds = Histogram(
            "conflict_atlas_run_seconds",
            "Seconds that one run of a session's script took",
            buckets=BUCKETS,
            registry=registry,
        )
        self.now = Gauge(
            "conflict_atlas_runs_in_progress",
            "Runs that share the one core of this process now: all but one of them wait",
            registry=registry,
        )
        self._threads = Gauge(
            "conflict_atlas_threads_waited_for",
            "Requests for the API, files and uploads that wait for a thread now",
            registry=registry,
        )
        self._held = Gauge(
            "conflict_atlas_uploaded_bytes",
            "What readers' own files, and the events read from them, take now",
            registry=registry,
        )

    def write(self, threads_waited_for: int, held_bytes: int) -> bytes:
        """Write all figures in Prometheus' text format."""
        self._threads.set(threads_waited_for)
        self._held.set(held_bytes)
        return generate_latest(self._registry)


class _OfSessions(Collector):
    """Reads the figures of the sessions when they are asked for."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        sessions = self._sessions
        yield GaugeMetricFamily("conflict_atlas_sessions", "Open sessions", len(sessions))
        limit = "Sessions from which new readers are refused, 0 for none"
        yield GaugeMetricFamily("conflict_atlas_sessions_limit", limit, sessions.limit)
        refused = CounterMetricFamily(
            "conflict_atlas_refusals", "Readers who were refused, by reason", labels=["reason"]
        )
        for reason, number in sessions.refused.items():
            refused.add_metric([reason.value], number)
        yield refused
