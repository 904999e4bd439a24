"""A page sent in place of another: small, with the look of the atlas and links back."""

from html import escape

from conflict_atlas.reading import frame
from conflict_atlas.reading.address_words import SITE
from conflict_atlas.reading.addresses import Addresses

MOST = 2_000  # bytes: a refusal has to cost less than what it refuses
_COLOURS = ("paper", "ink", "accent")
_STYLE = (
    "html{color-scheme:light dark;background:var(--paper);color:var(--ink)}"
    'body{font:16px/1.5 "Source Sans",system-ui,sans-serif;margin:0}'
    "header,main{padding:.6rem 1.1rem}main{max-width:46rem;margin:auto}"
    "header{border-bottom:1px solid #8884;font-weight:700}"
    "a{color:inherit;text-decoration-color:var(--accent)}h1{line-height:1.2}"
    "img{width:100%;height:auto}"
)


def write(addresses: Addresses, title: str, body: str, further: str = "") -> str:
    """Write the page; ``body`` is markup, ``further`` goes into the head as it is."""
    return (
        f'{frame.OPENING}<meta name="robots" content="noindex">{further}'
        f"<title>{escape(title)}</title>"
        f'<link rel="icon" href="{escape(addresses.assets)}/icon.svg">'
        f"<style>{frame.both_looks(*_COLOURS)}{_STYLE}</style>\n"
        f'<header><a href="{escape(addresses.home)}">{SITE}</a></header>\n'
        f"<main>{body}</main>\n</html>\n"
    )


def links(ways: list[tuple[str, str]]) -> str:
    """Write a list of links."""
    rows = "".join(f'<li><a href="{escape(to)}">{escape(words)}</a>' for to, words in ways)
    return f"<ul>{rows}</ul>"


def fits(text: str) -> bool:
    """Whether a page is small enough."""
    return len(text.encode()) <= MOST
