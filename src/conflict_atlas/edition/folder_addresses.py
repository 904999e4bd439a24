"""Addresses inside the folder: relative, so that any file host can serve it under any path."""

from dataclasses import dataclass
from urllib.parse import quote

from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import Page
from conflict_atlas.reading.addresses import Addresses

CLAIMS = "claims"


@dataclass(frozen=True)
class FolderAddresses(Addresses):
    """The addresses used in a page of the folder.

    ``base`` is the way from the page to the folder of its data version: "" or "../"; ``root`` is
    the public address of that folder, and ``edition`` of the one around it, "" if it is not
    known; ``live`` the address of a running atlas, "" for none.
    """

    live: str = ""

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages except the list of claims and the events, which need a running server."""
        return tuple(
            page for page in super().pages if page.charts != "events" and page.name != CLAIMS
        )

    @property
    def has_live_pages(self) -> bool:
        """Whether there is a running atlas to link to."""
        return bool(self.live)

    def absolute(self, path: str) -> str:
        """The public address of a path of this page; "" where it is not known."""
        if path.startswith(("http://", "https://")):
            return path
        return f"{self.root}/{path.removeprefix(self.base)}" if self.root else ""

    @property
    def has_oembed(self) -> bool:
        """False: oEmbed needs a server, which a folder of files is not."""
        return False

    @property
    def home(self) -> str:
        """Path of the first page."""
        return f"{self.base}index.html"

    def page(self, name: str, query: str = "") -> str:
        """Path of a page's file; with a query, the page's address in the running atlas."""
        return self.live_page(name, query) if self.live and query else f"{self.base}{name}.html"

    def live_page(self, name: str, query: str = "") -> str:
        """Address of a page in the running atlas."""
        return Addresses(self.live, self.live, "", first=self.first).page(name, query)

    def claim(self, claim_id: str) -> str:
        """Path of a claim's page."""
        return f"{self.base}claim/{quote(claim_id)}.html"

    @property
    def claims(self) -> str:
        """Path of the list of all claims."""
        return f"{self.base}{CLAIMS}.html"

    def picture(self, request: LinkRequest) -> str:
        """Path of the picture of a page; for a claim, of its card."""
        if request.claim:
            return f"{self.base}picture/claim/{quote(request.claim)}.jpg"
        return self.map_picture(request)

    def map_picture(self, request: LinkRequest) -> str:
        """Path of the picture of a page, or of the map around a claim."""
        name = f"map/{quote(request.claim)}" if request.claim else request.page.name
        return f"{self.base}picture/{name}.jpg"

    def file(self, name: str) -> str:
        """Path of a file with all claims: ``claims.csv``, ``claims.geojson``."""
        return f"{self.base}api/{name}"

    def selected(self, _request: LinkRequest, ending: str) -> str:
        """Path of a file of claims: here always all claims."""
        return self.file(f"claims.{ending}")

    @property
    def feed(self) -> str:
        """Path of the feed of changes."""
        return f"{self.base}feed.xml"

    @property
    def manifest(self) -> str:
        """Path of the manifest of the web application."""
        return f"{self.base}manifest.webmanifest"
