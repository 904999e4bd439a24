"""Downloads: resumed, begun again, refused over the limit, named."""

import gzip
import os
import re
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest
from fetch_service import SECRET, UCDP, Answer, gives, held_by

from conflict_atlas.cli import main
from conflict_atlas.events.fetching.download import download
from conflict_atlas.events.fetching.http import FetchError, without_secrets
from conflict_atlas.events.store.dataset_folder import Folder


def _ranges(
    content: bytes, mark: str = '"v1"', breaks: int = 0
) -> Callable[[BaseHTTPRequestHandler], Answer]:
    """A file in parts as in RFC 9110; the first answer breaks off after some bytes."""
    left = [breaks]

    def answer(asked: BaseHTTPRequestHandler) -> Answer:
        begin, status = 0, 200
        wanted = asked.headers.get("Range", "")
        if wanted and asked.headers.get("If-Range") == mark:
            begin, status = int(wanted.removeprefix("bytes=").partition("-")[0]), 206
            if begin >= len(content):
                return 416, {}, b""
        whole = content[begin:]
        headers = {"ETag": mark, "Content-Length": str(len(whole))}
        if status == 206:
            headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        sent, left[0] = (whole[: left[0]] if left[0] else whole), 0
        return status, headers, sent

    return answer


def test_an_address_is_imported_and_kept_as_its_source(service, root, capsys):
    service.answers["/data/UCDP GED.csv.gz"] = gives(gzip.compress(UCDP))
    address = f"{service.url}/data/UCDP%20GED.csv.gz"
    service.answers["/data/UCDP%20GED.csv.gz"] = service.answers["/data/UCDP GED.csv.gz"]
    assert main(["import", f"{address}?key={SECRET}"]) == 0
    (source,) = Folder(root).sources().values()
    assert (source.source_id, source.format, source.events) == ("ucdp-ged", "ucdp-ged", 5)
    assert source.address == address
    assert main(["sources"]) == 0
    assert f"from: {address}" in capsys.readouterr().out
    assert held_by(root).count(SECRET.encode()) == 0
    assert list((root / ".downloads").iterdir()) == []


def test_a_download_that_breaks_off_is_gone_on_with(service, tmp_path):
    content = os.urandom(700_000)
    service.answers["/x"] = _ranges(content, breaks=300_000)
    told: list[tuple[int, int]] = []
    found = download(f"{service.url}/x", tmp_path, tell=lambda *one: told.append(one))
    assert found.path.read_bytes() == content
    assert service.asked[1][1]["range"] == "bytes=300000-"
    assert told[-1] == (700_000, 700_000)


@pytest.mark.parametrize("mark", ['"v2"', 'W/"v1"'])
def test_a_file_that_has_changed_since_is_begun_again(service, tmp_path, mark):
    service.answers["/x"] = lambda _: (200, {"ETag": '"v1"', "Content-Length": "99"}, b"old")
    with pytest.raises(FetchError, match=r"broke off .* the same command goes on"):
        download(f"{service.url}/x", tmp_path)
    service.answers["/x"] = _ranges(b"new content", mark)
    assert download(f"{service.url}/x", tmp_path).path.read_bytes() == b"new content"


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_over_the_limit_is_refused(service, tmp_path, announced):
    headers = {} if announced else {"Transfer-Encoding": "identity", "Content-Length": "0"}
    big = b"x" * 3_000_000
    service.answers["/x"] = lambda _: (200, dict(headers), big)
    if announced:
        with pytest.raises(FetchError, match=r"more than 1 MB: --limit"):
            download(f"{service.url}/x", tmp_path, limit=1 << 20)
        assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 2 << 20


def test_the_server_names_the_file(service, tmp_path):
    said = "attachment; filename*=UTF-8''%D9%85%D9%86%D8%A8%D8%AC.csv"
    service.answers["/get"] = gives(b"x", Content_Disposition=said)
    assert download(f"{service.url}/get", tmp_path).name == "منبج.csv"
    service.answers["/get"] = gives(b"x", Content_Disposition='attachment; filename="../../a.csv"')
    assert download(f"{service.url}/get", tmp_path).name == "a.csv"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:1/x.csv", "cannot be reached .* is there a network"),
        ("{url}/nothing", "answers 404 Not Found"),
        ("{url}/away", "leads to an address that is not of the web|cannot be reached|answers"),
    ],
)
def test_what_does_not_answer_is_one_line(service, root, capsys, address, words):
    service.answers["/away"] = lambda _: (302, {"Location": "file:///etc/passwd"}, b"")
    assert main(["import", address.format(url=service.url)]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert re.search(words, said)
    assert not list(root.glob("*.json"))


def test_addresses_are_shown_without_names_and_keys():
    assert (
        without_secrets("https://me:word@example.org:8/a/b?key=x#y") == "https://example.org:8/a/b"
    )
