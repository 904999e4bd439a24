"""What holds for every picture: words, table, colours, speed, safety, and nothing to draw."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from conflict_atlas.claims import deployment, relation
from conflict_atlas.views.actors import actors_chart
from conflict_atlas.views.figures import interval_chart
from conflict_atlas.views.series import costs_chart, deployments_chart, displacement_chart
from conflict_atlas.views.timeline import timeline

AT = pd.Timestamp("2016-08-21")
ATTACK = "<img src=x onerror=alert(1)><script>alert(2)</script>"

# Seconds one picture may take. They build in 0.02 to 0.04; the rest is for a busy machine.


def areas(package):
    return json.loads(Path(package.basemap_file("admin1.geojson")).read_text(encoding="utf-8"))


def place(package):
    return deployment.countries(package)[0]


def claim(package):
    figures = package.figures
    return figures.loc[figures["comparable"].fillna(value=False), "claim_id"].mode()[0]


PICTURES = {
    "timeline by type": timeline.timeline,
    "timeline by actor": lambda p, c: timeline.timeline(p, c, by="actor"),
    "national": lambda p, c: displacement_chart.national(p, c, AT),
    "refugees": displacement_chart.refugees,
    "admin1 bars": lambda p, _: displacement_chart.by_admin1_bars(p, "idps", AT),
    "admin1 map": lambda p, _: displacement_chart.by_admin1_map(p, "idps", AT, areas(p)),
    "deployments": lambda p, c: deployments_chart.levels(p, c, place(p)),
    "cumulative cost": costs_chart.cumulative,
    "daily cost": costs_chart.daily,
    "network": lambda p, c: actors_chart.network(p, relation.edges(p, c)),
    "matrix": lambda p, c: actors_chart.matrix(p, relation.edges(p, c)),
    "intervals": lambda p, _: interval_chart.intervals(p, claim(p)),
}


@pytest.fixture(params=["real", "invented"])
def package(request, real_package, invented_package):
    return {"real": real_package, "invented": invented_package}[request.param]


@pytest.fixture(params=PICTURES)
def draw(request):
    return PICTURES[request.param]


def emptied(package):
    """A package of the same shape with no rows to draw."""
    tables = ("claims", "figures", "series", "displacement", "relations", "claim_actors")
    return replace(package, **{name: getattr(package, name).head(0) for name in tables})


def texts(node):
    """Every text in a figure that plotly may read as markup."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"text", "hovertext", "name", "ticktext"}:
                yield from ([value] if isinstance(value, str) else value or [])
            else:
                yield from texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts(value)


def test_there_is_something_and_it_is_told(package, draw):
    picture = draw(package, package.claims)
    assert isinstance(picture.figure, go.Figure)
    assert not picture.is_empty
    assert picture.figure.data
    assert picture.title
    assert len(picture.alt) > 40
    assert not re.search(r"\b(nan|NaT|None)\b|_", picture.alt)


def test_tables_are_for_people(package, draw):
    table = draw(package, package.claims).table
    cells = table.astype(str).to_numpy().ravel().tolist()
    assert not {"nan", "NaT", "None", "<NA>"} & set(cells)
    assert all(column[0].isupper() and "_" not in column for column in table.columns)


def test_the_theme_gives_ground_and_text_colour(package, draw):
    layout = draw(package, package.claims).figure.layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.font.color is None
    for note in layout.annotations:
        assert note.font.color is None
    assert 100 <= layout.height <= 5500  # the tallest is the timeline by actor


def test_nothing_is_fetched(package, draw):
    figure = draw(package, package.claims).figure.to_plotly_json()
    text = json.dumps(figure, default=str)
    assert not re.search(r'"(scattergeo|choropleth|scattermap|image)"', text)
    assert not re.search(r'"(tiles|glyphs|sprite|source)": *"?http', text)


def test_markup_in_the_data_stays_text(package, draw):
    claims = package.claims.assign(title=ATTACK, attributed_to=ATTACK, caveat=ATTACK)
    hostile = replace(
        package,
        claims=claims,
        actors=package.actors.assign(name=ATTACK, short_name=ATTACK, description=ATTACK),
        sources=package.sources.assign(publisher=ATTACK),
        series=package.series.assign(title=ATTACK),
        figures=package.figures.assign(note=ATTACK),
        displacement=package.displacement.assign(admin1=ATTACK),
    )
    figure = draw(hostile, claims).figure.to_plotly_json()
    found = [text for text in texts(figure) if isinstance(text, str)]
    assert any("&lt;" in text for text in found)
    for text in found:
        tags = set(re.findall(r"<[^>]*>?", text))
        assert tags <= {"<br>", "<b>", "</b>"}, text


@pytest.mark.parametrize("name", sorted(PICTURES.keys() - {"deployments", "intervals"}))
def test_nothing_to_draw_is_said(package, name):
    empty = emptied(package)
    picture = PICTURES[name](empty, empty.claims)
    assert picture.is_empty
    assert not picture.figure.data
    assert picture.alt.startswith("No ")


def test_a_place_or_a_claim_without_figures_is_said(package):
    levels = deployments_chart.levels(emptied(package), package.claims.head(0), place(package))
    silent = package.claims.index[package.claims["low"].isna() & package.claims["high"].isna()]
    alone = replace(package, figures=package.figures.head(0))
    for picture in (levels, interval_chart.intervals(alone, silent[0])):
        assert picture.is_empty
        assert picture.alt.startswith("No")


def test_no_selected_claim_leaves_what_others_say(package, draw):
    picture = draw(package, package.claims.head(0))
    assert picture.alt


def test_what_is_sent_is_the_figure_and_the_table(package, draw):
    picture = draw(package, package.claims)
    sent = json.loads(picture.written.to_json())
    assert sent["data"]
    assert sent == json.loads(picture.figure.to_json())
    assert picture.written.to_dict()["layout"]["height"] == picture.figure.layout.height
    assert picture.rows.to_pandas().astype(str).equals(picture.table.astype(str))
