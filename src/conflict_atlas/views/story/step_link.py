"""Reads a step's link by the rules of the pages: the request, and any unused part."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

from conflict_atlas.claims import area_measures, displacement
from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.known_period import known_period
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import records
from conflict_atlas.claims.story import steps
from conflict_atlas.link import link_request, link_schema, old_links
from conflict_atlas.link import parameter_names as names
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.memoization import memoized

# Pages whose map, chart or plot a step can show.
SHOWN = ("map", "displacement", "deployments", "costs", "actors", "claims")


@dataclass(frozen=True)
class StepLink:
    """A link that has been read: the request, values of controls by name, and any unused part."""

    request: LinkRequest
    query: dict[str, list[str]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()

    def value(self, name: str) -> str:
        """First value of a control, ``""`` where the link has none."""
        return next(iter(self.query.get(name, ())), "")


@memoized(64)
def read(package: Package, link: str) -> StepLink:
    """Read a step's link; raises ValueError where it names no page that a step can show."""
    name, _, query = link.partition("?")
    if name not in SHOWN:
        raise ValueError(f"expected one of the pages {', '.join(SHOWN)}")
    opens_on = package.reference_day.date()
    first, last = known_period(package)
    reach = (first.date(), last.date())
    asked = old_links.translate(name, parse_qs(query, keep_blank_values=True), opens_on, reach)
    request = link_request.read(BY_NAME[name], urlencode(asked, doseq=True), offer(package))
    applied: dict[str, list[str]] = {}
    for key, value in request.params:
        applied.setdefault(key, []).append(value)
    known = _choices(package)
    for key, values in asked.items():
        if key in known:
            applied[key] = [one for one in values[:1] if one in known[key]]
    for key in (names.AT, names.AGAINST, names.FROM, names.TO):
        days = applied.get(key, ())
        applied[key] = [day for day in days if f"{first:%Y-%m-%d}" <= day <= f"{last:%Y-%m-%d}"]
    unused = link_schema.unused(name, asked, applied)
    return StepLink(request, asked, tuple(str(one) for one in unused))


def of_step(package: Package, number: str) -> LinkRequest:
    """The request of a step, of the first one for ``""``; without a story, the map as it opens."""
    all_steps = steps(package)
    if not all_steps:
        return LinkRequest(BY_NAME["map"])
    return read(package, all_steps[int(number or "1") - 1].link).request


def _choices(package: Package) -> dict[str, Iterable[str]]:
    """Values of the pages' own controls, as written in their links."""
    measures = displacement.measures(package)
    return {
        names.MEASURE: area_measures.by_label(package),
        names.PEOPLE: [area_measures.label(name) for name in measures],
        names.OPEN: [str(one) for one in package.places.index],
        names.FOCUS: [row["name"] for row in records(package.actors)],
    }
