"""The styles of live pages that Streamlit's theme does not give, as one file that a browser keeps.

Sent with every run, as Streamlit would, their 63 kB took a tenth of the processor time of a run.
"""

from conflict_atlas.views.maps.map_assets import ASSETS

FILE = "styles.css"  # beside the folders of map assets, below their version

# In this order: later ones refine earlier ones.
SHEETS = (
    "colours.css",
    "glyphs.css",
    "page.css",
    "panels.css",
    "map_page.css",
    "clock.css",
    "timeline.css",
    "evidence.css",
    "story.css",
    "two_maps.css",
    "framed.css",
)


def write() -> str:
    """Write the file; colours come from the theme in force."""
    return "".join((ASSETS / name).read_text("utf-8") for name in SHEETS)
