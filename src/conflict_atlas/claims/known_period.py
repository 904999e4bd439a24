"""The period in which the atlas knows of anything that changes: holders, counts and claims."""

import pandas as pd

from conflict_atlas.claims import area_count
from conflict_atlas.claims.package import Package
from conflict_atlas.memoization import memoized


@memoized(8)
def known_period(package: Package) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of the clock: from the first state or count to the last thing known.

    What claims say of long before is not on it: nothing else changes then.
    """
    months = area_count.all_months(package).to_series()
    ended = months + pd.offsets.MonthEnd()
    known = [package.control["date"], package.displacement["date"], months, ended]
    starts = [days.min() for days in known if len(days)]
    ends = [days.max() for days in known if len(days)]
    first = min(starts, default=package.first_day)
    last = max([*ends, package.last_day])
    return min(first, package.reference_day), max(last, package.reference_day)
