"""Launch Conflict Atlas: ``streamlit run dashboard.py``, or an ASGI server on ``dashboard:app``."""

import sys
from pathlib import Path

import streamlit as st

# A host may install only the requirements, not this project; its source is beside this file.
sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

from conflict_atlas import server

app = st.App(
    Path(__file__).resolve().parent / "src" / "conflict_atlas" / "shell.py",
    lifespan=server.lifespan,
    middleware=server.middleware(),
    routes=server.routes(),
)
