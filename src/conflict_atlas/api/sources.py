"""``/sources``: the origins of claims, figures and events, and their licences."""

from typing import Any

import pandas as pd

from conflict_atlas.api import claims, events
from conflict_atlas.api.figures import listing
from conflict_atlas.api.parameters import Parameters
from conflict_atlas.api.response import RowPage
from conflict_atlas.claims.export import write_csv
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.reading.site import Site

COLUMNS = {
    "kind": "article (what makes the claims), reference (what stands beside them) or events "
    "(an imported dataset, to be asked for at /events)",
    "source_id": "identifier; empty for the article",
    "publisher": "who publishes it",
    "title": "what it is called",
    "date": "day or year of publication",
    "url": "where it can be read",
    "seen_in": "the copy that was read",
    "licence": "licence under which it is given",
    "attribution": "how an event dataset wants to be named",
    "stance": "where it stands",
    "note": "what else is to be known",
    "format": "form in which an event dataset came",
    "data_version": "version of its content here",
    "measure": "what the figures of an event dataset count",
    "rows_read": "rows of the file of an event dataset",
    "imported": "events that were imported from them",
    "rejected": "rows that were not, each with its reason",
    "placed": "events with coordinates",
    "disordered": "events without lowest and highest figure, as the source's are out of order",
    "first_day": "first day of any event",
    "last_day": "last day of any event",
    "invented": "whether an event dataset is invented, to try things with",
}


def write(site: Site, query: Parameters, form: str) -> RowPage:
    """Write one page of sources.

    A filter keeps the sources of what it keeps: the article if it makes such a claim, the sources
    of such claims' figures and found places, and event datasets that hold such an event.
    """
    rows = [*_of_claims(site, query), *_of_events(site, query)]
    found = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    here = found.iloc[query.offset : query.offset + query.limit]
    if form == "csv":
        return RowPage(write_csv(here), len(found))
    return RowPage(listing(site.package, "sources", here, len(found)), len(found))


def _of_claims(site: Site, query: Parameters) -> list[dict[str, Any]]:
    package = site.package
    found = claims.find(site, query)
    if not query.filters:
        return [_article(package), *(_reference(package, one) for one in package.sources.index)]
    if not found:
        return []
    made = record(package, "claims")
    figures = package.figures
    cited = set(figures["source_id"][figures["claim_id"].isin(found)])
    cited |= {made[claim_id]["found_source_id"] for claim_id in found}
    return [
        _article(package),
        *(_reference(package, one) for one in package.sources.index if one in cited),
    ]


def _article(package: Package) -> dict[str, Any]:
    article = package.article
    return {
        "kind": "article",
        "publisher": article.publisher,
        "title": article.title,
        "date": article.published,
        "url": article.url,
        "licence": package.licence,
        "attribution": article.author,
        "stance": article.stance,
        "note": "The licence is that of this package's wording of the claims, not the article's.",
        "data_version": package.data_version,
    }


def _reference(package: Package, source_id: str) -> dict[str, Any]:
    return {
        **record(package, "sources")[source_id],
        "kind": "reference",
        "data_version": package.data_version,
    }


def _of_events(site: Site, query: Parameters) -> list[dict[str, Any]]:
    if query.contradictions:
        return []
    datasets = site.datasets()
    if query.filters:
        datasets = tuple(one for one in datasets if _holds(site, one, query))
    return [_dataset(dataset.manifest) for dataset in datasets]


def _holds(site: Site, dataset: Dataset, query: Parameters) -> bool:
    """Whether a dataset has an event that answers a request; types of claims do not apply to it."""
    untyped = query.model_copy(update={"type": []})
    wanted, _ = events.understand(site, dataset, untyped)
    return dataset.summary(wanted).events > 0


def _dataset(source: Manifest) -> dict[str, Any]:
    return {
        **{name: getattr(source, name) for name in COLUMNS if hasattr(source, name)},
        "kind": "events",
        "url": source.address or None,
        "data_version": source.version,
    }
