"""The selected claim and the list of claims, as every page shows them."""

from dataclasses import replace
from functools import lru_cache
from html import escape

import pandas as pd
import streamlit as st

from conflict_atlas.claims import phrase
from conflict_atlas.claims.comparison import compare, verdicts
from conflict_atlas.claims.record import records
from conflict_atlas.claims.selection import Selection, select
from conflict_atlas.ui import address, filters, store
from conflict_atlas.views import words
from conflict_atlas.views.card import card

ROW_HEIGHT = 35  # of Streamlit's tables, in pixels


def show_side(selection: Selection, key: str) -> None:
    """Show card and list in a column that stays in view beside a long chart."""
    with st.container(key=f"side-{key}"):
        show_card()
        show_list(selection, key)


def show_card() -> None:
    """Show the selected claim, or how to select one."""
    claim_id = filters.selected_claim()
    if not claim_id:
        st.html('<p class="atlas-hint">Select a mark or a row to read the claim behind it.</p>')
        return
    st.html(_card(claim_id))


def show_list(selection: Selection, key: str, height: int = 320, actor_id: str = "") -> None:
    """List the claims of a selection, or those that involve one actor; a row selects its claim."""
    rows = _rows(selection, actor_id)

    def choose() -> None:
        chosen = st.session_state[key]["selection"]["rows"]
        if chosen:
            filters.choose_claim(rows["claim_id"].iloc[chosen[0]])

    st.dataframe(
        rows,
        key=key,
        height=min(height, ROW_HEIGHT * (len(rows) + 1) + 3),
        hide_index=True,
        on_select=choose,
        selection_mode="single-row",
        column_order=("Claim", "When", "Figure", "¶"),
        column_config={"Claim": st.column_config.TextColumn(width=250)},
        alt=f"List of {len(rows)} claims; choosing a row shows the claim",
    )


@lru_cache(maxsize=512)
def _rows(selection: Selection, actor_id: str = "") -> pd.DataFrame:
    package = store.package()
    claims = select(package, selection)
    if actor_id:
        involved = package.claim_actors["actor_id"] == actor_id
        claims = claims[claims["claim_id"].isin(package.claim_actors.loc[involved, "claim_id"])]
    return _all_rows().loc[claims.index].reset_index(drop=True)


@lru_cache(maxsize=1)
def _all_rows() -> pd.DataFrame:
    claims = store.package().claims
    rows = records(claims)
    return pd.DataFrame(
        {
            "claim_id": claims["claim_id"],
            "When": [
                phrase.span(row["date_start"], row["date_end"], row["time_precision"])
                for row in rows
            ],
            "Claim": claims["title"],
            "Type": claims["claim_type"].map(words.TYPE_LABEL),
            "Figure": [
                phrase.figure(row["low"], row["high"], row["bound"], row["unit"]) for row in rows
            ],
            "¶": claims["paragraph"],
        }
    )


@lru_cache(maxsize=256)
def _card(claim_id: str) -> str:
    package = store.package()
    permalink = address.query({"claim": [claim_id]}, package.data_version)
    return card(package, claim_id, permalink)


def show_table(selection: Selection, key: str) -> None:
    """Show all claims of a selection with every column worth sorting by."""
    rows = _table(selection)

    def choose() -> None:
        chosen = st.session_state[key]["selection"]["rows"]
        if chosen:
            filters.choose_claim(rows["Identifier"].iloc[chosen[0]])

    st.dataframe(
        rows,
        key=key,
        height=420,
        hide_index=True,
        on_select=choose,
        selection_mode="single-row",
        alt=f"Table of {len(rows)} claims; choosing a row shows the claim and competing figures",
    )


def show_of_type(selection: Selection, types: tuple[str, ...], key: str) -> None:
    """Show the selected claim beside the list of the claims of some types."""
    wanted = tuple(name for name in types if not selection.types or name in selection.types)
    left, right = st.columns(2)
    with left:
        st.subheader("The claims behind it")
        if wanted and len(select(store.package(), replace(selection, types=wanted))):
            show_list(replace(selection, types=wanted), key)
        else:
            st.caption("None of these claims answers the filters.")
    with right:
        show_card()


def verdict(claim_id: str) -> str:
    """Say as HTML how a claim compares with what others say."""
    said = compare(store.package(), claim_id)
    return f'<p class="atlas-verdict">{escape(said.sentence)}</p>'


@lru_cache(maxsize=256)
def _table(selection: Selection) -> pd.DataFrame:
    claims = select(store.package(), selection)
    return _whole_table().loc[claims.index].reset_index(drop=True)


@lru_cache(maxsize=1)
def _whole_table() -> pd.DataFrame:
    package = store.package()
    claims, short = package.claims, _all_rows()
    compared = verdicts(package)["kind"].map(words.VERDICT_LABEL)
    involved = package.claim_actors.assign(
        name=package.claim_actors["actor_id"].map(package.actors["short_name"])
    )
    actors = involved.groupby("claim_id")["name"].agg(lambda names: ", ".join(dict.fromkeys(names)))
    return pd.DataFrame(
        {
            "Claim": short["Claim"],
            "Type": short["Type"],
            "First day": claims["date_start"].dt.date,
            "Last day": claims["date_end"].dt.date,
            "When": short["When"],
            "Place": claims["place_id"].map(package.places["name"]).fillna(""),
            "Actors": actors.reindex(claims.index).fillna(""),
            "Figure": short["Figure"],
            "Low": claims["low"],
            "High": claims["high"],
            "Unit": claims["unit"],
            "Beside others": compared.reindex(claims.index).fillna(""),
            "Says": claims["attributed_to"],
            "Paragraph": claims["paragraph"],
            "Summary": claims["summary"],
            "Identifier": claims["claim_id"],
        }
    )
