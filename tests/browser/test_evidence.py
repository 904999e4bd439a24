"""The evidence page in a browser: its link, and a dropped file of which nothing remains."""

import csv
import io
import itertools
import re
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
CLAIM = "harrow-ford-shelling-deaths"
HEADER = [
    "id", "type_of_violence", "side_a", "side_b", "source_article", "source_headline",
    "where_prec", "where_coordinates", "adm_1", "latitude", "longitude", "country", "date_prec",
    "date_start", "date_end", "low", "best", "high",
]  # fmt: skip
ROWS = 12_000  # more than one megabyte, from which uploads would be spooled to disk


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    """Invented events, one of them in the window of the claim, one of them unreadable."""
    path = tmp_path / "upload" / "mine.csv"
    path.parent.mkdir()
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file)
        written.writerow(HEADER)
        for n in range(ROWS):
            day, best = ("1987-05-12", 70) if n == 0 else (f"19{60 + n % 20}-03-01", n % 9)
            written.writerow(
                [n, 1, "Example force A", "Example group B", "Invented", "Invented report " * 4, 1,
                 "Harrow Ford", "Harrow", 10.8, -38.1, "Velmar", 1, day, day, best, best, best]
            )  # fmt: skip
        written.writerow(["no date", 1, *[""] * (len(HEADER) - 2)])
    return path


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


@pytest.fixture(scope="module")
def dashboard(serve: Callable[..., Any], recorded: Path, scratch: Path) -> Any:
    """A dashboard with one dataset, and with its own folder for temporary files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(scratch))
        patch.setenv("CONFLICT_ATLAS_METRICS", "1")
        patch.setenv("CONFLICT_ATLAS_AWAY_SECONDS", "3")
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # the bytes it writes are counted
        return serve(INVENTED, events=recorded)


def listing(*folders: Path) -> dict[str, tuple[int, int]]:
    """Every file below some folders, with its size and the time of its last change."""
    skipped = {".git", ".venv", "__pycache__", ".hypothesis", ".pytest_cache", ".ruff_cache"}
    return {
        str(path): (path.stat().st_size, path.stat().st_mtime_ns)
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and skipped.isdisjoint(path.parts)
    }


def written(pid: int) -> int:
    """Bytes a process has written to storage, deleted files too; 0 where it is not known."""
    told = Path(f"/proc/{pid}/io")
    found = re.search(
        r"^write_bytes: (\d+)$", told.read_text() if told.exists() else "", re.MULTILINE
    )
    return int(found[1]) if found else 0


def drop(tab: Any, file: Path) -> None:
    tab.page.get_by_text("Use a file of your own").click()
    tab.control("own-events").locator("input[type=file]").set_input_files(file)
    expect(tab.page.get_by_text("The file is in use.")).to_be_visible()
    tab.settle()


def finding(tab: Any, dataset: str) -> Any:
    return tab.page.locator("div.atlas-finding", has_text=dataset)


def test_the_link_restores_the_window_and_the_controls_move_it(dashboard, visit):
    tab = visit(dashboard.url).open(
        "evidence", claim=CLAIM, days="9", km="40", centre="Found elsewhere"
    )
    said = finding(tab, "Invented Register")
    expect(said).to_contain_text("within 40 km of Market of Harrow Ford from 3 to 21 May 1987")
    expect(tab.notice).to_have_count(0)
    tab.control("days").get_by_test_id("stNumberInputStepUp").click()
    expect(said).to_contain_text("from 2 to 22 May 1987")
    tab.settle()
    assert (tab.query("days"), tab.query("km")) == (["10"], ["40"])
    tab.page.reload()
    tab.settle()
    expect(said).to_contain_text("from 2 to 22 May 1987")
    tab.expect_no_errors()


def test_the_shared_link_says_the_window_even_where_it_is_the_usual_one(dashboard, visit):
    tab = visit(dashboard.url).open("evidence", claim=CLAIM)
    tab.control("share").locator("button").first.click()
    link = tab.page.locator("[data-testid=stPopoverBody] code").first
    for part in ("days=1", "km=15", "centre=Article", f"claim={CLAIM}"):
        expect(link).to_contain_text(part)


def test_a_card_leads_to_the_evidence_and_keeps_the_claim(dashboard, visit):
    tab = visit(dashboard.url).open("claims", claim=CLAIM)
    tab.page.get_by_role("link", name="Recorded events around this claim").click()
    expect(tab.page.locator("h1")).to_have_text("Evidence")
    expect(finding(tab, "Invented Register")).to_be_visible()
    assert tab.query("claim") == [CLAIM]


def test_a_dropped_file_is_read_shown_and_nowhere_written(
    dashboard, visit, own_file: Path, scratch: Path
):
    assert own_file.stat().st_size > 2**20
    folders = (scratch, dashboard.events, INVENTED, ROOT / "data", ROOT / "src")
    tab = visit(dashboard.url).open("evidence", claim=CLAIM)
    expect(finding(tab, "Invented Register")).to_be_visible()
    before, stored = listing(*folders), written(dashboard.process.pid)
    drop(tab, own_file)
    report = tab.page.locator("[data-testid=stText]")
    expect(report).to_contain_text(f"{ROWS + 1:,} rows read = {ROWS:,} imported + 1 rejected")
    expect(finding(tab, "Your file mine.csv")).to_contain_text(
        "records 1 event within 15 km of Harrow Ford from 11 to 13 May 1987, 70 people killed"
    )
    expect(finding(tab, "Invented Register")).to_be_visible()  # each with its own finding
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("button", name="Rejected rows as CSV (1)").click()
    saved = waiting.value.path().read_text("utf-8-sig")
    rejected = list(csv.DictReader(io.StringIO(saved)))
    assert [row["id"] for row in rejected] == ["no date"]
    assert rejected[0]["reason"]
    assert listing(*folders) == before
    assert written(dashboard.process.pid) - stored < own_file.stat().st_size / 4
    tab.expect_no_errors()


def test_a_dropped_file_is_in_no_link_and_gone_after_a_reload(dashboard, visit, own_file: Path):
    tab = visit(dashboard.url).open("evidence", claim=CLAIM)
    drop(tab, own_file)
    tab.control("share").locator("button").first.click()
    body = tab.page.locator("[data-testid=stPopoverBody]")
    expect(body).to_contain_text("The link does not hold your own file.")
    assert "own-file" not in body.locator("code").first.inner_text()
    other = visit(dashboard.url).open("evidence", claim=CLAIM)
    expect(finding(other, "Your file")).to_have_count(0)
    tab.page.reload()
    tab.settle()
    expect(finding(tab, "Your file")).to_have_count(0)


def held(dashboard: Any) -> int:
    """Bytes that readers' own files take in the dashboard."""
    with urllib.request.urlopen(f"{dashboard.url}/metrics") as answer:  # noqa: S310 - our own
        told = answer.read().decode()
    found = re.search(r"^conflict_atlas_uploaded_bytes (\S+)$", told, re.MULTILINE)
    assert found, told
    return int(float(found[1]))


