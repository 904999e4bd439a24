"""Writes the folder completely or not at all; a data version is written once and then kept."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from conflict_atlas.claims.check.package_check import load_package
from conflict_atlas.claims.filter_options import offer
from conflict_atlas.edition import edition_files
from conflict_atlas.edition.edition_files import LATEST, File, Published
from conflict_atlas.reading.site import Site
from conflict_atlas.views.story.link_check import check_links


@dataclass(frozen=True)
class Built:
    """Number of files of a data version, their bytes, and whether its folder existed already."""

    files: int
    bytes: int
    was_there: bool


def read_site(path: Path) -> Site:
    """Read what is written from a package; raises PackageError with every fault found."""
    package = load_package(path, check_links)
    return Site(package, offer(package))


def build(site: Site, published: Published, folder: Path, *, replaces: bool = False) -> Built:
    """Write the edition; raises OSError.

    An existing folder of a data version is kept, unless it is to be replaced: what others have
    cited must not change. ``latest`` is always rewritten.
    """
    folder.mkdir(parents=True, exist_ok=True)
    version = folder / site.package.data_version
    was_there = version.is_dir()
    made = _write(folder / f".{LATEST}.new", edition_files.of_version(site, published))
    if replaces or not was_there:
        copied = folder / f".{version.name}.new"
        shutil.rmtree(copied, ignore_errors=True)
        shutil.copytree(made, copied)
        _put(copied, version)
    _put(made, folder / LATEST)
    for name, content in edition_files.around(site, published):
        (folder / name).write_bytes(content)
    sizes = [file.stat().st_size for file in (folder / LATEST).rglob("*") if file.is_file()]
    return Built(len(sizes), sum(sizes), was_there)


def _write(folder: Path, files: Iterable[File]) -> Path:
    """Write files into a temporary folder, after removing what a failed attempt left there."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def _put(made: Path, target: Path) -> None:
    """Replace a folder by another."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)
