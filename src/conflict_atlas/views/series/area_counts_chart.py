"""What a source recorded month by month, for countries or some governorates, with its range."""

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import pandas as pd

from conflict_atlas.claims import area_count, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.picture import Origin, Picture, blank
from conflict_atlas.views.series import end_labels
from conflict_atlas.views.series.over_time import mark_day

Row = dict[Hashable, Any]

NOTHING = "No counts by area in the data."
CLAIMS = "Days the article’s claims of casualties fall on"
COLUMNS = ["Where", "Month", "Lowest", "Best", "Highest", "Events", "Coarsely known", "Source"]
_PLOT = 320  # pixels for the chart itself
_FOOT = 76  # for the dates below it
_KEY = 22  # for the legend of the marks
_DATED = ("day", "month")  # a claim of a longer span marks no month


def over_time(
    package: Package,
    claims: pd.DataFrame,
    areas: tuple[str, ...] = (),
    at: pd.Timestamp | None = None,
) -> Picture:
    """Draw monthly counts of countries, or of the governorates named by their codes.

    A line is the best estimate, the band around it from the lowest to the highest where both are
    known. Claims on casualties with a day or month of their own are marks on the axis: they have
    no height, for none of them counts a whole month. ``at`` draws a line at a month.
    """
    lines = _lines(package, areas)
    if not lines:
        return blank("Recorded month by month", NOTHING)
    marked = _dated_claims(claims)
    drawn = [_draw(line, n) for n, line in enumerate(lines)]
    traces = [part for pair in drawn for part in pair] + ([_marks(marked)] if marked else [])
    first, last = min(t.iloc[0] for t in _months(lines)), max(t.iloc[-1] for t in _months(lines))
    highest = 1.06 * max(1, *(max(band["y"]) for band, _ in drawn))
    named, right = end_labels.label_ends([best for _, best in drawn], (first, last), highest, _PLOT)
    figure = canvas.draw(
        traces,
        height=_PLOT + _FOOT + (_KEY if marked else 0),
        **named,
        margin={"l": 8, "r": right, "t": 12, "b": 8, "pad": 4},
        xaxis=canvas.axis(**canvas.date_axis(first, last)),
        yaxis=canvas.axis(**canvas.amount_axis(""), nticks=5, range=[0, highest]),
    )
    if at is not None:
        mark_day(figure, at)
    title = _title(package)
    alt = " ".join(["Chart over time.", *map(_tell, lines), _tell_claims(marked), _tell_ours()])
    table = pd.concat(map(_tabulate, lines), ignore_index=True)
    return Picture(figure, alt, table, title, _origin(lines, marked))


def _origin(lines: list[Row], marked: list[Row]) -> Origin:
    sources = dict.fromkeys(line["source_id"] for line in lines)
    return Origin(tuple(row["claim_id"] for row in marked), tuple(sources))


def _title(package: Package) -> str:
    """Name what is counted, as its series does."""
    series = record(package, "series")
    measures = dict.fromkeys(series[sid]["unit"] for sid in area_count.counted(package))
    return f"Recorded month by month: {phrase.joined([*measures])}"


def _lines(package: Package, areas: tuple[str, ...]) -> list[Row]:
    """The lines, each with its name, its counts by month, and their source."""
    publishers, series = package.sources["publisher"], record(package, "series")
    sources = package.area_counts.drop_duplicates("series_id").set_index("series_id")["source_id"]
    known = area_count.governorates(package)
    chosen = known[known["admin1_code"].isin(areas)].to_dict("records")
    whole = [
        {"series_id": sid, "admin1_code": "", "admin1": area_count.area_name(package, sid)}
        for sid in area_count.counted(package)
    ]
    return [
        {
            "name": row["admin1"],
            "unit": series[row["series_id"]]["unit"],
            "table": area_count.monthly(package, row["series_id"], row["admin1_code"]),
            "source": publishers[sources[row["series_id"]]],
            "source_id": sources[row["series_id"]],
        }
        for row in chosen or whole
    ]


def _months(lines: list[Row]) -> list["pd.Series[Any]"]:
    return [line["table"]["month"] for line in lines]