def test_a_file_is_let_go_of_when_its_reader_stays_away(dashboard, visit, own_file: Path):
    deadline = time.monotonic() + 60  # of tests before this one
    while held(dashboard) and time.monotonic() < deadline:
        time.sleep(1)
    tab = visit(dashboard.url).open("evidence", claim=CLAIM)
    drop(tab, own_file)
    assert held(dashboard) > 1.5 * own_file.stat().st_size  # the file and its events
    tab.page.goto("about:blank")
    closed = time.monotonic()
    while held(dashboard):
        assert time.monotonic() - closed < 60
        time.sleep(1)


def test_a_file_that_is_none_is_told_in_plain_text(dashboard, visit, tmp_path: Path):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("<img src=x onerror=alert(1)>,b\n1,2\n", encoding="utf-8")
    tab = visit(dashboard.url).open("evidence", claim=CLAIM)
    tab.page.get_by_text("Use a file of your own").click()
    tab.control("own-events").locator("input[type=file]").set_input_files(wrong)
    expect(tab.page.get_by_role("alert").get_by_text("could not be read")).to_be_visible()
    expect(tab.page.locator("[data-testid=stText]")).to_contain_text("wrong.csv")
    expect(tab.page.locator("img[src=x]")).to_have_count(0)
    tab.expect_no_errors()


def test_a_file_over_the_limit_is_refused(dashboard, visit, tmp_path: Path):
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(21 * 2**20)
    tab = visit(dashboard.url).open("evidence", claim=CLAIM)
    tab.page.get_by_text("Use a file of your own").click()
    expect(tab.control("own-events")).to_contain_text("20MB")
    tab.control("own-events").locator("input[type=file]").set_input_files(large)
    expect(tab.control("own-events")).to_contain_text("must be 20.0MB or smaller")


def test_invented_events_show_only_where_a_link_asks_for_them(real_url: str, visit):
    claim = "manbij-strikes-july-2016-deaths"
    tab = visit(real_url).open("evidence", claim=claim)
    expect(tab.page.get_by_text("There is no event dataset here yet")).to_be_visible()
    expect(tab.page.get_by_role("button", name="invented")).to_have_count(0)
    again = visit(real_url).open("evidence", claim=claim, events="sample")
    expect(finding(again, "Sample events (invented)")).to_be_visible()
    expect(again.page.get_by_text("These events are invented.")).to_be_visible()
    expect(again.notice).to_have_count(0)
    again.page.get_by_role("button", name="Leave the invented events").click()
    expect(finding(again, "Sample events")).to_have_count(0)
    again.settle()
    assert again.query("events") == []
    again.expect_no_errors()


def test_the_circle_lies_on_the_atlas_ground_between_the_panels(dashboard, visit):
    screen = {"viewport": {"width": 1400, "height": 900}}
    tab = visit(dashboard.url, **screen).open("evidence", claim=CLAIM, days="30")
    expect(tab.frame.locator(".atlas[data-ready=basemap] .atlas-window")).to_be_visible()
    ring = tab.frame.locator(".atlas-window").bounding_box()
    panel = tab.control("evidence-panel").bounding_box()
    events = tab.control("evidence-events").bounding_box()
    days = tab.control("evidence-days").bounding_box()
    assert panel["x"] + panel["width"] < ring["x"]
    assert ring["x"] + ring["width"] < events["x"]
    assert ring["y"] > 94
    assert ring["y"] + ring["height"] < days["y"]
    assert days["y"] + days["height"] <= 900
    expect(tab.frame.locator(".atlas-spot").first).to_be_attached()
    tab.control("usual-km-50").locator("button").click()
    expect(tab.frame.locator(".atlas-window-name")).to_have_text("50 km")
    expect(tab.page).to_have_url(re.compile("km=50"))
    tab.expect_no_errors()


def test_on_a_phone_claim_map_list_and_days_stand_one_below_the_other(dashboard, visit):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    tab = visit(dashboard.url, **phone).open("evidence", claim=CLAIM, days="30")
    expect(tab.frame.locator(".atlas-window")).to_be_visible()
    parts = ("evidence-panel", "evidence-map", "evidence-events", "evidence-days")
    boxes = [tab.control(name).bounding_box() for name in parts]
    for above, below in itertools.pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"] + 1
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
