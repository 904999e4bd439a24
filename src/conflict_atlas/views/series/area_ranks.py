"""Governorates with their counts beside the map of them, the most first, as HTML."""

from html import escape

import pandas as pd

from conflict_atlas.claims import area_count, area_measures, displacement, phrase
from conflict_atlas.claims.package import Package


def area_ranks(package: Package, measure: str, at: pd.Timestamp) -> str:
    """Write the counts of a round, or of a month, as a table; "" where nothing is counted."""
    counts = _counts(package, measure, at)
    if not counts:
        return ""
    most = max(count for _, count in counts) or 1
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td style="--share:{count / most:.3f}">'
        f"{phrase.exact(count)}</td></tr>"
        for name, count in counts
    )
    label = escape(f"{area_measures.label(measure)}, the most first")
    kind = "displaced" if measure in displacement.measures(package) else "dead"
    return f'<table class="atlas-ranks" aria-label="{label}" data-kind="{kind}">{rows}</table>'


def _counts(package: Package, measure: str, at: pd.Timestamp) -> list[tuple[str, float]]:
    if measure in displacement.measures(package):
        table = displacement.by_admin1(package, measure, at)
        return list(zip(table["admin1"], table["individuals"], strict=True))
    table = area_count.by_admin1(package, at)
    of_measure = table["series_id"].isin(area_count.of_measure(package, measure))
    recorded = table[of_measure & (table["events"] > 0)]
    return list(zip(recorded["admin1"], recorded["best"], strict=True))
