"""The page in the place of a live one that has no room: what was asked for, and where to read it.

It is small, since it is sent when there is much to do.
"""

from html import escape

from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.reading import without_scripts
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Head
from conflict_atlas.reading.site import Site

_STYLE = (
    "html{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;"
    "margin:1rem auto;padding:0 1rem}img{max-width:100%;height:auto}"
)


def write(site: Site, addresses: Addresses, request: LinkRequest, head: Head, seconds: int) -> str:
    """Write the page; browsers ask again by themselves after so many seconds."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="{seconds}">\n'
        f"<title>{escape(head.whole_title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(head.title)}</h1>\n<p>{escape(head.sentence)}</p>\n{_picture(head)}"
        "<p><b>The live atlas has as many readers as it can serve.</b> This page asks again every"
        f" {seconds} seconds. Meanwhile:</p>\n"
        f"{without_scripts.list_ways(site, addresses, request)}\n</body>\n</html>\n"
    )


def _picture(head: Head) -> str:
    preview = head.preview
    if not preview or not preview.address:
        return ""
    size = f'width="{preview.width}" height="{preview.height}"'
    return f'<img src="{escape(preview.address)}" alt="{escape(preview.words)}" {size}>\n'
