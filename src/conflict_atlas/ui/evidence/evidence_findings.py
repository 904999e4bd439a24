"""One claim beside each dataset: sentences, sums, map, days and the events themselves."""

from html import escape

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims import phrase
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.event_filter import EventFilter
from conflict_atlas.evidence.finding import Finding, compare_with
from conflict_atlas.evidence.limitations import limitations
from conflict_atlas.evidence.sentences import VERDICT_LABEL, say, unit_of
from conflict_atlas.evidence.window import Window
from conflict_atlas.ui.mapview import map_component
from conflict_atlas.ui.session import session_keys
from conflict_atlas.ui.widgets import chart_block, row_list
from conflict_atlas.views.description import Description
from conflict_atlas.views.evidence import (
    event_rows,
    evidence_days_strip,
    evidence_map,
    evidence_sums_chart,
)
from conflict_atlas.views.picture import Picture

MOST_LISTED = 500


def findings(claim_id: str, datasets: tuple[Dataset, ...], window: Window) -> tuple[Finding, ...]:
    """Compare a claim with each dataset."""
    package = process_state.package()
    return tuple(compare_with(package, claim_id, dataset, window) for dataset in datasets)


def tell(found: tuple[Finding, ...]) -> None:
    """Say how the claim compares with each dataset, and what weakens the comparison."""
    st.html("".join(_say(finding) for finding in found))


def show_sums(claim_id: str, found: tuple[Finding, ...]) -> None:
    """Draw the sums beside the claim's figure; nothing where nothing is recorded."""
    if not any(finding.sums.events for finding in found):
        return
    drawn = evidence_sums_chart.sums(process_state.package(), claim_id, found)
    chart_block.head(drawn)
    chart_block.show(drawn, "sums", cited=_cited(found))


def show_map(found: tuple[Finding, ...]) -> Description:
    """Draw the window on the atlas's base map; returns the same in words and as a table."""
    inside, beyond = evidence_map.ask(found)
    drawn = evidence_map.layers(found, inside, beyond)
    script = map_component.layers(drawn, "[]", tiles=False)
    map_component.show(session_keys.EVIDENCE_MAP, script, 520, lambda: None)
    return evidence_map.in_words(found, inside)


def show_days(found: tuple[Finding, ...]) -> Picture:
    """Draw the days of the window, and those before and after it, for datasets that cover it."""
    window = found[0].window
    found = tuple(one for one in found if one.verdict != "not_covered") or found[:1]
    first, last = evidence_days_strip.span(window)
    about = EventFilter(first, last, circles=(window.circle(window.km),))
    days = [finding.dataset.daily(window.event_filter()) for finding in found]
    drawn = evidence_days_strip.strip(found, days, [f.dataset.daily(about) for f in found])
    st.html(
        '<p class="atlas-asked"><b>Recorded, by day</b> Height: square root of the best figure. '
        "Shaded: the days that the claim can mean. Grey: outside the window.</p>"
    )
    if drawn.is_empty:
        st.html(f'<p class="atlas-words">{escape(drawn.alt)}</p>')
        return drawn
    chart_block.draw(drawn, "window-days")
    chart_block.offer_picture(drawn, "window-days", _cited(found))
    return drawn


def show_list(found: tuple[Finding, ...]) -> None:
    """List the events of each dataset, those with most people first."""
    for finding in found:
        events = finding.dataset.listed(finding.window.event_filter(), MOST_LISTED)
        st.html(event_rows.event_rows(finding, events))


def show_tables(plotted: Description, days: Picture, found: tuple[Finding, ...]) -> None:
    """Show what map and days hold as tables, and all events with every column."""
    st.html("<h2>The same as tables</h2>")
    left, right = st.columns(2)
    with left:
        chart_block.show_table(plotted, session_keys.WINDOW_MAP)
    with right:
        chart_block.show_table(days, "window-days")
    _list(found)


def _say(finding: Finding) -> str:
    package = process_state.package()
    said = say(package, finding)
    reasons = [r.sentence for r in limitations(package, finding) if r.sentence not in said]
    listed = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    weak = f"<p>Know before relying on it:</p><ul>{listed}</ul>" if reasons else ""
    label = escape(VERDICT_LABEL[finding.verdict])
    # What a dataset does not cover is no "0 events": nothing happened is not what it says.
    verdict = "" if finding.verdict == "not_covered" else f"<p><b>{label}</b></p>"
    return (
        f'<p class="atlas-kind">{escape(finding.dataset.manifest.label)} near it</p>'
        f'<p class="atlas-sum">{escape(_sum(finding))}</p>'
        f'<div class="atlas-finding atlas-finding-{finding.verdict}">'
        f"{verdict}<p>{escape(said)}</p>{weak}</div>"
    )


def _cited(found: tuple[Finding, ...]) -> str:
    return " ".join(f"{one.dataset.manifest.citation}." for one in found)


def _sum(finding: Finding) -> str:
    """Say how much is recorded, in the fewest words."""
    if finding.verdict == "not_covered":
        return VERDICT_LABEL["not_covered"]
    sums, unit = finding.sums, unit_of(finding.dataset.manifest.measure)
    counted = phrase.counted(sums.events, "event")
    if sums.best is None or phrase.is_missing(sums.best):
        return counted
    return f"{counted}, {phrase.amount(float(sums.best), unit)}"


def _list(found: tuple[Finding, ...]) -> None:
    parts = [
        _rows(finding, finding.dataset.listed(finding.window.event_filter(), MOST_LISTED))
        for finding in found
    ]
    total = sum(finding.sums.events for finding in found)
    table = pd.concat(parts, ignore_index=True)
    if not total:
        return
    cut = f", the newest {MOST_LISTED} of each dataset" if len(table) < total else ""
    st.html(f"<h2>The events{escape(cut)}</h2>")
    st.dataframe(
        table,
        hide_index=True,
        key=session_keys.WINDOW_EVENTS,
        height=row_list.height_of(len(table)),
        alt=f"Table of {len(table)} events of the window",
    )


def _rows(finding: Finding, events: pd.DataFrame) -> pd.DataFrame:
    centre = finding.window.centre
    away = [
        centre.distance(latitude, longitude)
        for latitude, longitude in zip(events["latitude"], events["longitude"], strict=True)
    ]
    return pd.DataFrame(
        {
            "From": events["date_start"].dt.date,
            "To": events["date_end"].dt.date,
            "Place": events["place"],
            "km away": pd.Series(away, dtype="float64").round(1),
            "Best": events["best"],
            "Low": events["low"],
            "High": events["high"],
            "Type": events["event_type"],
            "Side A": events["side_a"],
            "Side B": events["side_b"],
            "Dated to": events["date_precision"],
            "Placed to": events["geo_precision"],
            "Dataset": finding.dataset.manifest.label,
            "What its source says": events["notes"],
            "Reference": events["reference"],
            "Event": events["event_id"],
        }
    )
