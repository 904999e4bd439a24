"""Files of the pages: compressed once, kept, and with unchanged content."""

import asyncio
import gzip

import brotli
import pytest
from own_loop import run
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from conflict_atlas.web import pack_ahead, packing
from conflict_atlas.web.packing import Packing

SCRIPT = b"const words = 'the same again and again';\n" * 400
FILES = {
    "static/js/index.abc.js": (SCRIPT, "text/javascript; charset=utf-8"),
    "assets/abc/basemap/sea.geojson": (SCRIPT, "application/geo+json"),
    "component/x/main.css": (SCRIPT, "text/css"),
    "static/js/tiny.js": (b"1", "text/javascript"),
    "static/media/font.woff2": (SCRIPT, "font/woff2"),
    "assets/abc/relief.webp": (SCRIPT, "image/webp"),
    "api/claims": (SCRIPT, "application/geo+json"),
}


@pytest.fixture
def asked() -> list[str]:
    """Paths that reached the app itself, with the compression requested of it."""
    return []


@pytest.fixture
def packed() -> list[str]:
    """Compressions that were made."""
    return []


@pytest.fixture
def client(asked: list[str], packed: list[str], client_of):
    return serve(client_of, asked, packed)


def serve(client_of, asked: list[str], packed: list[str], **limits: int):
    async def answer(request: Request) -> Response:
        path = request.path_params["path"]
        asked.append(f"{path} {request.headers.get('accept-encoding', '')}".strip())
        if path not in FILES:
            return Response("nothing", 404, media_type="text/html")
        body, media_type = FILES[path]
        return Response(body, headers={"ETag": '"x"', "Cache-Control": "x"}, media_type=media_type)

    def note(body: bytes, how: str) -> bytes:
        packed.append(how)
        return packing.compress(body, how)

    files = Starlette(routes=[Route("/base/{path:path}", answer)])
    return client_of(Packing(files, "/base", compress=note, **limits))


@pytest.mark.parametrize("path", list(FILES)[:3])
@pytest.mark.parametrize(
    ("accepted", "unpack"),
    [("gzip, deflate, br, zstd", brotli.decompress), ("gzip, deflate", gzip.decompress)],
)
def test_a_text_travels_packed_and_is_the_same(client, path: str, accepted: str, unpack):
    answer = client.get(f"/base/{path}", accept_encoding=accepted)
    assert len(answer.body) < len(SCRIPT) / 10
    assert unpack(answer.body) == SCRIPT
    assert answer.headers["content-encoding"] == ("br" if "br" in accepted else "gzip")
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert answer.headers["etag"] == '"x"'
    assert answer.headers["cache-control"] == "x"
    assert "accept-encoding" in answer.headers["vary"].lower()


def test_a_file_is_asked_for_and_packed_once(client, asked, packed):
    path = "/base/static/js/index.abc.js"
    bodies = {client.get(path, accept_encoding="br").body for _ in range(3)}
    assert len(bodies) == 1
    client.get(path, accept_encoding="gzip")
    assert asked == ["static/js/index.abc.js"]  # and no compression is requested of it
    assert packed == ["br", "gzip"]


@pytest.mark.parametrize("path", list(FILES)[3:])
def test_what_is_small_packed_already_or_not_a_file_passes(client, path: str):
    answer = client.get(f"/base/{path}", accept_encoding="br, gzip")
    assert answer.status == 200
    assert answer.body == FILES[path][0]
    assert "content-encoding" not in answer.headers


def test_who_cannot_unpack_or_wants_a_part_or_has_it_is_answered_by_the_app(client, asked):
    path = "/base/static/js/index.abc.js"
    for headers in ({}, {"accept_encoding": "br;q=0, gzip;q=0"}, {"range": "bytes=0-9"},
                    {"if_none_match": '"x"'}):  # fmt: skip
        answer = client.get(path, **({"accept_encoding": "br"} | headers if headers else {}))
        assert "content-encoding" not in answer.headers
    assert len(asked) == 4


def test_what_is_not_there_is_neither_packed_nor_kept(client, asked):
    for _ in range(2):
        assert client.get("/base/static/js/gone.js", accept_encoding="br").status == 404
    assert len(asked) == 2


def test_head_has_no_body(client):
    path = "/base/static/js/index.abc.js"
    head, whole = (client.get(path, m, accept_encoding="br") for m in ("HEAD", "GET"))
    assert head.body == b""
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_many_at_once_wait_for_one_packing(client, packed):
    path = "/base/static/js/index.abc.js"
    client.get(path, accept_encoding="identity")
    client.get(path, accept_encoding="gzip")

    async def ask() -> list[bytes]:
        asked = [client.ask(path, accept_encoding="br") for _ in range(8)]
        return [answer.body for answer in await asyncio.gather(*asked)]

    assert len(set(run(ask()))) == 1
    assert packed == ["gzip", "br"]


def test_a_reader_who_leaves_does_not_cut_off_the_file_for_others(client_of):
    async def cuts_off(_scope: Scope, receive: Receive, send: Send) -> None:
        async def listen() -> bytes:
            try:
                await asyncio.wait_for(receive(), 0.01)
            except TimeoutError:
                return SCRIPT
            return b""

        headers = [(b"content-type", b"text/javascript"), (b"content-length", b"%d" % len(SCRIPT))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": await listen()})

    answer = client_of(Packing(cuts_off, "")).get("/static/js/x.js", accept_encoding="br")
    assert brotli.decompress(answer.body) == SCRIPT


def test_no_more_is_kept_than_the_limit(client_of, asked, packed):
    client = serve(client_of, asked, packed, most=len(SCRIPT) + 1)
    for _ in range(2):
        for path in list(FILES)[:2]:
            answer = client.get(f"/base/{path}", accept_encoding="br")
            assert brotli.decompress(answer.body) == SCRIPT
    assert asked.count("static/js/index.abc.js") == 1
    assert asked.count("assets/abc/basemap/sea.geojson") == 2


def test_the_large_scripts_of_the_pages_are_there():
    """There is one of each, unless an upgrade has renamed it."""
    names = [path.removeprefix("/static/js/").partition(".")[0] for path in pack_ahead.scripts()]
    assert names == list(pack_ahead.LOADED)


def test_they_are_packed_when_all_else_is_prepared():
    asked: list[str] = []

    async def app(scope: Scope, receive: Receive, _send: Send) -> None:
        asked.append(scope["path"])
        # A server that waits for readers to disconnect must not be kept busy by that.
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(receive(), 0.001)

    async def prepare() -> None:
        ready = asyncio.Event()
        running = asyncio.create_task(pack_ahead.run(app, "/base", ready, seconds=0))
        await asyncio.sleep(0)
        assert asked == []
        ready.set()
        await running

    run(prepare())
    assert asked == [f"/base{path}" for path in pack_ahead.scripts()]
