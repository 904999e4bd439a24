"""A step as HTML: progress, heading, words with their claims marked, figures, quotation, links on.

Things to press carry ``data-choose``, and also an address, so that they can be opened in a new tab.
"""

from collections.abc import Sequence
from html import escape

import pandas as pd

from conflict_atlas.claims import phrase
from conflict_atlas.claims.package import Package
from conflict_atlas.claims.record import record
from conflict_atlas.claims.story import Passage, Step, steps
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import BY_NAME
from conflict_atlas.views.figures.figure_strip import figure_strip
from conflict_atlas.views.story import quotation


def write(
    package: Package, number: int, request: LinkRequest, day: pd.Timestamp | None, address: str
) -> str:
    """Write a step in one piece, so that the page never mixes two steps.

    ``request`` is what is shown beside it, ``day`` the day of its map, if it has one; ``address``
    the query string of the step.
    """
    all_steps = steps(package)
    step = all_steps[number - 1]
    return "".join(
        (
            _progress(all_steps, number),
            _words(package, all_steps, number, day),
            _figures(package, request.claim),
            _actions(package, step, request, address),
            _ways(all_steps, number),
        )
    )


def _progress(all_steps: Sequence[Step], number: int) -> str:
    """Write a mark for each step, as a link to it."""
    marks = "".join(
        f'<a class="atlas-mark{" atlas-past" if step.number < number else ""}" '
        f"{_to(step.number)} "
        f'aria-label="Step {step.number}: {escape(step.title)}"'
        f"{' aria-current=step' if step.number == number else ''}></a>"
        for step in all_steps
    )
    return f'<nav class="atlas-progress" aria-label="Steps of the story">{marks}</nav>'


def _words(
    package: Package, all_steps: Sequence[Step], number: int, day: pd.Timestamp | None
) -> str:
    """Write heading and words of a step, after the last words of the one before.

    Before the first one stands what this is.
    """
    step = all_steps[number - 1]
    before = all_steps[number - 2].text if number > 1 else ""
    when = f" · {phrase.day(day)}" if day is not None else ""
    said = "".join(_passage(package, one, number) for one in step.passages)
    opening = f'<p class="atlas-opening">{escape(BY_NAME["story"].sentence(package))}</p>'
    earlier = f'<p class="atlas-before" aria-hidden="true"><span>{escape(before)}</span></p>'
    return (
        f"{earlier if before else opening}"
        f'<header aria-live="polite"><p class="atlas-kick"><b>{number}</b> of {len(all_steps)} · '
        f"{_listed(step)}{when}</p><h1>{escape(step.title)}</h1></header>"
        f'<p class="atlas-telling">{said}</p>'
    )


def _figures(package: Package, claim_id: str) -> str:
    """Plot the figures that compete with the step's claim; "" without any."""
    strip = figure_strip(package, claim_id) if claim_id else ""
    return f'<div class="atlas-who">{strip}</div>' if strip else ""


def _actions(package: Package, step: Step, request: LinkRequest, address: str) -> str:
    """Write the actions: copy a step with its sources, or open the page that it shows."""
    copied = escape(quotation.quote(package, step, request.claim), quote=True)
    return (
        f'<p class="atlas-actions"><button type="button" class="atlas-primary" '
        f'data-copy="{copied}" data-address="?{escape(address, quote=True)}">'
        "Quote this with its sources</button>"
        f'<a class="atlas-explore" href="{escape(step.link, quote=True)}" target="_self">'
        f"Explore this: {escape(request.page.title)}</a></p>"
    )


def _ways(all_steps: Sequence[Step], number: int) -> str:
    """Write the links to the next step and to the one before."""
    back = (
        f'<a class="atlas-back" {_to(number - 1)}>Back</a>'
        if number > 1
        else '<span class="atlas-back"></span>'
    )
    if number == len(all_steps):
        return (
            '<nav class="atlas-ways" aria-label="Next and back">'
            '<a class="atlas-next" href="./map" target="_self"><small>That was the story</small>'
            f"<b>Every claim on the map</b></a>{back}</nav>"
        )
    after = all_steps[number]
    return (
        f'<nav class="atlas-ways" aria-label="Next and back">'
        f'<a class="atlas-next" {_to(number + 1)}>'
        f"<small>Next, {_listed(after)}</small><b>{escape(after.title)}</b></a>"
        f'{back}<small class="atlas-keys" aria-hidden="true">← → keys work too</small></nav>'
    )


def caption(package: Package, day: pd.Timestamp) -> str:
    """Say which day the map shows, and explain its marks."""
    found = package.claims["found_place_id"].ne("").any()
    diamond = " ◇ a place that only others name." if found else ""
    return (
        f'<p class="atlas-caption"><b>{phrase.day(day)}</b><span>Plates: claims, and who held the '
        f"place. Red disc: people killed, as the article says.{diamond}</span></p>"
    )


def _passage(package: Package, passage: Passage, number: int) -> str:
    said = escape(passage.words)
    if not passage.claim_id:
        return said
    claim = record(package, "claims")[passage.claim_id]
    return (
        f'<a class="atlas-marked" href="?step={number}&amp;claim={passage.claim_id}" '
        f'data-choose="claim:{passage.claim_id}" title="{escape(claim["title"], quote=True)}">'
        f"{said}</a><sup>¶{claim['paragraph']}</sup>"
    )


def _to(number: int) -> str:
    return f'href="?step={number}" data-choose="step:{number}"'


def _listed(step: Step) -> str:
    several = "s" if any(sign in step.paragraphs for sign in "–,") else ""
    return f"paragraph{several} {escape(step.paragraphs)}"
