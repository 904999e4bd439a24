"""The parts around every page: heading, share control, and words for an empty result."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from conflict_atlas import process_state
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, describe, describe_places, identify, of_types
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.ui.page import link_warnings
from conflict_atlas.ui.session import filters, session_keys
from conflict_atlas.ui.share import share_popover

HEAD, CHIPS, BELOW, SHARE = "head", "chips", "below", "share"


def ask() -> tuple[Package, Selection]:
    """Return the package and the reader's selection."""
    return process_state.package(), filters.current()


@contextmanager
def page(
    name: str,
    map_file: share_popover.MapFile | None = None,
    *,
    about: tuple[str, ...] = (),
) -> Iterator[bool]:
    """Draw the head of a page, by its name; yields whether any claim answers the selection.

    When none does, or none of the types the page is ``about``, the reader is told so with the ways
    back; what does not depend on claims may still be drawn.
    """
    package, selection = ask()
    shown = BY_NAME[name]
    count = len(identify(package, selection))
    asked = "; ".join((describe(package, selection), *describe_places(package, selection)))
    places = st.session_state[session_keys.PLACES]
    with places[HEAD]:
        st.html(
            f'<h1>{escape(shown.title)}</h1><p class="atlas-asked"><b>{count}</b>'
            f"{_of(package, selection, asked)}</p>"
            f'<p class="atlas-lead">{escape(shown.sentence(package))}</p>'
        )
    share(name, selection, map_file)
    with places[BELOW]:
        if not count:
            link_warnings.tell_empty(selection)
        elif about and not of_types(package, selection, about):
            link_warnings.tell_empty(selection, about)
    yield bool(count)


def share(name: str, selection: Selection, map_file: share_popover.MapFile | None = None) -> None:
    """Draw the share control of a page."""
    places = st.session_state.get(session_keys.PLACES, {})
    place = places.get(SHARE) or places.get(HEAD)
    if place:
        with place:
            share_popover.draw(name, selection, map_file)


def keep_place(name: str, place: DeltaGenerator) -> None:
    """Keep a place that the shell has made for the page of this run."""
    st.session_state.setdefault(session_keys.PLACES, {})[name] = place


def chips() -> DeltaGenerator:
    """Return the place for further chips beside the filters."""
    place: DeltaGenerator = st.session_state[session_keys.PLACES][CHIPS]
    return place


def below() -> DeltaGenerator:
    """Return the place below the filters."""
    place: DeltaGenerator = st.session_state[session_keys.PLACES][BELOW]
    return place


def _of(package: Package, selection: Selection, asked: str) -> str:
    if selection.is_empty:
        return " claims"
    return f" of {len(package.claims)} claims<span> · {escape(asked)}</span>"
