"""The small font of icons draws every icon that a page can show."""

from pathlib import Path

import pytest
from PIL import ImageFont
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit import file_util

from conflict_atlas.views.maps.map_assets import ASSETS
from conflict_atlas.web.icon_font import ASKED, FILE, NAMED, OWN, IconFont, named_by_streamlit

ROOT = Path(__file__).resolve().parents[2]
STATIC = Path(file_util.get_static_dir())
EM = 40
CODE = [*(ROOT / "src").rglob("*.py"), *(ROOT / "pages").glob("*.py")]


def test_the_icons_of_this_project_are_listed():
    ours = {name for file in CODE for name in NAMED.findall(file.read_text("utf-8"))}
    assert ours
    assert set(OWN) >= ours


@pytest.mark.parametrize("name", sorted(named_by_streamlit(STATIC) | set(OWN)))
def test_an_icon_is_drawn_and_not_its_name(name: str):
    """Its letters are drawn as one sign, as wide as it is high."""
    font = ImageFont.truetype(ASSETS / FILE, EM, layout_engine=ImageFont.Layout.RAQM)
    assert font.getlength(name) == EM
    assert font.getmask(name).getbbox()


def test_streamlits_font_has_the_name_that_is_looked_for():
    names = [file.name for file in STATIC.glob("static/media/MaterialSymbols*")]
    assert [name for name in names if ASKED.fullmatch(f"/static/media/{name}")] == names != []


def test_the_small_font_is_sent_in_its_place(client_of):
    async def answer(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.url.path)

    inner = Starlette(routes=[Route("/{path:path}", answer)])
    client = client_of(IconFont(inner, "/base", "/base/assets/abc/atlas"))
    path = "/base/static/media/MaterialSymbols-Rounded.nEdyypZU.woff2"
    assert client.get(path).text == "/base/assets/abc/atlas/icons.woff2"
    for other in (path.removeprefix("/base"), f"{path}.map", "/base/static/media/other.woff2"):
        assert client.get(other).text == other
