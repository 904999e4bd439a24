"""Colours that are visible in both themes, and marks that differ without colours."""

import itertools
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import plotly.graph_objects as go
import pytest

from conflict_atlas.claims.area_measures import MEASURE_LABEL
from conflict_atlas.views import palette, words
from conflict_atlas.views.look import DARK, LIGHT
from conflict_atlas.views.maps import map_style
from conflict_atlas.views.palette import contrast
from conflict_atlas.views.picture import Written

ROOT = Path(__file__).resolve().parents[2]
READ = [name for name in palette.NAMES if name != "no_side"]  # colours used for text


def test_contrast_as_wcag_has_it():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("name", READ)
def test_words_in_a_colour_of_charts_can_be_read(name, look):
    assert contrast(getattr(look, name), look.paper) >= 4.5
    assert contrast(getattr(look, name), look.panel) >= 4.5


@pytest.mark.parametrize(("theme", "look"), [("light", LIGHT), ("dark", DARK)])
def test_charts_maps_and_pages_have_one_palette(theme, look):
    """The theme of charts, the style sheet of pages and maps, and the looks of pictures agree."""
    colours = {name: getattr(look, name) for name in palette.NAMES}
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["theme"][theme]["chartCategoricalColors"] == list(colours.values())
    shades = config["theme"][theme]["chartSequentialColors"]
    classes = tuple(map_style.IN_THE_DARK.items())
    assert shades == [in_the_dark if look is DARK else light for light, in_the_dark in classes]
    css = (ROOT / "src" / "conflict_atlas" / "assets" / "colours.css").read_text("utf-8")
    pairs = re.findall(r"--([a-z-]+): light-dark\((#\w+), (#\w+)\)", css)
    named = {name.replace("-", "_"): dark if look is DARK else light for name, light, dark in pairs}
    assert {name: named[name] for name in palette.NAMES} == colours


def test_a_chart_travels_with_placeholders_of_the_theme():
    chart = go.Figure(
        [{"type": "scatter", "x": [1], "y": [1], "line": {"color": palette.ARTICLE}}],
        {
            "paper_bgcolor": palette.see_through(palette.OTHERS, 0.5),
            "plot_bgcolor": "rgba(0,0,0,0)",
        },
    )
    written = json.loads(Written(chart).to_json())
    assert written["data"][0]["line"] == {"color": "#000001"}
    assert written["layout"]["paper_bgcolor"] == "#00000280"
    assert written["layout"]["plot_bgcolor"] == "rgba(0,0,0,0)"


@pytest.mark.parametrize("shade", map_style.IN_THE_DARK)
def test_a_name_on_a_class_of_a_map_is_read_in_light_and_in_dark(shade):
    ink = palette.ink_on(shade)
    dark = {LIGHT.ink: DARK.ink, LIGHT.paper: "#0e1417"}.get(ink, ink)
    assert contrast({LIGHT.paper: "#ffffff"}.get(ink, ink), shade) >= 4.5
    assert contrast(dark, map_style.IN_THE_DARK[shade]) >= 4.5


def test_the_areas_of_a_chart_travel_with_placeholders_of_their_classes():
    areas = [{"type": "choroplethmap", "colorscale": [[0, s], [1, s]]} for s in map_style.DEADLY]
    written = json.loads(Written(go.Figure(areas)).to_json())
    sent = [area["colorscale"][1][1] for area in written["data"]]
    assert sent == ["#000016", "#000017", "#000018", "#000019", "#000020"]


@pytest.mark.parametrize("number", range(20))
def test_every_series_has_a_colour_of_the_looks(number):
    assert palette.name_of(palette.series_style(number).colour) in palette.NAMES


def test_marks_differ_without_colour():
    actors = list(palette.ACTOR_TYPE_SYMBOL.values())
    assert len(set(actors)) == len(actors)
    symbols = [stroke.symbol for stroke in palette.RELATION_STYLE.values()]
    assert len(set(symbols)) == len(symbols)


def test_lines_of_one_colour_differ_by_dash():
    strokes = palette.RELATION_STYLE.values()
    for one, other in itertools.combinations(strokes, 2):
        assert (one.colour, one.dash) != (other.colour, other.dash)


def test_the_article_has_its_colour_to_itself_among_series():
    assert palette.ARTICLE not in {palette.series_style(n).colour for n in range(20)}


def test_a_side_has_the_colour_that_the_package_gives_it(real_package):
    """ISIS near black, the SDF yellow, the Iraqi government blue; dark grounds have their own."""
    isis = palette.side_shade(real_package, "isis")
    sdf = palette.side_shade(real_package, "syrian-democratic-forces")
    iraq = palette.side_shade(real_package, "government-of-iraq")
    assert palette.contrast(isis.light, LIGHT.paper) > 10
    assert palette.contrast(isis.dark, DARK.paper) > 5
    red, green, blue = palette.channels(sdf.light)
    assert min(red, green) > 150 > blue
    assert max(palette.channels(iraq.light)) == palette.channels(iraq.light)[2]
    nobody = palette.side_shade(real_package, "civilians")
    assert nobody == palette.NO_SIDE


def test_the_colour_of_a_side_does_not_hang_on_the_order_of_rows(real_package):
    turned = replace(real_package, control=real_package.control[::-1])
    for actor_id in set(real_package.control["holder_id"]):
        assert palette.side_shade(turned, actor_id) == palette.side_shade(real_package, actor_id)


def test_every_side_that_holds_a_city_has_a_colour(real_package, invented_package):
    for package in (real_package, invented_package):
        holders = package.actors.loc[package.control["holder_id"].unique()]
        assert (holders["colour"] != "").all()


@pytest.mark.parametrize(
    ("table", "column", "labels"),
    [
        ("claims", "claim_type", words.TYPE_LABEL),
        ("claims", "bound", words.BOUND_LABEL),
        ("claims", "time_precision", words.TIME_PRECISION_LABEL),
        ("claims", "date_basis", words.DATE_BASIS_LABEL),
        ("claims", "geo_precision", words.GEO_PRECISION_LABEL),
        ("actors", "actor_type", words.ACTOR_TYPE_LABEL),
        ("actors", "actor_type", palette.ACTOR_TYPE_SYMBOL),
        ("claim-actors", "role", words.ROLE_LABEL),
        ("relations", "relation", words.RELATION_LABEL),
        ("relations", "relation", palette.RELATION_STYLE),
        ("sources", "kind", words.SPEAKER_LABEL),
        ("displacement", "measure", MEASURE_LABEL),
    ],
)
def test_every_code_of_the_schema_has_a_word_and_a_look(real_package, table, column, labels):
    resources = {r["name"]: r for r in real_package.descriptor["resources"]}
    field = next(f for f in resources[table]["schema"]["fields"] if f["name"] == column)
    assert set(field["constraints"]["enum"]) <= set(labels)


def test_an_unknown_code_is_still_readable():
    assert words.label(words.TYPE_LABEL, "some_new_code") == "some new code"
