"""Measure Conflict Atlas beside a plain Streamlit + folium map: ``python benchmarks/run.py``.

``--quick`` measures less of everything; ``--only redraw viewers`` leaves the other parts out.
"""

import argparse
import os
import platform
import signal
import sys
import time

import event_figures
import figures
import first_figures
import page_rate
import picture_figures
import streamlit
from report import conclude

PARTS = {
    "start": figures.start,
    "redraw": figures.redraw,
    "rerun": figures.reruns,
    "viewers": figures.viewers,
    "pages": lambda extent: page_rate.pages(extent.seconds),
}
PICTURES, FIRST, EVENTS = "pictures", "first", "events"
ALL = (*PARTS, PICTURES, FIRST, EVENTS)


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="measure less of everything")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=ALL,
        default=ALL,
        help="parts to measure",
    )
    chosen = parser.parse_args()
    extent = figures.QUICK if chosen.quick else figures.Extent()
    about_events = event_figures.QUICK_EVENTS if chosen.quick else event_figures.EventExtent()
    # Asked to end, it leaves by the context managers, which stop the servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    begun = time.perf_counter()
    print(
        f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Streamlit {streamlit.__version__}; everything on loopback"
    )
    targets = [PARTS[part](extent) for part in chosen.only if part in PARTS]
    if PICTURES in chosen.only:
        targets += picture_figures.pictures(
            picture_figures.QUICK_PICTURES if chosen.quick else picture_figures.PictureExtent()
        )
    if FIRST in chosen.only:
        targets += first_figures.first(
            first_figures.QUICK_FIRST if chosen.quick else first_figures.FirstExtent()
        )
    if EVENTS in chosen.only:
        targets += event_figures.events(about_events)
    conclude(targets)
    print(f"\nMeasured in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
