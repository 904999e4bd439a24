"""Read ten links as a crawler does: print their heads, put their pictures on one sheet."""

import io
import os
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.request import urlopen

from PIL import Image

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "benchmarks"))

from server import ATLAS, Server  # started as for the benchmarks

PUBLIC = "https://atlas.example/"  # shown in the pictures in place of this machine's own address
CLAIM = "manbij-strikes-july-2016-deaths"
LINKS = (
    "",
    f"?claim={CLAIM}",
    "?type=Casualties&from=2016-07-01",
    "timeline?actor=SDF",
    "displacement",
    "costs",
    "actors?claim=<b>broken</b>",
    f"claim/{CLAIM}",
    "claim",
    "about",
)
ACROSS, WIDTH, HEIGHT, GAP = 2, 600, 315, 12


@dataclass
class Head(HTMLParser):
    """What a crawler reads of a page: its title and its meta elements."""

    said: dict[str, str] = field(default_factory=dict)
    is_title: bool = False

    def __post_init__(self) -> None:
        """Set the parser up."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a meta element, or the link to the canonical address."""
        given = {name: value or "" for name, value in attrs}
        self.is_title = tag == "title" and "title" not in self.said
        if tag == "meta" and "content" in given:
            name = given.get("property") or given.get("name", "")
            self.said.setdefault(name, given["content"])
        elif tag == "link" and given.get("rel") == "canonical":
            self.said["canonical"] = given.get("href", "")

    def handle_data(self, data: str) -> None:
        """Take the title."""
        if self.is_title:
            self.said["title"] = data
            self.is_title = False


def fetch(address: str) -> bytes:
    """Fetch an address of the started server."""
    with urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
        content: bytes = answer.read()
    return content


def main() -> None:
    """Start a server, read the links, write the sheet."""
    pictures = []
    environment = os.environ | {"CONFLICT_ATLAS_URL": PUBLIC}
    with Server(ATLAS, environment=environment) as server:
        server.wait()
        for link in LINKS:
            head = Head()
            head.feed(fetch(f"{server.address}{link}").decode())
            print(f"/{link}")
            for name in ("title", "description", "canonical", "og:image"):
                print(f"  {name}: {head.said.get(name, '-')}")
            if "og:image" in head.said:
                here = head.said["og:image"].replace(PUBLIC, server.address)
                pictures.append(Image.open(io.BytesIO(fetch(here))))
    rows = -(-len(pictures) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * (WIDTH + GAP) + GAP, rows * (HEIGHT + GAP) + GAP), "#888888")
    for number, picture in enumerate(pictures):
        row, column = divmod(number, ACROSS)
        small = picture.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        sheet.paste(small, (GAP + column * (WIDTH + GAP), GAP + row * (HEIGHT + GAP)))
    target = HERE / "screenshots" / "previews.webp"
    sheet.save(target, quality=82, method=6)
    print(f"{target.relative_to(HERE.parent)}  {target.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
