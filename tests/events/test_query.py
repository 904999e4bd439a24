"""Every query compared with the same sums, computed row by row in Python."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.events.geometry import EARTH_KM, Bounds, Cell, EarthCircle, Tiles, snap, tile
from conflict_atlas.events.query.query import Name, Query
from conflict_atlas.events.store.duckdb_library import ParquetLibrary

Row = dict[str, Any]
ZOOM = 16
SUMS = ("events", "figured", "low", "best", "high")

_days = st.dates(date(2030, 12, 20), date(2031, 2, 10))
_sides = st.sampled_from([None, "Army", "Élan", "Guard", "army"])
_figures = st.one_of(st.none(), st.integers(0, 3_000_000_000))
_points = st.one_of(
    st.none(),
    st.tuples(st.floats(-84, 84), st.floats(-180, 179.999)),
    st.sampled_from([(10.0, 20.0), (10.01, 20.01), (10.0, 179.99), (10.0, -179.99), (-3.0, 20.0)]),
)
_texts = st.sampled_from([None, "ÉLAN vital", "a 50% raise", "x_y", "Line\nbreak", "it's"])


@st.composite
def _rows(draw: st.DrawFn) -> list[Row]:
    rows = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(_days)
        point = draw(_points)
        low, best, high = draw(st.tuples(_figures, _figures, _figures))
        row = {
            "source_id": "one", "event_id": f"e{number:02}", "licence": "CC0-1.0",
            "date_start": start, "date_end": start + timedelta(draw(st.integers(0, 40))),
            "date_precision": draw(st.sampled_from(["day", "month"])),
            "geo_precision": draw(st.sampled_from(["point", "near", "admin1", "country"])),
            "event_type": draw(st.sampled_from([None, "battle", "blast"])),
            "side_a": draw(_sides), "side_b": draw(_sides), "notes": draw(_texts),
            "place": draw(st.sampled_from([None, "Ford", "Östrel", "Zag"])),
            "admin1": draw(st.sampled_from([None, "North"])),
            "country": draw(st.sampled_from([None, "Velmar", "Tessany"])),
            "low": low, "best": best, "high": high,
        }  # fmt: skip
        if point:
            row["latitude"], row["longitude"] = point
            row["tile_x"], row["tile_y"] = tile(*point, ZOOM)
        rows.append(row)
    return rows


_circles = st.builds(
    EarthCircle,
    st.floats(-89, 89),
    st.floats(-180, 180),
    st.sampled_from([0.5, 30.0, 2_000.0, 15_000.0]),
)
_near = st.builds(EarthCircle, st.just(10.0), st.just(20.0), st.floats(0.1, 5))
_bounds = st.builds(
    Bounds,
    west=st.sampled_from([-180.0, 19.0, 170.0]),
    south=st.sampled_from([-90.0, 0.0]),
    east=st.sampled_from([20.0, 180.0, -170.0]),
    north=st.sampled_from([10.0, 90.0]),
)
_filters = {
    "start": _days,
    "end": _days,
    "actors": st.lists(st.sampled_from(["Army", "Élan", "nobody"]), max_size=2).map(tuple),
    "types": st.lists(st.sampled_from(["battle", "none"]), max_size=2).map(tuple),
    "circles": st.lists(_circles | _near, max_size=2).map(tuple),
    "countries": st.lists(st.sampled_from(["Velmar", "Nowhere"]), max_size=1).map(tuple),
    "text": st.sampled_from([" ", "élan", "50%", "X_Y vital", "it's ford", "nowhere", "BREAK"]),
    "bounds": _bounds,
    "cell": st.builds(Cell, st.integers(0, 1), st.just(0), st.just(0)),
    "nothing": st.booleans(),
}
# One or two conditions at a time: with more, few events would be left to test.
_wanted = (
    st.lists(st.sampled_from(sorted(_filters)), max_size=2, unique=True)
    .flatmap(lambda names: st.fixed_dictionaries({name: _filters[name] for name in names}))
    .map(lambda known: EventFilter(**known))
)


_tiles = st.none() | st.builds(snap, _bounds, st.integers(0, 3))


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance by the angle between two vectors: another formula than the one under test."""
    (a, b, c), (d, e, f) = _vector(*one), _vector(*other)
    sine = math.hypot(b * f - c * e, c * d - a * f, a * e - b * d)
    return EARTH_KM * math.atan2(sine, a * d + b * e + c * f)


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    y, x = math.radians(latitude), math.radians(longitude)
    return math.cos(y) * math.cos(x), math.cos(y) * math.sin(x), math.sin(y)


