"""The stand-in that a reader sees until the live page is loaded: its words and its picture."""

from html import escape

from conflict_atlas.claims.comparison import compare
from conflict_atlas.claims.record import record
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.memoization import memoized
from conflict_atlas.pictures import basemap
from conflict_atlas.pictures.picture_request import MAP
from conflict_atlas.reading import frame
from conflict_atlas.reading.address_words import SITE
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Head
from conflict_atlas.reading.site import Site
from conflict_atlas.views import card, words
from conflict_atlas.views.maps.map_assets import ASSETS, plotly_path

PHONE = "(max-width:640px)"
DARK = "(prefers-color-scheme:dark)"
OWN = ("first", "print")  # scripts and styles written into the page itself
# A script written into embedded pages, and one for readers who print.
ASKED_FOR = ("frame_height", "paper_charts")
_BRIEFLY = ("When", "Where", "Figure", "Says")  # a claim's facts; the rest comes with the live page


@memoized(1)
def styles_and_script() -> tuple[str, str]:
    """Styles and script written into the page, so that nothing is fetched before the first paint.

    The script loads the live page, and removes the stand-in when that is ready.
    """
    styles, scripts = (
        "".join((ASSETS / f"{name}.{kind}").read_text("utf-8") for name in OWN)
        for kind in ("css", "js")
    )
    return f"<style>{frame.both_looks()}{styles}</style>", f"<script>{scripts}</script>"


def write(site: Site, addresses: Addresses, request: LinkRequest, head: Head) -> str:
    """Write the stand-in for a live page."""
    is_map = request.page.name == MAP
    kinds = ["map" if is_map else "chart", *(["of-claim"] if request.claim else [])]
    said = _claim(site, request.claim) if request.claim else f"<p>{escape(head.sentence)}</p>"
    parts = [
        f'<div class="said"><h1>{escape(head.title)}</h1>{said}{_ways(addresses, request)}</div>',
        _picture(addresses, request, head),
    ]
    body = "".join(reversed(parts) if is_map else parts)
    about = f"{len(site.package.claims)} claims: {escape(site.package.title)}"
    return (
        '<div id="atlas-first" aria-busy="true">'
        f'<div class="bar"><b>{SITE}</b><span>{about}</span></div>'
        f'<div class="{" ".join(kinds)}">{body}</div></div>'
    )


def later(site: Site, addresses: Addresses) -> str:
    """Attributes that name the files the map will need, to be fetched while the line is free.

    Otherwise they would be requested one after the other once the map begins to be drawn.
    """
    root = addresses.assets.rpartition("/")[0]
    settings = basemap.describe(site.package)
    layers = [layer["file"] for layer in (settings.get("layers") or {}).values()]
    scripts = sorted(
        file.name for file in ASSETS.glob("*.js") if file.stem not in (*OWN, *ASKED_FOR)
    )
    paths = [
        *(f"{root}/leaflet/leaflet.{kind}" for kind in ("js", "css")),
        *(f"{root}/atlas/{name}" for name in scripts),
        *(f"{root}/basemap/{name}" for name in ("basemap.json", *layers) if settings),
    ]
    reliefs = settings.get("relief") or {}
    light = (reliefs.get("light") or {}).get("file", "")
    dark = (reliefs.get("dark") or {}).get("file", light)
    named = [f"{root}/basemap/{name}" if name else "" for name in (light, dark)]
    values = {
        "print": addresses.base,
        "first": addresses.first,
        "plotly": f"{addresses.base}{plotly_path()}",
        "charts": f"{addresses.assets}/paper_charts.js",
        "later": " ".join(paths),
        "relief-light": named[0],
        "relief-dark": named[1],
    }
    return "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())


def _claim(site: Site, claim_id: str) -> str:
    """Write the facts of the claim's card."""
    package = site.package
    claim = record(package, "claims")[claim_id]
    shown = [one for one in card.facts(package, claim_id) if one[0] in _BRIEFLY]
    facts = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in shown)
    return (
        f'<p class="kind">{escape(words.TYPE_LABEL[claim["claim_type"]])}</p>'
        f"<p>{escape(claim['summary'])}</p><dl>{facts}</dl>"
        f'<p class="verdict">{escape(compare(package, claim_id).sentence)}</p>'
    )


def _ways(addresses: Addresses, request: LinkRequest) -> str:
    """Link to the plain page, for readers to whom the live one is too heavy."""
    plain = addresses.claim(request.claim) if request.claim else addresses.claims
    what = "this claim" if request.claim else "all claims"
    return (
        '<p class="wait">The live page is loading. '
        f'<a href="{escape(plain)}">Read {what} as a plain page</a></p>'
    )


def _picture(addresses: Addresses, request: LinkRequest, head: Head) -> str:
    """Picture of the live page; for a map the map alone, as large as the window."""
    looks = ("dark", DARK), ("light", "")
    if request.page.name == MAP:
        variants = [
            (addresses.stand_in(request, size, look), " and ".join(filter(None, (width, scheme))))
            for size, width in (("phone", PHONE), ("screen", ""))
            for look, scheme in looks
        ]
    else:
        variants = [(addresses.stand_in(request, "", look), scheme) for look, scheme in looks]
    *others, (last, _) = variants
    sources = "".join(f'<source media="{m}" srcset="{escape(a)}">' for a, m in others)
    words_of = f"Picture of what this page shows: {head.title}"
    return (
        f'<picture>{sources}<img src="{escape(last)}" alt="{escape(words_of)}" '
        'fetchpriority="high"></picture>'
    )
