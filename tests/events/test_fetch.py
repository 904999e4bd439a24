"""Events from a network, as servers on this machine give them that answer as they are described."""

import csv
import gzip
import io
import json
import os
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from conflict_atlas.cli import main
from conflict_atlas.events.fetching import acled_api as acled
from conflict_atlas.events.fetching import hdx, ucdp
from conflict_atlas.events.fetching.download import download
from conflict_atlas.events.fetching.http import FetchError, plain
from conflict_atlas.events.fetching.wanted_events import Wanted
from conflict_atlas.events.store.dataset_folder import Folder

FILES = Path(__file__).parent / "files"
UCDP = (FILES / "ucdp_ged_invented.csv").read_bytes()
SECRET = "a-secret-that-nobody-may-see"  # noqa: S105 - invented
Answer = tuple[int, dict[str, str], bytes]


class Service:
    """A server on this machine: answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[BaseHTTPRequestHandler], Answer]] = {}
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.url = ""


@pytest.fixture
def service(monkeypatch) -> Iterator[Service]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    held = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode()
            held.asked.append((self.path, {n.lower(): v for n, v in self.headers.items()}, body))
            known = held.answers.get(urlsplit(self.path).path)
            status, headers, content = known(self) if known else (404, {}, b"")
            self.send_response(status)
            headers.setdefault("Content-Length", str(len(content)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815 - the name of the base class

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield held
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "events"
    monkeypatch.setenv("CONFLICT_ATLAS_EVENTS", str(folder))
    monkeypatch.delenv("CONFLICT_ATLAS_DATABASE", raising=False)
    for name in (ucdp.TOKEN_VARIABLE, acled.USER_VARIABLE, acled.PASSWORD_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    return folder


def _gives(content: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], Answer]:
    return lambda _: (200, {name.replace("_", "-"): v for name, v in headers.items()}, content)


def _json(held: object) -> Callable[[BaseHTTPRequestHandler], Answer]:
    return _gives(json.dumps(held).encode())


def _ranges(
    content: bytes, mark: str = '"v1"', breaks: int = 0
) -> Callable[[BaseHTTPRequestHandler], Answer]:
    """A file in parts, as RFC 9110 says; the first answer breaks off after so many bytes."""
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
    service.answers["/data/UCDP GED.csv.gz"] = _gives(gzip.compress(UCDP))
    address = f"{service.url}/data/UCDP%20GED.csv.gz"
    service.answers["/data/UCDP%20GED.csv.gz"] = service.answers["/data/UCDP GED.csv.gz"]
    assert main(["import", f"{address}?key={SECRET}"]) == 0
    (source,) = Folder(root).sources().values()
    assert (source.source_id, source.format, source.events) == ("ucdp-ged", "ucdp-ged", 5)
    assert source.address == address
    assert main(["sources"]) == 0
    assert f"from: {address}" in capsys.readouterr().out
    assert _everything(root).count(SECRET.encode()) == 0
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
    service.answers["/get"] = _gives(b"x", Content_Disposition=said)
    assert download(f"{service.url}/get", tmp_path).name == "منبج.csv"
    service.answers["/get"] = _gives(b"x", Content_Disposition='attachment; filename="../../a.csv"')
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


def _archive(rows: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("GEDEvent_v26_1.csv", rows)
    return held.getvalue()


def test_ucdp_from_its_archive_by_country_and_year(service, root, capsys):
    rows = UCDP.decode().splitlines()
    rows[2] = rows[2].replace("Syria", "Atlantis (Old Atlantis)")
    rows[3] = rows[3].replace("2016-06", "2013-06")
    service.answers["/downloads/ged/ged261-csv.zip"] = _gives(_archive("\n".join(rows).encode()))
    call = ["fetch", "ucdp", "--server", service.url, "--from", "2014"]
    assert main([*call, "--country", "syria"]) == 0
    (source,) = Folder(root).sources().values()
    assert source.source_id == "ucdp-ged-26-1-syria-2014"
    assert source.address == f"{service.url}/downloads/ged/ged261-csv.zip"
    assert (source.format, source.rows_read, source.events) == ("ucdp-ged", 3, 3)
    assert main([*call, "--country", "Atlantis", "--source", "y"]) == 0
    capsys.readouterr()
    assert main([*call, "--country", "Syrian Arab Republic"]) == 1
    assert (
        "no event is in Syrian Arab Republic; names that are like it: Syria"
        in capsys.readouterr().err
    )
    assert main([*call[:-2], "--release", "99.9"]) == 1
    assert "answers 404" in capsys.readouterr().err


def test_ucdp_from_its_api_page_by_page(service, root, monkeypatch, capsys):
    records = list(csv.DictReader(io.StringIO(UCDP.decode())))
    following = f"{service.url}/next"
    service.answers["/api/gedevents/26.1"] = _json(
        {
            "TotalCount": 6,
            "TotalPages": 2,
            "PreviousPageUrl": "",
            "NextPageUrl": following,
            "Result": records[:4],
        }
    )
    service.answers["/next"] = _json({"NextPageUrl": "", "Result": records[4:]})
    monkeypatch.setenv(ucdp.TOKEN_VARIABLE, SECRET)
    call = [
        "fetch",
        "ucdp",
        "--server",
        service.url,
        "--from",
        "2014",
        "--to",
        "2017",
        "--source",
        "u",
    ]
    assert main([*call, "--country", "Syria"]) == 0
    (source,) = Folder(root).sources().values()
    assert (source.format, source.events) == ("ucdp-ged", 5)
    query = parse_qs(urlsplit(service.asked[0][0]).query)
    assert query == {
        "pagesize": ["1000"],
        "page": ["0"],
        "StartDate": ["2014-01-01"],
        "EndDate": ["2017-12-31"],
    }
    assert [asked[1]["x-ucdp-access-token"] for asked in service.asked] == [SECRET, SECRET]
    out, err = capsys.readouterr()
    assert SECRET not in out + err
    assert SECRET.encode() not in _everything(root)


def test_numbers_of_countries_are_asked_of_the_api(service, tmp_path):
    service.answers["/api/gedevents/26.1"] = _json(
        {
            "NextPageUrl": None,
            "Result": [{"country": "Iraq", "country_id": 645, "date_start": "2014"}],
        }
    )
    ucdp.from_api(tmp_path, Wanted(("645",)), SECRET, server=service.url)
    assert parse_qs(urlsplit(service.asked[0][0]).query)["Country"] == ["645"]


def test_a_token_goes_to_its_own_host_only(service, tmp_path):
    service.answers["/api/gedevents/26.1"] = _json(
        {"NextPageUrl": "http://localhost:1/x", "Result": []}
    )
    with pytest.raises(FetchError, match="the token stays here"):
        ucdp.from_api(tmp_path, Wanted(), SECRET, server=service.url)
    other = service.url.replace("127.0.0.1", "localhost")
    service.answers["/api/gedevents/26.1"] = lambda _: (302, {"Location": f"{other}/there"}, b"")
    service.answers["/there"] = _json({"NextPageUrl": "", "Result": []})
    ucdp.from_api(tmp_path, Wanted(), SECRET, server=service.url)
    assert "x-ucdp-access-token" not in service.asked[-1][1]


def _acled(service: Service) -> None:
    def token(_asked: BaseHTTPRequestHandler) -> Answer:
        form = parse_qs(service.asked[-1][2])
        right = form == {
            "username": ["me@example.org"], "password": [SECRET], "grant_type": ["password"],
            "client_id": ["acled"],
        }  # fmt: skip
        content = {"token_type": "Bearer", "expires_in": 86400, "access_token": f"token-{SECRET}"}
        return (200, {}, json.dumps(content).encode()) if right else (400, {}, b"{}")

    def read(asked: BaseHTTPRequestHandler) -> Answer:
        if asked.headers.get("Authorization") != f"Bearer token-{SECRET}":
            return 403, {}, b"{}"
        text = (FILES / "acled_invented.csv").read_text("utf-8")
        rows = list(csv.DictReader(io.StringIO(text)))[:3]
        query = parse_qs(urlsplit(asked.path).query)
        size, page = int(query["limit"][0]), int(query["page"][0])
        held = rows[size * (page - 1) : size * page]
        content = {"status": 200, "success": True, "count": len(held), "data": held}
        return 200, {}, json.dumps(content).encode()

    service.answers["/oauth/token"], service.answers["/api/acled/read"] = token, read


def test_acled_by_oauth_page_by_page(service, root, monkeypatch, capsys):
    _acled(service)
    monkeypatch.setenv(acled.USER_VARIABLE, "me@example.org")
    call = [
        "fetch",
        "acled",
        "--server",
        service.url,
        "--country",
        "Syria",
        "--country",
        "Iraq",
        "--from",
        "2023",
    ]
    assert main(call) == 1
    assert acled.PASSWORD_VARIABLE in capsys.readouterr().err
    monkeypatch.setenv(acled.PASSWORD_VARIABLE, SECRET)
    assert main(call) == 0
    (source,) = Folder(root).sources().values()
    assert (source.source_id, source.format, source.events) == ("acled-syria-iraq-2023", "acled", 3)
    query = parse_qs(urlsplit(service.asked[-1][0]).query, keep_blank_values=True)
    assert query["country"] == ["Syria:OR:country=Iraq"]
    assert query["event_date"] == ["2023-01-01|9999-12-31"]
    out, err = capsys.readouterr()
    assert SECRET not in out + err
    assert SECRET.encode() not in _everything(root)
    account = acled.Account("me@example.org", SECRET)
    assert SECRET not in repr(account)
    found, _ = acled.from_api(root, Wanted(), account, server=service.url, page=2)
    assert len(found.path.read_text("utf-8").splitlines()) == 3
    monkeypatch.setenv(acled.PASSWORD_VARIABLE, "wrong")
    assert main(call) == 1
    assert "answers 400" in capsys.readouterr().err


def test_a_dataset_of_hdx_with_its_title_and_licence(service, root, capsys):
    files = [
        {"name": "events.csv", "format": "CSV", "url": f"{service.url}/files/events.csv"},
        {"name": "notes.pdf", "format": "PDF", "url": f"{service.url}/files/notes.pdf"},
    ]
    package = {
        "title": "Invented events", "license_title": "CC BY-IGO", "resources": files,
        "dataset_source": "Invented Agency", "organization": {"title": "Office"},
    }  # fmt: skip
    service.answers["/api/3/action/package_show"] = _json({"success": True, "result": package})
    service.answers["/files/events.csv"] = _gives((FILES / "hxl_invented.csv").read_bytes())
    assert main(["fetch", "hdx", "invented-events", "--server", service.url]) == 0
    assert service.asked[0][0].endswith("package_show?id=invented-events")
    (source,) = Folder(root).sources().values()
    assert (source.source_id, source.events) == ("invented-events", 2)
    assert (source.title, source.licence) == ("Invented events", "CC BY-IGO")
    assert source.attribution == "Invented Agency, through HDX"
    files.append({"name": "more.csv", "format": "CSV", "url": f"{service.url}/files/more.csv"})
    service.answers["/api/3/action/package_show"] = _json({"success": True, "result": package})
    with pytest.raises(FetchError, match=r"has these files: events\.csv \(CSV\).*--resource"):
        hdx.fetch(root, "invented-events", "", server=service.url)
    hdx.fetch(root, "invented-events", "events.csv", server=service.url)
    service.answers["/api/3/action/package_show"] = _json({"success": False})
    capsys.readouterr()
    assert main(["fetch", "hdx", "nothing", "--server", service.url]) == 1
    assert "knows no dataset nothing" in capsys.readouterr().err


def test_a_service_without_a_network_is_told(root, capsys, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for call in (["ucdp"], ["hdx", "x"]):
        assert main(["fetch", *call, "--server", "http://127.0.0.1:1"]) == 1
        assert "is there a network?" in capsys.readouterr().err
    assert not list(root.glob("*.json"))


def test_addresses_are_shown_without_names_and_keys():
    assert plain("https://me:word@example.org:8/a/b?key=x#y") == "https://example.org:8/a/b"


def _everything(root: Path) -> bytes:
    return b"".join(file.read_bytes() for file in root.rglob("*") if file.is_file())
