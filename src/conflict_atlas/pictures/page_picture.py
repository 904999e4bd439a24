"""A picture for each page that is not a map: its main series, drawn small."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from conflict_atlas.claims import comparison, deployment, displacement
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record, records
from conflict_atlas.claims.series import dated, figures_of
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.pictures import bar_chart, fonts, lane_chart, line_chart, sheet
from conflict_atlas.pictures.bar_chart import Bar
from conflict_atlas.pictures.drawing import Drawing, Path, Shape, Stroke, Text
from conflict_atlas.pictures.sheet import Caption, Size, Space
from conflict_atlas.views import words

_SIDE, _ABOVE = 16.0, 12.0
_LEAD, _LEAD_LINE = 15.0, 21.0
_MOST_BARS, _MOST_LINES = 9, 6
_FIGURES = 12  # the fewest that make a series be drawn over time

PageContent = Callable[[Package, tuple[str, ...], Space], Iterable[Shape]]


def draw_card(
    package: Package, request: LinkRequest, claim_ids: tuple[str, ...], caption: Caption, size: Size
) -> Drawing:
    """Draw the card of a page for some claims; a page without a series gets its words."""
    made, space = sheet.begin(package, caption, size)
    inner = Space(_SIDE, space.top + _ABOVE, space.width - 2 * _SIDE, space.height - 2 * _ABOVE)
    made.add(Path([[(0, space.top), (space.width, space.top)]], Stroke("line", 1)))
    draw = CONTENT.get(request.page.name)
    shapes = list(draw(package, claim_ids, inner)) if draw else []
    made.add(*(shapes or _words(package, request, inner)))
    made.add(sheet.rule(space))
    return made


def _words(package: Package, request: LinkRequest, space: Space) -> Iterator[Shape]:
    """Write what the page is about, and what the package holds."""
    y = space.top + 24
    for line in fonts.wrap(request.page.sentence(package), _LEAD, space.width * 0.8, 5):
        yield Text((space.left, y), line, _LEAD)
        y += _LEAD_LINE
    bars = [
        Bar("claims of one article", len(package.claims), "article"),
        Bar("independent figures", len(package.figures)),
        Bar("sources of others", len(package.sources)),
    ]
    below = Space(space.left, y + 10, space.width, space.top + space.height - y - 10)
    yield from bar_chart.draw(bars, below, 190)


def _displacement(package: Package, ids: tuple[str, ...], space: Space) -> list[Shape]:
    series = dated(package, displacement.national_series(package).index)[:_MOST_LINES]
    return _over_time(package, ids, series, ("displacement",), space)


def _deployments(package: Package, ids: tuple[str, ...], space: Space) -> list[Shape]:
    places = deployment.countries(package)
    series = deployment.series_at(package, places[0]).index if places else ()
    levels = [one for one in dated(package, series) if _quantity(package, one) == "stock"]
    return _over_time(package, ids, levels[:_MOST_LINES], ("deployment",), space, stepped=True)


def _costs(package: Package, ids: tuple[str, ...], space: Space) -> list[Shape]:
    table = package.series[package.series["topic"] == "cost"]
    totals = table[table["quantity"] == "cumulative"]
    return _over_time(package, ids, dated(package, totals.index)[:_MOST_LINES], ("cost",), space)


def _recorded(package: Package, _ids: tuple[str, ...], space: Space) -> list[Shape]:
    """People killed by month, as independent sources counted them."""
    table = package.series[package.series["topic"] == "casualty"]
    flows = [one for one in dated(package, table.index) if _quantity(package, one) == "flow"]
    long = [one for one in flows if len(figures_of(package, one)) >= _FIGURES]
    return _over_time(package, (), long[:_MOST_LINES], (), space)


def _over_time(  # noqa: PLR0913 - data, options, place
    package: Package,
    ids: tuple[str, ...],
    series_ids: list[str],
    types: tuple[str, ...],
    space: Space,
    *,
    stepped: bool = False,
) -> list[Shape]:
    known = record(package, "series")
    claims = package.claims.loc[[one for one in ids if _type(package, one) in types]]
    claims = claims[claims["measure"].isin([known[one]["measure"] for one in series_ids])]
    shown = line_chart.lines(package, series_ids, stepped=stepped)
    units = [known[one]["unit"] for one in series_ids]
    return line_chart.draw(shown, line_chart.marks(claims), units[0] if units else "", space)


def _by_type(package: Package, ids: tuple[str, ...], space: Space) -> Iterator[Shape]:
    counted = Counter(_type(package, one) for one in ids)
    bars = [
        Bar(name, counted[kind], "ink", kind)
        for kind, name in words.TYPE_LABEL.items()
        if counted[kind]
    ]
    yield from bar_chart.draw(bars, space, 150)


def _by_actor(package: Package, ids: tuple[str, ...], space: Space) -> Iterator[Shape]:
    """Bars for the actors named in most claims."""
    actors, wanted = record(package, "actors"), frozenset(ids)
    rows = {(r["actor_id"], r["claim_id"]) for r in records(package.claim_actors)}
    counted = Counter(actor for actor, claim_id in rows if claim_id in wanted)
    order = {actor: number for number, actor in enumerate(actors)}
    most = sorted(counted.items(), key=lambda item: (-item[1], order[item[0]]))[:_MOST_BARS]
    yield from bar_chart.draw([Bar(actors[a]["name"], n, "ink") for a, n in most], space, 250)


def _by_verdict(package: Package, ids: tuple[str, ...], space: Space) -> Iterator[Shape]:
    """Bars that count how the claims' figures compare with independent ones."""
    table = comparison.comparisons(package)
    kinds = Counter(table.loc[table.index.isin(ids), "kind"])
    colours = {"within": "others", "above": "article", "below": "article"}
    bars = [
        Bar(name, kinds[kind], colours.get(kind, "muted"))
        for kind, name in words.VERDICT_LABEL.items()
        if kinds[kind]
    ]
    yield from bar_chart.draw(bars, space, 200)


def _quantity(package: Package, series_id: str) -> str:
    return str(record(package, "series")[series_id]["quantity"])


def _type(package: Package, claim_id: str) -> str:
    return str(record(package, "claims")[claim_id]["claim_type"])


CONTENT: dict[str, PageContent] = {
    "timeline": lane_chart.draw,
    "displacement": _displacement,
    "deployments": _deployments,
    "costs": _costs,
    "actors": _by_actor,
    "claims": _by_type,
    "events": _recorded,
    "evidence": _by_verdict,
}
