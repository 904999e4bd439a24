"""Deployments: troop levels as steps, ceilings and counts apart, the article's figures on top."""

from conflict_atlas.claims.level import countries
from conflict_atlas.ui import chart, claim, frame, picture
from conflict_atlas.views.deployments_chart import levels

package, selection = frame.ask()
with frame.page(
    "Deployments",
    "Troops sent: what was authorised, counted and announced, and what the article says.",
    about=("deployment",),
) as found:
    for place_id in countries(package):
        drawn = picture.of_claims(levels, selection, place_id, only=picture.about("deployment"))
        chart.head(drawn)
        chart.show(drawn, f"levels-{place_id}", chart.choose_claim)
    claim.show_of_type(selection, ("deployment",), "deployment-list")
