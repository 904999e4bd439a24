"""Costs: the total and the daily average over time, and what the article's figure implies."""

from conflict_atlas.ui import chart, claim, derived, frame, picture
from conflict_atlas.views import costs_chart as draw

package, selection = frame.ask()
with frame.page(
    "Costs",
    "What the operation cost: the article's figure beside official totals, and what it implies.",
    about=("cost",),
) as found:
    derived.show(selection)
    for drawing, key in ((draw.cumulative, "cumulative"), (draw.daily, "daily")):
        drawn = picture.of_claims(drawing, selection, only=picture.about("cost"))
        chart.head(drawn)
        chart.show(drawn, key, chart.choose_claim)
    claim.show_of_type(selection, ("cost",), "cost-list")
