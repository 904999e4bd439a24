"""The events of a window as rows beside the map, those with the most people first."""

from html import escape

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.record import Record, records
from conflict_atlas.evidence.finding import Finding
from conflict_atlas.evidence.sentences import VERDICT_LABEL, unit_of

_MOST = 60  # rows; the table below the map has all


def event_rows(finding: Finding, events: pd.DataFrame) -> str:
    """Write events of one dataset as HTML; every text of the dataset is escaped."""
    manifest = finding.dataset.manifest
    ordered = events.sort_values("best", ascending=False, na_position="last", kind="stable")
    rows = records(ordered.head(_MOST))
    unit = unit_of(manifest.measure).removeprefix("people ").capitalize() or "Count"
    order = ", most people first" if rows else ""
    cut = f"<p>The first {_MOST}; all stand below the map.</p>" if len(events) > _MOST else ""
    head = f"<tr><th>From</th><th>Place</th><th>{escape(unit)}</th><th>Range</th></tr>"
    body = "".join(_row(row) for row in rows)
    table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>" if rows else ""
    counted = phrase.counted(finding.sums.events, "event")
    title = VERDICT_LABEL["not_covered"] if finding.verdict == "not_covered" else counted
    return (
        f'<section class="atlas-events"><h2>{title}{order}'
        f"</h2><p>{escape(manifest.label)}</p>{table}{cut}</section>"
    )


def _row(row: Record) -> str:
    day = row["date_start"]
    ends = [phrase.number(row[name]) for name in ("low", "high")]
    spread = "–".join(end or "?" for end in ends) if any(ends) else ""
    return (
        f"<tr><td>{day.day} {day:%b} {day.year}</td><td>{escape(str(row['place'] or ''))}</td>"
        f"<td>{phrase.number(row['best'])}</td><td>{spread}</td></tr>"
    )
