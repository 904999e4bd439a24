"""The claim of the invented package that tests compare with recorded events."""

from dataclasses import replace
from datetime import date
from typing import Any

from conflict_atlas.claims.package import Package
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.evidence.finding import Finding, compare_with
from conflict_atlas.evidence.window import centres, default_window

# Harrow Ford, 12 May 1987: "as many as 85", at least 60, in the invented package.
FORD, DAY = (10.8, -38.1), date(1987, 5, 12)
DEATHS, EVENT = "harrow-ford-shelling-deaths", "harrow-ford-shelling-may-1987"


def compared(package: Package, dataset: Dataset, claim_id: str = DEATHS, **wider: Any) -> Finding:
    window = default_window(centres(package, claim_id)[0])
    return compare_with(package, claim_id, dataset, replace(window, **wider))
