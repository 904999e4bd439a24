"""What surrounds every page: head line, share control, and words for an empty result."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, describe, describe_places, identify, of_types
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.ui.page import link_warnings
from conflict_atlas.ui.session import filters
from conflict_atlas.ui.share import share_popover


def ask() -> tuple[Package, Selection]:
    """Return the package and what the reader asked for."""
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
    head = st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    )
    head.html(
        f'<h1>{escape(shown.title)}</h1><p class="atlas-lead">{escape(shown.sentence(package))}</p>'
        f'<p class="atlas-asked"><b>{count}</b> of {len(package.claims)} claims'
        f" · {escape(asked)}</p>"
    )
    with head:
        share_popover.draw(name, selection, map_file)
    with st.container():  # kept when empty: a map below is made anew when it moves up or down
        if not count:
            link_warnings.tell_empty(selection)
        elif about and not of_types(package, selection, about):
            link_warnings.tell_empty(selection, about)
    yield bool(count)
