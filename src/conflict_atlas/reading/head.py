"""The HTML head of an address, for previews, search engines and browsers."""

from dataclasses import dataclass
from html import escape

from conflict_atlas.reading.address_words import SITE
from conflict_atlas.views.look import DARK, LIGHT


@dataclass(frozen=True)
class Alternate:
    """The same content in another form."""

    media_type: str
    address: str
    title: str


@dataclass(frozen=True)
class Preview:
    """The picture of an address, for sites that show a link as a card."""

    address: str
    words: str
    width: int = 1200
    height: int = 630
    media_type: str = "image/jpeg"


@dataclass(frozen=True)
class Head:
    """The content of a head; texts are plain and are escaped when they are written.

    ``canonical`` and the preview's address are absolute, or "" where the server's public address
    is not known. ``icons`` is the address of the folder that holds them.
    """

    title: str
    sentence: str
    canonical: str
    icons: str
    manifest: str
    preview: Preview | None = None
    alternates: tuple[Alternate, ...] = ()
    kind: str = "website"
    is_indexed: bool = True

    @property
    def whole_title(self) -> str:
        """Title with the name of the site, as shown on a browser tab."""
        return self.title if self.title == SITE else f"{self.title} · {SITE}"


def write(head: Head) -> str:
    """Write the elements of a head, except the encoding, which every page declares itself."""
    return "\n".join(
        (
            f"<title>{escape(head.whole_title)}</title>",
            _meta("name", "description", head.sentence),
            *([] if head.is_indexed else [_meta("name", "robots", "noindex")]),
            *([_link("canonical", head.canonical)] if head.canonical else []),
            *_cards(head),
            *_looks(head),
            *(
                _link("alternate", one.address, type=one.media_type, title=one.title)
                for one in head.alternates
            ),
        )
    )


def _cards(head: Head) -> list[str]:
    """Open Graph tags, and Twitter's where they differ."""
    said = {
        "og:site_name": SITE,
        "og:type": head.kind,
        "og:locale": "en",
        "og:title": head.title,
        "og:description": head.sentence,
        "og:url": head.canonical,
    }
    card = {"twitter:title": head.title, "twitter:description": head.sentence}
    preview = head.preview
    if preview and preview.address:
        said |= {
            "og:image": preview.address,
            "og:image:type": preview.media_type,
            "og:image:width": str(preview.width),
            "og:image:height": str(preview.height),
            "og:image:alt": preview.words,
        }
        card |= {"twitter:image": preview.address, "twitter:image:alt": preview.words}
    size = "summary_large_image" if preview else "summary"
    return [
        *(_meta("property", name, text) for name, text in said.items() if text),
        *(_meta("name", name, text) for name, text in {"twitter:card": size, **card}.items()),
    ]


def _looks(head: Head) -> list[str]:
    """Colours for the browser's own controls around the page, and icons."""
    return [
        f'<meta name="theme-color" media="(prefers-color-scheme: light)" content="{LIGHT.paper}">',
        f'<meta name="theme-color" media="(prefers-color-scheme: dark)" content="{DARK.paper}">',
        _link("icon", f"{head.icons}/icon.svg", type="image/svg+xml"),
        _link("icon", f"{head.icons}/icon-32.png", type="image/png", sizes="32x32"),
        _link("apple-touch-icon", f"{head.icons}/icon-180.png"),
        _link("manifest", head.manifest),
    ]


def _meta(key: str, name: str, text: str) -> str:
    return f'<meta {key}="{name}" content="{escape(text)}">'


def _link(relation: str, address: str, **more: str) -> str:
    extra = "".join(f' {name}="{escape(text)}"' for name, text in more.items())
    return f'<link rel="{relation}" href="{escape(address)}"{extra}>'
