"""What the API answers from: one package, and the library of event datasets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conflict_atlas.claims.filter_options import FilterOptions
from conflict_atlas.claims.package import Package
from conflict_atlas.events.manifest import Manifest

if TYPE_CHECKING:  # the query engine loads only when there are events to ask for
    from conflict_atlas.events.store.library import Library


@dataclass(frozen=True, eq=False)
class Service:
    """What the API answers from.

    ``find_library`` returns the library of event datasets, None as long as there is none.
    """

    package: Package
    options: FilterOptions
    find_library: Callable[[], "Library | None"]

    def sources(self) -> tuple[Manifest, ...]:
        """Event datasets that are loaded now."""
        library = self.find_library()
        return library.sources() if library else ()

    def library(self) -> "Library":
        """Library of the datasets; only where there is one."""
        library = self.find_library()
        if library is None:
            raise LookupError("no event dataset is loaded")
        return library
