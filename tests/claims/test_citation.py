import dataclasses
import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflict_atlas.claims.citation import (
    bibtex,
    cite_claim,
    cite_counts,
    cite_selection,
    passage_url,
)
from conflict_atlas.claims.package import Article, Package

LINK = "https://atlas.example/claims?claim=x&version=1"
ARTICLE = Article("T", "A", "P", "2031-05-01", "May", "https://paper.example/a", "none")


def test_a_passage_is_a_text_fragment():
    assert passage_url(ARTICLE, "over 300") == "https://paper.example/a#:~:text=over%20300"


def test_a_fragment_of_the_address_stays():
    article = dataclasses.replace(ARTICLE, url="https://paper.example/a?b=1#top")
    assert passage_url(article, "x") == "https://paper.example/a?b=1#top:~:text=x"


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_anchor_can_be_read_back(anchor: str):
    words = passage_url(ARTICLE, anchor).partition("#:~:text=")[2]
    assert unquote(words) == anchor
    assert not re.search(r"[-,&#\s]", words)


def test_a_claim_is_cited_with_all_that_leads_back(invented_package: Package):
    row = invented_package.claims.iloc[0]
    text = cite_claim(invented_package, row, LINK)
    article = invented_package.article
    for part in (
        article.author,
        article.publisher,
        article.url,
        article.published[:4],
        f"paragraph {row['paragraph']}",
        row["summary"].rstrip("."),
        invented_package.data_version,
    ):
        assert part in text
    assert text.endswith(LINK)


def test_a_selection_is_cited_in_its_words(invented_package: Package):
    text = cite_selection(invented_package, "casualties in March.", LINK)
    assert "Selection: casualties in March. Conflict Atlas" in text
    assert invented_package.data_version in text


def test_quotations_in_a_title_become_single(invented_package: Package):
    article = dataclasses.replace(invented_package.article, title='The “Long” and "short" war')
    package = dataclasses.replace(invented_package, article=article)
    assert "“The ‘Long’ and ‘short’ war”" in cite_selection(package, "all", LINK)


@pytest.mark.parametrize("title", ["50% & more_or_less #1 {x} $5 ~ ^ \\end", "}", "{{"])
def test_bibtex_is_escaped(invented_package: Package, title: str):
    package = dataclasses.replace(invented_package, title=title)
    entry = bibtex(package, LINK)
    line = next(part for part in entry.splitlines() if part.startswith("  title = "))
    value = line.removeprefix("  title = {{").removesuffix("}},")
    assert not re.search(r"[\\{}$&#%_~^]", re.sub(r"\\(text[a-z]+\{\}|[$&#%_])", "", value))
    assert entry.count("{") == entry.count("}")
    assert f"url = {{{LINK}}}" in entry


def test_a_hostile_address_cannot_leave_its_field(invented_package: Package):
    assert "url = {https://a/%7D%7D%0A}" in bibtex(invented_package, "https://a/}}\n")


def test_who_counted_what_colours_areas_is_named(real_package, invented_package):
    deaths = cite_counts(real_package, "people-killed")
    assert "UCDP" in deaths
    assert "CC BY 4.0" in deaths
    assert "IOM" in cite_counts(real_package, "idps")
    assert cite_counts(real_package, "") == ""
    for measure in set(invented_package.displacement["measure"]):
        assert cite_counts(invented_package, measure).startswith("Counts by area: ")
