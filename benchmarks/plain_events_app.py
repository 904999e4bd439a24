"""Serve ``plain_events.py`` together with the script files folium expects (see plain_app.py)."""

from pathlib import Path

import plain_app
import streamlit as st

app = st.App(Path(__file__).resolve().parent / "plain_events.py", routes=plain_app.ROUTES)
