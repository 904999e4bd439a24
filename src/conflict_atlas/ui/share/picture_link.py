"""The picture of a map, beside it: drawn by the server, from the address of what a reader sees."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from html import escape
from threading import Lock
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.package import Package
from conflict_atlas.events.dataset import Dataset
from conflict_atlas.link import link_request
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.pictures import asked_events, picture_of_link
from conflict_atlas.pictures.picture_request import PictureRequest
from conflict_atlas.reading import picture_caption
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.ui.session import datasets, session_keys
from conflict_atlas.ui.share import api_code, full_link

_NOTHING: Mapping[str, str] = {}
_TURN = Lock()  # one such picture at a time


def offer(
    page: str, key: str, shown: tuple[Dataset, ...] = (), other: Mapping[str, str] = _NOTHING
) -> None:
    """Offer the picture of a map, whose key is ``key``, with some datasets of recorded events.

    ``other`` are parameters in which the map differs from the address, as in ``read``. Events that
    only this session has are at no address: such a picture is drawn when it is asked for.
    """
    asked = read(page, full_link.write(page), other)
    file = f"conflict-atlas-{process_state.package().data_version}-{key}.{asked.form}"
    if not any(dataset.uploaded for dataset in shown):
        st.html(
            f'<p class="atlas-picture"><a href="{escape(address(asked))}" download="{file}" '
            f'data-picture-of="{key}">Picture</a></p>'
        )
        return
    root = api_code.site_root(page)
    st.download_button(
        "Picture",
        partial(draw, process_state.package(), shown, asked, root),
        file,
        "image/png",
        on_click="ignore",
        key=f"{session_keys.PICTURE_OF}{key}",
    )


def read(page: str, here: str, other: Mapping[str, str] = _NOTHING) -> PictureRequest:
    """Read a full address as a request for the picture of what it shows.

    ``other`` are parameters that are replaced, or left out where they are "".
    """
    known = tuple(dataset.source_id for dataset in datasets.loaded())
    options = replace(process_state.options(), datasets=known)
    given = parse_qsl(urlsplit(here).query)
    kept = [pair for pair in given if pair[0] not in other]
    query = urlencode([*kept, *((name, value) for name, value in other.items() if value)])
    link = link_request.read(BY_NAME[page], query, options)
    return PictureRequest(link, is_card=False, form="png", size="large")


def address(asked: PictureRequest) -> str:
    """Address of a picture, relative to that of any page."""
    return f"picture/{asked.link.page.name}.{asked.form}?{asked.query}"


def draw(package: Package, shown: tuple[Dataset, ...], asked: PictureRequest, root: str) -> bytes:
    """Draw a picture with events that only this session has, and write it as a file."""
    if not asked.compares:
        asked = replace(asked, link=replace(asked.link, events=shown[0].source_id))
    with _TURN:
        recorded = asked_events.read(package, shown, asked)
        caption = picture_caption.caption(package, Addresses(root, "", ""), asked)
        drawing = picture_of_link.draw(package, asked, caption, recorded)
        return picture_of_link.write(drawing, asked)
