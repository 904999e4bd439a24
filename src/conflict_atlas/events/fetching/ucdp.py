"""UCDP GED: the yearly archive for everybody, or its API for users with a token.

Described at ucdp.uu.se/downloads and ucdp.uu.se/apidocs.
"""

import csv
import io
import json
import urllib.parse
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from conflict_atlas.events.fetching.download import LIMIT, Downloaded, download
from conflict_atlas.events.fetching.http import FetchError, ask_json, host
from conflict_atlas.events.fetching.wanted_events import Wanted

ARCHIVE, API = "https://ucdp.uu.se", "https://ucdpapi.pcr.uu.se"
TOKEN_VARIABLE = "CONFLICT_ATLAS_UCDP_TOKEN"  # noqa: S105 - where it is, not what
RELEASE = "26.1"
_PAGE = 1000


def from_archive(
    folder: Path,
    wanted: Wanted,
    *,
    release: str = RELEASE,
    server: str = ARCHIVE,
    limit: int = LIMIT,
) -> tuple[Downloaded, str]:
    """Fetch a yearly release and keep the wanted events; returns its address too."""
    address = f"{server}/downloads/ged/ged{release.replace('.', '')}-csv.zip"
    archive = download(address, folder, limit=limit)
    made = folder / f"{uuid.uuid4().hex}.csv"
    try:
        with zipfile.ZipFile(archive.path) as held:
            (name,) = [one for one in held.namelist() if one.casefold().endswith(".csv")]
            with held.open(name) as raw:
                rows = csv.DictReader(io.TextIOWrapper(raw, "utf-8-sig", newline=""))
                _write_csv(made, list(rows.fieldnames or ()), wanted.keep(rows))
    except (zipfile.BadZipFile, ValueError, csv.Error) as error:
        raise FetchError(f"{address} is not an archive with one table: {error}") from None
    finally:
        archive.path.unlink(missing_ok=True)
    wanted.check()
    return Downloaded(made, f"ucdp ged {release} {wanted.words}.csv"), address


def from_api(
    folder: Path, wanted: Wanted, token: str, *, release: str = RELEASE, server: str = API
) -> tuple[Downloaded, str]:
    """Query the API page by page, and keep the wanted events; returns its address too."""
    numbers = [one for one in wanted.countries if one.isdecimal()]
    asked = {"pagesize": str(_PAGE), "page": "0"}
    if numbers and len(numbers) == len(wanted.countries):
        asked["Country"] = ",".join(numbers)
    if wanted.first:
        asked["StartDate"] = f"{wanted.first}-01-01"
    if wanted.last:
        asked["EndDate"] = f"{wanted.last}-12-31"
    address = f"{server}/api/gedevents/{release}"
    made = folder / f"{uuid.uuid4().hex}.json"
    with made.open("w", encoding="utf-8") as file:
        for record in wanted.keep(_pages(f"{address}?{urllib.parse.urlencode(asked)}", token)):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    wanted.check()
    return Downloaded(made, f"ucdp ged {release} {wanted.words}.json"), address


def _pages(address: str, token: str) -> Iterator[Mapping[str, Any]]:
    first = host(address)
    while address:
        answer = ask_json(address, {"x-ucdp-access-token": token})
        if not isinstance(answer, dict) or not isinstance(answer.get("Result"), list):
            raise FetchError(f"{first} answers without a list of events")
        yield from answer["Result"]
        address = answer.get("NextPageUrl") or ""
        if (
            address
            and urllib.parse.urlsplit(address).hostname != urllib.parse.urlsplit(first).hostname
        ):
            raise FetchError(f"{first} names a page of another host: the token stays here")


def _write_csv(path: Path, names: list[str], rows: Iterator[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
