"""One claim beside each dataset: sentences, sums, map, days and the events themselves."""

from html import escape

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.events import answers
from conflict_atlas.events.geometry import around
from conflict_atlas.evidence.finding import Finding, find
from conflict_atlas.evidence.limitations import weaknesses
from conflict_atlas.evidence.sentences import VERDICT_LABEL, say
from conflict_atlas.evidence.window import Window
from conflict_atlas.ui.session import session_keys
from conflict_atlas.ui.session.datasets import Dataset
from conflict_atlas.ui.widgets import chart_block
from conflict_atlas.views.evidence import evidence_days_strip, evidence_map, evidence_sums_chart

MOST_LISTED = 500
_FINER = 2  # zoom levels finer than the map: marks that do not touch are not one


def findings(claim_id: str, datasets: tuple[Dataset, ...], window: Window) -> tuple[Finding, ...]:
    """Hold a claim against each dataset."""
    package = process_state.package()
    return tuple(find(package, claim_id, d.library, d.source, window) for d in datasets)


def tell(found: tuple[Finding, ...]) -> None:
    """Say how the claim stands beside each dataset, and why that is weak."""
    st.html("".join(_say(finding) for finding in found))


def show_sums(claim_id: str, found: tuple[Finding, ...]) -> None:
    """Draw the sums beside the claim's figure; nothing where nothing is recorded."""
    if not any(finding.tally.events for finding in found):
        return
    drawn = evidence_sums_chart.sums(process_state.package(), claim_id, found)
    chart_block.head(drawn)
    chart_block.show(drawn, "sums")


def show_window(datasets: tuple[Dataset, ...], found: tuple[Finding, ...]) -> None:
    """Draw the events of the window on a map and in time, and list them."""
    left, right = st.columns(2)
    window = found[0].window
    asked, near = window.asked(), evidence_map.zoom(window) + _FINER
    bounds = around(window.circle(window.km))
    with left:
        symbols = [answers.symbols(d.library, d.source, asked, bounds, near, "") for d in datasets]
        drawn = evidence_map.map_(process_state.package(), found, symbols)
        chart_block.head(drawn)
        chart_block.show(drawn, "window-map")
    with right:
        days = [answers.daily(d.library, d.source, asked) for d in datasets]
        drawn = evidence_days_strip.strip(found, days)
        chart_block.head(drawn)
        chart_block.show(drawn, "window-days")
    _list(datasets, found)


def _say(finding: Finding) -> str:
    package = process_state.package()
    said = say(package, finding)
    reasons = [r.sentence for r in weaknesses(package, finding) if r.sentence not in said]
    listed = "".join(f"<li>{escape(reason)}</li>" for reason in reasons)
    weak = f"<p>Know before relying on it:</p><ul>{listed}</ul>" if reasons else ""
    return (
        f'<div class="atlas-finding atlas-finding-{finding.verdict}">'
        f"<p><b>{escape(VERDICT_LABEL[finding.verdict])}</b> · "
        f"{escape(evidence_sums_chart.name(finding))}</p>"
        f"<p>{escape(said)}</p>{weak}</div>"
    )


def _list(datasets: tuple[Dataset, ...], found: tuple[Finding, ...]) -> None:
    parts = [
        _rows(finding, answers.listed(d.library, d.source, finding.window.asked(), MOST_LISTED))
        for d, finding in zip(datasets, found, strict=True)
    ]
    total = sum(finding.tally.events for finding in found)
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
            "Dataset": evidence_sums_chart.name(finding),
            "What its source says": events["notes"],
            "Reference": events["reference"],
            "Event": events["event_id"],
        }
    )
