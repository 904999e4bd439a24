"""Addresses of everything that can be read on this server."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import PAGES, Page

FILTERS = frozenset(("from", "to", "actor", "type", "place", "q"))
EMBEDDED = "embed=true"  # Streamlit's own parameter for live pages
MOST = 10_000  # rows in one answer of the API


@dataclass(frozen=True)
class Addresses:
    """The addresses of this server.

    ``root`` is the public address of the first page, without a slash at its end, or "" if it is
    neither configured nor known from the request. ``base`` is the path prefix of all pages, as in
    ``/atlas``, or "". ``assets`` is the folder of our own files; ``font`` the file of the font, ""
    for the reader's own; ``edition`` the address of the folder with the reading edition of every
    data version, "" where the host has none. ``first`` is the page at the bare address.
    """

    root: str
    base: str
    assets: str
    font: str = ""
    edition: str = ""
    first: str = "map"

    @property
    def pages(self) -> tuple[Page, ...]:
        """Pages that have their own addresses here."""
        return PAGES if self.first == PAGES[0].name else PAGES[1:]

    @property
    def has_live_pages(self) -> bool:
        """Whether there is a running atlas to link to."""
        return True

    @property
    def has_oembed(self) -> bool:
        """Whether ``/oembed`` is answered."""
        return True

    @property
    def home(self) -> str:
        """Path of the first page."""
        return self.page(self.first)

    def live_page(self, name: str, query: str = "") -> str:
        """Path of a page that has filters and takes a query."""
        return self.page(name, query)

    def lasting(self, claim_id: str, version: str) -> str:
        """Permanent address of a claim in this data version, for citations."""
        if self.edition:
            return f"{self.edition}/{quote(version)}/claim/{quote(claim_id)}.html"
        return self.absolute(self.claim(claim_id))

    def lasting_page(self, name: str, version: str) -> str:
        """Permanent address of a page in this data version, for citations."""
        if self.edition:
            return f"{self.edition}/{quote(version)}/{quote(name)}.html"
        return self.absolute(self.page(name))

    def absolute(self, path: str) -> str:
        """The public address of a path of this server; "" where it is not known."""
        return f"{self.root}{path.removeprefix(self.base)}" if self.root else ""

    def page(self, name: str, query: str = "") -> str:
        """Path of a live page; the first one is at the bare address."""
        return f"{self.base}/{'' if name == self.first else name}{_after(query)}"

    def claim(self, claim_id: str) -> str:
        """Path of a claim's plain page."""
        return f"{self.base}/claim/{quote(claim_id)}"

    def claim_card(self, claim_id: str) -> str:
        """Path of a claim's card, for a frame on another site."""
        return f"{self.claim(claim_id)}?{EMBEDDED}"

    @property
    def claims(self) -> str:
        """Path of the plain list of all claims."""
        return f"{self.base}/claim"

    def picture(self, request: LinkRequest) -> str:
        """Path of the picture of what an address shows; for a claim its card."""
        if request.claim:
            return f"{self.base}/picture/claim/{quote(request.claim)}.jpg"
        return self.map_picture(request)

    def map_picture(self, request: LinkRequest) -> str:
        """Path of the picture of a page; on the map with the place of its claim opened."""
        return f"{self.base}/picture/{request.page.name}.jpg{_after(request.query)}"

    def paper_picture(self, request: LinkRequest) -> str:
        """Path of the picture of a page as it is printed."""
        query = "&".join(filter(None, (request.query, "size=paper")))
        return f"{self.base}/picture/{request.page.name}.jpg{_after(query)}"

    def stand_in(self, request: LinkRequest, size: str, look: str) -> str:
        """Path of the picture shown until a live page is loaded."""
        chosen = {"size": size, "look": "" if look == "light" else look}
        more = urlencode({name: value for name, value in chosen.items() if value})
        query = "&".join(filter(None, (request.query, more)))
        return f"{self.base}/picture/{request.page.name}.webp{_after(query)}"

    def file(self, name: str) -> str:
        """Path of a file with all claims: ``claims.csv``, ``claims.geojson``."""
        return f"{self.base}/api/claims?format={name.rpartition('.')[2]}&limit={MOST}"

    def selected(self, request: LinkRequest, ending: str) -> str:
        """Path of the selected claims as a file."""
        filters = [(name, value) for name, value in request.params if name in FILTERS]
        if not filters:
            return self.file(f"claims.{ending}")
        return f"{self.base}/api/claims?{urlencode([*filters, ('format', ending)])}"

    @property
    def openapi(self) -> str:
        """Path of the description of the API."""
        return f"{self.base}/api/openapi.json"

    def oembed(self, address: str) -> str:
        """Path of the oEmbed endpoint."""
        return f"{self.base}/oembed?{urlencode({'url': address, 'format': 'json'})}"

    @property
    def feed(self) -> str:
        """Path of the feed of changes."""
        return f"{self.base}/feed.xml"

    @property
    def manifest(self) -> str:
        """Path of the manifest of the web application."""
        return f"{self.base}/manifest.webmanifest"


def _after(query: str) -> str:
    return f"?{query}" if query else ""
