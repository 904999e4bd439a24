"""Datasets of recorded events that an address can name: those that the server has just now."""

import logging
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool

from conflict_atlas.events.dataset import Dataset
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.parameter_names import EVENTS
from conflict_atlas.reading.site import Site

_LOG = logging.getLogger(__name__)


async def listed(site: Site, query: str, *, asks: bool = False) -> tuple[Dataset, ...] | None:
    """List the datasets, where a query names one or ``asks`` for them: they may be in a database.

    None while they cannot be listed.
    """
    if not asks and f"{EVENTS}=" not in query:
        return ()
    try:
        return await run_in_threadpool(site.datasets)
    except Exception:  # noqa: BLE001 - each engine fails in its own way
        _LOG.exception("Event datasets cannot be listed")
        return None


def offering(site: Site, datasets: tuple[Dataset, ...]) -> Site:
    """Return the same site, whose links may name some datasets."""
    if not datasets:
        return site
    known = tuple(dataset.source_id for dataset in datasets)
    options = replace(site.options, datasets=known)
    return replace(site, options=options, datasets=lambda: datasets)


async def site_for(site: Site, query: str, *, asks: bool = False) -> Site:
    """Return the site for the reading of a query; without datasets while they cannot be listed."""
    return offering(site, await listed(site, query, asks=asks) or ())


def names_another(query: str, asked: LinkRequest) -> bool:
    """Whether a query names a dataset that only a reader's session has: a file, or the sample.

    What stands beside it must not be that of others.
    """
    return not asked.events and any(value for name, value in parse_qsl(query) if name == EVENTS)


def without(query: str) -> str:
    """Leave the dataset out of a query."""
    given = parse_qsl(query, keep_blank_values=True)
    return urlencode([pair for pair in given if pair[0] != EVENTS])
