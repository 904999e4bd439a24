"""Costs: totals and averages as others report them, with the article's claim on top."""

from typing import Any

import pandas as pd

from conflict_atlas.claims import derivation, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.series import dated, figures_of
from conflict_atlas.views import canvas, palette
from conflict_atlas.views.picture import Picture, blank
from conflict_atlas.views.series import claim_marks, series_lines
from conflict_atlas.views.series.claim_marks import WORKED_OUT
from conflict_atlas.views.series.over_time import (
    draw_lines,
    draw_over_time,
    find_reach,
    origin,
    tabulate,
    tell,
)

CUMULATIVE = "Cost since the start"
DAILY = "Average cost a day"
NOTHING = "No figures on cost in the data."


def cumulative(package: Package, claims: pd.DataFrame) -> Picture:
    """Draw reported totals and the article's figure, with the average a day that it implies."""
    ids = _series(package, "cumulative")
    shown = _costs(claims)
    if not ids and shown.empty:
        return blank(CUMULATIVE, NOTHING)
    lines, whole = draw_lines(package, ids), _costs(package.claims)
    reach = find_reach(whole, [*lines, *_slopes(whole)])
    # The span of a total is the time it covers, not when it may have been reached.
    figure = draw_over_time(
        shown, [*lines, *_slopes(shown)], _unit(package, ids, shown), reach, spans=False
    )
    alt = " ".join([tell(package, shown, ids), *_tell_implied(shown)])
    drawn_from = origin(package, shown, ids)
    return Picture(figure, alt, tabulate(package, shown, ids), CUMULATIVE, drawn_from)


def daily(package: Package, claims: pd.DataFrame) -> Picture:
    """Draw reported averages a day, those that reported totals imply, and the article's."""
    ids, totals = _series(package, "rate"), _series(package, "cumulative")
    shown = _implied_claims(_costs(claims))
    divided = [sid for sid in totals if _divided(package, sid)]
    if not ids and not divided and shown.empty:
        return blank(DAILY, NOTHING)
    worked_out = [_average(package, sid, n) for n, sid in enumerate(divided)]
    lines = [*draw_lines(package, ids), *worked_out]
    reach = find_reach(_implied_claims(_costs(package.claims)), lines)
    figure = draw_over_time(shown, lines, _unit(package, ids or totals, shown), reach)
    sentences = [_tell_divided(package, sid) for sid in divided]
    alt = " ".join([tell(package, shown, ids), *_tell_implied(_costs(claims)), *sentences])
    tables = [tabulate(package, shown, ids), *(_tabulate_divided(package, sid) for sid in divided)]
    drawn_from = origin(package, shown, [*ids, *divided])
    return Picture(figure, alt, pd.concat(tables, ignore_index=True), DAILY, drawn_from)


def _series(package: Package, quantity: str) -> list[str]:
    series = package.series
    money = series["unit"].map(phrase.is_money).astype(bool)
    kept = series[(series["topic"] == "cost") & (series["quantity"] == quantity) & money]
    return dated(package, kept.index)


def _costs(claims: pd.DataFrame) -> pd.DataFrame:
    # Without any claims pandas would return texts instead of truth values.
    money = claims["unit"].map(phrase.is_money).astype(bool)
    return claim_marks.figured(claims[(claims["claim_type"] == "cost") & money])


def _unit(package: Package, ids: list[str], claims: pd.DataFrame) -> str:
    return str([*package.series["unit"].reindex(ids), *claims["unit"]][0])


def _implied(claims: pd.DataFrame) -> list[dict[Any, Any]]:
    """Claims with their middle number, their number of days and the average per day."""
    rows = claims.to_dict("records")
    for row in rows:
        row["total"] = derivation.central(row["low"], row["high"], row["bound"])
        row["days"] = derivation.days_between(row["date_start"], row["date_end"])
        average = derivation.keep_digits(
            row["total"] / row["days"], derivation.digits(row["total"])
        )
        row["average"] = phrase.amount(average, f"{row['unit']} per day")
    return rows