def _draw(line: Row, position: int) -> list[dict[str, Any]]:
    """A line and below it its band; there is no band where an end is not known."""
    table = line["table"]
    style = replace(palette.series_style(position), colour=palette.PEOPLE)
    sound = table["low"].notna() & table["high"].notna()
    high = table["high"].where(sound, table["best"])
    low = table["low"].where(sound, table["best"])
    days = table["month"].tolist()
    band = {
        "type": "scatter",
        "mode": "lines",
        "x": [*days, *reversed(days)],
        "y": [*high.tolist(), *reversed(low.tolist())],
        "fill": "toself",
        "fillcolor": palette.see_through(style.colour, 0.22),
        "line": {"width": 0},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    best = {
        "type": "scatter",
        "mode": "lines",
        "showlegend": False,
        "name": canvas.wrap(line["name"], 44),
        "x": days,
        "y": table["best"].tolist(),
        "line": {"color": style.colour, "dash": style.dash, "width": 2},
        "hovertext": [_hover(line, row) for row in table.to_dict("records")],
        "hoverinfo": "text",
    }
    return [band, best]


def _hover(line: Row, row: Row) -> str:
    return canvas.hover(
        f"{line['name']}, {phrase.dated(row['month'], 'month')}",
        say_count(row, line["unit"]),
        say_events(row),
        f"{line['source']}; summed here by month",
    )


def say_count(row: Row, unit: str) -> str:
    """Write a count with its range."""
    return phrase.stated(row["low"], row["best"], row["high"], unit, digits=True)


def say_events(row: Row) -> str:
    """Say how many events a count consists of, and how many of them are placed only coarsely."""
    events = f"{row['events']:,} event{'' if row['events'] == 1 else 's'}"
    return f"{events}, {row['coarse']:,} of them placed or dated only coarsely"


def _dated_claims(claims: pd.DataFrame) -> list[Row]:
    """Claims on casualties that name a day or a month, in order of date."""
    dated = claims["time_precision"].isin(_DATED) & (claims["claim_type"] == "casualty")
    return claims[dated].sort_values("date_start", kind="stable").to_dict("records")


def _marks(rows: list[Row]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": CLAIMS,
        "x": [row["date_start"] for row in rows],
        "y": [0] * len(rows),
        "cliponaxis": False,
        "marker": {"color": palette.ARTICLE, "symbol": palette.ARTICLE_SYMBOL, "size": 11},
        "customdata": [[row["claim_id"]] for row in rows],
        "hovertext": [
            canvas.hover(
                row["title"],
                f"The article, paragraph {row['paragraph']}",
                phrase.figure(row["low"], row["high"], row["bound"], row["unit"]),
                "A claim about one event or place: not what the month adds up to",
            )
            for row in rows
        ],
        "hoverinfo": "text",
    }


def _tell(line: Row) -> str:
    """Describe a line in a sentence: its months, its total by year, its highest month."""
    table = line["table"]
    peak = table.loc[table["best"].idxmax()].to_dict()
    span = " to ".join(
        dict.fromkeys(phrase.dated(day, "month") for day in table["month"].iloc[[0, -1]])
    )
    years = table.groupby(table["month"].dt.year)["best"].sum()
    totals = ", ".join(f"{phrase.exact(total)} in {year}" for year, total in years.items())
    return (
        f"{line['name']}, {span}, no data outside these months; best estimates: {totals}; most in "
        f"{phrase.dated(peak['month'], 'month')} ({say_count(peak, line['unit'])})."
    )


def _tell_claims(rows: list[Row]) -> str:
    if not rows:
        return ""
    titles = "; ".join(f"{row['title']} (paragraph {row['paragraph']})" for row in rows)
    return f"Marked on the axis, without a height, are claims of casualties: {titles}."


def _tell_ours() -> str:
    return "The sums by month are made here from the source’s events."


def _tabulate(line: Row) -> pd.DataFrame:
    rows = [
        (
            line["name"],
            phrase.dated(row["month"], "month"),
            number(row["low"]),
            number(row["best"]),
            number(row["high"]),
            phrase.exact(row["events"]),
            phrase.exact(row["coarse"]),
            line["source"],
        )
        for row in line["table"].to_dict("records")
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def number(value: float) -> str:
    """Write a number of a table, or that it is not known."""
    return "not known" if phrase.is_missing(value) else phrase.exact(value)
