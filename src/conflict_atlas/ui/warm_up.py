"""What every reader sees first, made before the first reader arrives, and what the first need."""

from contextlib import suppress
from dataclasses import replace

from conflict_atlas import process_state
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.link import link_request
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.pictures import asked_events, picture_of_link
from conflict_atlas.pictures.picture_request import MAP, PictureRequest
from conflict_atlas.pictures.sheet import Caption
from conflict_atlas.streamlit_patches import register_folium_component
from conflict_atlas.ui.mapview import atlas, map_component
from conflict_atlas.views.clock.clock_data import clock_data


def fill() -> None:
    """Fill the caches of the page a reader opens first; everything else is made when asked for."""
    process_state.options()
    process_state.assets()
    package = process_state.package()
    clock_data(package, identify(package, Selection()), "")
    register_folium_component()
    map_component.base(atlas.KEY)


def read_ahead() -> None:
    """Read ground, letters and query engine, which the first pictures and events would wait for.

    Datasets that cannot be read now may be readable when a reader asks for them.
    """
    package, options = process_state.package(), process_state.options()
    asked = PictureRequest(link_request.read(BY_NAME[MAP], "", options), is_card=False, form="jpg")
    with suppress(Exception):
        for dataset in process_state.datasets()[:1]:
            named = replace(asked, link=replace(asked.link, events=dataset.source_id))
            asked_events.read(package, (dataset,), named)
    drawing = picture_of_link.draw(package, asked, Caption(package.title, "", "", ""))
    picture_of_link.write(drawing, asked)
