"""Each figure, measured for both dashboards, printed side by side and compared with its target."""

from dataclasses import dataclass

import crowd
import rerun
from report import Row, Target, median, milliseconds, p95, section, share, waits
from server import ATLAS, PLAIN, SERVED, App, Server

import browser

APPS = (ATLAS, PLAIN)
WORDS = ("Manbij", "Mosul", "Raqqa", "Hasaka", "Aleppo", "Baghdad")
FILTERS = ("search", "claim type")


@dataclass(frozen=True)
class Extent:
    """How much is measured."""

    starts: int = 3
    searches: int = 3  # for each word
    rounds: int = 5  # of claim types
    changes: int = 15  # a page
    viewers: tuple[int, ...] = (1, 10, 50, 200)
    seconds: int = 30  # a crowd acts on our dashboard
    seconds_plain: int = 12  # and on the other, which does not keep up for longer either


QUICK = Extent(1, 1, 2, 5, (1, 10, 200), 8, 6)


def start(extent: Extent) -> Target:
    """Print the time from process start to the first map."""
    times = {}
    with browser.chromium() as chromium:
        for app in (*APPS, SERVED):
            times[app] = [browser.first_paint(chromium, app) for _ in range(extent.starts)]
    section(
        "Process start to first map painted",
        ("seconds", "median", "least", "most", "starts"),
        [(app.name, median(t), min(t), max(t), str(len(t))) for app, t in times.items()],
        "From spawning `streamlit run` to the animation frame that shows ground and marks, in a",
        "browser already open, with an empty cache. The plain map's street tiles fail at once.",
        f"{SERVED.name}: from spawning what `make run` spawns.",
    )
    slowest = max(median(times[ATLAS]), median(times[SERVED]))
    return Target("start to first painted map, median", slowest, 6, "s")


def redraw(extent: Extent) -> Target:
    """Print the time from a touched control to the changed marks."""
    rows: list[Row] = []
    words = list(WORDS) * extent.searches
    reached = 0.0
    with browser.chromium() as chromium:
        for app in APPS:
            own = app is ATLAS
            times = browser.redraws(chromium, app, words, extent.rounds, layers=own)
            every = [seconds for kind in FILTERS for seconds in times[kind]]
            reached = milliseconds(median(every)) if own else reached
            for kind, taken in {"every filter": every, **times}.items():
                least, most = milliseconds(median(taken)), milliseconds(p95(taken))
                rows.append((app.name, kind, least, most, str(len(taken))))
    section(
        "Filter change to redrawn map in the browser",
        ("milliseconds", "control", "median", "p95", "changes"),
        rows,
        "From the browser's time of the click or the Enter key to the animation frame in which the",
        "marks of the map's SVG took the form they kept. The plain map has no measures to colour.",
    )
    return Target("filter change to redrawn map, median", reached, 250, "ms")


def reruns(extent: Extent) -> Target:
    """Print what a rerun of each page costs the server, and the bytes a change."""
    costs = {app: rerun.measure(app, extent.changes) for app in APPS}
    section(
        "Server time a rerun, one reader",
        ("milliseconds", "page", "again", "p95", "new", "p95", "script", "p95", "processor"),
        [_cost(app, cost) for app in APPS for cost in costs[app]],
        "again, new: from sending a filter change over the websocket to the finished script, for",
        "selections somebody asked for before and for new ones. script: of `again`, the script's",
        "thread alone. processor: of `again`, what the whole server process used a rerun.",
        *(f"{cost.page}: {cost.error}" for app in APPS for cost in costs[app] if cost.error),
    )
    section(
        "Bytes a filter change",
        ("bytes", "page", "median", "p95"),
        [(a.name, c.page, median(c.sizes), p95(c.sizes)) for a in APPS for c in costs[a]],
        "Received over the websocket; Streamlit does not compress it by default.",
    )
    failed = [cost.page for cost in costs[ATLAS] if cost.error]
    slowest = max(costs[ATLAS], key=lambda cost: (bool(cost.again), median(cost.again)))
    reached = milliseconds(median(slowest.again))
    note = f"{slowest.page}; pages that failed: {', '.join(failed) or 'none'}"
    return Target("rerun of the slowest page, median", reached, 60, "ms", not failed, note)


def viewers(extent: Extent) -> Target:
    """Print how many sessions are held, and how."""
    rows: list[Row] = []
    notes = []
    most: dict[App, crowd.Held] = {}
    for app in (SERVED, *APPS):
        seconds = extent.seconds_plain if app is PLAIN else extent.seconds
        for number in extent.viewers:
            held = most[app] = crowd.hold(Server(app), number, seconds)
            rows.append(_held(app.name, held))
            notes += [f"{app.name}, {number}: {n} x {what}" for what, n in held.errors.items()]
    section(
        "Sessions held, each acting every 2 s",
        ("ms", "viewers", "p50", "p95", "actions", "late", "errors", "MiB", "server", "viewers"),
        rows,
        "From sending a filter or page change to the finished script. late: still waiting at the",
        "end, so that > marks what would have grown. server, viewers: share of one core they used.",
        f"{SERVED.name}: one process per core behind HAProxy; {ATLAS.name}: one process alone.",
        *notes,
    )
    served, alone = most[SERVED], most[ATLAS]
    reached, total = milliseconds(p95(served.waits)), served.errors.total()
    waited = f"{milliseconds(p95(alone.waits)):.0f} ms, {alone.errors.total()} errors"
    note = f"{SERVED.name}, {total} errors; one process alone: {waited}"
    return Target(f"{served.viewers} viewers, p95", reached, 400, "ms", not total, note)


def _cost(app: App, cost: rerun.Cost) -> Row:
    pairs = [(median(t), p95(t)) for t in (cost.again, cost.first, cost.script)]
    times = [milliseconds(value) for pair in pairs for value in pair]
    return (app.name, cost.page, *times, milliseconds(cost.processor))


def _held(name: str, held: crowd.Held) -> Row:
    """One line of the sessions' table."""
    late = held.late / max(1, len(held.waits))
    return (
        name,
        str(held.viewers),
        waits(median(held.waits), beyond=late >= 0.5),  # noqa: PLR2004 - the median's share
        waits(p95(held.waits), beyond=late >= 0.05),  # noqa: PLR2004 - the p95's share
        str(len(held.waits) - held.late),
        str(held.late),
        str(held.errors.total()),
        held.memory,
        share(held.server_load),
        share(held.client_load),
    )
