"""One claim's card as a small page for a frame on another site; it reports its height."""

from html import escape

from conflict_atlas.claims.record import record
from conflict_atlas.pictures.interval_plot import PlotSize
from conflict_atlas.reading import address_words, claim_page, frame
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Head
from conflict_atlas.reading.site import Site
from conflict_atlas.views import words
from conflict_atlas.views.maps.map_assets import ASSETS

# One plot for a wide frame, one for a narrow one, so that text is legible in both.
_PLOTS = PlotSize(width=680, names=240, most=12), PlotSize(width=330, names=120, most=12)
_STYLE = """<style>
html,body{background:var(--panel)}
main{max-width:none;padding:.8rem 1rem}
h1{font-size:1.3rem;margin:.2rem 0 .3rem}
h2{font-size:1rem;margin:1rem 0 .3rem}
footer{max-width:none;margin:0;padding:.5rem 1rem .7rem;font-size:.8rem}
summary{cursor:pointer;color:var(--muted)}
figure.wide+figure.wide{display:none}
@media (max-width:44rem){figure.wide{display:none}figure.wide+figure.wide{display:block}}
</style>
"""
# Links open in a new tab, not inside the frame.
_BASE = '<base target="_blank">\n'


def script() -> str:
    """Write the script by which a page in a frame reports its height."""
    return f"<script>{(ASSETS / 'frame_height.js').read_text('utf-8')}</script>"


def write(site: Site, addresses: Addresses, claim_id: str) -> str:
    """Write the card; search engines are referred to the claim's own page."""
    claim = record(site.package, "claims")[claim_id]
    said = address_words.say_claim(site.package, claim_id)
    here = addresses.claim(claim_id)
    made = Head(
        title=said.title,
        sentence=said.sentence,
        canonical=addresses.absolute(here),
        icons=addresses.assets,
        manifest=addresses.manifest,
        kind="article",
        is_indexed=False,
    )
    figures = claim_page.table(site, claim_id)
    body = "".join(
        (
            "<main><article>",
            f'<p class="kind">{escape(words.TYPE_LABEL[claim["claim_type"]])}</p>',
            f"<h1>{escape(claim['title'])}</h1><p>{escape(claim['summary'])}</p>",
            claim_page.facts(site, claim_id),
            claim_page.plot(site, claim_id, *_PLOTS),
            f"<details><summary>Each figure and its source</summary>{figures}</details>"
            if figures
            else "",
            claim_page.passage(site, addresses, claim),
            f'<p><a href="{escape(here)}">This claim with its map and sources</a></p>',
            f"</article></main>\n{frame.foot(site.package)}{script()}\n",
        )
    )
    return frame.write_bare(addresses, made, body, _STYLE + _BASE)
