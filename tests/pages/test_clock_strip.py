"""The clock at the foot of pages: where it is, and which of its handles a page follows."""

import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.claims.selection import Selection, identify
from conflict_atlas.link.pages import PAGES

DAYS = {"map": "day of the map", "displacement": "day of the counts"}
# The story has a clock of its own for each step, and nothing on About happens at any time.
FOLLOWING = [page.name for page in PAGES if page.name not in ("story", "about")]


@pytest.mark.parametrize("name", FOLLOWING)
def test_a_page_has_the_handles_that_it_follows(name: str, package: Package, open_page):
    clock = open_page(name).clock
    assert clock["day"] == DAYS.get(name, "")
    assert clock["strip"] == (name != "map")
    # The timeline draws who held each city itself.
    assert bool(clock["drawn"]["cities"]) == (name != "timeline" and not package.control.empty)


@pytest.mark.usefixtures("package")
def test_about_has_none(open_page):
    assert open_page("about").clock == {}


def test_it_says_what_its_window_leaves(package: Package, open_page):
    day = package.reference_day
    clock = open_page("claims", from_=f"{day:%Y-%m-%d}").clock
    left = len(identify(package, Selection(start=day.date())))
    assert 0 < left < len(package.claims)
    assert clock["says"] == f"{left} of {len(package.claims)} claims can fall into it"
    assert (clock["from"], clock["to"]) == (f"{day:%Y-%m-%d}", None)
