"""Everything outside Streamlit's sessions, requested in this process without a network."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest
from own_loop import run
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Message

from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.reading.site import Site
from conflict_atlas.web.host import Host
from conflict_atlas.web.picture_routes import Studio
from conflict_atlas.web.web_app import build

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "https://atlas.example"


@dataclass
class Answer:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def page(self) -> "Elements":
        return Elements.of(self.text)


@dataclass
class Elements(HTMLParser):
    """A page as crawlers read it: elements with their attributes, and all texts."""

    found: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    @staticmethod
    def of(text: str) -> "Elements":
        made = Elements()
        made.feed(text)
        made.close()
        return made

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]

    def meta(self, name: str) -> str:
        """Content of a meta element by property or name, which must occur once."""
        [content] = [
            one["content"]
            for one in self.all("meta")
            if name in (one.get("property"), one.get("name"))
        ]
        return content

    def link(self, relation: str) -> list[str]:
        return [one["href"] for one in self.all("link") if one.get("rel") == relation]

    @property
    def title(self) -> str:
        return self.texts[self.texts.index(next(t for t in self.texts if t.strip()))].strip()


@dataclass
class Client:
    """Sends requests to an app; ``host`` and other headers are the request's."""

    app: ASGIApp

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        return run(self.ask(address, method, **headers))

    async def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        path, _, query = address.partition("?")
        named = {"host": "127.0.0.1:8501"} | {k.replace("_", "-"): v for k, v in headers.items()}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
            "scheme": "http", "path": path, "raw_path": path.encode(), "root_path": "",
            "query_string": query.encode(), "server": ("127.0.0.1", 8501),
            "client": ("127.0.0.1", 5000),
            "headers": [(k.encode(), v.encode()) for k, v in named.items()],
        }  # fmt: skip
        return await self._ask(scope)

    async def _ask(self, scope: dict[str, object]) -> Answer:
        parts: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            parts.append(message)

        await self.app(scope, receive, send)
        start = parts[0]
        headers = {k.decode().lower(): v.decode() for k, v in start["headers"]}
        body = b"".join(part.get("body", b"") for part in parts[1:])
        return Answer(start["status"], headers, body)


@pytest.fixture(scope="session")
def client_of() -> Callable[[ASGIApp], Client]:
    """Give a function that sends requests to an app."""
    return Client


Read = Callable[..., Client]


@pytest.fixture(scope="session")
def read() -> Read:
    """Give a function that reads a package and serves it."""

    def read(
        package: Package,
        base: str = "",
        public: str = PUBLIC,
        edition: str = "",
        studio: Studio | None = None,
    ) -> Client:
        own = f"{base}/assets/abc/atlas"
        find = partial(Site, package, offer(package))
        host = Host(base, own, public, find, edition=edition)
        return Client(Starlette(routes=[Mount("/", app=build(host, studio))]))

    return read


@pytest.fixture(scope="session")
def real(read: Read, real_package: Package) -> Client:
    return read(real_package)


@pytest.fixture(scope="session")
def invented(read: Read, invented_package: Package) -> Client:
    return read(invented_package)


@pytest.fixture(scope="session")
def spoilt(read: Read, hostile: Package) -> Client:
    return read(hostile)
