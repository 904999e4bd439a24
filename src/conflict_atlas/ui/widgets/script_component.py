"""Components that consist only of our own scripts and run in the page itself."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.memoization import memoized

# Streamlit sends a component's script again whenever its data changes, in most runs. So the script
# only imports the file, which a browser keeps. The addresses of pages lie side by side.
_IMPORT = """
const address = new URL("./{root}/atlas/{file}", document.baseURI);
export default (await import(address)).default;
"""


@memoized(4)
def component(name: str, file: str) -> Callable[..., Any]:
    """Return the component whose script is a file of ``assets``, a module with a default export.

    Streamlit registers each name once a process.
    """
    script = _IMPORT.format(root=process_state.assets().root, file=file)
    return st.components.v2.component(name, js=script, isolate_styles=False)
