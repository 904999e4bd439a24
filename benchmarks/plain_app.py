"""Serve the plain map together with the script files folium expects from content networks.

What a reader's browser would fetch from there is out of reach of a benchmark that stays on one
machine, so the same libraries come from this server. That is the one thing not plain here.
"""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

WHEELS = (("leaflet", "xstatic.pkg.leaflet"), ("jquery", "xstatic.pkg.jquery"))

ROUTES = [Mount(f"/{name}", StaticFiles(packages=[(wheel, "data")])) for name, wheel in WHEELS]

app = st.App(Path(__file__).resolve().parent / "plain_map.py", routes=ROUTES)
