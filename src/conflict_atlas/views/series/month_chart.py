"""What was recorded in each governorate in one month, as areas."""

from typing import Any

import pandas as pd

from conflict_atlas.claims import area_count, area_measures, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.views import canvas
from conflict_atlas.views.maps import area_chart, map_style
from conflict_atlas.views.maps.month_areas import month_classes
from conflict_atlas.views.picture import Origin, Picture, blank
from conflict_atlas.views.series.area_counts_chart import COLUMNS, number, say_count, say_events

NOTHING = "No counts of this month in the data."
_REST = "no governorate given"


def areas(
    package: Package,
    counted: str,
    month: pd.Timestamp,
    geojson: dict[str, Any],
    key: str = "iso_3166_2",
) -> Picture:
    """Draw the governorates as areas, in the colours of the map page, without a base map."""
    table, title = _table(package, counted, month), _title(counted, month)
    if table.empty:
        return blank(title, NOTHING)
    breaks = month_classes(package, counted)
    recorded = table[(table["best"] > 0) & (table["admin1_code"] != "")]
    ranked = recorded.assign(
        rank=[sum(count >= limit for limit in breaks) for count in recorded["best"]]
    )
    known = set(area_count.governorates(package)["admin1_code"])
    drawn = [f for f in geojson["features"] if f["properties"].get(key) in known]
    figure = area_chart.draw(ranked, (1.0, *breaks), drawn, key, map_style.DEADLY)
    told = f"Map. {_tell(package, counted, table, month)}"
    return Picture(figure, told, _rows(table), title, _counted_by(table))


def _counted_by(table: pd.DataFrame) -> Origin:
    return Origin(sources=tuple(table["source_id"].unique()))


def _title(counted: str, month: pd.Timestamp) -> str:
    name = area_measures.label(counted)
    return f"{name} by governorate, {phrase.dated(month, 'month')}"


def _table(package: Package, counted: str, month: pd.Timestamp) -> pd.DataFrame:
    """Governorates, then counts in none of them, each with its month, its source and a hover."""
    series_ids = area_count.of_measure(package, counted)
    placed = area_count.by_admin1(package, month)
    rest = area_count.unplaced(package, month)
    rest = rest[rest["events"] > 0].assign(admin1_code="")
    names = [f"{area_count.area_name(package, one)}, {_REST}" for one in rest["series_id"]]
    table = pd.concat([placed, rest.assign(admin1=names)], ignore_index=True)
    table = table[table["series_id"].isin(series_ids)].reset_index(drop=True)
    publishers, series = package.sources["publisher"], record(package, "series")
    named = phrase.dated(month, "month")
    hovers = [
        canvas.hover(
            f"{row['admin1']}, {named}",
            say_count(row, series[row["series_id"]]["unit"]),
            say_events(row),
            f"{publishers[row['source_id']]}; summed here by month",
        )
        for row in table.to_dict("records")
    ]
    return table.assign(
        hover=hovers, month=named, publisher=table["source_id"].map(publishers).astype("str")
    )


def _tell(package: Package, counted: str, table: pd.DataFrame, month: pd.Timestamp) -> str:
    placed = table[table["admin1_code"] != ""]
    most, none = placed.iloc[0], int((placed["events"] == 0).sum())
    unit = record(package, "series")[most["series_id"]]["unit"]
    parts = [
        f"{_title(counted, month)}: most in {most['admin1']} ({say_count(most.to_dict(), unit)})",
        f"no event recorded in {none} of {len(placed)} governorates",
    ]
    rest = table[table["admin1_code"] == ""]
    parts += [
        f"{row['admin1']}: {phrase.exact(row['best'])}, in no bar and no area"
        for row in rest.to_dict("records")
    ]
    unknown = [
        area_count.area_name(package, one)
        for one in area_count.of_measure(package, counted)
        if not area_count.covers(package, one, month)
    ]
    parts += [f"no data for {phrase.joined(unknown)}, which is not zero"] if unknown else []
    return f"{'; '.join(parts)}. The sums by month are made here from the source’s events."


def _rows(table: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (
            row["admin1"],
            row["month"],
            *(number(row[end]) for end in ("low", "best", "high")),
            phrase.exact(row["events"]),
            phrase.exact(row["coarse"]),
            row["publisher"],
        )
        for row in table.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
