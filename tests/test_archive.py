"""``conflict-atlas archive``: copies of sources in a public archive, noted beside their address."""

import csv
import io
import json
import random
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from conflict_atlas import cli, cli_archive
from conflict_atlas.claims import archived_copies

ADDRESSES = "https://one.example/a", "https://two.example/b,c", "https://three.example/d"
HEAD = "source_id,title,date,url,archived_url,note\r\n"
TABLE = (
    f"{HEAD}"
    f'one,"A ""quoted"", title",2016-07,{ADDRESSES[0]},,\r\n'
    f'two,"Two\nlines",,"{ADDRESSES[1]}","",=1+1\r\n'
    f"three,Has one,2016,{ADDRESSES[2]},https://kept.example/x,\r\n"
    "four,No address,,,,  blanks  \r\n"
    f"five,Same page,2016-07,{ADDRESSES[0]},,last"
)


class Archive:
    """Answers like the Wayback Machine; ``copies`` are its copies by address."""

    def __init__(self) -> None:
        self.url = ""
        self.copies: dict[str, object] = {}
        self.asked: list[dict[str, list[str]]] = []
        self.saves: list[tuple[str, dict[str, list[str]]]] = []
        self.status = 200
        self.most = 1000  # requests that it answers before it is busy

    def closest(self, address: str, **other: object) -> None:
        told = {"status": "200", "available": True, "timestamp": "20160720000000"}
        url = f"http://web.archive.org/web/20160720000000/{address}"
        self.copies[address] = {"closest": {**told, "url": url, **other}}


@pytest.fixture
def archive() -> Iterator[Archive]:
    made = Archive()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = parse_qs(parts.query)
            assert parts.path == "/wayback/available"
            made.asked.append(asked)
            self._give({"archived_snapshots": made.copies.get(asked["url"][0], {})})

        def do_POST(self) -> None:
            assert self.path == "/save"
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            made.saves.append((self.headers["Authorization"], parse_qs(body)))
            self._give({"url": "x", "job_id": "spn2-1"})

        def _give(self, held: object) -> None:
            self.send_response(made.status if len(made.asked) <= made.most else 429)
            self.end_headers()
            self.wfile.write(json.dumps(held).encode())

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        made.url = f"http://127.0.0.1:{server.server_port}"
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "sources.csv").write_bytes(TABLE.encode())
    return tmp_path


def run(package: Path, archive: Archive, *more: str) -> int:
    given = ["archive", "--data", str(package), "--server", archive.url, "--pause", "0", *more]
    return cli.main(given)


def test_copies_are_noted_and_nothing_else_changes(package: Path, archive: Archive, capsys):
    archive.closest(ADDRESSES[0])
    archive.closest(ADDRESSES[1])
    assert run(package, archive) == 0
    said = capsys.readouterr().out
    assert "3 sources without a copy; 3 found" in said
    copies = [f"https://web.archive.org/web/20160720000000/{address}" for address in ADDRESSES]
    expected = (
        TABLE.replace(f"{ADDRESSES[0]},,", f"{ADDRESSES[0]},{copies[0]},")
        .replace(f'"{ADDRESSES[1]}","",', f'"{ADDRESSES[1]}","{copies[1]}",')
    )  # fmt: skip
    assert (package / "sources.csv").read_bytes() == expected.encode()
    assert [file.name for file in package.iterdir()] == ["sources.csv"]
    # A page is requested once, and for the day of the source.
    assert archive.asked == [
        {"url": [ADDRESSES[0]], "timestamp": ["201607"]}, {"url": [ADDRESSES[1]]}
    ]  # fmt: skip
    assert archive.saves == []


@pytest.mark.parametrize(
    "other",
    [
        {"status": "404"}, {"available": False}, {"url": "javascript:alert(1)"}, {"url": None},
        {"url": "http://web.archive.org/" + "a" * 400}, {"url": 'https://a.example/"><b>'},
    ],
)  # fmt: skip
def test_what_is_no_good_copy_is_not_noted(package: Path, archive: Archive, other: dict):
    archive.closest(ADDRESSES[0], **other)
    assert run(package, archive) == 0
    assert (package / "sources.csv").read_bytes() == TABLE.encode()


@pytest.mark.parametrize("answer", [None, [], "x", {"archived_snapshots": []}, {"closest": 1}])
def test_an_odd_answer_is_no_copy(answer: object):
    assert cli_archive.read_copy(answer) == ""


def test_the_archive_copies_what_it_has_not_only_when_told(
    package: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys
):
    monkeypatch.delenv(cli_archive.KEYS_VARIABLE, raising=False)
    assert run(package, archive, "--save") == 2
    monkeypatch.setenv(cli_archive.KEYS_VARIABLE, "access:secret")
    archive.closest(ADDRESSES[0])
    assert run(package, archive, "--save") == 0
    assert [(key, body["url"]) for key, body in archive.saves] == [
        ("LOW access:secret", [ADDRESSES[1]])
    ]
    told = capsys.readouterr()
    assert "1 to be copied" in told.out
    assert "secret" not in told.out + told.err.partition("--save")[0]


def test_without_a_network_one_line_says_so(package: Path, archive: Archive, capsys):
    archive.url = "http://127.0.0.1:9"
    assert run(package, archive) == 1
    assert "is there a network?" in capsys.readouterr().err
    assert (package / "sources.csv").read_bytes() == TABLE.encode()


def test_what_was_found_before_it_broke_off_is_noted(package: Path, archive: Archive, capsys):
    archive.closest(ADDRESSES[0])
    archive.most = 1
    assert run(package, archive) == 1
    assert "answers 429" in capsys.readouterr().err
    assert (
        b",https://web.archive.org/web/20160720000000/https://one.example/a,"
        in (package / "sources.csv").read_bytes()
    )


def test_the_address_of_the_archive_may_stand_in_the_environment(
    package: Path, archive: Archive, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(cli_archive.ARCHIVE_VARIABLE, archive.url)
    assert cli.main(["archive", "--data", str(package), "--pause", "0"]) == 0
    assert len(archive.asked) == 2


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", f"{HEAD}one,two\n"])
def test_another_table_is_refused(tmp_path: Path, archive: Archive, text: str):
    (tmp_path / "sources.csv").write_text(text)
    assert run(tmp_path, archive) == 1
    assert archive.asked == []
    assert run(tmp_path / "none", archive) == 2


def test_cells_are_read_as_a_reader_of_csv_reads_them():
    chance = random.Random(16)  # noqa: S311 - a fixed seed
    for _ in range(300):
        rows = [
            ["".join(chance.choices('a",\n b', k=chance.randrange(5))) for _ in range(6)]
            for _ in range(4)
        ]
        written: list[str] = []
        sink = type("Sink", (), {"write": staticmethod(written.append)})
        csv.writer(sink, lineterminator=chance.choice(["\n", "\r\n"])).writerows(
            [["source_id", "url", "archived_url", "date", "note", "kind"], *rows]
        )
        text = "".join(written)
        wanted = [(r[0], r[1], r[3]) for r in rows if r[1] and not r[2]]
        found = archived_copies.find_wanted(text)
        assert [(one.source_id, one.url, one.date) for one in found] == wanted
        copies = {row[0]: "https://copy.example/x,y" for row in rows}
        again = list(csv.reader(io.StringIO(archived_copies.put(text, copies), newline="")))
        assert again[1:] == [[*r[:2], r[2] or copies[r[0]], *r[3:]] for r in rows]
