"""Rules for every picture: words, table, colours, safety, and the case of nothing to draw.

Pictures are found by their return type, and their arguments by parameter name: a new one is tested
without being listed, and fails until each of its parameters is known here.
"""

import importlib
import inspect
import json
import pkgutil
import re
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest

from conflict_atlas import views
from conflict_atlas.claims import area_count, deployment, relation
from conflict_atlas.claims.package import Package
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.summary import Summary
from conflict_atlas.evidence.finding import Coverage, Finding, decide
from conflict_atlas.evidence.window import centres, default_window
from conflict_atlas.views import palette
from conflict_atlas.views.events.event_calendar_words import Calendar
from conflict_atlas.views.events.event_months_words import Months
from conflict_atlas.views.picture import Picture
from conflict_atlas.views.series import costs_chart

ATTACK = "<img src=x onerror=alert(1)><script>alert(2)</script>"
COLOURED = r'<span style="color:#\w{6}(;font-size:\d+px)?">'  # our markup, which no theme overrides
READ = ("text", "hovertext", "name", "ticktext")  # where plotly reads markup
NO_PROOF = f"this picture shows none of the hostile texts in {READ}: nothing was proved"
Chart = Callable[..., Picture]


def find_charts() -> dict[str, Chart]:
    """Every public function below ``views`` that returns a picture of data."""
    found = {}
    for module in pkgutil.walk_packages(views.__path__, f"{views.__name__}."):
        for name, made in vars(importlib.import_module(module.name)).items():
            is_here = inspect.isfunction(made) and made.__module__ == module.name
            if not is_here or name.startswith("_") or module.name == Picture.__module__:
                continue
            if inspect.signature(made).return_annotation is Picture:
                found[f"{module.name.rpartition('.')[2]}.{name}"] = made
    return found


CHARTS = find_charts()


def areas(package: Package) -> Any:
    return json.loads(Path(package.basemap_file("admin1.geojson")).read_text(encoding="utf-8"))


def finding(package: Package, source: Manifest, events: int) -> Finding:
    """A dataset's finding on a claim on which others give figures too."""
    comparable = package.figures["comparable"].fillna(value=False)
    figured = set(package.figures["claim_id"][comparable])
    claim_id = next(i for i in package.claims.index if i in figured and centres(package, i))
    window = default_window(centres(package, claim_id)[0])
    numbers = (3, 4, 9) if events else (None, None, None)
    sums = Summary(events, events, *numbers, None, None, events, numbers[1], 0, 0)
    coverage = Coverage(5, 0, (), "")
    claim = package.claims.loc[[claim_id]].to_dict("records")[0]
    verdict = decide(claim, source.measure, sums, coverage)
    return Finding(claim_id, Dataset(None, source), window, sums, coverage, verdict)


def known(package: Package, claims: pd.DataFrame, word: str, events: int = 2) -> dict[str, Any]:
    """Values of every parameter by its name; ``word`` is used for all names in a dataset."""
    source = Manifest(
        source_id="one", title=word, format="csv", file_name="f.csv", version="v1",
        measure="people-killed", licence="CC0-1.0", attribution=word, rows_read=0, imported=0,
        rejected=0, placed=0, first_day="1980-01-01", last_day="2017-01-01",
    )  # fmt: skip
    found = finding(package, source, events)
    day = pd.Timestamp(found.window.first_day)
    numbers = {"events": events, "figured": events, "low": 3.0, "best": 4.0, "high": 9.0}
    rows = [numbers] * bool(events)
    months, days = pd.DataFrame(rows), pd.DataFrame(rows)
    if events:
        months["month"], days["day"] = day.replace(day=1), day
    spot = {"latitude": found.window.centre.latitude, "longitude": found.window.centre.longitude}
    symbols = pd.DataFrame(
        [numbers | spot | {"place": word, "places": 1}] * bool(events),
        columns=[*numbers, *spot, "place", "places"],
    )
    return {
        "package": [package],
        "claims": [claims],
        "relations": [relation.edges(package, claims)],
        "claim_id": [found.claim_id],
        "place_id": list(deployment.countries(package)),
        "measure": sorted(package.displacement["measure"].unique()),
        "at": [package.reference_day],
        "counted": list(area_count.measures(package)) or [""],
        "month": [day],
        "areas": [(), tuple(area_count.governorates(package)["admin1_code"][:2])],
        "geojson": [areas(package)],
        "key": ["iso_3166_2"],
        "by": ["claim_type", "actor"],
        "selected": [""],
        "rows": [((word, "#386edc", months),) * bool(events)],
        "around": [Months(word, "type", "killed")],
        "days": [days.reindex(columns=["day", *numbers])],
        "about": [days.reindex(columns=["day", *numbers])],
        "shown": [Calendar(word, "killed", (day.year,), day.date(), day.date())],
        "findings": [found],
        "symbols": [symbols],
    }


def pictures(chart: Chart, values: dict[str, Any]) -> Iterator[Picture]:
    """Every picture that a chart makes, one for each value if a parameter has several."""
    parameters = inspect.signature(chart).parameters
    unknown = parameters.keys() - values.keys()
    assert not unknown, f"no value is known for {', '.join(unknown)}: add it to known()"
    several = {
        name: [(value,) for value in values[name]] if "Sequence" in str(one.annotation)
        or str(one.annotation).startswith("tuple[conflict_atlas") else values[name]
        for name, one in parameters.items()
    }  # fmt: skip
    for chosen in product(*several.values()):
        yield chart(**dict(zip(several, chosen, strict=True)))


@pytest.fixture(scope="module", params=["real", "invented"])
def package(request, real_package, invented_package):
    return {"real": real_package, "invented": invented_package}[request.param]