def _tell_implied(claims: pd.DataFrame) -> list[str]:
    return [
        f"{WORKED_OUT} from {_source(row)} over {row['days']:,} days: about {row['average']}."
        for row in _implied(claims)
    ]


def _slopes(claims: pd.DataFrame) -> list[dict[str, Any]]:
    return [_slope(row) for row in _implied(claims)]


def _slope(row: dict[Any, Any]) -> dict[str, Any]:
    """Line from zero on the first day of a claim to its figure on the last."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": canvas.wrap(f"{WORKED_OUT} from {_source(row)}: about {row['average']}", 44),
        "x": [row["date_start"], row["date_end"]],
        "y": [0, row["total"]],
        "line": {"color": palette.ARTICLE, "dash": "dot", "width": 2},
        "hoverinfo": "skip",
    }


def _implied_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """The same claims per day, labelled as computed."""
    rows = _implied(claims)
    sources = [f"{_source(r)} (paragraph {r['paragraph']}) over {r['days']:,} days" for r in rows]
    return claims.assign(
        low=_a_day(claims, "low"),
        high=_a_day(claims, "high"),
        unit=claims["unit"] + " per day",
        computed_from=pd.Series(sources, index=claims.index, dtype="str"),
    )


def _a_day(claims: pd.DataFrame, end: str) -> pd.Series:
    """One end of each claim divided by its days, with no more digits than stated."""
    days = (claims["date_end"] - claims["date_start"]).dt.days + 1
    averages = [
        derivation.keep_digits(figure / count, derivation.digits(figure))
        for figure, count in zip(claims[end], days, strict=True)
    ]
    return pd.Series(averages, index=claims.index, dtype="float64")


def _source(row: dict[Any, Any]) -> str:
    said = phrase.figure(row["low"], row["high"], row["bound"], row["unit"])
    return f"the article’s {said}"


def _average(package: Package, series_id: str, position: int) -> dict[str, Any]:
    """Marks of a series' totals, each divided by the days since its start."""
    stroke = palette.series_style(position + 1)
    rows = _divided(package, series_id)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": f"{WORKED_OUT}: totals divided by days",
        "x": [row["date"] for row in rows],
        "y": [row["average"] for row in rows],
        "marker": {"color": stroke.colour, "symbol": f"{stroke.symbol}-open", "size": 8},
        "hovertext": [
            canvas.hover(WORKED_OUT, f"{row['formula']} makes {row['said']}") for row in rows
        ],
        "hoverinfo": "text",
    }


def _divided(package: Package, series_id: str) -> list[dict[Any, Any]]:
    """Divide each total of a series by the days since its start; none where no start is given.

    Rows are those of ``level.steps`` with average, said (the same in words) and formula.
    """
    series = package.series.loc[[series_id]].to_dict("records")[0]
    rows = [] if pd.isna(series["start"]) else figures_of(package, series_id).to_dict("records")
    # A source that writes both 8.0 and 8.4 gives two digits for both.
    digits = max((derivation.digits(row["value"]) for row in rows), default=1)
    for row in rows:
        days = derivation.days_between(series["start"], row["date"])
        row["average"] = derivation.keep_digits(row["value"] / days, digits)
        row["said"] = phrase.amount(row["average"], f"{series['unit']} per day")
        row["formula"] = f"{phrase.amount(row['value'], series['unit'])} over {days:,} days"
    return rows


def _tell_divided(package: Package, series_id: str) -> str:
    """Say in a sentence what a series' totals average per day, at its first and last date."""
    rows = _divided(package, series_id)
    ends = {f"{row['said']} up to {phrase.day(row['date'])}": 0 for row in (rows[0], rows[-1])}
    title = package.series["title"][series_id]
    return f"{WORKED_OUT} from {title}, divided by days: {' and '.join(ends)}."


def _tabulate_divided(package: Package, series_id: str) -> pd.DataFrame:
    title = package.series["title"][series_id]
    rows = [
        (
            WORKED_OUT,
            f"{title}, divided by days",
            phrase.dated(row["date"], row["date_precision"]),
            row["said"],
            row["formula"],
        )
        for row in _divided(package, series_id)
    ]
    return pd.DataFrame(rows, columns=series_lines.COLUMNS)
