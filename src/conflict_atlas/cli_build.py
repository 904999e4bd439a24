"""``conflict-atlas build``: the reading edition as a folder of files."""

import argparse
import os
import sys
from pathlib import Path

from conflict_atlas import settings
from conflict_atlas.exit_codes import FAULTY, MISUSED, SOUND
from conflict_atlas.fault import PackageError


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command; what takes long to import waits until it runs."""
    build = commands.add_parser(
        "build",
        help="write the reading edition as files",
        description="Write the reading edition as files: a page a claim, pages, pictures, CSV,"
        " GeoJSON, answers of the API, sitemap, 404.html; under latest/ and under the data version."
        " A data version that is there already stays as it is. Exits with 0 when all is written,"
        " 1 when the package has faults, 2 for a wrong call. deploy/README.md",
    )
    build.add_argument("folder", type=Path, metavar="FOLDER", help="made where there is none")
    build.add_argument(
        "--data",
        type=Path,
        metavar="PATH",
        help="folder of the package (default: CONFLICT_ATLAS_DATA, else data)",
    )
    build.add_argument(
        "--url",
        default="",
        metavar="ADDRESS",
        help="address under which the folder will be found, for citations, previews and the sitemap"
        f" (default: {settings.EDITION_VARIABLE})",
    )
    build.add_argument(
        "--live",
        default="",
        metavar="ADDRESS",
        help=f"address of the running atlas, to lead to (default: {settings.URL_VARIABLE})",
    )
    build.add_argument(
        "--replace", action="store_true", help="write a data version again that is there already"
    )
    build.set_defaults(run=_build)


def _build(parsed: argparse.Namespace) -> int:
    path: Path = parsed.data or settings.data_folder()
    folder: Path = parsed.folder
    if not path.is_dir() or (folder.exists() and not folder.is_dir()):
        wrong = folder if path.is_dir() else path
        print(f"conflict-atlas build: no such folder: {wrong}", file=sys.stderr)
        return MISUSED
    said = {settings.EDITION_VARIABLE: parsed.url, settings.URL_VARIABLE: parsed.live}
    environ = os.environ | {name: value for name, value in said.items() if value}
    try:
        published = settings.edition_address(environ), settings.public_address(environ)
    except ValueError as error:
        print(f"conflict-atlas build: {error}", file=sys.stderr)
        return MISUSED
    return _write(path, folder, published, replaces=parsed.replace)


def _write(path: Path, folder: Path, published: tuple[str, str], *, replaces: bool) -> int:
    from conflict_atlas.edition import edition_files, edition_folder  # noqa: PLC0415 - brings pandas

    try:
        site = edition_folder.read_site(path)
    except PackageError as error:
        print(*error.faults, sep="\n")
        return FAULTY
    at = edition_files.Published(*published)
    built = edition_folder.build(site, at, folder, replaces=replaces)
    kept, version = built.was_there and not replaces, site.package.data_version
    also = f"{version} was there and stays" if kept else version
    print(f"{folder}: latest and {also}; {built.files} files, {built.bytes / 1e6:.1f} MB each")
    return SOUND