@pytest.fixture(scope="module", params=CHARTS)
def chart(request) -> Chart:
    return CHARTS[request.param]


@pytest.fixture(scope="module")
def drawn(chart, package) -> list[Picture]:
    return list(pictures(chart, known(package, package.claims, "Register")))


def emptied(package):
    """A package of the same shape with no rows to draw."""
    tables = (
        "claims", "figures", "series", "displacement", "relations", "claim_actors", "area_counts",
    )  # fmt: skip
    return replace(package, **{name: getattr(package, name).head(0) for name in tables})


def texts(node):
    """Every text in a figure that plotly may read as markup."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in READ:
                yield from ([value] if isinstance(value, str) else value or [])
            else:
                yield from texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts(value)


def test_there_are_charts_of_claims_and_of_events():
    assert {"costs_chart.daily", "event_months.months", "evidence_days_strip.strip"} <= set(CHARTS)
    assert len(CHARTS) > 12


def test_there_is_something_and_it_is_told(drawn):
    assert drawn
    for picture in drawn:
        assert isinstance(picture.figure, go.Figure)
        assert not picture.is_empty
        assert picture.figure.data
        assert picture.title
        assert len(picture.alt) > 40
        assert not re.search(r"\b(nan|NaT|None)\b|_", picture.alt)


def test_tables_are_for_people(drawn):
    for picture in drawn:
        cells = picture.table.astype(str).to_numpy().ravel().tolist()
        assert not {"nan", "NaT", "None", "<NA>"} & set(cells)
        assert all(column[0].isupper() and "_" not in column for column in picture.table.columns)


def test_the_theme_gives_ground_and_text_colour(drawn):
    for picture in drawn:
        layout = picture.figure.layout
        assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
        assert layout.font.color is None
        for note in layout.annotations:
            assert note.font.color is None
        assert 100 <= layout.height <= 2000


def test_nothing_is_fetched(drawn):
    for picture in drawn:
        text = json.dumps(picture.figure.to_plotly_json(), default=str)
        assert not re.search(r'"(scattergeo|choropleth|image)"', text)
        style = picture.figure.layout.map.style
        assert not isinstance(style, str), f"plotly would fetch the style {style}"
        assert not re.search(r'"(tiles|glyphs|sprite|source)": *"?http', text)


def test_what_is_sent_is_the_figure_and_the_table(drawn):
    for picture in drawn:
        sent = json.loads(picture.written.to_json())
        assert sent["data"]
        assert sent == json.loads(palette.themed(picture.figure.to_json().encode()))
        assert picture.written.to_dict()["layout"]["height"] == picture.figure.layout.height
        assert picture.rows.to_pandas().astype(str).equals(picture.table.astype(str))


def test_markup_in_the_data_stays_text(chart, package):
    claims = package.claims.assign(title=ATTACK, attributed_to=ATTACK, caveat=ATTACK)
    hostile = replace(
        package,
        claims=claims,
        actors=package.actors.assign(name=ATTACK, short_name=ATTACK, description=ATTACK),
        sources=package.sources.assign(publisher=ATTACK),
        series=package.series.assign(title=ATTACK),
        figures=package.figures.assign(note=ATTACK),
        displacement=package.displacement.assign(admin1=ATTACK),
        area_counts=package.area_counts.assign(admin1=ATTACK),
        places=package.places.assign(name=ATTACK),
    )
    for picture in pictures(chart, known(hostile, claims, ATTACK)):
        figure = picture.figure.to_plotly_json()
        found = [text for text in texts(figure) if isinstance(text, str)]
        for text in found:
            tags = set(re.findall(r"<[^>]*>?", text))
            tags = {tag for tag in tags if not re.fullmatch(COLOURED, tag)}
            assert tags <= {"<br>", "<b>", "</b>", "</span>"}, text
        # A chart of only codes and counts passes if no such text is sent at all.
        sent = json.dumps(figure, default=str)
        assert "onerror" not in sent or any("&lt;" in text for text in found), NO_PROOF


def test_nothing_to_draw_is_said(chart, package):
    empty = emptied(package)
    values = known(package, package.claims.head(0), "Register", events=0)
    if "claim_id" in inspect.signature(chart).parameters:  # the claim itself remains
        empty = replace(package, figures=package.figures.head(0))
        counted = package.claims["low"].notna() | package.claims["high"].notna()
        values["claim_id"] = [package.claims.index[~counted][0]]
    for picture in pictures(chart, values | {"package": [empty]}):
        assert picture.is_empty or not picture.figure.data
        assert re.search(r"\bNo(body)?\b|\b0 events", picture.alt)


def test_no_selected_claim_leaves_what_others_say(chart, package):
    for picture in pictures(chart, known(package, package.claims.head(0), "Register")):
        assert picture.alt


def test_no_chart_can_be_moved_out_of_its_place(drawn):
    """Nobody needs a way back; a drag or a swipe over a chart is one over the page."""
    for picture in drawn:
        layout = picture.figure.layout
        assert layout.dragmode is False
        axes = [layout[name] for name in layout if name.startswith(("xaxis", "yaxis"))]
        assert all(one.fixedrange for one in axes)


def test_a_picture_that_is_kept_takes_little_more_than_its_json(real_package):
    """Caches hold hundreds of them; as bytes of orjson each value would take 4 kB."""
    assert costs_chart.daily(real_package, real_package.claims).written  # loads what it needs
    picture = costs_chart.cumulative(real_package, real_package.claims)
    length = len(plotly.io.to_json(picture.figure))
    tracemalloc.start()
    try:
        assert picture.written
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken < 10 * length  # else 27 times
