"""What it cost: totals and averages as others report them, with the article's claim on top."""

from typing import Any

import pandas as pd

from conflict_atlas.claims import derivation, level, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.views import canvas, claim_mark, palette
from conflict_atlas.views.over_time import draw_lines, draw_over_time, tabulate, tell
from conflict_atlas.views.picture import Picture, blank

CUMULATIVE = "Cost since the start"
DAILY = "Average cost a day"
NOTHING = "No figures on cost in the data."


def cumulative(package: Package, claims: pd.DataFrame) -> Picture:
    """Draw reported totals and the article's figure, with the average a day that it implies."""
    ids = _series(package, "cumulative")
    shown = _costs(claims)
    if not ids and shown.empty:
        return blank(CUMULATIVE, NOTHING)
    lines = draw_lines(package, ids) + [_slope(row) for row in _implied(shown)]
    # The span of a total is what it was added up over, not when it may have been reached.
    figure = draw_over_time(shown, lines, _unit(package, ids, shown), spans=False)
    alt = " ".join([tell(package, shown, ids), *_tell_implied(shown)])
    return Picture(figure, alt, tabulate(package, shown, ids), CUMULATIVE)


def daily(package: Package, claims: pd.DataFrame) -> Picture:
    """Draw reported averages a day, those that reported totals imply, and the article's."""
    ids, totals = _series(package, "rate"), _series(package, "cumulative")
    shown = _implied_claims(_costs(claims))
    worked_out = [line for n, sid in enumerate(totals) if (line := _average(package, sid, n))["x"]]
    if not ids and not worked_out and shown.empty:
        return blank(DAILY, NOTHING)
    figure = draw_over_time(
        shown, [*draw_lines(package, ids), *worked_out], _unit(package, ids or totals, shown)
    )
    alt = " ".join([tell(package, shown, ids), *_tell_implied(_costs(claims))])
    return Picture(figure, alt, tabulate(package, shown, ids), DAILY)


def _series(package: Package, quantity: str) -> list[str]:
    series = package.series
    money = series["unit"].map(phrase.is_money).astype(bool)
    kept = series[(series["topic"] == "cost") & (series["quantity"] == quantity) & money]
    return level.dated(package, kept.index)


def _costs(claims: pd.DataFrame) -> pd.DataFrame:
    # Of no claims at all, pandas makes texts of what maps to truths.
    money = claims["unit"].map(phrase.is_money).astype(bool)
    return claim_mark.figured(claims[(claims["claim_type"] == "cost") & money])


def _unit(package: Package, ids: list[str], claims: pd.DataFrame) -> str:
    return str([*package.series["unit"].reindex(ids), *claims["unit"]][0])


def _implied(claims: pd.DataFrame) -> list[dict[Any, Any]]:
    """Claims with their middle number, their days and what that makes a day."""
    rows = claims.to_dict("records")
    for row in rows:
        row["total"] = derivation.central(row["low"], row["high"], row["bound"])
        row["days"] = derivation.days_between(row["date_start"], row["date_end"])
        row["average"] = phrase.amount(row["total"] / row["days"], f"{row['unit']} per day")
    return rows


def _tell_implied(claims: pd.DataFrame) -> list[str]:
    return [
        f"The article's figure of paragraph {row['paragraph']} makes {row['average']} "
        f"over {row['days']:,} days."
        for row in _implied(claims)
    ]


def _slope(row: dict[Any, Any]) -> dict[str, Any]:
    """Line from nothing on the first day of a claim to its figure on the last."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": canvas.wrap(f"The article’s average: {row['average']}", 44),
        "x": [row["date_start"], row["date_end"]],
        "y": [0, row["total"]],
        "line": {"color": palette.ARTICLE, "dash": "dot", "width": 2},
        "hoverinfo": "skip",
    }


def _implied_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """The same claims a day: worked out, and labelled so."""
    days = (claims["date_end"] - claims["date_start"]).dt.days + 1
    rows = _implied(claims)
    leads = [f"{phrase.amount(r['total'], r['unit'])} over {r['days']:,} days" for r in rows]
    return claims.assign(
        low=claims["low"] / days,
        high=claims["high"] / days,
        unit=claims["unit"] + " per day",
        lead=pd.Series(leads, index=claims.index, dtype="str"),
    )


def _average(package: Package, series_id: str, position: int) -> dict[str, Any]:
    """Totals of a series divided by the days since its start; empty where no start is given."""
    series = package.series.loc[[series_id]].to_dict("records")[0]
    steps = level.steps(package, series_id).to_dict("records")
    stroke = palette.series_stroke(position + 1)
    known = [] if pd.isna(series["start"]) else steps
    days = [derivation.days_between(series["start"], step["date"]) for step in known]
    values = [step["value"] / count for step, count in zip(known, days, strict=True)]
    unit = f"{series['unit']} per day"
    return {
        "type": "scatter",
        "mode": "markers",
        "name": canvas.wrap(f"Worked out here: {series['title']}, divided by days", 44),
        "x": [step["date"] for step in known],
        "y": values,
        "marker": {"color": stroke.colour, "symbol": f"{stroke.symbol}-open", "size": 8},
        "hovertext": [
            canvas.hover(
                "Worked out here",
                f"{phrase.amount(step['value'], series['unit'])} over {count:,} days "
                f"makes {phrase.amount(value, unit)}",
            )
            for step, count, value in zip(known, days, values, strict=True)
        ],
        "hoverinfo": "text",
    }
