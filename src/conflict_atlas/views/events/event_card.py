"""One recorded event in words and as a card; every text of the data is escaped."""

from html import escape
from typing import Any

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.events.manifest import Manifest

_PRECISION = {
    "day": "",
    "week": "within a week",
    "month": "known to the month",
    "year": "known to the year",
    "range": "between two days",
}
_WHERE = {
    "point": "",
    "near": "near the point",
    "admin2": "a district, not a point",
    "admin1": "a province, not a point",
    "region": "a region, not a point",
    "country": "a country, not a point",
    "unknown": "precision not given",
}


def when(row: Any) -> str:
    """Write the days on which an event may have happened."""
    start, end = pd.Timestamp(row["date_start"]), pd.Timestamp(row["date_end"])
    return phrase.span(start, end, row["date_precision"])


def sides(row: Any) -> str:
    """Name both sides as the source does, without saying who started it."""
    return " and ".join(name for name in (_text(row["side_a"]), _text(row["side_b"])) if name)


def figure(row: Any) -> str:
    """Write the figures of an event: ``7 (5 to 9)``; "" for none, which is not zero."""
    ends = [phrase.exact(end) for end in dict.fromkeys((row["low"], row["high"])) if end == end]  # noqa: PLR0124 - missing is not itself
    best = phrase.exact(row["best"])
    if not best or ends == [best]:
        return best or " to ".join(ends)
    return f"{best} ({' to '.join(ends)})" if ends else best


def card(row: Any, source: Manifest) -> str:
    """Write an event as HTML: when, where, sides, figures, what its source says and cites."""
    unit = source.people
    place = ", ".join(
        dict.fromkeys(
            name
            for name in (_text(row[k]) for k in ("place", "admin2", "admin1", "country"))
            if name
        )
    )
    stated = phrase.stated(row["low"], row["best"], row["high"], unit, digits=True)
    lines = (
        ("When", _note(when(row), _PRECISION.get(_text(row["date_precision"]), ""))),
        ("Where", _note(place or "not said", _WHERE.get(_text(row["geo_precision"]), ""))),
        ("Sides", sides(row)),
        (f"People {unit}", _note(stated or "no figure given", _out_of_order(row)) if unit else ""),
        ("Notes", _text(row["notes"])),
        ("Cites", _text(row["reference"])),
    )
    kind = " · ".join(
        dict.fromkeys(n for n in (_text(row["event_type"]), _text(row["sub_event_type"])) if n)
    )
    listed = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in lines if text
    )
    by = f"Recorded by {source.title} as {_text(row['event_id'])} · {_text(row['licence'])}"
    return (
        f'<article class="atlas-card atlas-event" style="--type:var(--others)">'
        f'<p class="atlas-kind">{escape(kind or "Recorded event")}</p>'
        f"<dl>{listed}</dl><p><small>{escape(by)}</small></p></article>"
    )


def _out_of_order(row: Any) -> str:
    """Say why an event has no lowest and highest figure though its source states them."""
    said = _text(row["figure_note"])
    return f"its source has {said}, so low and high are left out" if said else ""


def _note(text: str, note: str) -> str:
    return f"{text} ({note})" if note else text


def _text(value: Any) -> str:
    return "" if value is None or value is pd.NA or phrase.is_missing(value) else str(value)
