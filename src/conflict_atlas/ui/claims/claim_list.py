"""Claims as a list or a table; choosing a row selects the claim."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from conflict_atlas import process_state
from conflict_atlas.claims import phrase
from conflict_atlas.claims.comparison import comparisons
from conflict_atlas.claims.record import Record, records
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.memoization import memoized
from conflict_atlas.ui.session import filters
from conflict_atlas.ui.widgets import row_list
from conflict_atlas.views import words

IDENTIFIER = "Identifier"
SHORT = ("Claim", "Figure", "When", "¶")
_LISTED = {"Claim": 215, "Figure": 114, "¶": 50}
# In windows of 1024, 1400 and 1920 pixels the last column in view is whole; the narrowest of them
# has what is claimed and who says it.
_TABLED = {"Claim": 349, "Figure": 136, "When": 164, "Says": 294, "¶": 50}
_TABLED |= {"Place": 130, "Beside others": 196, "Type": 110, "Unit": 151, "Actors": 261}
_MOST_IN_FIGURE = 18  # letters, in its column


def show(selection: Selection, key: str, height: int = 440, actor_id: str = "") -> None:
    """List the claims of a selection, or those of them that involve one actor."""
    draw(rows(selection, actor_id), key, SHORT, height=height, tall=True)


def show_figures(selection: Selection, key: str, height: int = 440) -> None:
    """List the claims of a selection, those that give a figure first."""
    table = rows(selection)
    figures = table["Figure"].to_pylist()
    order = sorted(range(len(figures)), key=lambda row: not figures[row])
    draw(table.take(order), key, SHORT, height=height, tall=True)


def show_table(selection: Selection, key: str) -> None:
    """Show the claims of a selection with every column worth sorting by."""
    draw(rows(selection, short=False), key)


def draw(  # noqa: PLR0913 - as of the table below it
    table: pa.Table,
    key: str,
    columns: tuple[str, ...] | None = None,
    what: str = "",
    *,
    height: int = row_list.TALLEST,
    tall: bool = False,
    widths: Mapping[str, int] | None = None,
) -> None:
    """Draw rows with an identifier of a claim each; choosing a row selects its claim.

    ``columns`` are those shown, ``what`` tells the rows to those who do not see them. A title cut
    short may say another number: it is shown whole, in a broad column or in ``tall`` rows.
    """
    row_list.draw(
        table,
        key,
        table[IDENTIFIER].to_pylist(),
        filters.choose_claim,
        f"List of {what or f'{len(table)} claims'}; choosing a row shows the claim",
        height=height,
        columns=columns,
        widths=widths or (_LISTED if tall else _TABLED),
        tall=tall,
    )


def rows(selection: Selection, actor_id: str = "", *, short: bool = True) -> pa.Table:
    """Rows as Arrow, which is what travels to the browser, cut from a table made once.

    The newest come first: what an article tells of long ago is seldom what a reader looks for.
    """
    package = process_state.package()
    claim_ids = identify(package, selection)[::-1]
    if actor_id:
        involved = identify(package, Selection(actors=(actor_id,)))
        claim_ids = tuple(claim_id for claim_id in claim_ids if claim_id in involved)
    positions = package.claims.index.get_indexer(pd.Index(claim_ids, dtype="str"))
    return _whole(short=short).take(pa.array(positions, pa.int64()))


@memoized(2)
def _whole(*, short: bool) -> pa.Table:
    columns = _short_columns() if short else _columns()
    return pa.Table.from_pandas(pd.DataFrame(columns), preserve_index=False)


def _short_columns() -> dict[str, Any]:
    """Columns of the list next to the map; the first page of a fresh server waits for them."""
    claims = process_state.package().claims
    rows = records(claims)
    figures = [phrase.figure(r["low"], r["high"], r["bound"], r["unit"]) for r in rows]
    spans = [phrase.span(r["date_start"], r["date_end"], r["time_precision"]) for r in rows]
    days = [phrase.short_months(said) for said in spans]
    made = (claims["title"], figures, days, claims["paragraph"])
    return dict(zip(SHORT, made, strict=True)) | {IDENTIFIER: claims["claim_id"]}


def _columns() -> dict[str, Any]:
    package = process_state.package()
    claims = package.claims
    short = _short_columns()
    compared = comparisons(package)["kind"].map(words.VERDICT_LABEL)
    involved = package.claim_actors.assign(
        name=package.claim_actors["actor_id"].map(package.actors["short_name"])
    )
    actors = involved.groupby("claim_id")["name"].agg(lambda names: ", ".join(dict.fromkeys(names)))
    return {
        "Claim": short["Claim"],
        "Figure": [_figure_with_room(row) for row in records(claims)],
        "When": short["When"],
        "Says": claims["attributed_to"],
        "¶": short["¶"],
        "Place": claims["place_id"].map(package.places["name"]).fillna(""),
        "Beside others": compared.reindex(claims.index).fillna(""),
        "Type": claims["claim_type"].map(words.TYPE_LABEL),
        "Unit": claims["unit"],
        "Actors": actors.reindex(claims.index).fillna(""),
        "Summary": claims["summary"],
        "First day": claims["date_start"].dt.date,
        "Last day": claims["date_end"].dt.date,
        "Low": claims["low"],
        "High": claims["high"],
        IDENTIFIER: short[IDENTIFIER],
    }


def _figure_with_room(claim: Record) -> str:
    """Say a figure without its unit where that would cut it short; units have their own column."""
    low, high, bound, unit = (claim[name] for name in ("low", "high", "bound", "unit"))
    whole = phrase.figure(low, high, bound, unit)
    if len(whole) <= _MOST_IN_FIGURE:
        return whole
    return phrase.figure(low, high, bound, phrase.sign_of(unit))
