"""Displaced people: whole countries over time, and governorates in one round."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from conflict_atlas.claims import area_measures, displacement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.series import dated, figures_of
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.maps import area_chart
from conflict_atlas.views.maps.areas import classes
from conflict_atlas.views.picture import Picture, blank
from conflict_atlas.views.series import claim_marks
from conflict_atlas.views.series.area_bars import area_bars
from conflict_atlas.views.series.over_time import (
    draw_lines,
    draw_over_time,
    find_reach,
    mark_day,
    tabulate,
    tell,
)

NATIONAL = "Displaced and returned people"
REFUGEES = "Refugees"
OTHERS = "What else is stated"
_YEAR = pd.Timedelta(days=365)
NOTHING = "No figures on displaced people in the data."


def national(package: Package, claims: pd.DataFrame, at: pd.Timestamp | None = None) -> Picture:
    """Draw the counts of displaced and returned people with the article's figures on top.

    ``at`` draws a line at that day.
    """
    ids = displacement.national_series(package).index.tolist()

    def counted(claims: pd.DataFrame) -> pd.DataFrame:
        found = claim_marks.figured(claims[claims["claim_type"] == "displacement"])
        return found[found["measure"].isin(package.series["measure"].reindex(ids))]

    picture = _over_time(package, claims, counted, ids, NATIONAL)
    if at is not None and not picture.is_empty:
        mark_day(picture.figure, at)
    return picture


def refugees(package: Package, claims: pd.DataFrame) -> Picture:
    """Draw the counts of refugees; claims about them without a figure are a shaded span."""
    series = displacement.of_topic(package, "refugee")
    linked = package.figures.loc[package.figures["series_id"].isin(series.index), "claim_id"]

    def about(claims: pd.DataFrame) -> pd.DataFrame:
        found = claims[claims["claim_type"] == "displacement"]
        return found[found["measure"].isin(series["measure"]) | found["claim_id"].isin(linked)]

    return _over_time(package, claims, about, series.index.tolist(), REFUGEES)


def others(package: Package, claims: pd.DataFrame) -> Picture:
    """Draw other series on displacement, such as forecasts, with the claims they are about."""
    series = displacement.other_series(package)
    linked = package.figures.loc[package.figures["series_id"].isin(series.index), "claim_id"]

    def about(claims: pd.DataFrame) -> pd.DataFrame:
        return claims[claims["claim_id"].isin(linked) | claims["measure"].isin(series["measure"])]

    shown = about(claims)
    title = series["title"].iloc[0] if len(series) == 1 else OTHERS
    ids = dated(package, series.index.tolist())
    if not ids and shown.empty:
        return blank(title, NOTHING)
    lines = [
        _say_single(package, one, line, is_named=len(ids) == 1)
        for one, line in zip(ids, draw_lines(package, ids), strict=True)
    ]
    figure = draw_over_time(shown, lines, "", find_reach(about(package.claims), lines, _YEAR))
    return Picture(figure, tell(package, shown, ids), tabulate(package, shown, ids), title)


def _say_single(
    package: Package, series_id: str, line: dict[str, Any], *, is_named: bool
) -> dict[str, Any]:
    """Write the figure beside a line of only one point, with its name unless that is the title."""
    rows = figures_of(package, series_id).to_dict("records")
    if len(rows) != 1:
        return line
    said = phrase.stated(
        rows[0]["low"], rows[0]["best"], rows[0]["high"], package.series["unit"][series_id]
    )
    name = package.series["title"][series_id]
    return line | {
        "mode": "markers+text",
        "marker": line["marker"] | {"size": 11},
        "text": [canvas.wrap(said if is_named else f"{name}: {said}", 30)],
        "textposition": "bottom right",
    }


def by_admin1_bars(package: Package, measure: str, at: pd.Timestamp) -> Picture:
    """Draw the governorates as bars in the round nearest to a day, the most people first."""
    table = displacement.by_admin1(package, measure, at)
    title = f"{_round_title(measure, table)}, ranked"
    if table.empty:
        return blank(title, NOTHING)
    figure = area_bars(
        table["admin1"].tolist(),
        table["individuals"].tolist(),
        _round_hovers(package, table),
        palette.DISPLACED,
    )
    return Picture(figure, _tell_round(measure, table), _tabulate_round(package, table), title)


def by_admin1_map(
    package: Package,
    measure: str,
    at: pd.Timestamp,
    geojson: dict[str, Any],
    key: str = "iso_3166_2",
) -> Picture:
    """Draw the governorates as areas in the round nearest to a day, without a base map.

    They have the colours of the map page. ``key`` is the property of the features of ``geojson``
    that holds the governorate's code.
    """
    table = displacement.by_admin1(package, measure, at)
    title = f"{_round_title(measure, table)}, on the map"
    if table.empty:
        return blank(title, NOTHING)
    breaks = classes(package, measure)
    table = table.assign(
        rank=[sum(count >= limit for limit in breaks) for count in table["individuals"]],
        hover=_round_hovers(package, table),
    )
    codes = set(table["admin1_code"])
    drawn = [f for f in geojson["features"] if f["properties"].get(key) in codes]
    figure = area_chart.draw(table, (0.0, *breaks), drawn, key)
    return Picture(
        figure, f"Map. {_tell_round(measure, table)}", _tabulate_round(package, table), title
    )


def _over_time(
    package: Package,
    claims: pd.DataFrame,
    about: Callable[[pd.DataFrame], pd.DataFrame],
    ids: list[str],
    title: str,
) -> Picture:
    """Draw series, and those of the claims that are ``about`` the same."""
    ids, shown = dated(package, ids), about(claims)
    if not ids and shown.empty:
        return blank(title, NOTHING)
    lines = draw_lines(package, ids)
    figure = draw_over_time(shown, lines, "", find_reach(about(package.claims), lines))
    return Picture(figure, tell(package, shown, ids), tabulate(package, shown, ids), title)


def _round_title(measure: str, table: pd.DataFrame) -> str:
    name = area_measures.label(measure)
    return name if table.empty else f"{name} by governorate, {phrase.day(table['date'].iloc[0])}"


def _round_hovers(package: Package, table: pd.DataFrame) -> list[str]:
    publishers = package.sources["publisher"]
    return [
        canvas.hover(
            row["admin1"],
            f"{row['individuals']:,} people in {row['families']:,} families",
            f"{publishers[row['source_id']]}, {phrase.day(row['date'])}",
        )
        for row in table.to_dict("records")
    ]


def _tell_round(measure: str, table: pd.DataFrame) -> str:
    most, least = table.iloc[0], table.iloc[-1]
    name = area_measures.label(measure)
    return (
        f"{name} on {phrase.day(most['date'])} in {len(table)} governorates: most in "
        f"{most['admin1']} ({phrase.exact(most['individuals'])}), fewest in {least['admin1']} "
        f"({phrase.exact(least['individuals'])})."
    )


def _tabulate_round(package: Package, table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Governorate": table["admin1"],
            "People": table["individuals"].map(phrase.exact),
            "Families": table["families"].map(phrase.exact),
            "Date": table["date"].map(phrase.day),
            "Source": table["source_id"].map(package.sources["publisher"]),
        }
    )
