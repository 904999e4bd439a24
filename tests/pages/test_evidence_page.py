"""The evidence page on the invented package: with a small dataset, without, with the sample."""

import csv
import gzip
import io
import json
import re
import zipfile
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sample_events import write_sample
from streamlit.testing.v1 import AppTest

from conflict_atlas import memoization, streamlit_patches
from conflict_atlas.evidence.window import centres, default_window
from conflict_atlas.link.pages import PAGES
from conflict_atlas.ui.events import uploaded_events
from conflict_atlas.ui.session import datasets

pytestmark = pytest.mark.parametrize("package", ["invented"], indirect=True, scope="module")
DEATHS = "harrow-ford-shelling-deaths"
FINDING = '<div class="atlas-finding'
HEADER = (
    "id,type_of_violence,side_a,side_b,source_headline,where_prec,where_coordinates,adm_1,"
    "latitude,longitude,country,date_prec,date_start,date_end,low,best,high"
)


def finding(page: Any) -> str:
    """The page's text about the claim, without markup."""
    text = next(text for text in page.html if FINDING in text)
    return unescape(re.sub(r"<[^>]+>", " ", text))


def verdicts(page: Any) -> Any:
    return next(t.value for t in page.app.dataframe if "Verdict" in t.value)


def uploaded(*events: str) -> tuple[str, bytes, str]:
    return "mine.csv", "\n".join([HEADER, *events, ""]).encode(), "text/csv"


def event(number: int, day: str, best: int, *, latitude: float = 10.8) -> str:
    return (
        f"{number},1,Force A,Force B,Told here,1,Harrow Ford,Harrow,{latitude},-38.1,Velmar,1,"
        f"{day},{day},{best},{best},{best}"
    )


# ---- without a dataset ---------------------------------------------------------------------------


def test_without_a_dataset_it_says_what_would_be_there_and_how_to_load_it(open_page):
    page = open_page("evidence", claim=DEATHS)
    text = " ".join(page.html)
    assert "There is no event dataset here yet" in text
    assert "conflict-atlas import FILE" in text
    assert page.card
    assert not page.app.get("plotly_chart")
    allowed = page.app.file_uploader(key="own-events").allowed_type
    assert {".csv", ".geojson"} <= set(allowed)


def test_without_a_sample_a_link_to_it_is_told(open_page):
    assert open_page("evidence", events="sample").ignored == ["events=sample"]


def test_the_sample_is_labelled_wherever_it_shows(open_page, monkeypatch, tmp_path: Path, package):
    file = tmp_path / "sample_events.csv"
    file.write_text(write_sample(package), "utf-8")
    monkeypatch.setattr(uploaded_events, "sample_file", lambda: file)
    unasked = open_page("evidence", claim=DEATHS)
    assert not any("invented" in f"{button.label}" for button in unasked.app.button)
    page = open_page("evidence", claim=DEATHS, events="sample")
    assert page.ignored == []
    assert not page.app.exception
    assert page.app.selectbox("events").value == "sample"
    assert any("These events are invented." in text for text in page.html)
    assert "Sample events (invented)" in finding(page)
    assert "The dataset is invented: it says nothing about the world." in finding(page)
    for chart in page.app.get("plotly_chart"):
        assert "invented" in chart.proto.alt
    assert set(verdicts(page)["Dataset"]) <= {"Sample events (invented)", ""}
    assert page.click("leave-sample").app.selectbox("events").value is None
    assert not page.app.get("plotly_chart")


# ---- with one ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("with_events")
def test_a_claim_is_compared_with_what_is_recorded(open_page):
    page = open_page("evidence", claim=DEATHS, days="30", km="50")
    assert not page.app.exception
    assert page.ignored == []
    assert "Invented Register" in finding(page)
    charts = page.app.get("plotly_chart")
    assert charts
    for chart in charts:
        assert len(chart.proto.alt) > 20
    tables = [e for e in page.app.expander if e.label == "The same data as a table"]
    assert len(tables) == len(charts) + 1  # one is of the map
    assert any("Map of 50 km around Harrow Ford" in text for text in page.html)
    assert any('<section class="atlas-events">' in text for text in page.html)