def _stays(row: Row, wanted: EventFilter) -> bool:
    point = (row["latitude"], row["longitude"]) if "latitude" in row else None
    words = [w.lower() for w in wanted.text.split()]
    text = "\n".join(
        row.get(name) or "" for name in
        ("notes", "side_a", "side_b", "place", "admin1", "country")
    ).lower()  # fmt: skip
    tests = [
        not wanted.nothing,
        not (wanted.start and wanted.end and wanted.start > wanted.end),
        not wanted.start or row["date_end"] >= wanted.start,
        not wanted.end or row["date_start"] <= wanted.end,
        not wanted.actors or row["side_a"] in wanted.actors or row["side_b"] in wanted.actors,
        not wanted.types or row["event_type"] in wanted.types,
        not (wanted.circles or wanted.countries)
        or row["country"] in wanted.countries
        or (point and any(_km(point, (c.latitude, c.longitude)) <= c.km for c in wanted.circles)),
        all(word in text for word in words),
        not wanted.bounds or (point and _in_bounds(point, wanted.bounds)),
        not wanted.cell
        or (point and tile(*point, wanted.cell.zoom) == (wanted.cell.x, wanted.cell.y)),
    ]
    return all(tests)


def _is_inside(row: Row, tiles: Tiles | None) -> bool:
    if tiles is None:
        return True
    if "latitude" not in row:
        return False
    x, y = tile(row["latitude"], row["longitude"], tiles.zoom)
    east_west = [x >= tiles.left, x <= tiles.right]
    columns = any(east_west) if tiles.left > tiles.right else all(east_west)
    return columns and tiles.top <= y <= tiles.bottom


def _in_bounds(point: tuple[float, float], b: Bounds) -> bool:
    across = b.west > b.east
    east_west = [point[1] >= b.west, point[1] <= b.east]
    return b.south <= point[0] <= b.north and (any(east_west) if across else all(east_west))


def _sums(rows: list[Row]) -> tuple[Any, ...]:
    figured = [r for r in rows if (r["low"], r["best"], r["high"]) != (None, None, None)]

    def add(*names: str) -> float | None:
        values = [next((r[n] for n in names if r[n] is not None), None) for r in figured]
        there = [v for v in values if v is not None]
        return float(sum(there)) if there else None

    return len(rows), len(figured), add("low", "best"), add("best"), add("high", "best")


def _kinds(row: Row, by: str) -> list[str]:
    if by == "actor":
        sides = {row["side_a"] or "", row["side_b"]} - {None}
        return sorted(sides if row["side_b"] != row["side_a"] else {row["side_a"] or ""})
    return [row[by] or ""] if by else [""]


def _grouped(rows: list[Row], key: Callable[[Row], Any], by: str) -> dict[Any, list[Row]]:
    groups = defaultdict(list)
    for row in rows:
        for kind in _kinds(row, by):
            groups[key(row), kind].append(row)
    return groups


