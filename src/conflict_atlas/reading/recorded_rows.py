"""Recorded events as rows on paper: those that a page about them shows."""

import logging
from dataclasses import replace
from html import escape

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, records
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import read_cell
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.pictures import asked_events
from conflict_atlas.pictures.picture_request import EVIDENCE, PictureRequest
from conflict_atlas.reading.site import Site

MOST = 500  # rows of one dataset
_HEADS = ("When", "Where", "What", "Between", "Lowest", "Best", "Highest")
_FIGURES = ("low", "best", "high")
_LOG = logging.getLogger(__name__)


def write(site: Site, request: LinkRequest) -> str:
    """Write the events of each dataset that a page shows, the newest first, as a table."""
    asked = PictureRequest(request, is_card=False, form="svg")
    try:
        shown = asked_events.shown(asked, site.datasets())
        return "".join(_table(site.package, dataset, request) for dataset in shown)
    except Exception:  # noqa: BLE001 - each engine fails in its own way
        _LOG.exception("No recorded events for a page to print")
        return "<p>The recorded events could not be read just now.</p>"


def _table(package: Package, dataset: Dataset, request: LinkRequest) -> str:
    wanted = _wanted(package, dataset, request)
    if wanted is None:
        return ""
    total = dataset.summary(wanted).events
    cut = f", the newest {MOST} of them" if total > MOST else ""
    heads = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
    rows = "".join(map(_row, records(dataset.listed(wanted, MOST))))
    said = f"{phrase.counted(total, 'event')} recorded by {dataset.manifest.label}{cut}"
    return (
        f'<h2>{escape(said)}</h2><div class="wide"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _wanted(package: Package, dataset: Dataset, request: LinkRequest) -> EventFilter | None:
    if request.page.name == EVIDENCE:
        window = asked_events.window_of(package, request)
        return window.event_filter() if window else None
    wanted, _, _ = asked_events.filter_of(package, dataset, request)
    return replace(wanted, cell=read_cell(request.cell)) if request.cell else wanted


def _row(event: Record) -> str:
    when = phrase.span(event["date_start"], event["date_end"])
    sides = phrase.listed([str(event[name] or "") for name in ("side_a", "side_b")])
    figures = ["" if phrase.is_missing(event[n]) else phrase.exact(event[n]) for n in _FIGURES]
    texts = (when, event["place"] or "", event["event_type"] or "", sides, *figures)
    return f"<tr>{''.join(f'<td>{escape(str(text))}</td>' for text in texts)}</tr>"
