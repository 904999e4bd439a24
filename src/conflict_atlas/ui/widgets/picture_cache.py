"""Pictures drawn once for all readers who ask for the same."""

from typing import Any, Protocol

import pandas as pd

from conflict_atlas import process_state
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify, of_types
from conflict_atlas.memoization import memoized
from conflict_atlas.views.picture import Picture


class DrawClaims(Protocol):
    """Draws claims; it and what follows the claims must be hashable."""

    def __hash__(self) -> int:
        """Serve as a part of a key."""

    def __call__(
        self, package: Package, claims: pd.DataFrame, /, *args: Any, **kwargs: Any
    ) -> Picture:
        """Draw."""


class Narrow(Protocol):
    """Picks identifiers of claims that answer a selection."""

    def __call__(self, package: Package, selection: Selection, /) -> tuple[str, ...]:
        """Pick."""


class DrawPackage(Protocol):
    """Draws something of the package that no filter changes."""

    def __call__(self, package: Package, /, *args: Any, **kwargs: Any) -> Picture:
        """Draw."""


def about(*claim_types: str) -> Narrow:
    """Pick the selected claims of some types."""
    return lambda package, selection: of_types(package, selection, claim_types)


def of_claims(
    draw: DrawClaims, selection: Selection, *args: object, only: Narrow = identify
) -> Picture:
    """Draw the claims of a selection, or return the picture drawn before.

    ``only`` picks those that the picture can show: the fewer it is told of, the more selections
    share one picture.
    """
    return _of_claims(draw, only(process_state.package(), selection), *args)


@memoized(512)
def _of_claims(draw: DrawClaims, claim_ids: tuple[str, ...], *args: object) -> Picture:
    # By claims and not by selection: many searches find the same, and a picture takes 20 to 60 kB.
    package = process_state.package()
    return draw(package, package.claims.loc[list(claim_ids)], *args)


@memoized(96)
def of_package(draw: DrawPackage, *args: object) -> Picture:
    """Draw from the package, or return the picture drawn before."""
    return draw(process_state.package(), *args)
