"""The folium map: one constant base map, and everything filtered as layers on top of it."""

import base64
import json
from collections.abc import Sequence
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from conflict_atlas.claims.package import Package
from conflict_atlas.views.maps.map_assets import ASSETS, TILE_ORIGIN, Assets, leaflet_folder
from conflict_atlas.views.maps.script_layer import Overlay, to_script_json

MIN_ZOOM, MAX_ZOOM = 4, 12
SCRIPTS = ("basemap.js", "plates.js", "areas.js", "events.js", "circle.js", "atlas.js")
STYLES = ("colours.css", "glyphs.css", "atlas.css")
FILE_STYLE = (
    "body{display:flex;flex-direction:column;height:100vh}"
    ".folium-map{flex:1;min-height:0}p{margin:.5rem .8rem;font:14px system-ui}"
)
MEDIA_TYPE = {".webp": "image/webp", ".png": "image/png"}


class AtlasMap(folium.Map):
    """A folium map that loads Leaflet and our own script from this server only."""

    def __init__(self, package: Package, assets: Assets | None) -> None:
        """Open on the package's view; ``assets`` None leaves out every address (see ``save``)."""
        super().__init__(
            location=(package.map.latitude, package.map.longitude),
            zoom_start=package.map.zoom,
            tiles=None,
            min_zoom=MIN_ZOOM,
            max_zoom=MAX_ZOOM,
            max_bounds=False,
        )
        # Without a tile layer Leaflet has no greatest zoom. No world copies: a pan stays here.
        self.options.update(maxZoom=MAX_ZOOM, minZoom=MIN_ZOOM, worldCopyJump=False)
        scripts = ("leaflet/leaflet.js", *(f"atlas/{name}" for name in SCRIPTS))
        self.default_js = _addresses(assets, scripts)
        self.default_css = _addresses(
            assets, ("leaflet/leaflet.css", *(f"atlas/{name}" for name in STYLES))
        )
        self.add_child(_Start())  # type: ignore[no-untyped-call]  # branca has no types


class _Start(MacroElement):
    """Passes the map to atlas.js."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "ConflictAtlas.start({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )


class OverlayGroup(folium.FeatureGroup):
    """A feature group whose content atlas.js makes from plain data, one call for each layer."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = ConflictAtlas.show([{{ this.calls }}]);"
        "{{ this.after }}"
        "{% endmacro %}"
    )

    def __init__(self, overlays: Sequence[Overlay], legend: str) -> None:
        """Take the layers, lowest first, and the legend's entries as JSON."""
        super().__init__(name="claims")
        self._name = "FeatureGroup"
        self.calls = ",".join(overlay.call for overlay in overlays)
        self.after = f"ConflictAtlas.legend({legend});"


class StreetTiles(folium.FeatureGroup):
    """OpenStreetMap's tiles; requests for them show that server where a reader looks."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = "
        f"L.featureGroup([ConflictAtlas.tiles('{TILE_ORIGIN}/{{z}}/{{x}}/{{y}}.png')]);"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        """Name the group."""
        super().__init__(name="tiles")
        self._name = "FeatureGroup"


def save(
    package: Package,
    overlays: Sequence[Overlay],
    legend: str,
    heading: str,
    view: tuple[float, float, float] | None = None,
) -> bytes:
    """Write the map as one HTML file that opens from disk with no network.

    ``heading`` says what the map shows; it becomes the page's title and caption, escaped. ``view``
    is latitude, longitude and zoom to open on, None for the package's own.
    """
    figure = folium.Figure(title=None)
    atlas = AtlasMap(package, None)
    if view:
        atlas.location, atlas.options["zoom"] = list(view[:2]), view[2]
    figure.add_child(atlas)
    group = OverlayGroup(overlays, legend)
    group.add_to(atlas)
    atlas.get_root().render()
    body, script = figure.html.render(), figure.script.render()
    leaflet = leaflet_folder()
    sheets = [leaflet / "leaflet.css", *(ASSETS / name for name in STYLES)]
    styles = "".join(sheet.read_text("utf-8") for sheet in sheets)
    scripts = [
        f"window.CONFLICT_ATLAS_INLINE={to_script_json(_inline(package, view))};",
        _script_text((leaflet / "leaflet.js").read_text("utf-8")),
        *((ASSETS / name).read_text("utf-8") for name in SCRIPTS),
    ]
    words = _escape(heading)
    return "".join(
        (
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            f"<title>{words}</title><style>{styles}",
            FILE_STYLE,
            "</style></head><body>",
            f"<p>{words}</p>{body}",
            *(f"<script>{text}</script>" for text in scripts),
            f"<script>{script}</script></body></html>",
        )
    ).encode()


def _inline(package: Package, view: tuple[float, float, float] | None) -> dict[str, Any]:
    """Every basemap file as data: JSON as it is, images as data addresses; and the view to open on.

    The scripts treat that view like one in an address: a selected claim does not move it.
    """
    inline: dict[str, Any] = {}
    if view:
        inline["view"] = {"center": view[:2], "zoom": view[2]}
    descriptor = package.basemap_file("basemap.json")
    if descriptor is None:
        return inline
    settings = json.loads(descriptor.read_text("utf-8"))
    inline["basemap.json"] = settings
    names = [layer["file"] for layer in settings.get("layers", {}).values()]
    for name in names:
        file = package.basemap_file(name)
        if file is not None:
            inline[name] = json.loads(file.read_text("utf-8"))
    for relief in (settings.get("relief") or {}).values():
        image = relief["file"]
        file = package.basemap_file(image)
        if file is not None and file.suffix in MEDIA_TYPE:
            encoded = base64.b64encode(file.read_bytes()).decode()
            inline[image] = f"data:{MEDIA_TYPE[file.suffix]};base64,{encoded}"
    return inline


def _addresses(assets: Assets | None, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, assets.address(name)) for name in names] if assets else []


def _script_text(source: str) -> str:
    return source.replace("</script", "<\\/script").replace("//# sourceMappingURL", "//# ")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
