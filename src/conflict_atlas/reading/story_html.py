"""The whole story as plain HTML: each step with its paragraphs, each claim a link to its page."""

from html import escape

from conflict_atlas.claims.story import Passage, steps
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site


def write(site: Site, addresses: Addresses) -> str:
    """Write all steps; "" where the package has no story."""
    return "".join(
        f"<section><h2>{step.number}. {escape(step.title)} "
        f"<small>¶ {escape(step.paragraphs)}</small></h2>"
        f"<p>{''.join(_say(addresses, one) for one in step.passages)}</p></section>"
        for step in steps(site.package)
    )


def _say(addresses: Addresses, passage: Passage) -> str:
    words = escape(passage.words)
    if not passage.claim_id:
        return words
    return f'<a href="{escape(addresses.claim(passage.claim_id))}">{words}</a>'
