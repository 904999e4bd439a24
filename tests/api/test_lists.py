"""``/figures`` and ``/sources``: independent figures, and where everything comes from."""

import csv
import io

import pytest

from conflict_atlas.claims.export import figures_csv
from conflict_atlas.claims.selection import Selection, select


def test_without_a_filter_every_figure_is_listed(real, real_package):
    found = real.ask("/figures").data["figures"]
    assert [figure["figure_id"] for figure in found] == [*real_package.figures["figure_id"]]
    assert {"", None} & {figure["claim_id"] for figure in found}


@pytest.mark.parametrize(
    ("params", "selection"),
    [
        ({"type": "Casualties"}, Selection(types=("casualty",))),
        ({"actor": "ISIS"}, Selection(actors=("isis",))),
        ({"place": "Baghdad"}, Selection(places=("baghdad",))),
    ],
)
def test_a_filter_keeps_the_figures_of_the_download(real, real_package, params, selection):
    text = figures_csv(real_package, select(real_package, selection)).decode("utf-8-sig")
    expected = list(csv.DictReader(io.StringIO(text, newline="")))
    assert real.ask("/figures", format="csv", **params).rows == expected
    figures = real.ask("/figures", **params).data["figures"]
    assert [f["figure_id"] for f in figures] == [row["figure_id"] for row in expected]
    assert 0 < len(expected) < len(real_package.figures)


@pytest.mark.parametrize("path", ["/figures", "/sources"])
def test_pages_cover_every_row_once(with_events, path: str):
    key = {"/figures": "figure_id", "/sources": "source_id"}[path]
    whole = with_events.ask(path, format="csv").rows
    address, seen = f"{with_events.url}{path}?limit=37&format=csv", []
    while address:
        answer = with_events.follow(address)
        seen += answer.rows
        address = answer.link("next")
    assert [row[key] for row in seen] == [row[key] for row in whole]
    assert len(seen) == int(answer.headers["X-Total-Count"]) > 37


def test_sources_are_the_article_the_references_and_the_datasets(with_two, real_package):
    found = with_two.ask("/sources").data["sources"]
    kinds = [source["kind"] for source in found]
    assert kinds == ["article", *["reference"] * len(real_package.sources), "events", "events"]
    assert found[0]["title"] == real_package.article.title
    assert [s["source_id"] for s in found[1:-2]] == [*real_package.sources["source_id"]]
    assert (found[-2]["source_id"], found[-2]["imported"], found[-2]["placed"]) == (
        "crossing", 25, 24,
    )  # fmt: skip
    assert (found[-1]["licence"], found[-1]["invented"]) == ("CC0-1.0", True)


def test_a_filter_keeps_the_sources_of_what_it_keeps(with_events, real_package):
    figures = real_package.figures
    claims = select(real_package, Selection(places=("baghdad",)))
    cited = set(figures["source_id"][figures["claim_id"].isin(claims["claim_id"])])
    cited |= set(claims["found_source_id"]) - {""}
    found = with_events.ask("/sources", place="Baghdad").data["sources"]
    assert {s["source_id"] for s in found if s["kind"] == "reference"} == cited
    assert found[0]["kind"] == "article"
    assert found[-1]["kind"] != "events"  # the dataset has no event there
    kinds = [s["kind"] for s in with_events.ask("/sources", place="Mosul").data["sources"]]
    assert kinds[-1] == "events"
    assert with_events.ask("/sources", q="no such words anywhere").data["sources"] == []
