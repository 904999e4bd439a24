"""The files of the folder, each with its path and its bytes, in a fixed order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TypeVar
from urllib.parse import urlsplit

from conflict_atlas.api import area_counts, claims, figures, sources
from conflict_atlas.api.parameters import AreaQuery, FeatureQuery, RowQuery
from conflict_atlas.api.response import RowPage
from conflict_atlas.edition.folder_addresses import FolderAddresses
from conflict_atlas.link.link_request import LinkRequest
from conflict_atlas.link.pages import BY_NAME, Page, pages_of
from conflict_atlas.pictures import picture_of_link
from conflict_atlas.pictures.picture_request import MAP, PictureRequest
from conflict_atlas.reading import (
    about_page,
    chart_page,
    claim_index,
    claim_page,
    crawlers,
    feed,
    not_found_page,
    picture_caption,
    start_page,
    web_manifest,
)
from conflict_atlas.reading.site import Site
from conflict_atlas.views.maps.map_assets import ASSETS

File = tuple[str, bytes]
ListQuery = TypeVar("ListQuery", FeatureQuery, RowQuery, AreaQuery)
LATEST = "latest"


@dataclass(frozen=True)
class Published:
    """The public addresses of the folder and of the running atlas; "" for what is unknown."""

    address: str = ""
    live: str = ""

    def addresses(self, site: Site, up: str) -> FolderAddresses:
        """Addresses for a page from which ``up`` is the way to the folder of its data version."""
        root = f"{self.address}/{LATEST}" if self.address else ""
        first = pages_of(site.package)[0].name
        return FolderAddresses(
            root, up, f"{up}assets", edition=self.address, first=first, live=self.live
        )

    @property
    def path(self) -> str:
        """Path of the folder on its host, for the page that the host shows at unknown addresses."""
        return urlsplit(self.address).path


def of_version(site: Site, published: Published) -> Iterator[File]:
    """Write the folder of a data version; nothing in it depends on its address."""
    yield from _pages(site, published)
    yield from _pictures(site, published)
    yield from _answers(site)
    for file in [ASSETS / "icon.svg", *sorted(ASSETS.glob("icon-*.png"))]:
        yield f"assets/{file.name}", file.read_bytes()


def around(site: Site, published: Published) -> Iterator[File]:
    """Write the files next to the versions, for hosts and crawlers."""
    latest = published.addresses(site, "")
    anywhere = published.addresses(site, f"{published.path}/{LATEST}/")
    yield "404.html", not_found_page.write(site, anywhere).encode()
    yield "sitemap.xml", crawlers.sitemap(site, anywhere).encode()
    yield "robots.txt", _robots(published)
    yield "index.html", _forward(site.package.title, f"{LATEST}/{latest.home}")


def _pages(site: Site, published: Published) -> Iterator[File]:
    here = published.addresses(site, "")
    yield here.home, start_page.write(site, here).encode()
    yield "manifest.webmanifest", web_manifest.write(site, here).encode()
    yield here.feed, feed.write(site, here).encode()
    yield here.claims, claim_index.write(site, here).encode()
    for page in here.pages:
        yield here.page(page.name), _page(site, here, page).encode()
    below = published.addresses(site, "../")
    for claim_id in site.options.claims:
        yield here.claim(claim_id), claim_page.write(site, below, claim_id).encode()


def _page(site: Site, addresses: FolderAddresses, page: Page) -> str:
    if page.name == "about":
        return about_page.write(site, addresses)
    return chart_page.write(site, addresses, page)


def _pictures(site: Site, published: Published) -> Iterator[File]:
    here = published.addresses(site, "")
    for page in here.pages:
        request = LinkRequest(page)
        yield here.picture(request), _picture(site, here, request, is_card=False)
    for claim_id in site.options.claims:
        request = LinkRequest(BY_NAME[MAP], claim=claim_id, params=(("claim", claim_id),))
        yield here.picture(request), _picture(site, here, request, is_card=True)
        if claim_page.has_map(site, claim_id):
            yield here.map_picture(request), _picture(site, here, request, is_card=False)


def _picture(
    site: Site, addresses: FolderAddresses, request: LinkRequest, *, is_card: bool
) -> bytes:
    asked = PictureRequest(request, is_card=is_card, form="jpg")
    caption = picture_caption.caption(site.package, addresses, asked)
    return picture_of_link.write(picture_of_link.draw(site.package, asked, caption), asked)


def _answers(site: Site) -> Iterator[File]:
    """Write the API's answers without a filter; events are only on a running server."""
    site = Site(site.package, site.options)
    for form in FeatureQuery.forms:
        yield f"api/claims.{form}", _whole(site, FeatureQuery, claims.write, form)
    for form in RowQuery.forms:
        yield f"api/figures.{form}", _whole(site, RowQuery, figures.write, form)
        yield f"api/area-counts.{form}", _whole(site, AreaQuery, area_counts.write, form)
        yield f"api/sources.{form}", _whole(site, RowQuery, sources.write, form)


def _whole(
    site: Site,
    query: type[ListQuery],
    write: Callable[[Site, ListQuery, str], RowPage],
    form: str,
) -> bytes:
    """Write all rows of a list at once, without paging."""
    asked = query.model_validate({"limit": "1"})
    total = write(site, asked, form).total
    return write(site, asked.model_copy(update={"limit": total}), form).body


def _robots(published: Published) -> bytes:
    sitemap = f"Sitemap: {published.address}/sitemap.xml\n" if published.address else ""
    return f"User-agent: *\nAllow: /\n{sitemap}".encode()


def _forward(title: str, to: str) -> bytes:
    title = escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="refresh" content="0;url={to}"></head>'
        f'<body><h1>{title}</h1><p><a href="{to}">The latest data version</a></p></body></html>\n'
    ).encode()
