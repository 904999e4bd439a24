"""A package is read from its own folder only: no other file is opened, no address requested."""

import os
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from conflict_atlas.claims.check.package_check import check_package, load_known
from conflict_atlas.claims.check.package_warnings import warn
from conflict_atlas.claims.folder import LARGEST, read_file
from conflict_atlas.fault import PackageError


class Listener:
    """Counts connections to a port of the loopback interface, and closes them."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/asked"
        self.connections = 0
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        with suppress(OSError):  # the socket is closed at the end of the test
            while True:
                connection, _ = self.socket.accept()
                self.connections += 1
                connection.close()

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(timeout=10)


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


def _table(content: Any) -> Any:
    return content["resources"][0]


def _field(content: Any) -> Any:
    return _table(content)["schema"]["fields"][0]


# Places of a descriptor where the standard, or a validator, may accept an address or a path.
ADDRESSES: dict[str, Callable[[Any, str], object]] = {
    "$schema": lambda d, a: d.update({"$schema": a}),
    "profile": lambda d, a: d.update(profile=a),
    "dialect of the package": lambda d, a: d.update(dialect=a),
    "homepage": lambda d, a: d.update(homepage=a),
    "image": lambda d, a: d.update(image=a),
    "sources": lambda d, a: d.update(sources=[{"title": "x", "path": a}]),
    "licence": lambda d, a: d["licenses"][0].update(path=a),
    "resources": lambda d, a: d.update(resources=a),
    "resource": lambda d, a: d["resources"].append(a),
    "path": lambda d, a: _table(d).update(path=a),
    "paths": lambda d, a: _table(d).update(path=[_table(d)["path"], a]),
    "extra paths": lambda d, a: _table(d).update(extrapaths=[a]),
    "data": lambda d, a: _table(d).update(data=a),
    "scheme": lambda d, a: _table(d).update(scheme="http", path=a),
    "profile of a table": lambda d, a: _table(d).update(profile=a),
    "$schema of a table": lambda d, a: _table(d).update({"$schema": a}),
    "schema": lambda d, a: _table(d).update(schema=a),
    "dialect": lambda d, a: _table(d).update(dialect=a),
    "jsonschema": lambda d, a: _table(d).update(jsonschema=a),
    "checklist": lambda d, a: _table(d).update(checklist=a),
    "$schema of a schema": lambda d, a: _table(d)["schema"].update({"$schema": a}),
    "$ref of a schema": lambda d, a: _table(d)["schema"].update({"$ref": a}),
    "foreign key": lambda d, a: _table(d)["schema"]["foreignKeys"][0]["reference"].update(
        resource=a
    ),
    "kind of a column": lambda d, a: _field(d).update(rdfType=a),
    "codes of a column": lambda d, a: _field(d).update(categories=a),
    "basemap": lambda d, a: d["map"].update(basemap=a),
}


@pytest.mark.parametrize("where", ADDRESSES)
def test_no_address_of_a_descriptor_is_asked(editor, listener: Listener, where: str):
    editor.descriptor(lambda content: ADDRESSES[where](content, listener.address))
    check_package(editor.path)
    with suppress(PackageError):  # as at the start of the dashboard
        warn(load_known(editor.path))
    assert listener.connections == 0


def test_one_who_asks_is_counted(listener: Listener):
    with pytest.raises(OSError):  # noqa: PT011 - the kind depends on when it is closed
        urllib.request.urlopen(listener.address, timeout=10)  # noqa: S310 - our own
    assert listener.connections == 1


@pytest.mark.parametrize("where", ["path", "schema", "dialect", "basemap", "data"])
@pytest.mark.parametrize("path", ["../{name}", "{folder}/{name}", "file://{folder}/{name}"])
def test_no_file_outside_is_opened(editor, tmp_path: Path, where: str, path: str):
    pipe = tmp_path / "outside.json"
    os.mkfifo(pipe)  # opening it carelessly waits for a writer forever
    named = path.format(name=pipe.name, folder=tmp_path)
    editor.descriptor(lambda content: ADDRESSES[where](content, named))
    assert {fault.file for fault in check_package(editor.path)} == {"datapackage.json"}


def test_a_link_is_not_followed(editor, tmp_path: Path):
    kept = tmp_path / "kept.csv"
    (editor.path / "actors.csv").rename(kept)
    (editor.path / "actors.csv").symlink_to(kept)
    (fault,) = check_package(editor.path)
    assert (fault.file, fault.reason) == ("actors.csv", "a link: expected the file itself")


def test_a_file_without_end_is_read_to_a_limit(editor):
    with (editor.path / "actors.csv").open("wb") as file:
        file.truncate(LARGEST + 1)  # a sparse file: no byte is written
    with pytest.raises(PackageError, match="at most 50,000,000 bytes"):
        read_file(editor.path, "actors.csv")
