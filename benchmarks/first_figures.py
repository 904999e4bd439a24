"""A first visit over a slow line: seconds and bytes of both dashboards, beside their targets."""

from dataclasses import dataclass

import first_visit
from report import Target, median, section
from server import ATLAS, PLAIN

import browser

MEGA = 1_000_000
CHART_PAGE = "costs"  # drawn with plotly, which is the most of what a chart page takes
APPS = (ATLAS, PLAIN)


@dataclass(frozen=True)
class FirstExtent:
    """How often each dashboard is visited."""

    visits: int = 3


QUICK_FIRST = FirstExtent(1)


def first(extent: FirstExtent) -> list[Target]:
    """Print what a first visit sees when, and what travels."""
    with browser.chromium() as chromium:
        seen = {app: first_visit.of(chromium, app, extent.visits) for app in APPS}
        sizes = first_visit.bytes_of(chromium, ATLAS, ["", CHART_PAGE])
        plain = first_visit.bytes_of(chromium, PLAIN, [""])
    moments = ("paint", "heading", "picture", "live", "map")
    middle = {
        app: {name: median([getattr(visit, name) for visit in visits]) for name in moments}
        for app, visits in seen.items()
    }
    section(
        "First visit on a slow 4G phone, empty cache",
        ("seconds", "first paint", "heading", "picture", "live page", "live map", "requests"),
        [(app.name, *times.values(), str(seen[app][0].requests)) for app, times in middle.items()],
        "1.6 Mbit/s, 150 ms, processor slowed 4 times; median. The Atlas is asked for a claim.",
        "picture: what stands in for the map. live: that has given way. The plain map's",
        "own libraries come from its server, and its street tiles cannot load.",
    )
    section(
        "What travels for a first visit",
        ("MB", "map", f"then {CHART_PAGE}"),
        [
            (ATLAS.name, *(f"{size / MEGA:.2f}" for size in sizes)),
            (PLAIN.name, f"{plain[0] / MEGA:.2f}", "-"),
        ],
        "From an empty cache, in a window of 1280 by 720, as it travels.",
    )
    own = middle[ATLAS]
    return [
        Target("first visit: first paint", own["paint"], 2.0, "s"),
        Target("first visit: words and picture of a claim", own["picture"], 4.0, "s"),
        Target("first visit: live map", own["map"], 20.0, "s"),
        Target("first visit: bytes of the map", sizes[0] / MEGA, 2.0, "MB"),
        Target("first visit: more for the first chart page", sizes[1] / MEGA, 2.1, "MB"),
    ]
