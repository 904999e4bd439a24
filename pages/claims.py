"""Claims: all of them as a table, and one beside every competing figure."""

import streamlit as st

from conflict_atlas.ui import chart, claim, claim_list, filters, frame, picture
from conflict_atlas.views.interval_chart import intervals

package, selection = frame.ask()
with frame.page(
    "Claims",
    "Every claim, searchable and sortable. Choose one to see it beside every competing figure.",
) as found:
    if found:
        claim_list.show_table(selection, "claims-table")
    chosen = filters.selected_claim()
    left, right = st.columns([3, 5])
    with left:
        claim.show_card()
    with right:
        if chosen:
            drawn = picture.of_package(intervals, chosen)
            chart.head(drawn)
            st.html(claim.verdict(chosen))
            chart.show(drawn, "intervals")
