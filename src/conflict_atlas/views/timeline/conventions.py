"""Spans that are conventions of the data and not dates: an undated past, the present.

A codebook gives every claim without a date one of a few spans; as bars they would all be the same
and would fill most of the chart. They are recognised by how many claims share them.
"""

from dataclasses import dataclass

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.memoization import memoized

_FEWEST = 4  # claims that share a span before it can be a convention
_SHARE = 0.1  # and at least this share of all claims
_LONG = pd.Timedelta(days=180)  # a span longer than this does not mean the present


@dataclass(frozen=True)
class Convention:
    """A span that claims without a date of their own are given."""

    start: pd.Timestamp
    end: pd.Timestamp

    @property
    def said(self) -> str:
        """The span in words."""
        return phrase.span(self.start, self.end)

    def holds(self, start: pd.Timestamp, end: pd.Timestamp) -> bool:
        """Whether a claim's days are this span."""
        return (start, end) == (self.start, self.end)


@memoized(8)
def conventions(package: Package) -> tuple[Convention | None, Convention | None]:
    """Return the span of an undated past and that of the present; None where there is none."""
    claims = package.claims
    vague = claims[(claims["time_precision"] == "range") & (claims["date_basis"] == "resolved")]
    counts = vague.groupby(["date_start", "date_end"]).size().sort_values(ascending=False)
    common = counts[counts >= max(_FEWEST, _SHARE * len(claims))].index[:2]
    spans = sorted((Convention(start, end) for start, end in common), key=_length)
    short = [span for span in spans if _length(span) < _LONG]
    long = [span for span in spans if _length(span) >= _LONG]
    return (long[-1] if long else None, short[0] if short else None)


def _length(span: Convention) -> pd.Timedelta:
    return span.end - span.start
