"""Components that consist only of our own scripts and run in the page itself."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from conflict_atlas.memoization import memoized
from conflict_atlas.views.maps.map_assets import ASSETS


@memoized(4)
def component(name: str, *scripts: str) -> Callable[..., Any]:
    """Return the component of some files of ``assets``, which become one script in their order.

    Streamlit registers each name once a process.
    """
    script = "\n".join((ASSETS / file).read_text("utf-8") for file in scripts)
    return st.components.v2.component(name, js=script, isolate_styles=False)
