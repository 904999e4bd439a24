"""The data from which everything in this folder is written."""

from collections.abc import Callable
from dataclasses import dataclass

from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.claims.package import Package
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.link.link_request import LinkRequest


@dataclass(frozen=True, eq=False)
class Site:
    """A package and its filter options.

    ``datasets`` returns the datasets of recorded events as they are now; any error of an engine may
    come out of it.
    """

    package: Package
    options: FilterOptions
    datasets: Callable[[], tuple[Dataset, ...]] = tuple

    def named(self, request: LinkRequest) -> Dataset | None:
        """Return the dataset that an address names, if any."""
        known = self.datasets() if request.events else ()
        return next((one for one in known if one.source_id == request.events), None)
