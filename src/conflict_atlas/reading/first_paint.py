"""What a reader sees until the live page is there: the words asked for, and their picture."""

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
from conflict_atlas.views.maps.map_assets import ASSETS

PHONE = "(max-width:640px)"
DARK = "(prefers-color-scheme:dark)"
OWN = ("first", "print")  # scripts and styles that are part of the page itself
ASKED_FOR = "frame_height"  # a script that is part of the page where it is embedded
_BRIEFLY = ("When", "Where", "Figure", "Says")  # of a claim's facts; the rest comes with the page


@memoized(1)
def styles_and_script() -> tuple[str, str]:
    """What is part of the page itself: nothing has to be fetched before something is seen.

    The script brings the live page, and takes the stand-in away when that is there.
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
    """Attributes that name what the map will need, to be fetched while the line is free.

    Else all that would be asked for one after the other, when the map begins to be drawn.
    """
    root = addresses.assets.rpartition("/")[0]
    settings = basemap.describe(site.package)
    layers = [layer["file"] for layer in (settings.get("layers") or {}).values()]
    scripts = sorted(
        file.name for file in ASSETS.glob("*.js") if file.stem not in (*OWN, ASKED_FOR)
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
        "later": " ".join(paths),
        "relief-light": named[0],
        "relief-dark": named[1],
    }
    return "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())


def _claim(site: Site, claim_id: str) -> str:
    """Say what the card says."""
    package = site.package
    claim = record(package, "claims")[claim_id]
    told = [one for one in card.facts(package, claim_id) if one[0] in _BRIEFLY]
    facts = "".join(f"<dt>{name}</dt><dd>{text}</dd>" for name, text in told)
    return (
        f'<p class="kind">{escape(words.TYPE_LABEL[claim["claim_type"]])}</p>'
        f"<p>{escape(claim['summary'])}</p><dl>{facts}</dl>"
        f'<p class="verdict">{escape(compare(package, claim_id).sentence)}</p>'
    )


def _ways(addresses: Addresses, request: LinkRequest) -> str:
    """Lead to the plain page, for whom the live one is too heavy."""
    plain = addresses.claim(request.claim) if request.claim else addresses.claims
    what = "this claim" if request.claim else "all claims"
    return (
        '<p class="wait">The live page is loading. '
        f'<a href="{escape(plain)}">Read {what} as a plain page</a></p>'
    )


def _picture(addresses: Addresses, request: LinkRequest, head: Head) -> str:
    """Picture of what will stand there: for a map the map alone, as large as the window."""
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
