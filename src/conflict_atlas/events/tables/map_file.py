"""Maps of events as GDAL reads them: GeoPackage, FlatGeobuf, KML, and shapefiles in a .zip."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyogrio
import pyogrio.errors

from conflict_atlas.events.formats.import_fault import ImportFault
from conflict_atlas.events.formats.mapping_file import MappingFile
from conflict_atlas.events.tables import arrow_table
from conflict_atlas.events.tables.source_file import Content
from conflict_atlas.events.tables.table_writer import Place


def as_csv(content: Content, name: str, stated: MappingFile, place: Place) -> tuple[Content, str]:
    """Write the features of one layer as CSV, in their order; returns the layer's name too."""
    try:
        with _plainly_named(content, name, place) as source, warnings.catch_warnings():
            # A file in memory has no ending, of which GDAL warns.
            warnings.simplefilter("ignore", RuntimeWarning)
            layer = _choose(source, name, stated.layer)
            with pyogrio.open_arrow(
                source, layer=layer, use_pyarrow=True, encoding=stated.encoding or None
            ) as (meta, reader):
                schema = reader.schema
                geometry = meta.get("geometry_name") or "wkb_geometry"
                held = geometry if geometry in schema.names else ""
                made = arrow_table.as_csv(
                    reader, schema, arrow_table.Geometry(held, meta.get("crs")), place, name
                )
    except (
        pyogrio.errors.DataSourceError,
        pyogrio.errors.DataLayerError,
        pa.ArrowException,
    ) as error:
        raise ImportFault(name, f"the map cannot be read: {error}") from None
    return made, layer


def _choose(source: "Path | str | bytes", name: str, stated: str) -> str:
    """The layer that is stated, else the only one, or the only one of points."""
    layers = [(str(one), str(kind)) for one, kind in pyogrio.list_layers(source)]
    names = [one for one, _ in layers]
    points = [one for one, kind in layers if "Point" in kind]
    if stated:
        if stated in names:
            return stated
        reason = f"no such layer; there are {', '.join(names)}"
        raise ImportFault(name, reason, column="layer", value=stated)
    if len(names) == 1 or len(points) == 1:
        return (points if len(points) == 1 else names)[0]
    reason = f'it has layers {", ".join(names)}. A mapping file with layer = "..." says which'
    raise ImportFault(name, reason)


@contextmanager
def _plainly_named(content: Content, name: str, place: Place) -> Iterator["Path | str | bytes"]:
    """The file under a name in which GDAL finds no sign of its own."""
    if isinstance(content, bytes):
        yield content
        return
    folder = place.folder or content.parent
    with content.open("rb") as file:
        packed = file.read(2) == b"PK"
    link = folder / ("map.zip" if packed else f"map{_suffix(content, name)}")
    link.symlink_to(content.resolve())
    try:
        yield f"/vsizip/{link}" if packed else link
    finally:
        link.unlink()


def _suffix(content: Path, name: str) -> str:
    return PurePosixPath(name).suffix or content.suffix or ".gpkg"