@pytest.mark.usefixtures("with_events")
def test_days_without_any_event_are_a_sentence(open_page):
    page = open_page("evidence", claim=DEATHS)
    assert page.app.get("plotly_chart") == []
    assert any("No dataset records an event in this window." in text for text in page.html)


@pytest.mark.usefixtures("with_events")
def test_a_press_looks_wider(open_page):
    page = open_page("evidence", claim=DEATHS)
    assert page.click("usual-km-50").app.number_input("km").value == 50
    assert page.click("usual-days-30").app.number_input("days").value == 30
    assert "within 50 km of Harrow Ford from 12 April 1987 to 11 June 1987" in finding(page)


@pytest.mark.usefixtures("with_events")
def test_the_window_starts_at_the_precision_of_the_claim(open_page, package):
    page = open_page("evidence", claim=DEATHS)
    usual = default_window(centres(package, DEATHS)[0])
    assert page.app.number_input("days").value == usual.days
    assert page.app.number_input("km").value == usual.km
    page.app.segmented_control("centre").set_value("Found elsewhere").run()
    found = default_window(centres(package, DEATHS)[1])
    assert page.app.number_input("km").value == found.km != usual.km
    assert "Market of Harrow Ford" in finding(page)


@pytest.mark.usefixtures("with_events")
def test_the_window_is_in_the_link(open_page):
    page = open_page("evidence", claim=DEATHS, days="9", km="40", centre="Found elsewhere")
    assert page.ignored == []
    assert page.app.number_input("days").value == 9
    assert page.app.number_input("km").value == 40
    assert "within 40 km of Market of Harrow Ford from 3 to 21 May 1987" in finding(page)


@pytest.mark.usefixtures("with_events")
def test_another_claim_gets_its_own_window(open_page):
    page = open_page("evidence", claim=DEATHS, days="9", km="40")
    page.app.selectbox("evidence-claim").set_value("marsh-guard-holds-fen-tower").run()
    assert page.app.selectbox("claim").value == "marsh-guard-holds-fen-tower"
    assert (page.app.number_input("days").value, page.app.number_input("km").value) == (2, 5)
    assert "within 5 km of Fen Tower" in finding(page)


@pytest.mark.parametrize("wrong", [{"days": "-1"}, {"km": "0"}, {"km": "501"}, {"days": "many"}])
@pytest.mark.usefixtures("with_events")
def test_a_window_that_cannot_be_is_told(wrong, open_page):
    page = open_page("evidence", claim=DEATHS, **wrong)
    assert not page.app.exception
    [(name, value)] = wrong.items()
    assert page.ignored == [f"{name}={value}"]


def test_datasets_of_one_title_are_told_apart(open_page, tmp_path: Path, put_events, monkeypatch):
    monkeypatch.setenv("CONFLICT_ATLAS_EVENTS", str(tmp_path))
    memoization.clear()
    for source_id in ("one", "two"):
        put_events(tmp_path, recorded_rows(source_id), source_id, "Same Title")
    page = open_page("evidence", claim=DEATHS)
    found = [text for text in page.html if FINDING in text]
    assert all(f"{name}: Same Title" in found[0] for name in ("one", "two"))
    assert {"one: Same Title", "two: Same Title"} <= set(verdicts(page)["Dataset"])
    memoization.clear()


def recorded_rows(source_id: str) -> list[dict[str, object]]:
    day = date(1987, 5, 12)
    row = {"source_id": source_id, "event_id": "1", "date_start": day, "date_end": day}
    place = {"latitude": 10.8, "longitude": -38.1, "geo_precision": "point", "best": 70}
    return [row | place | {"date_precision": "day", "licence": "CC0-1.0"}]


@pytest.mark.usefixtures("with_events")
def test_more_days_find_more_events(open_page):
    def events(days: str) -> int:
        page = open_page("evidence", claim=DEATHS, days=days)
        found = re.search(r"records (\d+|nothing)", finding(page))
        return 0 if found[1] == "nothing" else int(found[1])

    assert events("0") <= events("5") < events("30")


