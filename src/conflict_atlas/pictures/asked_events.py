"""Recorded events for a picture: those in the view of a map, or those around a claim."""

from collections.abc import Iterator
from dataclasses import replace

from conflict_atlas.claims.filter_options import read_day
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.selection import describe
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import Bounds
from conflict_atlas.evidence import dataset_filter
from conflict_atlas.evidence.finding import Finding, compare_with
from conflict_atlas.evidence.sentences import say_window
from conflict_atlas.evidence.window import Window, window_around
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.pictures import picture_of_link, recorded_layer, window_layer
from conflict_atlas.pictures.mercator import View
from conflict_atlas.pictures.picture_request import MAP, SIZES, PictureRequest
from conflict_atlas.pictures.recorded_layer import NOTHING, RecordedLayer
from conflict_atlas.pictures.sign_legend import Entry
from conflict_atlas.views import palette
from conflict_atlas.views.events import event_kinds, event_symbols, event_words
from conflict_atlas.views.evidence import evidence_map

Filter = tuple[EventFilter, tuple[str, ...], str]  # with notes for readers, and the month kept to


def shown(asked: PictureRequest, datasets: tuple[Dataset, ...]) -> tuple[Dataset, ...]:
    """Return the datasets that a picture shows, as the pages choose them."""
    if asked.events:
        return _named(asked.link, datasets)
    return beside_claims(asked.link, datasets) if asked.compares else ()


def beside_claims(link: LinkRequest, datasets: tuple[Dataset, ...]) -> tuple[Dataset, ...]:
    """Return the datasets beside which claims are shown: all, or an invented one that is named."""
    named = _named(link, datasets)
    if named and named[0].manifest.invented:
        return named
    return tuple(one for one in datasets if not one.manifest.invented)


def _named(link: LinkRequest, datasets: tuple[Dataset, ...]) -> tuple[Dataset, ...]:
    return tuple(one for one in datasets if one.source_id == link.events)


def read(package: Package, datasets: tuple[Dataset, ...], asked: PictureRequest) -> RecordedLayer:
    """Read the events of a picture, as the pages ask for them."""
    if asked.events:
        return _in_view(package, datasets[0], asked)
    window = window_of(package, asked.link)
    return _around(package, asked.link.claim, window, datasets) if window else NOTHING


def filter_of(package: Package, dataset: Dataset, link: LinkRequest) -> Filter:
    """Turn filters and month of an address into those of a dataset."""
    wanted, notes = dataset_filter.translate(package, dataset, link.selection)
    month = link.month if dataset_filter.has_month(dataset.manifest, link.month) else ""
    if month:
        wanted = dataset_filter.in_month(wanted, read_day(f"{month}-01"))
    return wanted, notes, month


def window_of(package: Package, link: LinkRequest) -> Window | None:
    """The window around the claim of an address; None where it has none."""
    said = link.window
    return window_around(package, link.claim, said.basis, said.days, said.km)


def _in_view(package: Package, dataset: Dataset, asked: PictureRequest) -> RecordedLayer:
    link, manifest = asked.link, dataset.manifest
    wanted, notes, month = filter_of(package, dataset, link)
    size = SIZES[asked.size]
    seen = picture_of_link.find_view(package, link, size)
    whole = View(seen.latitude, seen.longitude, seen.zoom, size.width, size.height)
    by = event_kinds.BY_COLOUR.get(link.colour, "event_type")
    bounds = Bounds(*whole.bounds)
    cells = dataset.symbols(wanted, bounds, seen.zoom, by)
    layer = event_symbols.of_dataset(cells, dataset, by, manifest.label, link.cell)
    span = f", {event_words.month(month)}" if month else ""
    cited = f"Recorded events: {manifest.citation_of_version}."
    found = recorded_layer.read(layer, span, " ".join((cited, *notes)))
    if link.page.name == MAP:
        return found
    asked_for = "" if link.selection.is_empty else f" · {describe(package, link.selection)}"
    words = f"{event_words.month(month) if month else event_words.days(manifest)}{asked_for}"
    return replace(found, title=f"Events recorded by {manifest.label}", words=words)


def _around(
    package: Package, claim_id: str, window: Window, datasets: tuple[Dataset, ...]
) -> RecordedLayer:
    found = [compare_with(package, claim_id, dataset, window) for dataset in datasets]
    circle, _ = evidence_map.layers(found, *evidence_map.ask(found))
    cited = " ".join(f"{one.manifest.citation_of_version}." for one in datasets)
    return RecordedLayer(
        legend=tuple(_legend(found)),
        sources=f"Recorded events: {cited}",
        title=record(package, "claims")[claim_id]["title"],
        words=_say(window, found),
        window=window_layer.read(circle),
    )


def _say(window: Window, found: list[Finding]) -> str:
    recorded = "; ".join(
        f"{one.dataset.manifest.label}: {event_words.events(one.sums.events)}" for one in found
    )
    where = say_window(window)
    return f"{where[:1].upper()}{where[1:]} · {recorded}"


def _legend(found: list[Finding]) -> Iterator[Entry]:
    yield Entry("Recorded, size by the best figures:")
    for number, one in enumerate(found):
        colour = palette.name_of(palette.series_style(number).colour)
        yield Entry(one.dataset.manifest.label, "events", colour)
    yield Entry("the same days beyond the circle", "events", "muted")
