"""The words for competing figures: labels, hover texts, a table and a sentence."""

from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.views import canvas
from conflict_atlas.views.figures import figure_range
from conflict_atlas.views.figures.figure_range import Row

_WIDTH = 52  # characters a line


def label(row: Row) -> str:
    """Who says how much, in lines that fit a phone; the article in bold."""
    date = phrase.dated(row["date"], row["date_precision"])
    who = row["label"] if row["is_article"] else phrase.brief(row["speaker"])
    head = who if row["is_article"] or not date else f"{who}, {date}"
    said = say(row | {"unit": _sign(row["unit"])}, digits=False)
    mark = "" if row["comparable"] else " (not comparable)"
    text = canvas.wrap(f"{head}: {said}{mark}", _WIDTH)
    return f"<b>{text}</b>" if row["is_article"] else text


def _sign(unit: str) -> str:
    """Keep a unit only if it has a sign; the axis names the others."""
    return unit if phrase.is_money(unit) else unit.partition(" ")[0] * unit.startswith("percent")


def title_axis(unit: str, *, shaded: bool) -> dict[str, Any]:
    """Title of the axis: the unit, and the meaning of the shading if there is any."""
    meaning = "shaded: what the article’s words allow" if shaded else ""
    text = canvas.wrap("; ".join(filter(None, [unit, meaning])), _WIDTH + 8)
    return {"text": text, "standoff": 8, "font": {"size": canvas.SMALL_SIZE}}


def say(row: Row, *, digits: bool) -> str:
    """Write a figure with its bound or range; ``digits`` keeps all digits."""
    if row["is_article"]:
        return phrase.figure(row["low"], row["high"], row["bound"], row["unit"], digits=digits)
    return phrase.stated(row["low"], row["best"], row["high"], row["unit"], digits=digits)


def hover(row: Row) -> str:
    """Who says what, whether it is comparable, and its notes."""
    comparable = "" if row["comparable"] else "Not comparable with the article’s figure."
    speaker = f"Said by: {row['speaker']}"
    return canvas.hover(row["label"], say(row, digits=True), speaker, comparable, row["note"])


def tell(rows: list[Row]) -> str:
    """Say how many figures are drawn and who gives the lowest and the highest number."""
    least = min(rows, key=lambda row: min(figure_range.numbers(row)))
    most = max(rows, key=lambda row: max(figure_range.numbers(row)))
    unit = rows[0]["unit"]
    ends = [
        f"{which} {phrase.spread(value, value, unit)} ({row['label']})"
        for which, value, row in (
            ("lowest", min(figure_range.numbers(least)), least),
            ("highest", max(figure_range.numbers(most)), most),
        )
    ]
    are = "is" if len(rows) == 1 else "are"
    return f"{phrase.counted(len(rows), 'figure')} {are} drawn, in {unit}: {', '.join(ends)}."


def tabulate(table: pd.DataFrame) -> pd.DataFrame:
    """Table of all figures, drawn or not, for people."""
    rows = table.to_dict("records")
    return pd.DataFrame(
        {
            "Who says it": [row["label"] for row in rows],
            "Figure": [say(row, digits=True) or "no figure" for row in rows],
            "Comparable": ["yes" if row["comparable"] else "no" for row in rows],
            "Note": [row["note"] for row in rows],
            "Address": [row["url"] for row in rows],
        }
    )
