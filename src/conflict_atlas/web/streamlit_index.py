"""The page that Streamlit serves at every address, with our own head in it.

It is read from the installed package, so that its scripts are always those of the running
version. A test fails when an upgrade changes what is replaced here.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from streamlit import file_util

from conflict_atlas.memoization import memoized

# Parts to replace, each of which occurs once, with Streamlit's own text.
PARTS = {
    "language": re.compile(r'<html lang="en">'),
    "font": re.compile(r'<link\s+rel="preload"\s+href="\./static/media/SourceSans[^>]*/>'),
    "icon": re.compile(r'<link rel="shortcut icon" href="\./favicon\.png" />'),
    "title": re.compile(r"<title>Streamlit</title>"),
    "service": re.compile(
        r"<!--\s+Machine-readable pointer.*?-->\s*"
        r'<link rel="service-desc" href="\./_stcore/agent/openapi\.json" />',
        re.DOTALL,
    ),
    # The elements that load the live page: its script, what that needs, and its styles.
    "app": re.compile(
        r'<script type="module" crossorigin src="\./static/js/index\..*'
        r'<link rel="stylesheet" crossorigin href="\./static/css/index\.[^>]*>',
        re.DOTALL,
    ),
    "noscript": re.compile(r"<noscript>.*?</noscript>", re.DOTALL),
    "root": re.compile(r'<div id="root"></div>'),
}
_LICENCE = re.compile(r"\A<!--.*?-->\s*", re.DOTALL)


@dataclass(frozen=True)
class Index:
    """Streamlit's page, split where our own parts are inserted."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]
    app: str = ""

    def fill(self, **parts: str) -> str:
        """Write the page with our parts; those not given stay empty."""
        filled = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            filled += [parts.get(name, ""), piece]
        return "".join(filled)


@memoized(1)
def installed() -> Index:
    """Split the page of the installed Streamlit."""
    return take_apart((Path(file_util.get_static_dir()) / "index.html").read_text("utf-8"))


def take_apart(text: str) -> Index:
    """Split a page; raises a ValueError that names each part that does not occur exactly once."""
    # The licence precedes the document type, which would put browsers into quirks mode.
    text = _LICENCE.sub("", text)
    found = {name: list(pattern.finditer(text)) for name, pattern in PARTS.items()}
    missing = [name for name, matches in found.items() if len(matches) != 1]
    if missing:
        raise ValueError(f"Streamlit's index.html: expected once each: {', '.join(missing)}")
    ordered = sorted((matches[0].start(), matches[0].end(), n) for n, matches in found.items())
    ends = [0, *(end for _, end, _ in ordered)]
    starts = [*(start for start, _, _ in ordered), len(text)]
    pieces = tuple(text[end:start] for end, start in zip(ends, starts, strict=True))
    # The font is not preloaded: no letters in it are seen before the scripts have run.
    return Index(pieces, tuple(name for _, _, name in ordered), found["app"][0][0])
