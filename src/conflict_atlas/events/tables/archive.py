"""Files inside a .zip or behind .gz."""

import gzip
import io
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.tables.source_file import Content, opened
from conflict_atlas.events.tables.table_writer import Place, Sink

# The second one is empty.
ZIP, GZIP = (b"PK\x03\x04", b"PK\x05\x06"), b"\x1f\x8b"
# Files that are zips themselves: workbooks, and maps of several files.
WORKBOOK = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_MAPS = (".shp", ".kml", ".gdbtable")
# Files beside a table that are not tables.
_NO_TABLES = (".pdf", ".docx", ".doc", ".md", ".html", ".xml", ".png", ".jpg", ".prj", ".cpg")
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Member:
    """A file that was unpacked."""

    name: str
    content: Content


def holds_files(content: Content, name: str) -> bool:
    """Whether a zip is an archive of files and not a workbook or a map; raises ImportFault."""
    names = [info.filename for info in _listed(content, name)]
    maps = any(one.casefold().endswith(_MAPS) for one in names)
    return not maps and not any(one in names for one in WORKBOOK)


def unzip(content: Content, name: str, member: str, place: Place) -> Member:
    """Unpack the one table in a zip, or the one that is named; raises ImportFault."""
    files = [info for info in _listed(content, name) if not _is_ignored(info)]
    if member:
        files = [
            info
            for info in _listed(content, name)
            if member in (info.filename, PurePosixPath(info.filename).name)
        ]
    if len(files) != 1:
        seen = ", ".join(info.filename for info in _listed(content, name) if not info.is_dir())
        reason = f"the archive holds {seen or 'nothing'}"
        if files or member:
            reason += '. A mapping file with member = "..." says which is the table'
        raise ImportFault(name, reason, column="member" if member else "", value=member)
    info = files[0]
    place.check(info.file_size, name)
    try:
        with zipfile.ZipFile(_source(content)) as held, held.open(info) as file:
            return Member(info.filename, _copied(file, place, name))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise ImportFault(name, f"the archive cannot be unpacked: {error}") from None


def unzip_gz(content: Content, name: str, place: Place) -> Member:
    """Unpack a .gz; raises ImportFault."""
    try:
        with opened(content) as raw, gzip.GzipFile(fileobj=raw) as file:
            unpacked = _copied(file, place, name)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise ImportFault(name, f"the archive cannot be unpacked: {error}") from None
    return Member(Path(name).name.removesuffix(".gz"), unpacked)


def _copied(file: "IO[bytes] | gzip.GzipFile", place: Place, name: str) -> Content:
    with Sink(place, name, ".table") as sink:
        shutil.copyfileobj(file, sink, _BLOCK)
    return sink.content


def _listed(content: Content, name: str) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(_source(content)) as held:
            return held.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise ImportFault(name, f"the archive cannot be read: {error}") from None


def _is_ignored(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename)
    return (
        info.is_dir()
        or path.name.startswith(".")
        or "__MACOSX" in path.parts
        or path.suffix.casefold() in _NO_TABLES
        or path.stem.casefold().startswith("readme")
    )


def _source(content: Content) -> "Path | io.BytesIO":
    return io.BytesIO(content) if isinstance(content, bytes) else content
