"""The baseline: the same map as it is usually written with Streamlit and folium.

One marker object a claim with tooltip and popup, all of them in the map that ``st_folium`` gets,
default settings and default returned objects; the data is read with pandas and cached.
"""

from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

DATA = Path(__file__).resolve().parents[1] / "data"
COLOURS = {
    "event": "red",
    "casualty": "darkred",
    "deployment": "blue",
    "displacement": "orange",
    "cost": "green",
    "relation": "purple",
}

# Not plain, only because there is no network: folium loads these files from content networks.
# Bootstrap, Font Awesome and awesome markers are left out; circle markers do not use them.
folium.Map.default_js = [
    ("leaflet", "../../leaflet/leaflet.js"),
    ("jquery", "../../jquery/jquery.min.js"),
]
folium.Map.default_css = [("leaflet_css", "../../leaflet/leaflet.css")]


@st.cache_data
def load() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read claims with their coordinates, who takes part in them, and the actors."""
    claims = pd.read_csv(DATA / "claims.csv", parse_dates=["date_start", "date_end"])
    places = pd.read_csv(DATA / "places.csv").rename(columns={"name": "place"})
    claims = claims.merge(
        places[["place_id", "place", "latitude", "longitude"]], on="place_id", how="left"
    )
    roles = pd.read_csv(DATA / "claim_actors.csv")
    actors = pd.read_csv(DATA / "actors.csv")
    return claims, roles, actors


def sidebar(claims: pd.DataFrame, roles: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Draw the filters and return the claims that pass them."""
    with st.sidebar:
        words = st.text_input("Search")
        start = st.date_input("From", value=None, min_value="2003-01-01", max_value="2017-12-31")
        end = st.date_input("To", value=None, min_value="2003-01-01", max_value="2017-12-31")
        names = st.multiselect("Actors", sorted(actors["name"]))
        types = st.multiselect("Claim types", list(claims["claim_type"].unique()))
        places = st.multiselect("Places", sorted(claims["place"].dropna().unique()))
    if words:
        text = claims["title"] + " " + claims["summary"] + " " + claims["place"].fillna("")
        claims = claims[text.str.contains(words, case=False, regex=False)]
    if start:
        claims = claims[claims["date_end"] >= pd.Timestamp(start)]
    if end:
        claims = claims[claims["date_start"] <= pd.Timestamp(end)]
    if names:
        chosen = actors.loc[actors["name"].isin(names), "actor_id"]
        involved = roles.loc[roles["actor_id"].isin(chosen), "claim_id"]
        claims = claims[claims["claim_id"].isin(involved)]
    if types:
        claims = claims[claims["claim_type"].isin(types)]
    if places:
        claims = claims[claims["place"].isin(places)]
    return claims


def popup(claim: pd.Series) -> folium.Popup:
    """Text of a marker's popup."""
    figure = "" if pd.isna(claim["low"]) else f"<br>{claim['low']:g} {claim['unit']}"
    return folium.Popup(
        f"<b>{claim['title']}</b><br>{claim['summary']}{figure}"
        f"<br>{claim['date_start']:%d %b %Y}, paragraph {claim['paragraph']}",
        max_width=300,
    )


st.set_page_config("Plain map", layout="wide")
everything, roles, actors = load()
found = sidebar(everything, roles, actors)
st.title("Map")
st.caption(f"{len(found)} of {len(everything)} claims")

atlas = folium.Map(location=(35.2, 41.0), zoom_start=6)
for _, row in found.dropna(subset=["latitude"]).iterrows():
    colour = COLOURS.get(row["claim_type"], "gray")
    folium.CircleMarker(
        location=(row["latitude"], row["longitude"]),
        radius=7,
        color=colour,
        fill=True,
        fill_opacity=0.7,
        tooltip=row["title"],
        popup=popup(row),
    ).add_to(atlas)
left, right = st.columns([2, 1])
with left:
    st_folium(atlas, height=620, use_container_width=True)
with right:
    st.dataframe(found[["title", "date_start", "place", "low", "unit"]], height=620)
