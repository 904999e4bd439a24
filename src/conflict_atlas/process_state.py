"""What one server process holds for all who ask it, pages and API alike: package, map, datasets."""

import os

from conflict_atlas import settings
from conflict_atlas.claims.check.package_check import load_known
from conflict_atlas.claims.filter_options import FilterOptions, offer
from conflict_atlas.claims.package import Package
from conflict_atlas.events import dataset
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.events.store.library import Library, open_library
from conflict_atlas.memoization import memoized
from conflict_atlas.reading.site import Site
from conflict_atlas.views.maps.map_assets import Assets, find_assets
from conflict_atlas.views.story.link_check import check_links


@memoized(1)
def package() -> Package:
    """Return the checked package this server shows; raises PackageError with every fault found."""
    return load_known(settings.data_folder(), check_links)


@memoized(1)
def assets() -> Assets:
    """Return the folders of map assets that belong to the package."""
    shown = package()
    return find_assets(shown.path, shown.map.basemap)


@memoized(1)
def options() -> FilterOptions:
    """Return what can be filtered: only what some claim has."""
    return offer(package())


def site() -> Site:
    """Return what plain pages, pictures and the API are made from."""
    return Site(package(), options(), datasets)


def datasets() -> tuple[Dataset, ...]:
    """Return the event datasets of this server; no engine is imported where there are none.

    Raises LibraryError when they cannot be read.
    """
    return dataset.datasets(_open_library()) if _has_datasets() else ()


def _has_datasets() -> bool:
    """Whether an engine has to be imported; most servers have no datasets, and every run asks."""
    root = settings.events_folder(os.environ)
    return bool(settings.event_database(os.environ)) or any(root.glob("*.json"))


@memoized(1)
def _open_library() -> Library:
    return open_library(os.environ)
