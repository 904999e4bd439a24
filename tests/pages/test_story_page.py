"""The story: one step in each run, whatever the link asks for."""

from html import escape

import pytest

from conflict_atlas.claims.record import record
from conflict_atlas.claims.story import steps
from conflict_atlas.link.parameter_names import CLAIM, STEP


def heading_of(page) -> str:
    return page.heading.partition("<h1>")[2].partition("</h1>")[0]


def test_every_step_is_told_with_its_claims_marked(package, open_page):
    for step in steps(package):
        page = open_page("story", step=str(step.number))
        assert not page.app.exception
        assert heading_of(page) == escape(step.title)
        assert page.ignored == []
        for claim_id in step.claim_ids:
            assert f'data-choose="claim:{claim_id}"' in page.heading
        quoted = next(text for text in page.html if "data-copy" in text)
        assert escape(step.text, quote=True) in quoted


def test_without_a_step_it_begins(package, open_page):
    assert heading_of(open_page("story")) == escape(steps(package)[0].title)


@pytest.mark.parametrize("value", ["0", "99", "two", "-1", "1.0"])
def test_a_step_that_there_is_not_is_told(package, open_page, value: str):
    page = open_page("story", step=value)
    assert not page.app.exception
    assert heading_of(page) == escape(steps(package)[0].title)
    assert page.ignored == [f"step={value}"]


def test_a_filter_of_a_link_is_told_not_to_be_in_force(open_page):
    page = open_page("story", step="2", type="Event")
    assert page.ignored == ["type=Event"]


def test_a_claim_opens_beside_its_step(package, open_page):
    step = steps(package)[1]
    claim_id = step.claim_ids[0]
    page = open_page("story", step="2", claim=claim_id)
    assert escape(record(package, "claims")[claim_id]["summary"]) in page.card
    assert heading_of(page) == escape(step.title)


def test_a_reader_who_comes_from_another_page_begins_with_nothing_open(package, open_page):
    claim_id = steps(package)[0].claim_ids[0]
    page = open_page("map", claim=claim_id, type="Event")
    assert page.card
    page.app.switch_page("../../pages/story.py").run()
    assert not page.app.exception
    assert page.card == ""
    assert page.app.session_state[CLAIM] is None
    page.app.switch_page("../../pages/timeline.py").run()
    assert page.app.session_state["type"] == ["Event"]
    assert STEP not in page.app.query_params
