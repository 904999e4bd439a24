"""What the kinds of marks on the map mean, for those that are on it."""

from conflict_atlas.claims.record import Record
from conflict_atlas.views import palette, words
from conflict_atlas.views.maps import map_style
from conflict_atlas.views.maps.atlas_map import Entry
from conflict_atlas.views.maps.map_marks import AREAS

CASUALTY_ENTRIES: tuple[Entry, ...] = (
    {
        "label": "area by figure, ring up to the high value",
        "color": palette.TYPE_COLOUR["casualty"],
        "ring": "high",
        "radius": 5,
    },
    {
        "label": "open ring: at least",
        "color": palette.TYPE_COLOUR["casualty"],
        "ring": "open",
        "radius": 6,
    },
)
AREA_ENTRY: Entry = {
    "label": "somewhere in the area, not at the point",
    "color": map_style.NEUTRAL,
    "precision": "area",
    "ring": "area",
}
FOUND_ENTRY: Entry = {
    "label": "place found in another source",
    "color": map_style.NEUTRAL,
    "precision": "found",
    "shape": "drop",
}


def mark_entries(placed: list[Record], *, found: bool) -> list[Entry]:
    """Explain the marks of some placed claims; ``found`` when places found elsewhere are drawn."""
    present = {row["claim_type"] for row in placed}
    entries: list[Entry] = [_type_entry(kind) for kind in words.TYPE_LABEL if kind in present]
    if "casualty" in present:
        entries += CASUALTY_ENTRIES
    if AREAS & {row["geo_precision"] for row in placed}:
        entries.append(AREA_ENTRY)
    if found and any(row["found_place_id"] for row in placed):
        entries.append(FOUND_ENTRY)
    return [{"heading": "Claims"}, *entries] if entries else []


def _type_entry(kind: str) -> Entry:
    return {
        "label": words.TYPE_LABEL[kind],
        "color": palette.TYPE_COLOUR[kind],
        "shape": map_style.SHAPE[kind],
        "kind": kind,
    }