def _plain(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Rows with None for missing values, and dates unchanged."""
    cut = frame[list(columns)].astype(object)
    cut = cut.where(cut.notna(), None)
    return [
        tuple(v.date() if isinstance(v, pd.Timestamp) else v for v in row)
        for row in cut.itertuples(index=False)
    ]


@pytest.fixture(scope="module")
def given_rows(tmp_path_factory: pytest.TempPathFactory, source, write_events) -> Any:
    """Give a function that puts rows into a library as the next version of a dataset."""
    library = ParquetLibrary(tmp_path_factory.mktemp("library"))
    file = tmp_path_factory.mktemp("file") / "events.parquet"
    numbers = count()

    def put(rows: list[Row]) -> ParquetLibrary:
        library.put(source(version=f"v{next(numbers)}"), write_events(Path(file), rows), None)
        return library

    return put


# The expected columns of an answer, computed from rows for each kind of query.
def _summary(rows: list[Row]) -> list[Any]:
    first = min((r["date_start"] for r in rows), default=None)
    last = max((r["date_end"] for r in rows), default=None)
    placed = sum("latitude" in row for row in rows)
    largest = max((row["best"] for row in rows if row["best"] is not None), default=None)
    coarse_days = sum(row["date_precision"] != "day" for row in rows)
    coarse_places = sum(row["geo_precision"] != "point" for row in rows)
    return [(*_sums(rows), first, last, placed, largest, coarse_days, coarse_places)]


def _symbols(rows: list[Row], level: int, by: str) -> list[Any]:
    def cell(row: Row) -> tuple[int, int]:
        return row["tile_x"] >> ZOOM - level, row["tile_y"] >> ZOOM - level

    cells = defaultdict(list)
    for row in rows:
        if "latitude" in row:
            cells[cell(row)].append(row)
    found = []
    for xy, members in cells.items():
        named = {r["place"] for r in members} - {None}
        vague = sum(r["geo_precision"] in {"admin1", "country"} for r in members)
        whole = (*_sums(members), vague, min(named, default=""), len(named))
        for kind, number in Counter(k for r in members for k in _kinds(r, by)).items():
            found.append((*xy, kind, number, *whole))
    return sorted(found, key=lambda r: (-r[4], *r[:2], -r[3], r[2]))


def _monthly(rows: list[Row], by: str) -> list[Any]:
    groups = _grouped(rows, lambda r: r["date_start"].replace(day=1), by)
    return [(month, kind, *_sums(groups[month, kind])) for month, kind in sorted(groups)]


def _monthly_without(rows: list[Row], by: str, names: tuple[str, ...]) -> list[Any]:
    def is_other(row: Row) -> bool:
        columns = ("side_a", "side_b") if by == "actor" else (by,)
        return not any((row[column] or "") in names for column in columns if names)

    return _monthly([row for row in rows if is_other(row)], "")


def _daily(rows: list[Row]) -> list[Any]:
    groups = _grouped(rows, lambda r: r["date_start"], "")
    return [(day, *_sums(groups[day, kind])) for day, kind in sorted(groups)]


def _names(rows: list[Row], column: str) -> list[Any]:
    counted = Counter(kind for row in rows for kind in _kinds(row, column) if kind)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _listed(rows: list[Row], limit: int, offset: int) -> list[Any]:
    ordered = sorted(rows, key=lambda r: r["event_id"])
    ordered.sort(key=lambda r: r["date_start"], reverse=True)
    return [(r["event_id"], r["date_end"], r["notes"], r["side_b"]) for r in ordered][offset:][
        :limit
    ]


QUESTIONS: dict[Name, tuple[Callable[..., list[Any]], list[tuple[Any, ...]], tuple[str, ...]]] = {
    "summary": (
        _summary, [()],
        (*SUMS, "first_day", "last_day", "placed", "largest", "coarse_days", "coarse_places"),
    ),
    "symbols": (
        _symbols, [(0, ""), (3, "event_type"), (9, "side_a"), (16, "actor")],
        ("x", "y", "kind", "of_kind", *SUMS, "vague", "place", "places"),
    ),
    "monthly": (
        _monthly, [("",), ("event_type",), ("side_a",), ("actor",)], ("month", "kind", *SUMS)
    ),
    "monthly_without": (
        _monthly_without,
        [("actor", ("Army", "Élan")), ("actor", ("",)), ("event_type", ("blast",)), ("side_a", ())],
        ("month", "kind", *SUMS),
    ),
    "daily": (_daily, [()], ("day", *SUMS)),
    "names": (_names, [("event_type",), ("actor",), ("country",), ("admin1",)], ("name", "events")),
    "listed": (_listed, [(100, 0), (3, 2)], ("event_id", "date_end", "notes", "side_b")),
}  # fmt: skip


def test_every_query_is_tested_here():
    assert set(QUESTIONS) == set(get_args(Name))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_as_row_by_row(given_rows, name: Name):
    reference, choices, columns = QUESTIONS[name]

    @settings(max_examples=25, deadline=None)
    @given(rows=_rows(), wanted=_wanted, arguments=st.sampled_from(choices), tiles=_tiles)
    def check(
        rows: list[Row], wanted: EventFilter, arguments: tuple[Any, ...], tiles: Tiles | None
    ) -> None:
        library = given_rows(rows)
        kept = [row for row in rows if _stays(row, wanted) and _is_inside(row, tiles)]
        answer = library.ask("one", wanted, Query(name, arguments), tiles)
        assert _plain(answer, *columns) == reference(kept, *arguments)

    check()


def test_points_of_cells_are_means(given_rows, event):
    rows = [event("a", latitude=10.0, longitude=20.0), event("b", latitude=10.5, longitude=20.5)]
    library = given_rows(rows)
    (cell,) = library.ask("one", EventFilter(), Query("symbols", (2, ""))).to_dict("records")
    assert (cell["latitude"], cell["longitude"]) == (10.25, 20.25)


def test_types_of_answers_do_not_depend_on_what_is_there(given_rows, event):
    full = [event("a", low=1, best=2, high=3, side_b="x", latitude=1.0, longitude=1.0)]
    bare = [event("a")]
    for name, (_, choices, columns) in QUESTIONS.items():
        found = []
        for rows in (full, bare, []):
            library = given_rows(rows)
            answer = library.ask("one", EventFilter(), Query(name, choices[0]))
            found.append([str(kind) for kind in answer[list(columns)].dtypes])
        assert found[0] == found[1] == found[2]


def test_a_distance_is_along_a_great_circle(given_rows, event):
    # One degree along a meridian, and as far across the date line near a pole.
    rows = [
        event("north", latitude=1.0, longitude=0.0),
        event("across", latitude=80.0, longitude=-179.9),
    ]
    library = given_rows(rows)
    degree = math.radians(1) * EARTH_KM
    for centre, name, km in (((0.0, 0.0), "north", degree), ((80.0, 179.9), "across", 3.862)):
        for slack, expected in ((0.001, [name]), (-0.001, [])):
            wanted = EventFilter(circles=(EarthCircle(*centre, km + slack),))
            kept = library.ask("one", wanted, Query("listed", (10,)))
            assert list(kept["event_id"]) == expected


ALIKE = ("ΟΔΥΣΣΕΥΣ", "οδυσσευς", "İzmir", "izmir", "Manbij", "manbij")


@pytest.mark.parametrize(
    ("text", "found"),
    [("manbij", ALIKE[4:]), ("MANBIJ near", ALIKE[4:]), ("οδυσσευσ", ALIKE[:2]), ("izmir", ())],
)
def test_letters_that_engines_fold_differently_are_alike(given_rows, event, text: str, found):
    library = given_rows([event(name, notes=f"Near {name}") for name in ALIKE])
    kept = library.ask("one", EventFilter(text=text), Query("listed", (10,)))
    assert set(kept["event_id"]) == set(found or ALIKE[2:4])