@pytest.mark.usefixtures("with_events")
def test_a_claim_that_cannot_be_compared_says_why(open_page):
    page = open_page("evidence", claim="velmar-shelters-old-assembly")
    told = " ".join(page.html)
    assert "cannot be compared with recorded events" in unescape(told)
    assert "as large as a country" in told
    assert page.card
    assert "days" not in page.app.session_state


@pytest.mark.usefixtures("with_events")
def test_the_table_holds_the_selected_claims(open_page, package):
    page = open_page("evidence")
    table = verdicts(page)
    assert set(table["Identifier"]) == set(package.claims.index)
    shown = verdicts(open_page("evidence", type="Event"))
    assert set(package.claims.loc[shown["Identifier"], "claim_type"]) == {"event"}
    assert {b.key for b in page.app.get("download_button")} >= {"verdicts-csv"}


@pytest.mark.usefixtures("with_events")
def test_the_card_leads_here_where_the_claim_can_be_compared(open_page):
    def links(claim_id: str, page: str) -> list[str]:
        found = open_page(page, claim=claim_id).app.get("page_link")
        titles = {name for page in PAGES for name in (page.title, page.heading)}
        pages = titles | {f"**{name}**" for name in titles}
        return [link.proto.label for link in found if link.proto.label not in pages]

    assert links(DEATHS, "claims") == [
        "Recorded events around this claim",
        "All recorded deaths, Harrow, May 1987 (not this claim’s)",
    ]
    assert links("velmar-shelters-old-assembly", "claims") == []
    assert links(DEATHS, "evidence") == []


def test_the_card_leads_nowhere_without_a_dataset(open_page):
    found = open_page("claims", claim=DEATHS).app.get("page_link")
    assert "Recorded events around this claim" not in {link.proto.label for link in found}


# ---- a reader's own file -------------------------------------------------------------------------


def bring(page: Any, file: tuple[str, bytes, str] | None) -> AppTest:
    page.app.file_uploader(key="own-events").set_value(file).run()
    assert not page.app.exception
    return page.app


def test_a_file_of_ones_own_is_read_and_compared_with_the_claim(open_page):
    page = open_page("evidence", claim=DEATHS)
    rows = (event(1, "1987-05-12", 70), event(2, "1987-05-11", 5), event(3, "1970-01-01", 5))
    bring(page, uploaded(*rows, "no,such,row"))
    told = " ".join(text.value for text in page.app.text)
    assert "mine.csv: ucdp-ged" in told
    assert "rejected" in told
    assert "Your file mine.csv records 2 events" in finding(page)
    [rejected] = [b for b in page.app.get("download_button") if b.key == "own-rejected"]
    assert "Rejected rows" in rejected.label


def test_another_session_does_not_have_it(open_page):
    bring(open_page("evidence", claim=DEATHS), uploaded(event(1, "1987-05-12", 70)))
    other = open_page("evidence", claim=DEATHS, events="own-file")
    assert other.ignored == ["events=own-file"]
    assert not any(FINDING in text for text in other.html)


def test_a_file_that_cannot_be_read_is_told_in_plain_text(open_page):
    page = open_page("evidence", claim=DEATHS)
    bring(page, ("mine.csv", b"a,b\n<b>1</b>,2\n", "text/csv"))
    assert any("The file could not be read." in text for text in page.html)
    told = " ".join(text.value for text in page.app.text)
    assert told.startswith("mine.csv")
    assert datasets.KEY not in page.app.session_state or not page.app.session_state[datasets.KEY]


def test_a_format_can_settle_a_doubt_and_a_mapping_other_columns(open_page):
    page = open_page("evidence", claim=DEATHS)
    rows = "when;north;east;dead\n1987-05-12;10,8;-38,1;70\n"
    bring(page, ("mine.csv", rows.encode(), "text/csv"))
    assert any("could not be read" in text for text in page.html)
    page.app.selectbox("own-format").set_value("Other columns").run()
    mapping = (
        'separator = ";"\ndecimal = ","\nmeasure = "people-killed"\nlicence = "CC0-1.0"\n'
        'title = "Mine"\n[columns]\n'
        'date_start = "when"\nlatitude = "north"\nlongitude = "east"\nbest = "dead"\n'
    )
    page.app.file_uploader(key="own-mapping").set_value(
        ("mine.toml", mapping.encode(), "text/plain")
    ).run()
    assert not page.app.exception
    assert "Your file mine.csv records 1 event" in finding(page), page.app.text


