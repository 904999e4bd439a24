"""What changed between two days, as escaped HTML, each row with its source."""

from html import escape

import pandas as pd

from conflict_atlas.claims import area_measures, phrase, two_days
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.views.panels.short_span import short_span, year_understood

_STATUS = {
    "offensive": ", under assault",
    "partly_held": ", in part",
    "contested": ", divided",
}
_LEAVE = (
    '<button type="button" class="atlas-close" data-choose="against:" '
    'aria-label="Back to one day">×</button>'
)
_MOST = 12  # areas listed for a measure


def changes_panel(
    package: Package, claim_ids: tuple[str, ...], one: pd.Timestamp, other: pd.Timestamp
) -> str:
    """Write the panel; the earlier of the two days comes first."""
    first, second = min(one, other), max(one, other)
    title = f"{phrase.day(first)} and {phrase.day(second)}"
    parts = [
        _cities(package, first, second),
        *(_counts(package, rounds) for rounds in two_days.count_changes(package, first, second)),
        _claims(package, two_days.claims_between(package, claim_ids, first, second)),
    ]
    body = "".join(parts) or "<p>Nothing that the atlas knows of changed.</p>"
    return (
        f'<section class="atlas-place atlas-changes" aria-label="What changed"><header>'
        f"<h2>What changed</h2><p>{escape(title)}</p>"
        '<button type="button" class="atlas-raise" data-toggle="raised" '
        f'aria-label="Higher or lower"></button>{_LEAVE}</header>{body}</section>'
    )


def _table(caption: str, heads: tuple[str, ...], rows: list[str]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    return (
        f"<h3>{escape(caption)}</h3><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _cities(package: Package, first: pd.Timestamp, second: pd.Timestamp) -> str:
    places = record(package, "places")
    rows = [
        f"<tr><td>{escape(places[one.place_id]['name'])}</td>"
        f"<td>{escape(_held(package, one.before))}</td><td>{escape(_held(package, one.after))}</td>"
        f"<td>{_sources(package, one.before, one.after)}</td></tr>"
        for one in two_days.city_changes(package, first, second)
    ]
    return _table("Who holds each city", ("City", "Before", "After", "Source"), rows)


def _held(package: Package, row: Record | None) -> str:
    if row is None:
        return "not known"
    return f"{package.actors['short_name'][row['holder_id']]}{_STATUS.get(row['status'], '')}"


def _sources(package: Package, *rows: Record | None) -> str:
    named = [row["source_id"] for row in rows if row]
    return ", ".join(_source(package, one) for one in dict.fromkeys(named))


def _source(package: Package, source_id: str) -> str:
    source = record(package, "sources")[source_id]
    name = escape(phrase.brief(source["publisher"]))
    address = str(source["url"] or "")
    if not address.startswith(("https://", "http://")):
        read = escape(source["seen_in"])
        return f"{name} <small>({read[:1].lower()}{read[1:]})</small>" if read else name
    return f'<a href="{escape(address)}" target="_blank" rel="noopener">{name}</a>'


def _counts(package: Package, rounds: two_days.Rounds) -> str:
    label = area_measures.label(rounds.measure)
    rows = [
        f"<tr><td>{escape(area.area)}</td><td>{phrase.exact(area.before)}</td>"
        f"<td>{phrase.exact(area.after)}</td><td>{_source(package, area.source_id)}</td></tr>"
        for area in rounds.areas[:_MOST]
    ]
    more = len(rounds.areas) - _MOST
    left = f"; {more} smaller changes are left out" if more > 0 else ""
    caption = f"{label}, counts of {phrase.day(rounds.first)} and {phrase.day(rounds.second)}{left}"
    return _table(caption, ("Area", "Before", "After", "Source"), rows)


def _claims(package: Package, claim_ids: tuple[str, ...]) -> str:
    claims = record(package, "claims")
    year = year_understood([claims[one] for one in claim_ids], package.reference_day.year)
    rows = [
        f"<tr><td>{escape(short_span(claim['date_start'], claim['date_end'], year))}</td>"
        f'<td><button type="button" data-choose="open:{escape(one)}">'
        f"{escape(claim['title'])}</button></td><td>¶ {claim['paragraph']}</td></tr>"
        for one in claim_ids
        for claim in (claims[one],)
    ]
    heads = ("When", "Claim", "Article")
    return _table(f"Claims that fall between: {len(claim_ids)}", heads, rows)
