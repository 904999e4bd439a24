"""What one server process keeps for all its readers: the package and what is drawn from it."""

from functools import lru_cache

from conflict_atlas.claims.check.package_check import load_known
from conflict_atlas.claims.filter_options import FilterOptions, offer
from conflict_atlas.claims.package import Package
from conflict_atlas.settings import data_folder
from conflict_atlas.views.maps.map_assets import Assets, find_assets


@lru_cache(maxsize=1)
def package() -> Package:
    """Return the checked package this server shows; raises PackageError with every fault found."""
    return load_known(data_folder())


@lru_cache(maxsize=1)
def assets() -> Assets:
    """Return the folders of map assets that belong to the package."""
    shown = package()
    return find_assets(shown.path, shown.map.basemap)


@lru_cache(maxsize=1)
def options() -> FilterOptions:
    """Return what can be filtered: only what some claim has."""
    return offer(package())
