"""The data behind the API: one package, and the event datasets that are loaded."""

from collections.abc import Callable
from dataclasses import dataclass

from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.claims.package import Package
from conflict_atlas.events.dataset import Dataset


@dataclass(frozen=True, eq=False)
class Service:
    """The data behind the API.

    ``datasets`` returns the event datasets that are loaded now; raises LibraryError.
    """

    package: Package
    options: FilterOptions
    datasets: Callable[[], tuple[Dataset, ...]]
