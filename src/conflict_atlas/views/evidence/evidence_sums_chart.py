"""Each dataset's sum around a claim, compared with the claim's own figure."""

from dataclasses import replace

import pandas as pd

from conflict_atlas.claims import comparison, phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import Record, record
from conflict_atlas.events.schema import FIGURES
from conflict_atlas.evidence.finding import KILLED, Finding, counts_killed
from conflict_atlas.evidence.sentences import VERDICT_LABEL, say, say_sum, unit_of
from conflict_atlas.views import canvas
from conflict_atlas.views.figures.figure_range import Row
from conflict_atlas.views.figures.interval_chart import lay_out
from conflict_atlas.views.picture import Origin, Picture, blank

TITLE = "Sums, each dataset separately"
NOTHING = "No dataset has a figure in this window."

_LONGEST = 40  # characters of a name in a legend


def sums(package: Package, claim_id: str, findings: tuple[Finding, ...]) -> Picture:
    """Draw the sum of each dataset as a range; above them the claim if it counts people killed.

    Datasets that count something else, or have no figure here, are in the table only.
    """
    claim = record(package, "claims")[claim_id]
    rows: list[Row] = [_row(finding, figured=counts_killed(claim)) for finding in findings]
    shown = [row for row in rows if row["unit"] == unit_of(KILLED) and _has_number(row)]
    words = " ".join(say(package, finding) for finding in findings)
    if not shown:
        empty = blank(TITLE, NOTHING)
        return Picture(
            empty.figure, f"{NOTHING} {words}", _tabulate(package, claim, findings), TITLE
        )
    claimed: Row = {"low": float("nan"), "high": float("nan"), "bound": ""}
    if counts_killed(claim):
        claimed = {key: claim[key] for key in ("low", "high", "bound")}
        shown = [comparison.competing(package, claim_id).to_dict("records")[0], *shown]
    figure = lay_out(shown, claimed, unit_of(KILLED))
    table = _tabulate(package, claim, findings)
    return Picture(figure, words, table, TITLE, Origin((claim_id,)))


def short_name(finding: Finding) -> str:
    """Name of a dataset for a legend, escaped and cut to what a phone shows."""
    manifest = finding.dataset.manifest
    title = manifest.title
    cut = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    return canvas.escape(replace(manifest, title=cut).label)


def _row(finding: Finding, *, figured: bool) -> Row:
    """One dataset as a row in the form of ``comparison.competing``."""
    manifest, sums = finding.dataset.manifest, finding.sums
    low, best, high = (float("nan" if n is None else n) for n in (sums.low, sums.best, sums.high))
    return {
        "label": manifest.label,
        "speaker": f"{manifest.label}, {phrase.counted(sums.events, 'event')}",
        "low": low,
        "best": best,
        "high": high,
        "bound": phrase.bound_of(low, best, high),
        "unit": unit_of(manifest.measure),
        "date": pd.NaT,
        "date_precision": "day",
        "figure_id": "",
        "comparable": not figured or finding.verdict in ("within", "above", "below"),
        "note": manifest.attribution,
        "is_article": False,
    }


def _has_number(row: Row) -> bool:
    return not all(phrase.is_missing(row[key]) for key in FIGURES)


def _tabulate(package: Package, claim: Record, findings: tuple[Finding, ...]) -> pd.DataFrame:
    said = phrase.figure(claim["low"], claim["high"], claim["bound"], claim["unit"], digits=True)
    rows = [
        ("The article", "", said if counts_killed(claim) else "no number of people killed", "", "")
    ]
    rows += [
        (
            finding.dataset.manifest.label,
            str(finding.sums.events),
            say_sum(finding.sums, finding.dataset.manifest.measure) or "no figure",
            VERDICT_LABEL[finding.verdict],
            say(package, finding),
        )
        for finding in findings
    ]
    return pd.DataFrame(
        rows, columns=["Who", "Events", "Figure", "How the claim stands", "In words"]
    )
