"""Input of the map component, compared with what ``st_folium`` itself would pass."""

import pandas as pd
import pytest
import streamlit_folium as sf

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.ui.mapview import map_component
from conflict_atlas.views.maps.atlas_map import AtlasMap, OverlayGroup, StreetTiles
from conflict_atlas.views.maps.overlays import Scene, overlays


@pytest.mark.parametrize("tiles", [False, True])
def test_arguments_are_those_of_st_folium(monkeypatch, tiles):
    package = process_state.package()
    scene = Scene(pd.Timestamp("2016-08-21"), "idps")
    drawn, legend = overlays(package, identify(package, Selection()), scene), "[]"
    given = []
    monkeypatch.setattr(sf, "_component_func", lambda **arguments: given.append(arguments))

    map_component.show("atlas", map_component.layers(drawn, legend, tiles=tiles), 600, lambda: None)
    groups = [*([StreetTiles()] if tiles else []), OverlayGroup(drawn, legend)]
    sf.st_folium(
        AtlasMap(package, process_state.assets()),
        key="atlas",
        height=600,
        use_container_width=True,
        returned_objects=list(map_component.RETURNED),
        feature_group_to_add=groups,
        on_change=lambda: None,
        render=False,
    )

    ours, theirs = given
    assert {k: v for k, v in ours.items() if k != "on_change"} == {
        k: v for k, v in theirs.items() if k != "on_change"
    }
