"""One claim beside each dataset: sentences, sums, map, days and the events themselves."""

from html import escape

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.geometry import around
from conflict_atlas.evidence.finding import Finding, compare
from conflict_atlas.evidence.limitations import limitations
from conflict_atlas.evidence.sentences import VERDICT_LABEL, say
from conflict_atlas.evidence.window import Window
from conflict_atlas.ui.session import session_keys
from conflict_atlas.ui.widgets import chart_block
from conflict_atlas.views.evidence import evidence_days_strip, evidence_map, evidence_sums_chart

MOST_LISTED = 500
_FINER = 2  # zoom levels finer than the map: marks that do not touch are not one


def findings(claim_id: str, datasets: tuple[Dataset, ...], window: Window) -> tuple[Finding, ...]:
    """Compare a claim with each dataset."""
    package = process_state.package()
    return tuple(compare(package, claim_id, dataset, window) for dataset in datasets)


def tell(found: tuple[Finding, ...]) -> None:
    """Say how the claim stands beside each dataset, and why that is weak."""
    st.html("".join(_say(finding) for finding in found))


def show_sums(claim_id: str, found: tuple[Finding, ...]) -> None:
    """Draw the sums beside the claim's figure; nothing where nothing is recorded."""
    if not any(finding.sums.events for finding in found):
        return
    drawn = evidence_sums_chart.sums(process_state.package(), claim_id, found)
    chart_block.head(drawn)
    chart_block.show(drawn, "sums")


def show_window(found: tuple[Finding, ...]) -> None:
    """Draw the events of the window on a map and in time, and list them."""
    left, right = st.columns(2)
    window = found[0].window
    wanted, near = window.event_filter(), evidence_map.zoom(window) + _FINER
    datasets = [finding.dataset for finding in found]
    bounds = around(window.circle(window.km))
    with left:
        symbols = [d.symbols(wanted, bounds, near, "") for d in datasets]
        drawn = evidence_map.map_(process_state.package(), found, symbols)
        chart_block.head(drawn)
        chart_block.show(drawn, "window-map")
    with right:
        days = [d.daily(wanted) for d in datasets]
        drawn = evidence_days_strip.strip(found, days)
        chart_block.head(drawn)
        chart_block.show(drawn, "window-days")
    _list(found)


def _say(finding: Finding) -> str:
    package = process_state.package()
    said = say(package, finding)
    reasons = [r.sentence for r in limitations(package, finding) if r.sentence not in said]
    listed = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    weak = f"<p>Know before relying on it:</p><ul>{listed}</ul>" if reasons else ""
    return (
        f'<div class="atlas-finding atlas-finding-{finding.verdict}">'
        f"<p><b>{escape(VERDICT_LABEL[finding.verdict])}</b> · "
        f"{escape(finding.dataset.manifest.label)}</p>"
        f"<p>{escape(said)}</p>{weak}</div>"
    )


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
        height=min(300, 35 * (len(table) + 1) + 3),
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
