"""What everything that is read is made from."""

from dataclasses import dataclass

from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.claims.package import Package


@dataclass(frozen=True, eq=False)
class Site:
    """A package, and what of it can be filtered by."""

    package: Package
    options: FilterOptions
