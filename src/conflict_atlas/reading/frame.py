"""The frame of every plain page: head, bar with a link back, foot; no script, both themes."""

from html import escape

from conflict_atlas.claims.citation import cite_article
from conflict_atlas.claims.package import Package
from conflict_atlas.reading import head
from conflict_atlas.reading.address_words import SITE
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Head
from conflict_atlas.views.look import DARK, LIGHT, Look

OPENING = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
)
# Light or dark by the reader's own setting; printed on white.
_STYLE = """
*{box-sizing:border-box}
html{color-scheme:light dark;background:var(--paper)}
body{margin:0;font:16px/1.5 "Source Sans",system-ui,sans-serif;color:var(--ink)}
a{color:inherit;text-decoration-color:var(--accent);text-underline-offset:2px}
a:hover{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
header,main,footer{max-width:46rem;margin:0 auto;padding:.6rem 1.1rem}
header{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;align-items:baseline;max-width:none;
background:var(--panel);border-bottom:1px solid var(--line)}
header .home{font-size:1.05rem;font-weight:700;text-decoration:none}
header nav{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin-left:auto}
h1{font-size:1.75rem;line-height:1.2;margin:.8rem 0 .3rem}
h2{font-size:1.15rem;margin:1.6rem 0 .4rem}
p{margin:.4rem 0}
small,.muted,figcaption{color:var(--muted)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.8rem 0}
dt{color:var(--muted)}dd{margin:0}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--muted);padding-bottom:.3rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;
border-bottom:1px solid var(--line)}
th{font-weight:600}
.verdicts{font-size:.8rem;line-height:1.35}.verdicts :is(th,td){padding-right:.5rem}
tr.article{color:var(--article);font-weight:600}
figure{margin:.8rem 0}
img,svg{max-width:100%;height:auto}
figure img{display:block;width:100%;border:1px solid var(--line);border-radius:6px}
.wide{overflow-x:auto}
@media print{.wide{overflow:visible}}
.kind{color:var(--muted);font-size:.85rem;letter-spacing:.05em;text-transform:uppercase;margin:0}
.verdict{border-left:4px solid var(--article);padding-left:.8rem}
.cite{background:var(--soft);padding:.6rem .8rem;border-radius:6px;overflow-wrap:anywhere}
ul.plain{list-style:none;padding:0}ul.plain li{padding:.15rem 0}
footer{border-top:1px solid var(--line);margin-top:2rem;color:var(--muted);font-size:.9rem}
@media (max-width:30rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.4rem}}
@media print{header nav{display:none}html{color-scheme:light}body{font-size:11pt}
h2,caption,thead{break-after:avoid}tr,figure,.cite{break-inside:avoid}
a[href^="http"]::after{content:" (" attr(href) ")";font-size:.8em;overflow-wrap:anywhere}}
"""


def write(package: Package, addresses: Addresses, made: Head, body: str, further: str = "") -> str:
    """Write a whole page; ``body`` is markup, ``further`` goes into the head as it is."""
    inside = f"{_bar(addresses)}<main>\n{body}</main>\n{foot(package)}"
    return write_bare(addresses, made, inside, further)


def write_bare(addresses: Addresses, made: Head, inside: str, further: str = "") -> str:
    """Write a page without bar and foot; ``inside`` is its whole body."""
    return (
        f"{OPENING}\n{head.write(made)}\n<style>{_font(addresses)}{both_looks()}{_STYLE}</style>\n{further}"
        f"</head>\n<body>\n{inside}</body>\n</html>\n"
    )


def _bar(addresses: Addresses) -> str:
    ways = (
        *([(addresses.page("story"), "Story")] if addresses.first == "story" else []),
        (addresses.page("map"), "Map"),
        (addresses.page("timeline"), "Timeline"),
        (addresses.claims, "All claims"),
        (addresses.page("about"), "About"),
    )
    links = "".join(f'<a href="{escape(to)}">{words}</a>' for to, words in ways)
    home = f'<a class="home" href="{escape(addresses.home)}">{SITE}</a>'
    return f'<header>{home}<nav aria-label="Pages">{links}</nav></header>\n'


def foot(package: Package) -> str:
    """State whose claims these are, the version of the data and the licence."""
    article = package.article
    return (
        f'<footer><p>Claims made by <a href="{escape(article.url)}">'
        f"{escape(cite_article(package))}</a>, in our own words. A claim is what somebody says,"
        f" not what is known to have happened.</p><p>Data version {escape(package.data_version)},"
        f" {escape(package.licence)}.</p></footer>\n"
    )


def _font(addresses: Addresses) -> str:
    if not addresses.font:
        return ""
    return (
        '@font-face{font-family:"Source Sans";font-weight:200 900;font-display:swap;'
        f'src:url("{addresses.font}") format("woff2")}}'
    )


def both_looks(*names: str) -> str:
    """Write colours of both looks, all or some; the reader's own setting chooses."""
    light, dark = colours(LIGHT, *names), colours(DARK, *names)
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def colours(look: Look, *names: str) -> str:
    """Write a set of colours as custom properties, all or some."""
    return "".join(f"--{name}:{getattr(look, name)};" for name in names or vars(look))
