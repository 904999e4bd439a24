"""Commands about event datasets that are loaded: ``sources``, ``remove``."""

import argparse

from conflict_atlas.cli_import import complain, open_or_complain
from conflict_atlas.events.store.dataset_folder import LibraryError
from conflict_atlas.exit_codes import FAULTY, SOUND


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the commands; what takes long to import waits until one runs."""
    sources = commands.add_parser(
        "sources",
        help="list the event datasets that are loaded",
        description="List the event datasets that are loaded: counts, days, licence, attribution.",
    )
    sources.set_defaults(run=_sources)
    remove = commands.add_parser(
        "remove",
        help="take an event dataset out",
        description="Take an event dataset out. Exits with 1 when there is none of this name.",
    )
    remove.add_argument(
        "source", metavar="ID", help="identifier, as `conflict-atlas sources` lists"
    )
    remove.set_defaults(run=_remove)


def _sources(_parsed: argparse.Namespace) -> int:
    library = open_or_complain("sources")
    if library is None:
        return FAULTY
    try:
        sources = library.sources()
    except LibraryError as error:
        return complain("sources", str(error), FAULTY)
    for source in sources:
        print(f"{source.source_id}: {source.title}")
        print(f"  {source.events or source.imported:,} events, {source.placed:,} of them placed,")
        print(f"  {source.first_day} to {source.last_day}; figures: {source.measure}")
        print(
            f"  {source.file_name} ({source.format}, {source.version}): {source.rows_read:,} rows"
            f" read, {source.rejected:,} rejected, {source.duplicates:,} exact duplicates"
        )
        print(f"  licence: {source.licence}")
        print(f"  attribution: {source.attribution}")
        if source.address:
            print(f"  from: {source.address}")
    for source_id, reason in library.damaged().items():
        print(f"{source_id}: damaged, {reason}")
        print("  import its file again, or take it out: conflict-atlas remove " + source_id)
    if not sources and not library.damaged():
        print("no event dataset is loaded: conflict-atlas import FILE")
    return SOUND


def _remove(parsed: argparse.Namespace) -> int:
    library = open_or_complain("remove")
    if library is None:
        return FAULTY
    try:
        removed = library.remove(parsed.source)
    except LibraryError as error:
        return complain("remove", str(error), FAULTY)
    if removed:
        print(f"{parsed.source}: removed")
        return SOUND
    known = ", ".join(source.source_id for source in library.sources()) or "none"
    return complain("remove", f"no dataset {parsed.source}; there are: {known}", FAULTY)
