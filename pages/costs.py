"""Costs: the total and the daily average over time, and what the article's figure implies."""

from conflict_atlas.ui.claims import claim_card, derived_figures
from conflict_atlas.ui.page import clock, layout
from conflict_atlas.ui.widgets import chart_block, picture_cache
from conflict_atlas.views.series import costs_chart as draw

package, selection = layout.ask()
with layout.page(
    "costs",
    about=("cost",),
) as found:
    clock.show_strip(selection)
    for drawing, key in ((draw.cumulative, "cumulative"), (draw.daily, "daily")):
        drawn = picture_cache.of_claims(drawing, selection, only=picture_cache.about("cost"))
        chart_block.head(drawn)
        chart_block.show(drawn, key, chart_block.choose_claim)
    derived_figures.show(selection)
    claim_card.show_of_type(selection, ("cost",), "cost-list")