@pytest.mark.parametrize("kind", ["zip", "json", "gz"])
def test_a_file_of_another_kind_is_read_as_on_the_command_line(open_page, kind):
    name, content, _ = uploaded(event(1, "1987-05-12", 70), event(2, "1987-05-11", 5))
    if kind == "zip":
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(name, content)
        content = held.getvalue()
    elif kind == "gz":
        content = gzip.compress(content)
    else:
        content = json.dumps(
            {"Result": list(csv.DictReader(io.StringIO(content.decode())))}
        ).encode()
    page = open_page("evidence", claim=DEATHS)
    bring(page, (f"حلب.{kind}", content, "application/octet-stream"))
    assert any("The file is in use." in text for text in page.html), page.app.text
    assert f"Your file حلب.{kind} records 2 events" in finding(page)


@pytest.mark.parametrize(
    "content",
    [
        b'id,date_start,best\n1,1987-05-12,"never closed\n' + b"2,1987-05-13,1\n" * 20_000,
        b'{"features": [{"geometry": {"type": "Point", "coordinates": []}, "properties": 1}]}',
        b"[" * 100_000,
        b"event_id,date_start\n1,infinity\n",
        b"PK\x03\x04nothing",
    ],
)
def test_a_broken_file_is_told_and_never_breaks_the_page(open_page, content):
    page = open_page("evidence", claim=DEATHS)
    bring(page, ("mine.csv", content, "text/csv"))
    told = " ".join(text.value for text in page.app.text)
    assert "mine.csv" in told


def test_a_file_that_is_one_too_many_is_told(open_page):
    page = open_page("evidence", claim=DEATHS)
    bring(page, ("mine.csv", b"", streamlit_patches.NO_ROOM))
    assert any("fill the 200 MB" in text.value for text in page.app.text)
    assert not any(FINDING in text for text in page.html)


def test_a_mapping_that_is_none_is_told(open_page):
    page = open_page("evidence", claim=DEATHS)
    page.app.selectbox("own-format").set_value("Other columns").run()
    page.app.file_uploader(key="own-mapping").set_value(
        ("mine.toml", b"<not toml>", "text/plain")
    ).run()
    bring(page, uploaded(event(1, "1987-05-12", 70)))
    assert any("not a mapping file" in text.value for text in page.app.text)


def test_a_file_taken_back_is_gone(open_page):
    page = open_page("evidence", claim=DEATHS)
    bring(page, uploaded(event(1, "1987-05-12", 70)))
    assert "own-file" in page.app.selectbox("events").options
    bring(page, None)
    assert not any(FINDING in text for text in page.html)
    assert not page.app.session_state["_uploaded-events"]


def test_a_file_stays_on_other_pages_and_can_be_removed_there(open_page):
    page = open_page("evidence", claim=DEATHS)
    bring(page, uploaded(event(1, "1987-05-12", 70)))
    page.app.switch_page("../../pages/events.py").run()
    assert not page.app.exception
    assert page.app.selectbox("events").value == "own-file"
    page.click("own-remove")
    assert "own-remove" not in {button.key for button in page.app.button}
    assert not page.app.session_state["_uploaded-events"]


def test_the_link_is_said_not_to_hold_it(open_page, monkeypatch):
    told: list[str] = []
    page = open_page("evidence", claim=DEATHS)
    bring(page, uploaded(event(1, "1987-05-12", 70)))
    monkeypatch.setattr(uploaded_events.st, "html", told.append)
    monkeypatch.setattr(uploaded_events, "is_used", lambda: True)
    uploaded_events.tell_in_share()
    assert "does not hold your own file" in told[0]


def test_where_no_claim_can_be_compared_there_is_no_box_without_a_choice(open_page):
    page = open_page("evidence", q="nobody says this")
    assert not page.app.exception
    assert "Claim" not in [box.label for box in page.app.selectbox]
    assert any("None of these claims has both a date" in text for text in page.html)
    assert "Claim" in [box.label for box in open_page("evidence").app.selectbox]
