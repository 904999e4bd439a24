"""Events from UCDP, ACLED and HDX, from servers on this machine that follow their manuals."""

import csv
import io
import json
import zipfile
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

import pytest
from fetch_service import FILES, SECRET, UCDP, Answer, Service, gives, gives_json, held_by

from conflict_atlas.cli import main
from conflict_atlas.events.fetching import acled_api as acled
from conflict_atlas.events.fetching import hdx, ucdp
from conflict_atlas.events.fetching.http import FetchError
from conflict_atlas.events.fetching.wanted_events import Wanted
from conflict_atlas.events.store.dataset_folder import Folder


def _archive(rows: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("GEDEvent_v26_1.csv", rows)
    return held.getvalue()


def test_ucdp_from_its_archive_by_country_and_year(service, root, capsys):
    rows = UCDP.decode().splitlines()
    rows[2] = rows[2].replace("Syria", "Atlantis (Old Atlantis)")
    rows[3] = rows[3].replace("2016-06", "2013-06")
    service.answers["/downloads/ged/ged261-csv.zip"] = gives(_archive("\n".join(rows).encode()))
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
    service.answers["/api/gedevents/26.1"] = gives_json(
        {
            "TotalCount": 6,
            "TotalPages": 2,
            "PreviousPageUrl": "",
            "NextPageUrl": following,
            "Result": records[:4],
        }
    )
    service.answers["/next"] = gives_json({"NextPageUrl": "", "Result": records[4:]})
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
    assert SECRET.encode() not in held_by(root)


def test_numbers_of_countries_are_asked_of_the_api(service, tmp_path):
    service.answers["/api/gedevents/26.1"] = gives_json(
        {
            "NextPageUrl": None,
            "Result": [{"country": "Iraq", "country_id": 645, "date_start": "2014"}],
        }
    )
    ucdp.from_api(tmp_path, Wanted(("645",)), SECRET, server=service.url)
    assert parse_qs(urlsplit(service.asked[0][0]).query)["Country"] == ["645"]


def test_a_token_goes_to_its_own_host_only(service, tmp_path):
    service.answers["/api/gedevents/26.1"] = gives_json(
        {"NextPageUrl": "http://localhost:1/x", "Result": []}
    )
    with pytest.raises(FetchError, match="the token stays here"):
        ucdp.from_api(tmp_path, Wanted(), SECRET, server=service.url)
    other = service.url.replace("127.0.0.1", "localhost")
    service.answers["/api/gedevents/26.1"] = lambda _: (302, {"Location": f"{other}/there"}, b"")
    service.answers["/there"] = gives_json({"NextPageUrl": "", "Result": []})
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
    assert SECRET.encode() not in held_by(root)
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
    service.answers["/api/3/action/package_show"] = gives_json({"success": True, "result": package})
    service.answers["/files/events.csv"] = gives((FILES / "hxl_invented.csv").read_bytes())
    assert main(["fetch", "hdx", "invented-events", "--server", service.url]) == 0
    assert service.asked[0][0].endswith("package_show?id=invented-events")
    (source,) = Folder(root).sources().values()
    assert (source.source_id, source.events) == ("invented-events", 2)
    assert (source.title, source.licence) == ("Invented events", "CC BY-IGO")
    assert source.attribution == "Invented Agency, through HDX"
    files.append({"name": "more.csv", "format": "CSV", "url": f"{service.url}/files/more.csv"})
    service.answers["/api/3/action/package_show"] = gives_json({"success": True, "result": package})
    with pytest.raises(FetchError, match=r"has these files: events\.csv \(CSV\).*--resource"):
        hdx.fetch(root, "invented-events", "", server=service.url)
    hdx.fetch(root, "invented-events", "events.csv", server=service.url)
    service.answers["/api/3/action/package_show"] = gives_json({"success": False})
    capsys.readouterr()
    assert main(["fetch", "hdx", "nothing", "--server", service.url]) == 1
    assert "knows no dataset nothing" in capsys.readouterr().err


def test_a_service_without_a_network_is_told(root, capsys, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for call in (["ucdp"], ["hdx", "x"]):
        assert main(["fetch", *call, "--server", "http://127.0.0.1:1"]) == 1
        assert "is there a network?" in capsys.readouterr().err
    assert not list(root.glob("*.json"))
