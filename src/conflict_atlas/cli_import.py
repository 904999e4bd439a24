"""``conflict-atlas import``, and the way of one file into the datasets that ``fetch`` takes too."""

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflict_atlas import settings
from conflict_atlas.events.fetching.download import download
from conflict_atlas.events.fetching.http import FetchError, without_secrets
from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import check_mapping, load_mapping
from conflict_atlas.events.formats.registry import AUTO, NAMES
from conflict_atlas.events.manifest import Manifest
from conflict_atlas.events.store.dataset_folder import Folder, LibraryError, check_identifier
from conflict_atlas.events.store.library import Store, open_store
from conflict_atlas.exit_codes import FAULTY, MISUSED, SOUND

if TYPE_CHECKING:
    from conflict_atlas.events.importing.reading import Reading


@dataclass(frozen=True)
class Stated:
    """What is stated about the files of one call; ``address`` is where a file was fetched."""

    form: str = AUTO
    mapping: Mapping[str, Any] | None = None
    source_id: str = ""
    replaces: bool = False
    address: str = ""


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command; what takes long to import waits until it runs."""
    command = commands.add_parser(
        "import",
        help="import files of events",
        description="Import files of events, or addresses of such, each as one dataset:"
        " docs/events.md. Prints what was read, imported and rejected. Exits with 0 when every"
        " file is imported or was already, 1 when one is not, 2 for a wrong call.",
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="file, or http(s) address")
    add_options(command)
    command.set_defaults(run=_import)


def add_options(command: argparse.ArgumentParser) -> None:
    """Register what may be stated about a file."""
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
    command.add_argument("--sheet", default="", metavar="NAME", help="sheet of a workbook")
    command.add_argument(
        "--source", default="", metavar="ID", help="identifier (default: made of the file's name)"
    )
    command.add_argument(
        "--replace", action="store_true", help="replace a dataset of the same identifier"
    )
    command.add_argument(
        "--limit", type=int, default=8192, metavar="MB", help="most to fetch (default: 8192)"
    )


def read_arguments(parsed: argparse.Namespace) -> Stated:
    """What a call states; raises ImportFault and LibraryError."""
    if parsed.source:
        check_identifier(parsed.source)
    mapping = load_mapping(parsed.mapping) if parsed.mapping else None
    if parsed.sheet:
        mapping = {**(mapping or {}), "sheet": parsed.sheet}
    return Stated(parsed.format, mapping, parsed.source, parsed.replace)


def _import(parsed: argparse.Namespace) -> int:
    if parsed.source and len(parsed.files) > 1:
        return complain("import", "--source names one dataset: give one file", MISUSED)
    for file in (*parsed.files, *([parsed.mapping] if parsed.mapping else [])):
        if not is_address(str(file)) and not Path(file).is_file():
            return complain("import", f"no such file: {file}", MISUSED)
    library = open_or_complain("import")
    if library is None:
        return FAULTY
    try:
        stated = read_arguments(parsed)
    except (ImportFault, LibraryError) as fault:
        return complain("import", str(fault), FAULTY)
    worst = SOUND
    for file in parsed.files:
        if is_address(file):
            worst = max(worst, _import_address(library, file, stated, parsed.limit))
        else:
            worst = max(worst, import_file(library, Path(file), Path(file).name, stated))
    return worst


def _import_address(library: Store, address: str, stated: Stated, limit: int) -> int:
    try:
        found = download(address, root() / ".downloads", limit=limit << 20)
    except FetchError as error:
        return complain("import", str(error), FAULTY)
    code = import_file(
        library, found.path, found.name, replace(stated, address=without_secrets(address))
    )
    found.path.unlink(missing_ok=True)
    return code


def import_file(library: Store, file: Path, name: str, stated: Stated) -> int:
    """Import one file and say what was done; returns an exit code."""
    from conflict_atlas.events.importing.reader import read_events, slug, version_of  # noqa: PLC0415 - brings the engine

    identifier = stated.source_id or slug(name)
    try:
        version = version_of(file, stated.form, check_mapping(stated.mapping, name))
        if _is_there(library, identifier, version):
            print(f"{name}: unchanged, it is imported as {identifier}")
            return SOUND
        with Folder(root()).importing(identifier) as scratch:
            there = {source.source_id: source for source in library.sources()}.get(identifier)
            if there is not None and there.version != version and not stated.replaces:
                return complain("import", f"{name}: {_other(there)}", FAULTY)
            with read_events(
                file,
                name,
                form=stated.form,
                mapping=stated.mapping,
                source_id=identifier,
                scratch=scratch,
                version=version,
            ) as reading:
                reading.source = replace(reading.source, address=stated.address)
                return _put(library, reading, scratch)
    except (ImportFault, LibraryError) as fault:
        return complain("import", str(fault), FAULTY)


def _is_there(library: Store, identifier: str, version: str) -> bool:
    known = {source.source_id: source.version for source in library.sources()}
    return known.get(identifier) == version


def _other(there: Manifest) -> str:
    return (
        f"{there.source_id} is another version ({there.file_name}, {there.events:,} events)."
        " --replace puts this one in its place, --source ID gives it another name"
    )


def _put(library: Store, reading: "Reading", scratch: Path) -> int:
    """Write the events, hand them to the library, and only then say that they are imported."""
    source = reading.source
    if not source.events:
        print(reading.report())
        words = f"{source.file_name}: no row could be imported, nothing is stored"
        return complain("import", words, FAULTY)
    events, rejected = scratch / "events.parquet", scratch / "rejected.csv"
    some = reading.write(events, rejected)
    library.put(source, events, rejected if some else None)
    kept = _keep(rejected, source) if some else None
    print(reading.report())
    if kept:
        print(f"  rejected rows: {kept}")
    return SOUND


def _keep(rejected: Path, source: Manifest) -> Path:
    """Path of the rejected rows: in the folder of datasets, even when events are elsewhere."""
    kept = root() / source.source_id / source.version / "rejected.csv"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        rejected.replace(kept)
    return kept


def is_address(file: str) -> bool:
    """Whether a file is named by its address."""
    return file.startswith(("http://", "https://"))


def open_or_complain(command: str) -> Store | None:
    """Open the datasets that the environment names; None, and the error is told, if it fails."""
    try:
        return open_store(os.environ)
    except LibraryError as error:
        complain(command, str(error), FAULTY)
        return None


def root() -> Path:
    """The folder of imported datasets, where also what does not fit into memory goes."""
    return settings.events_folder(os.environ)


def complain(command: str, words: str, code: int) -> int:
    """Say what is wrong, on standard error; returns the exit code."""
    print(f"conflict-atlas {command}: {words}", file=sys.stderr)
    return code
