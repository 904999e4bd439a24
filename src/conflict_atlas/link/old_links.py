"""Links of earlier versions: what each of their parameters is called, and means, today."""

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from conflict_atlas.link.link_schema import YEARS_AT_ONCE
from conflict_atlas.link.parameter_names import AT, STEP

Given = dict[str, list[str]]
_YEAR = re.compile(r"\d{4}", re.ASCII)

# Windows of time, which ended on the day of the map, and their lengths in days.
WINDOWS = {"All dates": 0, "1 week": 7, "1 month": 30, "3 months": 91, "1 year": 365}
TYPES_OF_LAYER = {
    "Events": ("Event",),
    "Casualties": ("Casualties",),
    "Deployments": ("Deployment",),
    "Displacement": ("Displacement",),
    "Costs": ("Cost",),
    "Other claims": ("Cost", "Relation", "Situation", "Statement", "Context"),
}
# Layers that are always there now, or that a reader chooses as a measure.
OTHER_LAYERS = frozenset(("City control", "Found places"))
MEASURE = "Displaced people"
# What other sites add to any address says nothing of what it shows.
_ADDED = re.compile(r"(utm_\w+|fbclid|gclid|ref)\Z")
EVERY_TYPE = frozenset(name for names in TYPES_OF_LAYER.values() for name in names)


def meant_the_map(asked: Collection[str]) -> bool:
    """Whether a bare address with these parameters is older than the story page.

    A link to the story names its step; all other parameters of a bare address meant the map.
    """
    return STEP not in asked and any(not _ADDED.match(name) for name in asked)


def translate(
    page: str, asked: Mapping[str, list[str]], opens_on: date, reach: tuple[date, date]
) -> Given:
    """Translate a link to today's parameters; parts without an equivalent are left unchanged.

    ``opens_on`` is the clock's day where a link names none, ``reach`` its first and last day.
    """
    params = {name: list(values) for name, values in asked.items()}
    if page == "map":
        _layers(params)
        _window(params, opens_on)
    if page == "displacement":
        _round(params)
    if page == "events":
        _few_years(params)
        _year(params, opens_on, reach)
    return params


def _layers(params: Given) -> None:
    """Layers of claims are types of claims; a layer switched off filters its types out."""
    known = {*TYPES_OF_LAYER, *OTHER_LAYERS}
    chosen = params.pop("layer", [])
    unknown = [name for name in chosen if name not in known]
    if unknown:
        params["layer"] = unknown
    kept = [name for name in chosen if name in known]
    if not kept:
        return
    if "Displacement" in kept:
        params.setdefault("measure", [MEASURE])
    types = [*dict.fromkeys(name for one in kept for name in TYPES_OF_LAYER.get(one, ()))]
    if types and len(types) < len(EVERY_TYPE):
        before = params.get("type", [])
        params["type"] = [name for name in types if not before or name in before] or types


def _window(params: Given, opens_on: date) -> None:
    """A window of days that ended on the day of the map is a first and a last day."""
    given = params.get("window", [])
    if not given or given[0] not in WINDOWS:
        return
    del params["window"]
    length = WINDOWS[given[0]]
    if not length:
        return
    try:
        end = date.fromisoformat(params["at"][0]) if params.get("at") else opens_on
    except ValueError:
        return
    start = end - timedelta(days=length - 1)
    params["from"] = [max([start.isoformat(), *params.get("from", [])])]
    params["to"] = [min([end.isoformat(), *params.get("to", [])])]


def _few_years(params: Given) -> None:
    """Of a few years that a filter leaves, the calendar shows each; none need be named."""
    try:
        first, last = (date.fromisoformat(params[name][0]).year for name in ("from", "to"))
    except (KeyError, IndexError, ValueError):
        return
    given = params.get("year", [])
    if last - first < YEARS_AT_ONCE and all(_YEAR.fullmatch(one) for one in given):
        params.pop("year", None)


def _year(params: Given, opens_on: date, reach: tuple[date, date]) -> None:
    """The calendar shows the year of the clock's day; a year beyond the clock stays as it is."""
    given = params.get("year", [])
    if len(given) != 1 or AT in params or not _YEAR.fullmatch(given[0]):
        return
    first, last = reach
    if not first.year <= int(given[0]) <= last.year:
        return
    day = date(int(given[0]), opens_on.month, min(opens_on.day, 28))
    params[AT] = [min(max(day, first), last).isoformat()]
    del params["year"]


def _round(params: Given) -> None:
    """The day of a count is the day of the clock, and the count the one nearest to it."""
    given = params.get("round", [])
    if len(given) != 1 or AT in params:
        return
    try:
        params[AT] = [date.fromisoformat(given[0]).isoformat()]
    except ValueError:
        return
    del params["round"]
