"""What the routes know of their server: its site, read on first use, and its addresses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from conflict_atlas.hosting.sessions import Sessions
from conflict_atlas.link.pages import pages_of
from conflict_atlas.web.public_address import find_root

if TYPE_CHECKING:  # they import pandas, and the server should listen before that
    from conflict_atlas.reading.addresses import Addresses
    from conflict_atlas.reading.site import Site


@dataclass(eq=False)
class Host:
    """The server: its path prefix, the path of our own files, its public address.

    ``find`` reads the site, which takes a second; it is called once. ``sessions`` says whether live
    pages have room for one more reader; ``edition`` is the address of the built reading edition.
    """

    base: str
    assets: str
    public: str
    find: "Callable[[], Site]"
    sessions: Sessions = field(default_factory=Sessions)
    edition: str = ""
    _site: "Site | None" = None
    _lock: Lock = field(default_factory=Lock)

    async def site(self) -> "Site":
        """The site; waits until it is read."""
        return await run_in_threadpool(self.read) if self._site is None else self._site

    def addresses(self, request: Request) -> "Addresses":
        """The addresses as seen by the reader who sent a request."""
        from conflict_atlas.reading.addresses import Addresses  # noqa: PLC0415 - brings pandas

        root = find_root(request.scope, self.base, self.public)
        first = pages_of(self.read().package)[0].name
        return Addresses(root, self.base, self.assets, edition=self.edition, first=first)

    def read(self) -> "Site":
        """Read the site once; other threads wait meanwhile."""
        with self._lock:
            site = self._site = self._site or self.find()
        return site
