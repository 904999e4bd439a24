"""Commands about event datasets: ``import``, ``sources``, ``remove``."""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflict_atlas.events.formats.registry import AUTO, NAMES
from conflict_atlas.exit_codes import FAULTY, MISUSED, SOUND

if TYPE_CHECKING:
    from conflict_atlas.events.importing.reading import Reading
    from conflict_atlas.events.manifest import Manifest
    from conflict_atlas.events.store.library import Library


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the commands; nothing is imported before one of them runs."""
    _add_import(commands)
    sources = commands.add_parser(
        "sources",
        help="list the event datasets that are loaded",
        description="List the event datasets that are loaded: counts, days, licence, attribution.",
    )
    sources.set_defaults(run=_sources)
    remove = commands.add_parser(
        "remove",
        help="remove an event dataset",
        description="Remove an event dataset. Exits with 1 when there is none of this name.",
    )
    remove.add_argument(
        "source", metavar="ID", help="identifier, as `conflict-atlas sources` lists"
    )
    remove.set_defaults(run=_remove)


def _add_import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "import",
        help="import files of events",
        description="Import files of events, each as one dataset: docs/events.md. Prints what was"
        " read, imported and rejected. Exits with 0 when every file is imported or was already, 1"
        " when one is not, 2 for a wrong call.",
    )
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument(
        "--format",
        choices=(AUTO, *NAMES),
        default=AUTO,
        help="what the columns are; auto recognises them by the header (default)",
    )
    command.add_argument(
        "--mapping",
        type=Path,
        metavar="FILE",
        help="TOML or JSON file: columns, date format, decimal sign, separator, encoding",
    )
    command.add_argument(
        "--source", default="", metavar="ID", help="identifier (default: made of the file's name)"
    )
    command.add_argument(
        "--replace", action="store_true", help="replace a dataset of the same identifier"
    )
    command.set_defaults(run=_import)


def _import(parsed: argparse.Namespace) -> int:
    from conflict_atlas.events.formats.import_fault import ImportFault  # noqa: PLC0415 - as in cli.py
    from conflict_atlas.events.formats.mapping_file import load  # noqa: PLC0415

    if parsed.source and len(parsed.files) > 1:
        return _complain("import", "--source names one dataset: give one file", MISUSED)
    for file in (*parsed.files, *([parsed.mapping] if parsed.mapping else [])):
        if not file.is_file():
            return _complain("import", f"no such file: {file}", MISUSED)
    library = _library("import")
    if library is None:
        return FAULTY
    try:
        mapping = load(parsed.mapping) if parsed.mapping else None
    except ImportFault as fault:
        return _complain("import", str(fault), FAULTY)
    worst = SOUND
    for file in parsed.files:
        worst = max(worst, _import_one(library, file, parsed, mapping))
    return worst


def _import_one(
    library: "Library", file: Path, parsed: argparse.Namespace, mapping: Mapping[str, Any] | None
) -> int:
    from conflict_atlas.events.formats.import_fault import ImportFault  # noqa: PLC0415 - as above
    from conflict_atlas.events.formats.mapping_file import understand  # noqa: PLC0415
    from conflict_atlas.events.importing.reader import read, slug, version_of  # noqa: PLC0415
    from conflict_atlas.events.store.dataset_folder import LibraryError  # noqa: PLC0415

    identifier = parsed.source or slug(file.name)
    try:
        options = understand(mapping, str(parsed.mapping or file))
        there = {source.source_id: source for source in library.sources()}.get(identifier)
        # With nothing to compare it with, the version is worked out while the file is read.
        version = version_of(file, parsed.format, options) if there is not None else ""
        if there is not None and there.version == version:
            print(f"{file}: unchanged, it is imported as {identifier}")
            return SOUND
        if there is not None and not parsed.replace:
            return _complain(
                str(file),
                f"{identifier} is another version ({there.file_name}, {there.events:,} events)."
                " --replace puts this one in its place, --source ID gives it another name",
                FAULTY,
            )
        with read(
            file,
            file.name,
            form=parsed.format,
            mapping=mapping,
            source_id=identifier,
            scratch=_root(),
            version=version,
        ) as reading:
            return _put(library, reading)
    except (ImportFault, LibraryError) as fault:
        return _complain("import", str(fault), FAULTY)


def _put(library: "Library", reading: "Reading") -> int:
    """Write the events to a temporary folder, hand them to the library, print a report."""
    source = reading.source
    print(reading.report())
    if not source.events:
        return _complain(source.file_name, "no row could be imported: nothing is stored", FAULTY)
    root = _root()
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root, prefix=".import-") as folder:
        events, rejected = Path(folder) / "events.parquet", Path(folder) / "rejected.csv"
        some = reading.write(events, rejected)
        library.put(source, events, rejected if some else None)
        if some:
            print(f"  rejected rows: {_keep(rejected, source)}")
    return SOUND


def _keep(rejected: Path, source: "Manifest") -> Path:
    """Path of the rejected rows: in the folder of datasets, even when events are elsewhere."""
    kept = _root() / source.source_id / source.version / "rejected.csv"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        rejected.replace(kept)
    return kept


def _sources(_parsed: argparse.Namespace) -> int:
    library = _library("sources")
    if library is None:
        return FAULTY
    from conflict_atlas.events.store.dataset_folder import LibraryError  # noqa: PLC0415 - as above

    try:
        sources = library.sources()
    except LibraryError as error:
        return _complain("sources", str(error), FAULTY)
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
    if not sources:
        print("no event dataset is loaded: conflict-atlas import FILE")
    return SOUND


def _remove(parsed: argparse.Namespace) -> int:
    library = _library("remove")
    if library is None:
        return FAULTY
    if library.remove(parsed.source):
        print(f"{parsed.source}: removed")
        return SOUND
    known = ", ".join(source.source_id for source in library.sources()) or "none"
    return _complain("remove", f"no dataset {parsed.source}; there are: {known}", FAULTY)


def _library(command: str) -> "Library | None":
    from conflict_atlas.events.store.dataset_folder import LibraryError  # noqa: PLC0415 - as above
    from conflict_atlas.events.store.library import open_library  # noqa: PLC0415 - as above

    try:
        return open_library(os.environ)
    except LibraryError as error:
        _complain(command, str(error), FAULTY)
        return None


def _root() -> Path:
    """The folder of imported datasets, which also takes what does not fit into memory."""
    from conflict_atlas import settings  # noqa: PLC0415 - as above

    return settings.events_folder(os.environ)


def _complain(command: str, words: str, code: int) -> int:
    print(f"conflict-atlas {command}: {words}", file=sys.stderr)
    return code
