"""``conflict-atlas fetch``: events from UCDP, HDX or ACLED, fetched and imported."""

import argparse
import os
from dataclasses import replace
from pathlib import Path

from conflict_atlas.cli_import import (
    Stated,
    add_options,
    complain,
    import_file,
    open_or_complain,
    read_arguments,
    root,
)
from conflict_atlas.events.fetching import acled_api, hdx, ucdp
from conflict_atlas.events.fetching.download import Downloaded
from conflict_atlas.events.fetching.http import FetchError
from conflict_atlas.events.fetching.wanted_events import Wanted
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.store.dataset_folder import LibraryError
from conflict_atlas.exit_codes import FAULTY

_Fetched = tuple[Downloaded, str, Stated]


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command; what takes long to import waits until it runs."""
    command = commands.add_parser(
        "fetch",
        help="fetch events from UCDP, HDX or ACLED, and import them",
        description="Fetch events and import them as one dataset: docs/events.md. Keys are read"
        " from the environment, and are neither stored nor shown.",
    )
    sources = command.add_subparsers(title="sources", metavar="SOURCE", required=True)
    archive = _add(sources, "ucdp", "UCDP GED: its yearly archive, or its API with a token")
    _add_selection(archive)
    archive.add_argument("--release", default="", metavar="N", help="release (default: the latest)")
    exchange = _add(sources, "hdx", "a dataset of the Humanitarian Data Exchange")
    exchange.add_argument("dataset", metavar="DATASET", help="its name in the address of its page")
    exchange.add_argument("--resource", default="", metavar="NAME", help="which of its files")
    _add_selection(_add(sources, "acled", "ACLED, with your own account"))


def _add(
    sources: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str
) -> argparse.ArgumentParser:
    one = sources.add_parser(name, help=words, description=f"Fetch {words}.")
    add_options(one)
    one.add_argument("--server", default="", metavar="URL", help="another address of the service")
    one.set_defaults(run=_fetch, service=name)
    return one


def _add_selection(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--country", action="append", default=[], metavar="NAME", help="may be given several times"
    )
    command.add_argument("--from", dest="first", type=int, default=0, metavar="YEAR")
    command.add_argument("--to", dest="last", type=int, default=0, metavar="YEAR")


def _fetch(parsed: argparse.Namespace) -> int:
    library = open_or_complain("fetch")
    if library is None:
        return FAULTY
    of = {"ucdp": _ucdp, "hdx": _hdx, "acled": _acled}[parsed.service]
    downloads = root() / ".downloads"
    try:
        stated = read_arguments(parsed)
        downloads.mkdir(parents=True, exist_ok=True)
        found, address, stated = of(parsed, downloads, stated)
        try:
            return import_file(library, found.path, found.name, replace(stated, address=address))
        finally:
            found.path.unlink(missing_ok=True)
    except (FetchError, ImportFault, LibraryError) as error:
        return complain("fetch", str(error), FAULTY)


def _wanted(parsed: argparse.Namespace) -> Wanted:
    return Wanted(tuple(parsed.country), parsed.first, parsed.last)


def _ucdp(parsed: argparse.Namespace, folder: Path, stated: Stated) -> _Fetched:
    token = os.environ.get(ucdp.TOKEN_VARIABLE, "")
    release, wanted = parsed.release or ucdp.RELEASE, _wanted(parsed)
    if token:
        server = parsed.server or ucdp.API
        found, address = ucdp.from_api(folder, wanted, token, release=release, server=server)
    else:
        found, address = ucdp.from_archive(
            folder,
            wanted,
            release=release,
            server=parsed.server or ucdp.ARCHIVE,
            limit=parsed.limit << 20,
        )
    return found, address, stated


def _hdx(parsed: argparse.Namespace, folder: Path, stated: Stated) -> _Fetched:
    found, address, described = hdx.fetch(
        folder,
        parsed.dataset,
        parsed.resource,
        server=parsed.server or hdx.SERVER,
        limit=parsed.limit << 20,
    )
    said = {
        "title": described.title,
        "licence": described.licence,
        "attribution": described.attribution,
    }
    source_id = stated.source_id or parsed.dataset.replace("_", "-").lower()
    return (
        found,
        address,
        replace(stated, mapping={**said, **(stated.mapping or {})}, source_id=source_id),
    )


def _acled(parsed: argparse.Namespace, folder: Path, stated: Stated) -> _Fetched:
    user = os.environ.get(acled_api.USER_VARIABLE, "")
    password = os.environ.get(acled_api.PASSWORD_VARIABLE, "")
    if not user or not password:
        raise FetchError(
            f"ACLED asks for an account: set {acled_api.USER_VARIABLE} and"
            f" {acled_api.PASSWORD_VARIABLE} in the environment to those of yours at acleddata.com"
        )
    server = parsed.server or acled_api.SERVER
    found, address = acled_api.from_api(
        folder, _wanted(parsed), acled_api.Account(user, password), server=server
    )
    return found, address, stated
