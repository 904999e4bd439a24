"""Drawings of both packages, made as on the server."""

from collections.abc import Callable

import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.pictures import picture_of_link
from conflict_atlas.pictures.drawing import Drawing
from conflict_atlas.pictures.picture_request import PictureRequest
from conflict_atlas.reading import picture_caption
from conflict_atlas.reading.addresses import Addresses

ADDRESSES = Addresses("https://atlas.example", "", "/assets/abc/atlas")


Make = Callable[[Package, PictureRequest], tuple[Drawing, bytes]]


@pytest.fixture(scope="session")
def make() -> Make:
    """Give a function that draws a picture and writes it."""

    def make(package: Package, request: PictureRequest) -> tuple[Drawing, bytes]:
        caption = picture_caption.caption(package, ADDRESSES, request)
        drawing = picture_of_link.draw(package, request, caption)
        return drawing, picture_of_link.write(drawing, request)

    return make
