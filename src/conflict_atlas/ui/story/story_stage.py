"""What a step shows beside its words: the map, a chart or a plot, as its link asks for it."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from conflict_atlas import process_state
from conflict_atlas.claims import area_measures, deployment
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.relation import stating
from conflict_atlas.claims.selection import identify
from conflict_atlas.claims.story import Step
from conflict_atlas.link import parameter_names as names
from conflict_atlas.ui.claims import actor_focus
from conflict_atlas.ui.mapview import atlas
from conflict_atlas.ui.session import session_keys
from conflict_atlas.ui.share import picture_link
from conflict_atlas.ui.story import story_clock
from conflict_atlas.ui.widgets import chart_block, picture_cache
from conflict_atlas.views.figures.interval_chart import intervals
from conflict_atlas.views.maps.overlays import Scene
from conflict_atlas.views.picture import Picture
from conflict_atlas.views.series import costs_chart, deployments_chart, displacement_chart
from conflict_atlas.views.story import step_page
from conflict_atlas.views.story.step_link import StepLink


def show(step: Step, link: StepLink) -> None:
    """Show the stage of a step."""
    name = link.request.page.name
    if name == "map":
        _show_map(step, link)
        return
    drawn = _CHARTS[name](link)
    chart_block.head(drawn)
    chart_block.show(drawn, f"{session_keys.STAGE}-{name}", chart_block.choose_claim)


def day(link: StepLink) -> pd.Timestamp:
    """Day that a step is about: that of its link, else the one that pages show at first."""
    asked = link.request.day
    return pd.Timestamp(asked) if asked else process_state.package().reference_day


def _show_map(step: Step, link: StepLink) -> None:
    package, request = process_state.package(), link.request
    labels = area_measures.by_label(package)
    scene = Scene(
        day(link),
        labels.get(link.value(names.MEASURE), ""),
        link.value(names.OPEN) or _place(request.claim),
        step.link,
        whole=False,
        view=request.view,
    )
    with st.container(key=session_keys.MAP_FRAME):
        atlas.show_led(identify(package, request.selection), scene, height=660)
        picture_link.offer("story", session_keys.MAP)
    st.html(step_page.caption(package, day(link)))
    story_clock.show(step, link, day(link))


def _place(claim_id: str) -> str:
    return str(record(process_state.package(), "claims")[claim_id]["place_id"]) if claim_id else ""


def _displacement(link: StepLink) -> Picture:
    only = picture_cache.about("displacement")
    return picture_cache.of_claims(
        displacement_chart.national, link.request.selection, day(link), only=only
    )


def _deployments(link: StepLink) -> Picture:
    """Draw the country of the link's claim, else the first that has figures."""
    countries = deployment.countries(process_state.package())
    place = _place(link.request.claim)
    chosen = place if place in countries else next(iter(countries), "")
    only = picture_cache.about("deployment")
    return picture_cache.of_claims(
        deployments_chart.levels, link.request.selection, chosen, only=only
    )


def _costs(link: StepLink) -> Picture:
    only = picture_cache.about("cost")
    return picture_cache.of_claims(costs_chart.cumulative, link.request.selection, only=only)


def _actors(link: StepLink) -> Picture:
    known = record(process_state.package(), "actors")
    focus = next((one for one, row in known.items() if row["name"] == link.value(names.FOCUS)), "")
    return picture_cache.of_claims(actor_focus.network, link.request.selection, focus, only=stating)


def _claims(link: StepLink) -> Picture:
    claim_id = link.request.claim or identify(process_state.package(), link.request.selection)[0]
    return picture_cache.of_package(_intervals, claim_id)


def _intervals(package: Package, /, *claim_ids: object) -> Picture:
    return intervals(package, str(claim_ids[0]))


_CHARTS: dict[str, Callable[[StepLink], Picture]] = {
    "displacement": _displacement,
    "deployments": _deployments,
    "costs": _costs,
    "actors": _actors,
    "claims": _claims,
}
