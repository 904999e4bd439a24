"""What is made before readers ask for it, so that nobody waits for it."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from conflict_atlas.claims.deployment import countries
from conflict_atlas.claims.relation import stating
from conflict_atlas.claims.selection import Selection
from conflict_atlas.ui.claims import claim_card, claim_list
from conflict_atlas.ui.mapview import atlas, map_component
from conflict_atlas.ui.session import process_state, run_queue, time_control
from conflict_atlas.ui.warm_up import event_warm_up

_LEAD = 4.0  # seconds in which the first reader's page is served undisturbed
_PAUSE = 0.1  # seconds after each piece of work, in which readers are served


def fill() -> None:
    """Fill the caches of what every reader sees first."""
    process_state.options()
    process_state.assets()
    time_control.days()
    claim_list.rows(Selection())
    map_component.register()
    map_component.base(atlas.KEY)


def fill_rest() -> None:
    """Make what readers ask for next, a piece at a time; meant for a thread of its own.

    A card takes some 10 ms and a picture up to 150 ms: the first to ask would wait for it, and with
    them whoever is served at the same time. Readers go first.
    """
    time.sleep(_LEAD)
    for work in _pieces():
        with (
            run_queue.spare(),
            suppress(KeyError),
        ):  # the dataset it is about was taken out meanwhile
            work()
        time.sleep(_PAUSE)
    gc.freeze()


def _pieces() -> Iterator[Callable[[], object]]:
    yield from event_warm_up.pieces()
    yield partial(claim_list.rows, Selection(), short=False)
    for claim_id in process_state.package().claims.index:
        yield partial(claim_card.make_card, claim_id)
    yield from _pictures(Selection())


def _pictures(everything: Selection) -> Iterator[Callable[[], object]]:
    """Pictures of the pages as they open; their libraries are what the map does without."""
    from conflict_atlas.ui.claims import actor_focus  # noqa: PLC0415
    from conflict_atlas.ui.widgets import picture_cache  # noqa: PLC0415
    from conflict_atlas.views.series import costs_chart, displacement_chart  # noqa: PLC0415
    from conflict_atlas.views.series.deployments_chart import levels  # noqa: PLC0415
    from conflict_atlas.views.timeline import timeline  # noqa: PLC0415

    package = process_state.package()
    of_claims = picture_cache.of_claims
    for draw in (costs_chart.cumulative, costs_chart.daily):
        yield partial(of_claims, draw, everything, only=picture_cache.about("cost"))
    for place in countries(package):
        yield partial(of_claims, levels, everything, place, only=picture_cache.about("deployment"))
    displaced = picture_cache.about("displacement")
    yield partial(of_claims, displacement_chart.refugees, everything, only=displaced)
    yield partial(of_claims, actor_focus.network, everything, "", only=stating)
    yield partial(of_claims, actor_focus.matrix, everything, only=stating)
    yield partial(of_claims, timeline.timeline, everything, "claim_type", "")
