"""Puts the files into the folder: whole or not at all, and a data version once for good."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from conflict_atlas.edition import edition_files
from conflict_atlas.edition.edition_files import LATEST, File, Published
from conflict_atlas.reading.site import Site


@dataclass(frozen=True)
class Built:
    """How many files a data version has, their bytes, and whether its folder was there already."""

    files: int
    bytes: int
    was_there: bool


def build(site: Site, published: Published, folder: Path, *, replaces: bool = False) -> Built:
    """Write the edition; raises OSError.

    The folder of a data version that is there already stays as it is, unless it is to be replaced:
    what others have cited must not change. ``latest`` is always written anew.
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
    """Write files into a folder of its own; what a broken attempt left there goes first."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def _put(made: Path, target: Path) -> None:
    """Put a folder in the place of another."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)
