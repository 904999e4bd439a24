"""Displaced people: whole countries over time, and governorates in one round."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from conflict_atlas.claims import area_measures, displacement, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.series import dated
from conflict_atlas.views import canvas
from conflict_atlas.views.maps import area_chart
from conflict_atlas.views.maps.areas import classes
from conflict_atlas.views.picture import Origin, Picture, blank
from conflict_atlas.views.series import claim_marks
from conflict_atlas.views.series.over_time import (
    draw_lines,
    draw_over_time,
    find_reach,
    mark_day,
    origin,
    tabulate,
    tell,
)

NATIONAL = "Displaced and returned people"
REFUGEES = "Refugees"
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
    title = _round_title(measure, table)
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
    told, rows = f"Map. {_tell_round(measure, table)}", _tabulate_round(package, table)
    return Picture(figure, told, rows, title, _counted_by(table))


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
    drawn_from = origin(package, shown, ids)
    table = tabulate(package, shown, ids)
    return Picture(figure, tell(package, shown, ids), table, title, drawn_from)


def _counted_by(table: pd.DataFrame) -> Origin:
    return Origin(sources=tuple(table["source_id"].unique()))


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
