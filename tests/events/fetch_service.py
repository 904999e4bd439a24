"""A server on this machine that imitates a service from which events are fetched."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

FILES = Path(__file__).parent / "files"
UCDP = (FILES / "ucdp_ged_invented.csv").read_bytes()
SECRET = "a-secret-that-nobody-may-see"  # noqa: S105 - invented
Answer = tuple[int, dict[str, str], bytes]


class Service:
    """A server on this machine: its answers by path, and the requests it got."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.url = ""


def gives(content: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], Answer]:
    return lambda _: (200, {name.replace("_", "-"): v for name, v in headers.items()}, content)


def gives_json(held: object) -> Callable[[BaseHTTPRequestHandler], Answer]:
    return gives(json.dumps(held).encode())


def held_by(root: Path) -> bytes:
    return b"".join(file.read_bytes() for file in root.rglob("*") if file.is_file())
