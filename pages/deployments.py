"""Deployments: troop levels as steps, with ceilings, counts and the article's figures separate."""

from conflict_atlas.claims.deployment import countries
from conflict_atlas.ui.claims import claim_card
from conflict_atlas.ui.page import clock, layout
from conflict_atlas.ui.widgets import chart_block, picture_cache
from conflict_atlas.views.series.deployments_chart import levels

package, selection = layout.ask()
with layout.page(
    "deployments",
    about=("deployment",),
) as found:
    clock.show_strip(selection)
    for place_id in countries(package):
        drawn = picture_cache.of_claims(
            levels, selection, place_id, only=picture_cache.about("deployment")
        )
        chart_block.head(drawn)
        chart_block.show(drawn, f"levels-{place_id}", chart_block.choose_claim)
    claim_card.show_of_type(selection, ("deployment",), "deployment-list")
