"""The data from which everything in this folder is written."""

from dataclasses import dataclass

from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.claims.package import Package


@dataclass(frozen=True, eq=False)
class Site:
    """A package and its filter options."""

    package: Package
    options: FilterOptions
