"""The same events as one usually draws them: ``st.map``, pydeck or a folium layer, all default.

BENCH_KIND names the way, BENCH_EVENTS the Parquet file, BENCH_ROWS how many of its rows are drawn.
"""

import os

import folium
import pandas as pd
import pydeck as pdk
import streamlit as st
from streamlit_folium import st_folium

# Not plain, only because there is no network: see plain_map.py.
folium.Map.default_js = [
    ("leaflet", "../../leaflet/leaflet.js"),
    ("jquery", "../../jquery/jquery.min.js"),
]
folium.Map.default_css = [("leaflet_css", "../../leaflet/leaflet.css")]


@st.cache_data
def load() -> pd.DataFrame:
    """Read days and points of the events."""
    columns = ["date_start", "latitude", "longitude", "best"]
    events = pd.read_parquet(os.environ["BENCH_EVENTS"], columns=columns).dropna()
    return events.head(int(os.environ["BENCH_ROWS"])).astype({"date_start": "datetime64[s]"})


def draw_map(events: pd.DataFrame) -> None:
    """Draw with Streamlit's own map."""
    st.map(events)


def draw_pydeck(events: pd.DataFrame) -> None:
    """Draw a scatter plot of deck.gl."""
    layer = pdk.Layer(
        "ScatterplotLayer",
        events[["longitude", "latitude"]],
        get_position=["longitude", "latitude"],
        get_radius=4000,
        get_fill_color=[200, 30, 60, 160],
    )
    view = pdk.ViewState(latitude=34.4, longitude=41.0, zoom=5)
    st.pydeck_chart(pdk.Deck(layer, initial_view_state=view, map_style=None))


def draw_folium(events: pd.DataFrame) -> None:
    """Draw one GeoJson layer of circle markers."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {},
        }
        for lon, lat in zip(events["longitude"], events["latitude"], strict=True)
    ]
    atlas = folium.Map(location=(34.4, 41.0), zoom_start=5)
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        marker=folium.CircleMarker(radius=4, fill=True),
    ).add_to(atlas)
    st_folium(atlas, height=620, use_container_width=True)


DRAW = {"st.map": draw_map, "pydeck": draw_pydeck, "folium": draw_folium}

st.set_page_config("Plain events", layout="wide")
everything = load()
with st.sidebar:
    start = st.date_input(
        "From", value=None, min_value="2000-01-01", max_value="2030-12-31", format="YYYY-MM-DD"
    )
found = everything if not start else everything[everything["date_start"] >= pd.Timestamp(start)]
st.caption(f"{len(found)} of {len(everything)} events")
DRAW[os.environ["BENCH_KIND"]](found)
