"""The page sent when there is no room for a live one: what was asked for, and where to read it.

It is small, since it is sent under load.
"""

from html import escape

from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.reading import small_page, without_scripts
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.head import Head
from conflict_atlas.reading.site import Site

_LONGEST = 280  # characters of a title and of a sentence that do not fit whole


def write(site: Site, addresses: Addresses, request: LinkRequest, head: Head, seconds: int) -> str:
    """Write the page; browsers try again by themselves after ``seconds``.

    If it would be too large, the picture is left out first, then the table of the selection; words
    are cut last.
    """
    ways = without_scripts.ways(site, addresses, request)
    again = f'<meta http-equiv="refresh" content="{seconds}">'
    waiting = (
        "<p><b>The live atlas has as many readers as it can serve.</b> This page asks again every"
        f" {seconds} seconds. Meanwhile:</p>"
    )

    def fill(longest: int, picture: str, ways: list[tuple[str, str]]) -> str:
        title, sentence = (_cut(words, longest) for words in (head.title, head.sentence))
        said = f"<h1>{escape(title)}</h1>{picture}<p>{escape(sentence)}</p>"
        body = f"{said}{waiting}{small_page.links(ways)}"
        return small_page.write(addresses, _cut(head.whole_title, longest), body, again)

    whole = small_page.MOST
    for text in (
        fill(whole, _picture(head), ways),
        fill(whole, "", ways),
        fill(whole, "", ways[:-1]),
    ):
        if small_page.fits(text):
            return text
    return fill(_LONGEST, "", ways[:-1])


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _picture(head: Head) -> str:
    preview = head.preview
    if not preview or not preview.address:
        return ""
    size = f'width="{preview.width}" height="{preview.height}"'
    # The heading above says what it shows.
    return f'<img src="{escape(preview.address)}" alt="" {size}>'
