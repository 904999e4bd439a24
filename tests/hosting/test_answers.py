"""/healthz and /metrics: the state of a process for its supervisors."""

import json
import subprocess
import sys

import pytest

from conflict_atlas import settings
from conflict_atlas.hosting import health, metrics
from conflict_atlas.hosting.sessions import Sessions


def told(body: bytes) -> dict[str, float]:
    """Figures by name, with their labels."""
    lines = [line for line in body.decode().splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, ("ready", 200, None)),
        ({"is_prepared": False}, ("starting", 503, "1")),
        ({"limit": 2}, ("full", 503, "30")),
        ({"is_draining": True}, ("draining", 503, "1")),
    ],
)
def test_health_says_whether_readers_are_taken(ask, hold, how, expected):
    state, status, again = expected
    sessions = Sessions(**how)
    hold(sessions, 2)
    answered, headers, body = ask(health.route("/healthz", sessions), "/healthz")
    assert answered == status
    assert json.loads(body) == {"status": state, "sessions": 2, "limit": how.get("limit", 0)}
    assert headers.get("retry-after") == again
    assert headers["cache-control"] == "no-store"


def test_the_figures_are_those_of_the_process(ask, hold):
    sessions = Sessions(limit=3)
    hold(sessions, 3)
    sessions.refuse()
    sessions.refuse()
    route = metrics.route("/metrics", sessions, lambda: 7)
    with metrics.run():
        _, _, during = ask(route, "/metrics")
    with pytest.raises(OSError, match="gone"), metrics.run():
        raise OSError("gone")
    _, headers, after = ask(route, "/metrics")
    assert headers["content-type"].startswith("text/plain; version=")
    assert told(during)["conflict_atlas_runs_in_progress"] == 1
    found = told(after)
    assert found["conflict_atlas_runs_in_progress"] == 0
    assert found["conflict_atlas_run_seconds_count"] == 2
    assert found["conflict_atlas_sessions"] == found["conflict_atlas_sessions_limit"] == 3
    assert found['conflict_atlas_refusals_total{reason="full"}'] == 2
    assert found["conflict_atlas_threads_waited_for"] == 0
    if sys.platform == "linux":
        assert found["process_resident_memory_bytes"] > 1e7


def test_nothing_is_measured_unless_asked_for():
    script = (
        "import sys\nfrom conflict_atlas.hosting import metrics\n"
        "with metrics.run(): print('prometheus_client' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


READ = {
    settings.SESSIONS_VARIABLE: settings.session_limit,
    settings.DRAIN_VARIABLE: settings.drain_seconds,
    settings.METRICS_VARIABLE: settings.has_metrics,
}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("said", ["yes", "-1", "1.5", "1e3", "١", "9999999"])
def test_a_setting_that_is_no_number_is_named(name: str, said: str):
    with pytest.raises(ValueError, match=f"{name}={said}: expected a whole number"):
        READ[name]({name: said})


def test_what_is_not_set_has_a_default():
    assert [read({}) for read in READ.values()] == [200, 0, False]
    assert [read({name: " 7 "}) for name, read in READ.items()] == [7, 7, True]
