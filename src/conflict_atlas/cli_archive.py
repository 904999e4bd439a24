"""``conflict-atlas archive``: ask a public archive for copies of the sources' pages.

For a curator; the running server never asks. The questions are those of the Wayback Machine:
``/wayback/available`` for the copy nearest to a day, ``/save`` for a new one.
"""

import argparse
import os
import re
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from conflict_atlas import settings
from conflict_atlas.claims.archived_copies import UncopiedSource, find_wanted, put
from conflict_atlas.events.fetching.http import FetchError, ask_json
from conflict_atlas.exit_codes import FAULTY, MISUSED, SOUND

ARCHIVE_VARIABLE = "CONFLICT_ATLAS_ARCHIVE"
KEYS_VARIABLE = "CONFLICT_ATLAS_ARCHIVE_KEYS"
FINDS, SAVES = "https://archive.org", "https://web.archive.org"
SOURCES = "sources.csv"
LONGEST = 400  # characters, as the table takes them
_COPY = re.compile(r'https?://[^\s/@?#"<>]+/[^\s"<>]*')
_GOOD = "200"  # what the page itself answered when it was copied


def add_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command; what takes long to import waits until it runs."""
    archive = commands.add_parser(
        "archive",
        help="ask an archive for copies of the sources, and note them",
        description="Ask a public archive for a copy of each source that has an address and no"
        " archived_url, nearest to the source's day, and note it in sources.csv; no other cell"
        " changes. Exits with 0 when all were asked for, 1 when the archive could not be asked"
        " (what was found until then is noted), 2 for a wrong call. data/README.md",
    )
    archive.add_argument(
        "--data",
        type=Path,
        metavar="PATH",
        help="folder of the package (default: CONFLICT_ATLAS_DATA, else data)",
    )
    archive.add_argument(
        "--server",
        default="",
        metavar="URL",
        help=f"another archive that answers the same (default: {ARCHIVE_VARIABLE}, else {FINDS})",
    )
    archive.add_argument(
        "--save",
        action="store_true",
        help=f"let it copy what it has not; with the keys of your account in {KEYS_VARIABLE}, as"
        " ACCESS:SECRET. It takes some minutes: run the command again to note those copies",
    )
    archive.add_argument(
        "--pause", type=float, default=1.0, metavar="SECONDS", help="between questions (default: 1)"
    )
    archive.set_defaults(run=_archive)


def _archive(parsed: argparse.Namespace) -> int:
    path: Path = parsed.data or settings.data_folder()
    server = str(parsed.server or os.environ.get(ARCHIVE_VARIABLE, "")).rstrip("/")
    keys = os.environ.get(KEYS_VARIABLE, "").strip()
    if not (path / SOURCES).is_file():
        return _complain(f"no {SOURCES} in {path}")
    if parsed.save and ":" not in keys:
        return _complain(f"--save needs the keys of your account in {KEYS_VARIABLE}")
    try:
        text = (path / SOURCES).read_bytes().decode()
        wanted = find_wanted(text)
    except ValueError as error:
        print(f"conflict-atlas archive: {SOURCES}: {error}", file=sys.stderr)
        return FAULTY
    asked = _Asked(server, keys if parsed.save else "", max(0.0, parsed.pause))
    problem = asked.ask(wanted)
    _note(path / SOURCES, text, asked.found)
    saved = f", {asked.saved} to be copied" if parsed.save else ""
    print(
        f"{len(wanted)} sources without a copy; {len(asked.found)} found and noted in {SOURCES}"
        f"{saved}"
    )
    if asked.found:
        print("raise the version in datapackage.json, and run conflict-atlas check")
    if problem:
        print(f"conflict-atlas archive: {problem}", file=sys.stderr)
    return FAULTY if problem else SOUND


def _complain(words: str) -> int:
    print(f"conflict-atlas archive: {words}", file=sys.stderr)
    return MISUSED


def _note(file: Path, text: str, found: dict[str, str]) -> None:
    """Rewrite the table, completely or not at all."""
    if not found:
        return
    new_file = file.with_name(f"{file.name}.new")
    try:
        new_file.write_bytes(put(text, found).encode())
        new_file.replace(file)
    finally:
        new_file.unlink(missing_ok=True)


class _Asked:
    """What an archive was asked, and what it had."""

    def __init__(self, server: str, keys: str, pause: float) -> None:
        self.finds, self.saves = server or FINDS, server or SAVES
        self.keys, self.pause = keys, pause
        self.found: dict[str, str] = {}
        self.saved = 0

    def ask(self, wanted: list[UncopiedSource]) -> str:
        """Ask for each source; returns why it had to stop, or ""."""
        known: dict[tuple[str, str], str] = {}
        try:
            for one in wanted:
                key = (one.url, one.date)
                if key not in known:
                    if known:
                        time.sleep(self.pause)
                    known[key] = self._ask_for(one)
                if known[key]:
                    self.found[one.source_id] = known[key]
                    print(f"{one.source_id}: {known[key]}")
        except FetchError as error:
            return str(error)
        return ""

    def _ask_for(self, one: UncopiedSource) -> str:
        days = re.sub("[^0-9]", "", one.date)
        query = {"url": one.url} | ({"timestamp": days} if days else {})
        copy = read_copy(ask_json(f"{self.finds}/wayback/available?{urlencode(query)}"))
        if not copy and self.keys:
            headers = {"Accept": "application/json", "Authorization": f"LOW {self.keys}"}
            ask_json(f"{self.saves}/save", headers, {"url": one.url, "skip_first_archive": "1"})
            self.saved += 1
        return copy


def read_copy(answer: Any) -> str:
    """Read the address of a good copy out of an answer; "" where there is none."""
    closest: Any = answer
    for name in ("archived_snapshots", "closest"):
        closest = closest.get(name) if isinstance(closest, dict) else None
    if not isinstance(closest, dict) or closest.get("available") is not True:
        return ""
    address = closest.get("url")
    if str(closest.get("status")) != _GOOD or not isinstance(address, str):
        return ""
    if address.startswith("http://web.archive.org/"):  # told so, and answered over https as well
        address = address.replace("http", "https", 1)
    return address if _COPY.fullmatch(address) and len(address) <= LONGEST else ""
