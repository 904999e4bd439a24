"""A refusal has at most two kilobytes and the headers of all answers, whoever refuses."""

import socket
import urllib.error
import urllib.request

import pytest

from conflict_atlas.headers import HEADERS

MOST = 2_000  # bytes
REFUSED = [
    ("GET", "nowhere"),
    ("GET", "timeline/deeper"),
    ("GET", f"{'a' * 2_000}"),
    ("GET", "claim/none"),
    ("GET", "picture/nowhere.jpg"),
    ("GET", f"picture/map.jpg?q={'x' * 3_000}"),
    ("GET", "oembed?url=https%3A%2F%2Felsewhere.example%2F"),
    ("GET", "api/nowhere"),
    ("GET", f"api/claims?{'&'.join(f'n{n}=1' for n in range(900))}"),
    ("POST", "api/claims"),
    ("GET", "assets/none/atlas.js"),
    ("GET", "static/js/none.js"),
    ("GET", "media/none.csv"),
    ("GET", "component/none/index.html"),
    ("GET", "_stcore/none"),
    ("PUT", "_stcore/upload_file/none/none"),
    ("DELETE", "_stcore/upload_file/none/none"),
    ("POST", "timeline"),
    ("DELETE", "claim"),
    ("GET", "metrics"),
    ("GET", "_stcore/metrics"),
    ("GET", "_stcore/stream"),
]


@pytest.mark.parametrize(("method", "path"), REFUSED)
def test_a_refusal_is_small_and_has_all_headers(invented_url: str, method: str, path: str):
    body = b"x" * 100_000 if method in ("PUT", "POST") else None
    request = urllib.request.Request(f"{invented_url}/{path}", body, method=method)  # noqa: S310 - our own
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)  # noqa: S310 - our own
    assert 400 <= refused.value.code < 500, refused.value.code
    assert len(refused.value.read()) <= MOST
    assert {name: refused.value.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "sent",
    [
        b"nothing of HTTP\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        b"\r\n".join(
            (
                b"GET /_stcore/stream HTTP/1.1",
                b"Host: a",
                b"Upgrade: websocket",
                b"Connection: Upgrade",
                b"Sec-WebSocket-Version: 7",
                b"",
                b"",
            )
        ),
    ],
)
def test_neither_is_what_the_web_server_refuses(invented_url: str, sent: bytes):
    host, port = invented_url.removeprefix("http://").split(":")
    answer = b""
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall(sent)
        while part := line.recv(65_536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 4")
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = {line.lower() for line in head.decode("ascii").split("\r\n")}
    assert {f"{name}: {value}".lower() for name, value in HEADERS.items()} <= lines
    assert len(body) <= MOST


def test_the_page_for_what_is_nowhere_has_all_ways_back_and_the_look(invented_url: str):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{invented_url}/nowhere", timeout=30)  # noqa: S310 - our own
    text = refused.value.read().decode()
    for name in ("map", "timeline", "claims", "evidence", "events", "about", "claim"):
        assert f'href="/{name}"' in text
    assert "prefers-color-scheme:dark" in text
    assert "/icon.svg" in text
