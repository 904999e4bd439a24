"""The actors page's focus: one actor, its relations and its claims."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record, records
from conflict_atlas.claims.relation import actors, edges
from conflict_atlas.claims.selection import Selection
from conflict_atlas.link import parameter_names
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.claims import claim_list
from conflict_atlas.ui.session import filters, kept_choices
from conflict_atlas.views import words
from conflict_atlas.views.actors import actors_chart
from conflict_atlas.views.picture import Picture


def draw() -> str:
    """Draw the choice of an actor; returns its identifier, ``""`` for none."""
    names = _names()
    chosen = st.selectbox(
        "Actor in focus",
        list(names),
        index=None,
        key=parameter_names.FOCUS,
        bind="query-params",
        placeholder="None: pick one here or in the network",
        width=420,
    )
    return names.get(chosen or "", "")


@memoized(1)
def _names() -> dict[str, str]:
    """Identifiers of the actors that some claim relates to another, by name in order of letters."""
    package = process_state.package()
    related = package.actors.loc[actors(edges(package, package.claims))]
    return {row["name"]: str(row["actor_id"]) for row in records(related.sort_values("name"))}


def choose(custom: Any) -> None:
    """Focus on the actor of a node, or select the claim of a link; only from a callback."""
    match custom:
        case [str() as actor_id, ""] if actor_id in process_state.package().actors.index:
            name = process_state.package().actors["name"][actor_id]
            kept_choices.put(parameter_names.FOCUS, name)
        case ["", str() as claim_id]:
            filters.choose_claim(claim_id)


def network(package: Package, claims: pd.DataFrame, actor_id: str) -> Picture:
    """Draw the network of the relations that some claims state."""
    return actors_chart.network(package, edges(package, claims), actor_id)


def matrix(package: Package, claims: pd.DataFrame) -> Picture:
    """Draw the matrix of the relations that some claims state."""
    return actors_chart.matrix(package, edges(package, claims))


def show(selection: Selection, actor_id: str) -> None:
    """Describe the actor in focus and list its claims."""
    if not actor_id:
        return
    actor = record(process_state.package(), "actors")[actor_id]
    kind = words.label(words.ACTOR_TYPE_LABEL, actor["actor_type"])
    st.html(
        f"<p><b>{escape(actor['name'])}</b> <small>({escape(kind)})</small><br>"
        f"{escape(actor['description'])}</p>"
    )
    claim_list.show(selection, key="actor-list", height=370, actor_id=actor_id)
