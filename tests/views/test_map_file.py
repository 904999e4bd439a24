import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import folium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.views.maps import atlas_map, map_assets
from conflict_atlas.views.maps.atlas_map import AtlasMap, OverlayGroup, StreetTiles, save
from conflict_atlas.views.maps.map_assets import find_assets
from conflict_atlas.views.maps.overlays import Scene, overlays
from conflict_atlas.views.maps.place_groups import group
from conflict_atlas.views.maps.script_layer import to_script_json

HOSTILE = "</title></script><script>alert(1)</script><img src=x onerror=alert(2)>&amp;"


class Reader(HTMLParser):
    """Collects scripts and addresses that a browser would run and load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.loads: list[str] = []
        self.tags: set[str] = set()
        self.text = ""
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.tags.add(tag)
        if tag == "script":
            self.scripts.append("")
        for name, value in attrs:
            if name in ("src", "srcset", "data", "action") or (name == "href" and tag != "a"):
                self.loads.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts[-1] += data
        elif self._inside == "style":
            self.styles.append(data)
        else:
            self.text += data


def saved(package: Package, heading: str = "All claims") -> str:
    scene = Scene(package.reference_day, "idps")
    drawn, legend = overlays(package, identify(package, Selection()), scene), "[]"
    return save(package, drawn, legend, heading).decode("utf-8")


def spoilt(package: Package) -> Package:
    """A package with script in every name and title."""
    places, actors = package.places.assign(name=HOSTILE), package.actors.assign(short_name=HOSTILE)
    titled = package.claims.assign(title=HOSTILE)
    return replace(package, claims=titled, places=places, actors=actors)


def rendered(group: folium.FeatureGroup, atlas: AtlasMap) -> str:
    group.add_to(atlas)
    return str(atlas.get_root().render())


# ---- data inside a script ------------------------------------------------------------------------

leaves = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
texts = st.text() | st.sampled_from([HOSTILE, "<!--", "]]>", "\u2028\u2029", "</SCRIPT", "&lt;"])
trees = st.recursive(
    leaves | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=500, derandomize=True, deadline=None, database=None)
@given(trees)
def test_data_can_never_end_a_script_and_reads_back_the_same(data: object):
    text = to_script_json(data)
    assert not set("<>&\u2028\u2029\n") & set(text)
    assert json.loads(text) == data


def test_a_number_that_is_none_is_refused():
    for value in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="Out of range"):
            to_script_json({"radius": value})


# ---- the map on a page ---------------------------------------------------------------------------


def test_the_map_loads_only_from_this_server(package: Package):
    page = Reader(
        str(AtlasMap(package, find_assets(package.path, package.map.basemap)).get_root().render())
    )
    assert page.loads
    for address in page.loads:
        assert address.startswith("../../assets/"), address


def test_no_tiles_and_no_icons_are_asked_for(package: Package):
    atlas = AtlasMap(package, find_assets(package.path, package.map.basemap))
    scene = Scene(package.reference_day, "idps")
    drawn, legend = overlays(package, identify(package, Selection()), scene), "[]"
    text = rendered(OverlayGroup(drawn, legend), atlas)
    assert "ConflictAtlas.tiles" not in text
    assert map_assets.TILE_ORIGIN not in text
    tiles = rendered(
        StreetTiles(), AtlasMap(package, find_assets(package.path, package.map.basemap))
    )
    assert f"ConflictAtlas.tiles('{map_assets.TILE_ORIGIN}/" in tiles


def test_the_base_map_is_the_same_at_every_run(package: Package):
    """Only names generated in each run differ, which the component treats as no change."""
    assets = find_assets(package.path, package.map.basemap)

    def base() -> str:
        return re.sub(r"_[a-z0-9]+", "", str(AtlasMap(package, assets).get_root().render()))

    assert base() == base()


def test_the_version_of_the_assets_follows_their_content(invented_package: Package, tmp_path: Path):
    before = find_assets(invented_package.path, invented_package.map.basemap)
    assert before == find_assets(invented_package.path, invented_package.map.basemap)
    folder = tmp_path / "basemap"
    folder.mkdir()
    for file in before.folders["basemap"].iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    moved = replace(invented_package, path=tmp_path)
    assert find_assets(moved.path, moved.map.basemap).version == before.version
    (folder / "towns.geojson").write_text('{"type":"FeatureCollection","features":[]}')
    assert find_assets(moved.path, moved.map.basemap).version != before.version


def test_a_package_without_a_basemap_serves_none(invented_package: Package):
    bare = replace(invented_package, map=replace(invented_package.map, basemap=""))
    assert set(find_assets(bare.path, bare.map.basemap).folders) == {"leaflet", "atlas"}
    assert "L.map" in saved(bare)


def test_texts_of_the_package_stay_inside_their_script(package: Package):
    hostile = spoilt(package)
    atlas = AtlasMap(hostile, find_assets(package.path, package.map.basemap))
    scene = Scene(package.reference_day, "idps")
    drawn, legend = overlays(hostile, identify(hostile, Selection()), scene), "[]"
    page = Reader(rendered(OverlayGroup(drawn, legend), atlas))
    assert "img" not in page.tags
    assert not any(
        "alert(1)" in script and "ConflictAtlas" not in script for script in page.scripts
    )


# ---- the saved map -------------------------------------------------------------------------------


def test_a_saved_map_loads_nothing(package: Package):
    text = saved(package)
    page = Reader(text)
    assert page.loads == []
    assert not {"link", "img", "iframe", "object", "embed"} & page.tags
    for style in page.styles:
        assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", style)
    own_scripts = "".join(page.scripts)
    for address in re.findall(r"https?://[\w.-]+", own_scripts):
        assert "tile" not in address, address


def test_a_saved_map_brings_its_scripts_ground_and_marks(package: Package):
    page = Reader(saved(package))
    assert len(page.scripts) == 2 + len(atlas_map.SCRIPTS) + 1
    inlined = page.scripts[0]
    assert inlined.startswith("window.CONFLICT_ATLAS_INLINE=")
    ground = json.loads(inlined.removeprefix("window.CONFLICT_ATLAS_INLINE=").rstrip(";"))
    assert {"basemap.json", "countries.geojson", "admin1.geojson"} <= set(ground)
    for name, content in ground.items():
        if name.endswith((".webp", ".png")):
            assert content.startswith("data:image/")
    assert '["plates","' in page.scripts[-1]
    for town in group(package, identify(package, Selection())).towns:
        assert f'"{town.place_id}"' in page.scripts[-1]


def test_the_heading_of_a_saved_map_is_text(package: Package):
    page = Reader(saved(package, HOSTILE))
    assert HOSTILE in page.text
    assert len(page.scripts) == 2 + len(atlas_map.SCRIPTS) + 1
    assert "img" not in page.tags


def test_texts_in_a_saved_map_cannot_end_its_script(package: Package):
    page = Reader(saved(spoilt(package)))
    assert len(page.scripts) == 2 + len(atlas_map.SCRIPTS) + 1
    assert "img" not in page.tags
    assert "alert(1)" not in page.text


def test_a_saved_map_is_small_enough_to_send(package: Package):
    assert len(saved(package).encode()) < 4_000_000
