"""The map on a page: a constant base map, and a redraw of the layers only."""

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.link import parameter_names
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.mapview import map_component, viewport
from conflict_atlas.ui.session import event_picks, opened_place, session_keys, story_step
from conflict_atlas.views.maps.atlas_map import save
from conflict_atlas.views.maps.overlays import Scene, overlays
from conflict_atlas.views.maps.script_layer import MapLayer, Overlay, to_script_json

KEY, _CLICKS = session_keys.MAP, session_keys.MAP_CLICKS
_SECOND = session_keys.ATLAS_AGAINST
_NO_LEGEND = "[]"
A_PIXEL = 0.02  # in degrees, at the zoom a map opens with


def show(
    selection: Selection, scene: Scene, *, tiles: bool, height: int, recorded: MapLayer | None
) -> None:
    """Draw the map of a selection; a press on a plate opens its place, or picks a square.

    ``recorded`` are the events of another source, which lie below the claims.
    """
    drawn = _layers(identify(process_state.package(), selection), scene)
    show_layers(*below(drawn, recorded), tiles=tiles, height=height)


def show_second(selection: Selection, scene: Scene, *, height: int) -> None:
    """Draw the second of two maps, which follows the first and knows no view of its own."""
    script = map_component.layers(
        _layers(identify(process_state.package(), selection), scene), _NO_LEGEND, tiles=False
    )
    map_component.show(_SECOND, script, height, _pressed_second)


def show_layers(drawn: tuple[Overlay, ...], legend: str, *, tiles: bool, height: int) -> None:
    """Draw the map with some layers."""
    map_component.show(KEY, map_component.layers(drawn, legend, tiles=tiles), height, _changed)


def show_led(claim_ids: tuple[str, ...], scene: Scene, *, height: int) -> None:
    """Draw the map where a story leads it: its moves are not kept in the address."""
    script = map_component.layers(_layers(claim_ids, scene), _NO_LEGEND, tiles=False)
    map_component.show(KEY, script, height, _take_press)


def below(drawn: tuple[Overlay, ...], recorded: MapLayer | None) -> tuple[tuple[Overlay, ...], str]:
    """Put recorded events below the layers of claims; they alone need rows of a legend."""
    if recorded is None:
        return drawn, _NO_LEGEND
    return (recorded.overlay, *drawn), to_script_json(recorded.entries)


@memoized(256)
def _layers(claim_ids: tuple[str, ...], scene: Scene) -> tuple[Overlay, ...]:
    """Layers of some claims; many readers and many searches need the same ones."""
    return overlays(process_state.package(), claim_ids, scene)


def save_map(
    selection: Selection,
    scene: Scene | None,
    heading: str,
    view: tuple[float, float, float] | None,
    recorded: MapLayer | None = None,
) -> bytes:
    """Write the map of a selection as one file for use without a network.

    Without a ``scene`` it shows no claims. It opens on ``view`` (latitude, longitude, zoom), None
    being the view of the package.
    """
    claims = _layers(identify(process_state.package(), selection), scene) if scene else ()
    drawn, legend = below(claims, recorded)
    return save(process_state.package(), drawn, legend, heading, view)


def _changed() -> None:
    """Apply what the reader did on the map: moved it, or clicked a mark."""
    value = st.session_state.get(KEY) or {}
    _keep_view(value.get("center"), value.get("zoom"))
    viewport.keep_bounds(value)
    _take_press()


def _pressed_second() -> None:
    """Apply what the reader pressed on the second map."""
    _take_press(_SECOND, session_keys.CLICKS_AGAINST)


def _take_press(key: str = KEY, clicks: str = _CLICKS) -> None:
    """Open what was pressed on a map, once."""
    value = st.session_state.get(key) or {}
    count, state = value.get("last_object_clicked_count") or 0, st.session_state
    if count and count != state.get(clicks):
        story_step.hold()
        clicked = value.get("last_active_drawing") or {}
        properties = clicked.get("properties") or {}
        if isinstance(properties.get("place"), str):
            opened_place.choose(properties["place"])
        elif isinstance(properties.get("claim_id"), str):
            opened_place.choose_claim(properties["claim_id"])
        elif properties.get("close"):
            opened_place.close()
        elif isinstance(properties.get("cell"), str):
            event_picks.pick_cell(properties["cell"])
    state[clicks] = count


def _keep_view(center: dict[str, float] | None, zoom: float | None) -> None:
    """Put the view into the address, unless it is the one the map opens on anyway."""
    if not center or zoom is None:
        return
    start = process_state.package().map
    # The map rounds its centre to whole pixels, so it never opens on just the point asked for.
    moved = abs(center["lat"] - start.latitude), abs(center["lng"] - start.longitude)
    # A narrow screen opens half a step further out (atlas.js).
    if max(moved) > A_PIXEL or zoom not in (start.zoom, start.zoom - 0.5):
        st.query_params[parameter_names.VIEW] = f"{center['lat']:.3f},{center['lng']:.3f},{zoom:g}"
    elif parameter_names.VIEW in st.query_params:
        del st.query_params[parameter_names.VIEW]
