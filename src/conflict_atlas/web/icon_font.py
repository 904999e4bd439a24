"""Streamlit's font of icons without the thousands of icons that no page shows.

It is the largest file of a first visit: 376 kB, of which the pages need 14. ``deploy/icon_font.py``
makes ``assets/icons.woff2`` from the installed one; a test checks that it has each icon named by
this project, by Streamlit's scripts or by its Python files.
"""

import re
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

FILE = "icons.woff2"
ASKED = re.compile(r"/static/media/MaterialSymbols-Rounded\.[\w-]+\.woff2")
# Icons that this project shows and Streamlit's scripts do not name.
OWN = ("close", "pause", "play_arrow", "restart_alt", "share")
NAMED = re.compile(r":material/([a-z0-9_]+)")
UNDRAWN = frozenset(("icon_name", "star_filled"))  # named, and in no version of the font


def named_by_streamlit(static: Path) -> set[str]:
    """Icons named in Streamlit's scripts and Python files; ``static`` is its folder of files."""
    files = [*static.glob("static/js/*.js"), *static.parent.rglob("*.py")]
    found = {name for file in files for name in NAMED.findall(file.read_text("utf-8"))}
    return found - UNDRAWN


class IconFont:
    """Sends the small font when a page asks for Streamlit's."""

    def __init__(self, app: ASGIApp, base: str, assets: str) -> None:
        """Wrap an ASGI app; ``base`` is the path prefix, ``assets`` the path of our own files."""
        self.app, self._base, self._file = app, base, f"{assets}/{FILE}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; for that one file with another path."""
        if scope["type"] == "http":
            path: str = scope["path"]
            own = path.startswith(self._base)
            if own and ASKED.fullmatch(path.removeprefix(self._base)):
                scope = {**scope, "path": self._file, "raw_path": self._file.encode()}
        await self.app(scope, receive, send)
